"""What the graph holds, in numbers."""

from __future__ import annotations

from msgspec import Struct

from graph.model import EDGE_TYPES, NODE_TYPES
from queries.views.claims import known_day
from queries.views.index import GraphIndex


class Overview(Struct, frozen=True, tag=True):
    """Takes no parameters."""


class NodeKind(Struct, frozen=True):
    """A label, what it stands for, and how many nodes have it."""

    type: str
    description: str
    count: int


class OverviewAnswer(Struct, frozen=True):
    """Nodes and edges by type, the days of the first and the last paper, where years are known, and what
    the ids of nodes follow in RDF."""

    nodes: list[NodeKind]
    edges: list[NodeKind]
    first_published: str | None
    last_published: str | None
    base_iri: str


def show_overview(index: GraphIndex, base_iri: str) -> OverviewAnswer:
    counts = index.counts
    days = sorted(filter(None, map(known_day, index.published)))
    return OverviewAnswer(
        nodes=[NodeKind(node.label, node.description, counts[node.label]) for node in NODE_TYPES],
        edges=[
            NodeKind(edge.type, edge.description, sum(counts[str(kind)] for kind in edge.kinds))
            for edge in EDGE_TYPES
        ],
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
        base_iri=base_iri,
    )
