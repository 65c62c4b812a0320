"""The graph of a set of records: papers merged, names resolved, rows of every table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from extract.record import Entity, EntityType, Role, TextSpan
from graph.claims import Claim, evidence_properties, outperforms, paper_claims
from graph.model import EVIDENCE, EdgeKind, node_type
from graph.papers import MergedPaper
from graph.resolution.decisions import NO_DECISIONS, Decisions
from graph.resolution.family_nodes import families
from graph.resolution.knowledge import Knowledge, packaged_knowledge
from graph.resolution.resolve import EntityNode, Resolution, resolve
from graph.tables import GraphTables, Row

_PAPER_PROPERTIES = tuple(p.name for p in node_type("Paper").properties)

Edges = dict[EdgeKind, dict[tuple[str, str], Row]]

EDGE_OF_ROLE: Mapping[tuple[EntityType, Role], str] = {
    ("Method", "introduced"): "INTRODUCES",
    ("Method", "used"): "USES",
    ("Method", "evaluated"): "USES",
    ("Method", "trained"): "USES",
    ("Method", "compared"): "COMPARES_WITH",
    ("Dataset", "introduced"): "INTRODUCES",
    ("Dataset", "evaluated"): "EVALUATES_ON",
    ("Dataset", "trained"): "TRAINS_ON",
}
"""Everything else is MENTIONS, an unknown role too: it says no more than that the paper names the thing."""

_EDGE_OF_TYPE: Mapping[EntityType, str] = {"Task": "ADDRESSES", "Metric": "MEASURES"}


@dataclass(frozen=True)
class Graph:
    """Tables, and what did not reach them as it stood in the records."""

    tables: GraphTables
    unnamed_entities: int
    unresolved_names: int
    """Names of methods, datasets, metrics and tasks in claims that are no entity of their paper: the claims
    have no such edge."""
    names: pa.Table
    """Why every name is where it is: see `graph.resolution.provenance`."""


def build_graph(
    papers: Sequence[MergedPaper],
    knowledge: Knowledge | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> Graph:
    """The graph of the papers; a pure function of them, the vocabulary and decisions about names."""
    knowledge = packaged_knowledge() if knowledge is None else knowledge
    resolution = resolve(papers, knowledge, decisions)
    claims = [claim for paper in papers for claim in paper_claims(paper, resolution.ids[paper.id])]
    related = families(resolution.nodes, knowledge)
    nodes = _entity_rows((*resolution.nodes, *related.nodes), knowledge)
    nodes["Paper"] = [_paper_row(paper) for paper in papers]
    nodes["Claim"] = [claim.row() for claim in claims]
    edges: Edges = defaultdict(dict)
    for paper in papers:
        _add_paper_edges(edges, paper, resolution)
    _add_claim_edges(edges, claims)
    for kind, start, end in related.edges:
        edges[kind][start, end] = (start, end)
    tables = GraphTables.from_rows(nodes, {kind: rows.values() for kind, rows in edges.items()})
    unresolved = sum(claim.unresolved for claim in claims)
    return Graph(tables, resolution.unnamed, unresolved, resolution.names)


def _paper_row(paper: MergedPaper) -> Row:
    properties = paper.properties()
    return (paper.id, *(properties[name] for name in _PAPER_PROPERTIES))


def _entity_rows(nodes: Iterable[EntityNode], knowledge: Knowledge) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for node in nodes:
        row: Row = (node.id, node.name, list(node.aliases), node.support)
        if node.type == "Metric":
            term = knowledge.term(*node.key)
            row = (*row, term.better if term else None)
        rows[node.type].append(row)
    return rows


def _add_paper_edges(edges: Edges, paper: MergedPaper, resolution: Resolution) -> None:
    ids = resolution.ids[paper.id]
    for entity, id_ in zip(paper.primary.entities, ids, strict=True):
        if id_ is not None:
            kind = EdgeKind(_edge_name(entity), "Paper", entity.type)
            _keep_surer(edges, kind, _edge_row(paper.id, id_, entity.confidence, _evidence(entity)))
    for type_ in ("Method", "Dataset"):
        _drop_idle_mentions(edges, paper.id, type_, ids)


def _edge_name(entity: Entity) -> str:
    if entity.type in _EDGE_OF_TYPE:
        return _EDGE_OF_TYPE[entity.type]
    return EDGE_OF_ROLE.get((entity.type, entity.role), "MENTIONS") if entity.role else "MENTIONS"


def _evidence(entity: Entity) -> TextSpan | None:
    return entity.evidence or min(entity.mentions, default=None)


def _drop_idle_mentions(edges: Edges, paper: str, type_: str, ids: Iterable[str | None]) -> None:
    """Two entities of a paper may be one node; that one of them is only named then says nothing."""
    mentions = edges[EdgeKind("MENTIONS", "Paper", type_)]
    stronger = [rows for kind, rows in edges.items() if kind[1:] == ("Paper", type_) and rows is not mentions]
    for id_ in ids:
        if id_ is not None and (paper, id_) in mentions and any((paper, id_) in rows for rows in stronger):
            del mentions[paper, id_]


def _add_claim_edges(edges: Edges, claims: Sequence[Claim]) -> None:
    makes = EdgeKind("MAKES", "Paper", "Claim")
    for claim in claims:
        values = (claim.properties[p.name] for p in EVIDENCE)
        edges[makes][claim.paper, claim.id] = (claim.paper, claim.id, *values)
        for kind, end in claim.edges():
            edges[kind][claim.id, end] = (claim.id, end)
    kind = EdgeKind("OUTPERFORMS", "Method", "Method")
    for (better, worse), papers in outperforms(claims).items():
        edges[kind][better, worse] = (better, worse, papers, len(papers))


def _edge_row(start: str, end: str, confidence: float, evidence: TextSpan | None) -> Row:
    values = evidence_properties(confidence, evidence)
    return (start, end, *(values[p.name] for p in EVIDENCE))


def _keep_surer(edges: Edges, kind: EdgeKind, row: Row) -> None:
    """One edge a kind and pair of ends: the surest, of equals the earliest in the text."""
    known = edges[kind].get(row[:2])
    if known is None or _surety(row) > _surety(known):
        edges[kind][row[:2]] = row


def _surety(row: Row) -> tuple[float, float, float, str]:
    _, _, confidence, text, start, end = row
    return confidence, -(start if start is not None else float("inf")), end or 0, text or ""
