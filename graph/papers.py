"""Papers: the records that speak of one, merged.

One of the records, chosen by content alone, is the primary one: the title, the abstract and the claims of the
paper are its own. Metadata come from all.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.record import Record
from graph.paper_names import title_key
from graph.resolution.decisions import NO_DECISIONS, Decisions
from graph.same_paper import entry_name, record_arxiv_id, same_papers, title_slug


@dataclass(frozen=True)
class MergedPaper:
    """A paper node: its id, the record whose claims are its own, and every record, the primary one first."""

    id: str
    primary: Record
    records: tuple[Record, ...]

    def properties(self) -> dict[str, object]:
        """The properties of the node by name, without `id`."""
        authors = max((r.authors for r in self.records), key=lambda names: (len(names), names))
        counts = [r.author_count for r in self.records if r.author_count is not None]
        comments = [r.comment_count for r in self.records if r.comment_count is not None]
        return {
            "title": self.primary.title,
            "abstract": self.primary.abstract,
            "published": _best_date(r.published for r in self.records),
            "authors": list(authors),
            "author_count": len(authors) or max(counts, default=None),
            "organization": self._first("organization"),
            "comment_count": max(comments, default=None),
            "arxiv_id": min(self.arxiv_ids, default=None),
            "url": self._first("url"),
            "sources": [str(s) for s in sorted({r.source for r in self.records if r.source is not None})],
            "source_ids": sorted({r.id for r in self.records}),
        }

    @property
    def names(self) -> set[str]:
        """Whatever a decision may call the paper."""
        given = {name for r in self.records for name in (r.id, r.title, f"paper/{title_slug(r)}")}
        return {self.id, *given, *self.arxiv_ids}

    @property
    def arxiv_ids(self) -> set[str]:
        return {a for a in map(record_arxiv_id, self.records) if a is not None}

    def _first(self, field: str) -> str | None:
        return next((value for r in self.records if (value := getattr(r, field))), None)


def merge_papers(records: Iterable[Record], decisions: Decisions = NO_DECISIONS) -> list[MergedPaper]:
    """The papers of a set of records, sorted by id; the order of the records does not matter.

    The id is `paper/` and the slug of the title; papers whose slugs are equal all get more behind it: a
    digest of the title or, where titles are equal too, the arXiv identifier. Raises DecisionError where
    decisions contradict each other on a record.
    """
    by_slug: dict[str, list[Sequence[Record]]] = defaultdict(list)
    for group in same_papers(records, decisions):
        group.sort(key=_rank, reverse=True)
        by_slug[title_slug(group[0])].append(group)
    papers = [
        MergedPaper(f"paper/{name}{suffix}", group[0], tuple(group))
        for name, groups in by_slug.items()
        for group, suffix in zip(groups, _suffixes(groups), strict=True)
    ]
    return sorted(papers, key=lambda paper: paper.id)


def _rank(record: Record) -> tuple[int, str, bytes]:
    """A total order on content, the primary record last: longest abstract, latest extractor, then bytes."""
    return len(record.abstract), record.extractor, record.to_json()


def _suffixes(groups: Sequence[Sequence[Record]]) -> list[str]:
    """What tells papers apart whose titles have one slug: the first of what they have that no other has."""
    if len(groups) == 1:
        return [""]
    told = [_distinctions(group) for group in groups]
    taken = Counter(name for names in told for name in names)
    return [f"-{next(name for name in names if name and taken[name] == 1)}" for names in told]


def _distinctions(group: Sequence[Record]) -> tuple[str, ...]:
    title = title_key(group[0].title)
    arxiv = min((a for a in map(record_arxiv_id, group) if a is not None), default="")
    return (
        _digest(title) if title else "",
        arxiv.replace("/", "-"),
        _digest(min(map(entry_name, group))),
        _digest(group[0].to_json().decode()),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _best_date(dates: Iterable[str | None]) -> str | None:
    """The most precise date, of these the earliest. A day without its year is the least precise."""
    known = [date for date in dates if date]
    return min(known, key=lambda date: (0 if date.startswith("--") else -len(date), date), default=None)
