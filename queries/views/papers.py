"""One paper: its text with the spans that were read in it, what it names, and its claims."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from extract.record import Record
from graph.names import clean_name
from queries.views.index import GraphIndex
from queries.views.records import RecordFile
from queries.views.shapes import Claim, EntityLabel, EntityRef, Evidence, Name


class Paper(Struct, frozen=True, tag=True):
    """Which paper: its id or its title."""

    id: Name


class Span(Struct, frozen=True):
    """A mention of an entity in the text; `entity` is null where the graph has no node for it."""

    start: int
    end: int
    type: EntityLabel
    entity: str | None
    name: str


class PaperLink(Struct, frozen=True):
    """What a paper names, by which edge, and the words that say so."""

    entity: EntityRef
    relation: str
    confidence: float | None
    evidence: Evidence


class PaperAnswer(Struct, frozen=True):
    """A paper. Offsets count characters of `text`, which is title, line end, abstract."""

    id: str
    title: str
    abstract: str
    text: str
    published: str | None
    authors: list[str]
    author_count: int | None
    organization: str | None
    arxiv_id: str | None
    url: str | None
    sources: list[str]
    spans: list[Span]
    links: list[PaperLink]
    claims: list[Claim]


def show_paper(index: GraphIndex, records: RecordFile, asked: Paper) -> PaperAnswer:
    """Raises NotInGraph."""
    number = index.find(asked.id, ["Paper"])
    row = index.row(number)
    title, abstract = row["title"] or "", row["abstract"] or ""
    record = records.find(title, abstract)
    links = _links(index, number)
    columns = {name: row[name] for name in _COLUMNS}
    return PaperAnswer(
        title=title,
        abstract=abstract,
        text=f"{title}\n{abstract}",
        spans=_spans(record, _nodes_by_form(index, links)) if record else [],
        links=links,
        claims=sorted(map(index.claim, index.claims_at.get(number, ())), key=_place),
        **columns,
    )


_COLUMNS = ("id", "published", "authors", "author_count", "organization", "arxiv_id", "url", "sources")


def _links(index: GraphIndex, number: int) -> list[PaperLink]:
    links = []
    for edges, place, other in index.incident(number):
        row = edges.rows[place]
        evidence = Evidence(row["evidence"], row["evidence_start"], row["evidence_end"])
        links.append(PaperLink(index.entity_ref(other), edges.kind.type, row["confidence"], evidence))
    return sorted(links, key=lambda link: (link.evidence.start or 0, link.entity.id))


def _nodes_by_form(index: GraphIndex, links: list[PaperLink]) -> dict[tuple[str, str], str]:
    """The nodes of the paper's entities by type and every form of their names."""
    forms: dict[tuple[str, str], str] = {}
    for link in links:
        row = index.row(index.number[link.entity.id])
        for form in (row["name"], *row["aliases"]):
            forms.setdefault((link.entity.type, form), link.entity.id)
    return forms


def _spans(record: Record, nodes: dict[tuple[str, str], str]) -> list[Span]:
    spans = []
    for entity in record.entities:
        names = [entity.name, *(mention.text for mention in entity.mentions)]
        node = next((nodes[key] for name in names if (key := (entity.type, clean_name(name))) in nodes), None)
        spans += [Span(m.start, m.end, entity.type, node, entity.name) for m in entity.mentions]
    return sorted(spans, key=lambda span: (span.start, -span.end, span.type))


def _place(claim: Claim) -> tuple[Any, ...]:
    return (claim.evidence.start or 0, claim.evidence.end or 0, claim.id)
