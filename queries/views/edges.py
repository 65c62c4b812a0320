"""What stands behind one edge: the papers that say so, each with its words."""

from __future__ import annotations

from msgspec import Struct

from queries.views.index import GraphIndex, Row
from queries.views.shapes import LABELS, Claim, Evidence, Name, PaperRef, Ref
from queries.views.subgraphs import Relation


class Edge(Struct, frozen=True, tag=True):
    """Two nodes by their ids or names, and a relation, or all between the two, in either direction."""

    source: Name
    target: Name
    relation: Relation | None = None


class EdgeEvidence(Struct, frozen=True):
    """A paper that says so, and how; what is derived from claims has the claims."""

    source: Ref
    target: Ref
    relation: str
    papers: list[PaperRef]
    confidence: float | None
    evidence: Evidence | None
    claims: list[Claim]


class EdgeAnswer(Struct, frozen=True):
    """Every edge between the two nodes."""

    edges: list[EdgeEvidence]


def show_edge(index: GraphIndex, asked: Edge) -> EdgeAnswer:
    """Raises NotInGraph where a node is missing; two nodes without an edge have an empty answer."""
    one, other = (index.find(name, LABELS) for name in (asked.source, asked.target))
    found = []
    for edges, place, node in index.incident(one):
        if node == other and asked.relation in (None, edges.kind.type):
            start, end = int(edges.start[place]), int(edges.end[place])
            found.append(_evidence(index, edges.kind.type, start, end, edges.rows[place]))
    return EdgeAnswer(found)


def _evidence(index: GraphIndex, relation: str, start: int, end: int, row: Row) -> EdgeEvidence:
    papers = (
        [start] if index.labels[start] == "Paper" else [index.number[id_] for id_ in row.get("papers", ())]
    )
    known = row.get("evidence") is not None
    evidence = Evidence(row["evidence"], row["evidence_start"], row["evidence_end"]) if known else None
    claims = sorted(_claims_between(index, papers, start, end)) if relation == "OUTPERFORMS" else []
    return EdgeEvidence(
        index.ref(start),
        index.ref(end),
        relation,
        [index.paper_ref(paper) for paper in papers],
        row.get("confidence"),
        evidence,
        [index.claim(claim) for claim in claims],
    )


def _claims_between(index: GraphIndex, papers: list[int], one: int, other: int) -> set[int]:
    """Comparisons of the two methods that these papers make."""
    both = {*index.claims_at.get(one, ())} & {*index.claims_at.get(other, ())}
    return {
        c for c in both if index.claim_papers[c] in papers and index.claim_rows[c]["kind"] == "comparison"
    }
