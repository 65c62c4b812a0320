"""Search as one types: over names, aliases and titles; by beginnings, then by words, then by any part."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Annotated

from msgspec import Meta, Struct

from queries.views.index import GraphIndex
from queries.views.shapes import ENTITY_LABELS, EntityLabel, EntityRef, PaperRef

_BETWEEN = re.compile(r"[\W_]+")
_Query = Annotated[
    str,
    Meta(
        max_length=200,
        description="what was typed; case, accents and signs are folded; nothing stands for every name",
    ),
]


class Search(Struct, frozen=True, tag=True):
    """What is looked for, and how many hits of each sort are wanted."""

    q: _Query = ""
    types: list[EntityLabel] = []
    limit: Annotated[int, Meta(ge=1, le=100)] = 10


class EntityHit(Struct, frozen=True):
    """An entity, and the alias that was hit where it was not the name."""

    entity: EntityRef
    alias: str | None


class SearchAnswer(Struct, frozen=True):
    """The best hits: names that are what was typed, then those that begin so, those with a word that begins
    so, and those that hold it; among these by support."""

    entities: list[EntityHit]
    papers: list[PaperRef]


class SearchIndex:
    """All names in one text each for entities and papers, in the order of their support."""

    def __init__(self, index: GraphIndex) -> None:
        self._index = index
        self._entities = _Names(_entity_names(index))
        self._papers = _Names(_paper_names(index))

    def search(self, asked: Search) -> SearchAnswer:
        typed = fold(asked.q)
        if not typed and asked.q.strip():  # nothing but signs
            return SearchAnswer([], [])
        wanted = set(asked.types or ENTITY_LABELS)
        entities = [
            EntityHit(self._index.entity_ref(node), None if form == self._index.names[node] else form)
            for node, form in self._entities.hits(
                typed, asked.limit, lambda n: self._index.labels[n] in wanted
            )
        ]
        papers = [self._index.paper_ref(node) for node, _ in self._papers.hits(typed, asked.limit)]
        return SearchAnswer(entities, [] if asked.types else papers)


def fold(text: str) -> str:
    """Words in lower case without accents, single spaces between them.

    >>> fold("GPT-4 (Émile)")
    'gpt 4 emile'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _BETWEEN.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


class _Names:
    """Names with their nodes, one a line of a text, the most important first."""

    def __init__(self, named: Iterable[tuple[int, str]]) -> None:
        self._named = list(named)
        lines = [f"\n {fold(name)}" for _, name in self._named]
        self._text = "".join(lines) + "\n"
        self._starts = list(accumulate(map(len, lines), initial=0))[:-1]

    def hits(
        self, typed: str, limit: int, wanted: Callable[[int], bool] = lambda node: True
    ) -> list[tuple[int, str]]:
        """Nodes with the name that was hit, each node once."""
        found: dict[int, str] = {}
        patterns = (f"\n {typed}\n", f"\n {typed}", f" {typed}", typed) if typed else ("\n ",)
        for pattern in patterns:
            for line in self._lines_with(pattern):
                node, name = self._named[line]
                if wanted(node):
                    found.setdefault(node, name)
                if len(found) == limit:
                    return list(found.items())
        return list(found.items())

    def _lines_with(self, pattern: str) -> Iterator[int]:
        place = self._text.find(pattern)
        while place >= 0:
            line = bisect_right(self._starts, place) - 1
            yield line
            end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
            place = self._text.find(pattern, end)


def _entity_names(index: GraphIndex) -> list[tuple[int, str]]:
    """Names before aliases where support is equal."""
    named = []
    for label in ENTITY_LABELS:
        for node, aliases in zip(index.numbers_of(label), index.column(label, "aliases"), strict=True):
            named += [(node, 0, index.names[node]), *((node, 1, alias) for alias in aliases)]
    named.sort(key=lambda entry: (-int(index.support[entry[0]]), entry[1], len(entry[2]), entry[2], entry[0]))
    return [(node, name) for node, _, name in named]


def _paper_names(index: GraphIndex) -> list[tuple[int, str]]:
    """Titles and arXiv identifiers, the newest first."""
    identifiers = index.column("Paper", "arxiv_id")
    papers = index.numbers_of("Paper")
    newest = sorted(papers, key=lambda n: index.published[n] or "", reverse=True)
    names = [(node, index.names[node]) for node in newest]
    return names + [(node, identifiers[node]) for node in newest if identifiers[node]]
