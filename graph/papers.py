"""Records that speak of one paper, merged.

Two records are of one paper if they share an identifier that a source gave, an arXiv identifier (whatever its
version) or a title (case, markup, punctuation and spaces aside). One of them, chosen by content alone, is
the primary one: the title, the abstract and the claims of the paper are its own. Metadata come from all.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

from extract.paper import slug
from extract.record import Record
from graph.names import title_key

_ARXIV_ID = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.I)
_ROW_NUMBER = re.compile(r"\d{1,6}")


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
    def arxiv_ids(self) -> set[str]:
        return {a for a in map(record_arxiv_id, self.records) if a is not None}

    def _first(self, field: str) -> str | None:
        return next((value for r in self.records if (value := getattr(r, field))), None)


def merge_papers(records: Iterable[Record]) -> list[MergedPaper]:
    """The papers of a set of records, sorted by id; the order of the records does not matter.

    The id is `paper/` and the slug of the title; papers whose slugs are equal all get a digest behind it.
    """
    pool = list(records)
    links = nx.Graph()
    for number, record in enumerate(pool):
        links.add_node(number)
        links.add_edges_from((number, identity) for identity in _identities(record))
    groups = [[pool[n] for n in part if isinstance(n, int)] for part in nx.connected_components(links)]
    ordered = [sorted(group, key=_rank, reverse=True) for group in groups]
    by_slug: dict[str, list[list[Record]]] = defaultdict(list)
    for group in ordered:
        by_slug[slug(group[0].title)].append(group)
    papers = [
        MergedPaper(f"paper/{name}{_digest(group) if len(same) > 1 else ''}", group[0], tuple(group))
        for name, same in by_slug.items()
        for group in same
    ]
    return sorted(papers, key=lambda paper: paper.id)


def arxiv_id(text: str) -> str | None:
    """The arXiv identifier that the text is, without `arXiv:` and version; None if it is none."""
    match = _ARXIV_ID.fullmatch(text.strip())
    return match.group(1).lower() if match else None


def record_arxiv_id(record: Record) -> str | None:
    """The arXiv identifier of the record, from its field or from its own identifier."""
    if record.arxiv_id:
        return arxiv_id(record.arxiv_id) or record.arxiv_id.strip().lower()
    return arxiv_id(record.id)


def _identities(record: Record) -> Iterator[tuple[str, str]]:
    if record.id and not _is_local_id(record):
        yield "id", record.id
    number = record_arxiv_id(record)
    if number:
        yield "arxiv", number
    title = title_key(record.title)
    if title:
        yield "title", title
    else:
        yield "entry", _entry(record)


def _is_local_id(record: Record) -> bool:
    """Whether the identifier was made of the title or counts rows of a file: equal ones may be chance."""
    return bool(_ROW_NUMBER.fullmatch(record.id)) or record.id.removeprefix("paper/") == slug(record.title)


def _rank(record: Record) -> tuple[int, str, bytes]:
    """A total order on content, the primary record last: longest abstract, latest extractor, then bytes."""
    return len(record.abstract), record.extractor, record.to_json()


def _digest(group: list[Record]) -> str:
    title = title_key(group[0].title)
    origin = title or min(map(_entry, group))
    return f"-{hashlib.sha256(origin.encode()).hexdigest()[:8]}"


def _entry(record: Record) -> str:
    return f"{record.source.path if record.source else ''}\n{record.id}"


def _best_date(dates: Iterable[str | None]) -> str | None:
    """The most precise date, of these the earliest. A day without its year is the least precise."""
    known = [date for date in dates if date]
    return min(known, key=lambda date: (0 if date.startswith("--") else -len(date), date), default=None)
