"""One paper among many, by whatever name a person has for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from extract.paper import Paper
from graph.paper_names import arxiv_id, title_key
from graph.papers import MergedPaper

_Item = TypeVar("_Item")
_SHOWN = 5


class NoSinglePaper(ValueError):  # noqa: N818 - the name says what is wrong
    """No paper, or more than one, goes by the name; the message names those that come close."""


class Named(NamedTuple, Generic[_Item]):
    """Something and what it goes by: its names, and the title of which a part may be enough."""

    item: _Item
    id: str
    title: str
    names: frozenset[str]


def named_papers(papers: Iterable[Paper]) -> Iterable[Named[Paper]]:
    """Papers of an input, by identifier, arXiv identifier and title."""
    for paper in papers:
        names = {paper.id, arxiv_id(paper.arxiv_id or paper.id) or "", title_key(paper.title)}
        yield Named(paper, paper.id, paper.title, frozenset(names - {""}))


def named_nodes(papers: Iterable[MergedPaper]) -> Iterable[Named[MergedPaper]]:
    """Papers of a graph, by node, every identifier in a source, arXiv identifiers and titles."""
    for paper in papers:
        given = {name for record in paper.records for name in (record.id, title_key(record.title))}
        yield Named(
            paper, paper.id, paper.primary.title, frozenset({paper.id, *given, *paper.arxiv_ids} - {""})
        )


def find(name: str, among: Iterable[Named[_Item]]) -> _Item:
    """The one that goes by the name, or else the only one whose title holds it. Of several with the same
    title the first is taken. Raises NoSinglePaper."""
    wanted = {name, arxiv_id(name) or name, title_key(name)} - {""}
    part = name.casefold()
    exact: list[Named[_Item]] = []
    holding: list[Named[_Item]] = []
    for candidate in among:
        if wanted & candidate.names:
            exact.append(candidate)
        elif part in candidate.title.casefold():
            holding.append(candidate)
    found = exact or holding
    if not found:
        raise NoSinglePaper(f"no paper goes by {name!r}")
    if len({title_key(candidate.title) for candidate in found}) > 1:
        raise NoSinglePaper(f"several papers go by {name!r}: {_listed(found)}")
    return found[0].item


def _listed(found: list[Named[_Item]]) -> str:
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return "; ".join(f"{candidate.title} ({candidate.id})" for candidate in found[:_SHOWN]) + more
