"""Parts of the graph to look at: around some nodes, or all of it, with places for the nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Meta, Struct

from graph.layout import layout
from queries.views.claims import within
from queries.views.index import GraphIndex, Numbers
from queries.views.shapes import LABELS, Confidence, Day, Label, Name

Relation = Literal[
    "INTRODUCES",
    "USES",
    "COMPARES_WITH",
    "EVALUATES_ON",
    "TRAINS_ON",
    "MENTIONS",
    "ADDRESSES",
    "MEASURES",
    "OUTPERFORMS",
    "VARIANT_OF",
]
MOST_NODES = 5_000
MOST_EDGES = 20_000
_EXCHANGES = 20  # of nodes that stand alone for others

Mask = npt.NDArray[np.bool_]


class Subgraph(Struct, frozen=True, tag=True):
    """What is reached from `around` in `hops` steps, or without it all that has an edge.

    Empty `types` and `relations` stand for all. `since` and `until` bound the day of papers, `min_confidence`
    that of edges, `min_support` that of entities. Where more than `limit` nodes are left, those nearest to
    `around` and with most edges are kept, without `around` such as are joined to others that are.
    """

    around: Annotated[list[Name], Meta(max_length=50)] = []
    hops: Annotated[int, Meta(ge=1, le=4)] = 1
    types: list[Label] = []
    relations: list[Relation] = []
    since: Day | None = None
    until: Day | None = None
    min_confidence: Confidence = 0.0
    min_support: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Meta(ge=1, le=MOST_NODES)] = 1_000


class SubgraphNode(Struct, frozen=True):
    """A node at its place, both coordinates from 0 to 1. `degree` counts its edges among those that fit,
    whether they are shown or not; `hops` is null without `around`."""

    id: str
    type: Label
    name: str
    support: int
    published: str | None
    degree: int
    hops: int | None
    x: float
    y: float


class SubgraphEdge(Struct, frozen=True):
    """An edge between two of the nodes, by their places in the list. `weight` is the number of papers."""

    source: int
    target: int
    type: str
    confidence: float | None
    weight: int


class SubgraphAnswer(Struct, frozen=True):
    """`message` says what was left out for want of room, where anything was."""

    nodes: list[SubgraphNode]
    edges: list[SubgraphEdge]
    total_nodes: int
    total_edges: int
    sampled: bool
    message: str | None


class GraphMap:
    """The edges of all kinds side by side, to choose among them quickly."""

    def __init__(self, index: GraphIndex) -> None:
        self._index = index
        self._size = len(index.ids)
        self._start = _joined([edges.start for edges in index.edges])
        self._end = _joined([edges.end for edges in index.edges])
        self._relations = [edges.kind.type for edges in index.edges for _ in edges.rows]
        self._confidence = np.array(
            [row.get("confidence") for edges in index.edges for row in edges.rows], dtype=np.float64
        )
        self._weight = np.array([row.get("count") or 1 for edges in index.edges for row in edges.rows])
        self._label = np.array([LABELS.index(label) for label in index.labels], dtype=np.int8)

    def show(self, asked: Subgraph) -> SubgraphAnswer:
        """Raises NotInGraph."""
        centre = [self._index.find(name, LABELS) for name in asked.around]
        fitting = self._fitting_edges(asked, self._fitting_nodes(asked, centre))
        hops = self._hops(centre, asked.hops, fitting) if centre else None
        if hops is not None:
            fitting &= (hops[self._start] <= asked.hops) & (hops[self._end] <= asked.hops)
        degrees = self._degrees(fitting)
        found = np.flatnonzero(degrees if hops is None else hops <= asked.hops)
        ranked = _ranked(found, degrees, hops)
        shown = np.sort(ranked[: asked.limit] if centre else self._joined(ranked, asked.limit, fitting))
        edges = self._edges_among(shown, fitting)
        return self._answer(asked, shown, edges, degrees, hops, len(found), int(fitting.sum()))

    def _fitting_nodes(self, asked: Subgraph, centre: Sequence[int]) -> Mask:
        fitting: Mask
        wanted = np.array([label in asked.types or not asked.types for label in LABELS])
        fitting = wanted[self._label] & (
            (self._label == LABELS.index("Paper")) | (self._index.support >= asked.min_support)
        )
        if asked.since or asked.until:
            papers = self._index.numbers_of("Paper")
            days = [within(self._index.published[paper], asked.since, asked.until) for paper in papers]
            fitting[papers.start : papers.stop] &= np.array(days, dtype=bool)
        fitting[list(centre)] = True
        return fitting

    def _fitting_edges(self, asked: Subgraph, nodes: Mask) -> Mask:
        fitting: Mask = np.logical_and(nodes[self._start], nodes[self._end])
        if asked.relations:
            fitting &= np.array([relation in asked.relations for relation in self._relations], dtype=bool)
        if asked.min_confidence > 0:
            fitting &= ~(self._confidence < asked.min_confidence)  # what has none is derived, not extracted
        return fitting

    def _hops(self, centre: Sequence[int], furthest: int, fitting: Mask) -> Numbers:
        """Steps from the nearest node of the centre; one more than the furthest for all beyond."""
        hops = np.full(self._size, furthest + 1, dtype=np.int64)
        hops[list(centre)] = 0
        start, end = self._start[fitting], self._end[fitting]
        for step in range(1, furthest + 1):
            for here, there in ((start, end), (end, start)):
                beyond = there[hops[here] == step - 1]
                hops[beyond] = np.minimum(hops[beyond], step)
        return hops

    def _degrees(self, fitting: Mask) -> Numbers:
        ends = np.concatenate([self._start[fitting], self._end[fitting]])
        return np.bincount(ends, minlength=self._size)

    def _joined(self, ranked: Numbers, limit: int, fitting: Mask) -> Numbers:
        """The first nodes, but those in place of which others come that are joined to one of the rest."""
        start, end = self._start[fitting], self._end[fitting]
        shown, next_ = ranked[:limit], limit
        for _ in range(_EXCHANGES):
            inside = np.zeros(self._size, dtype=bool)
            inside[shown] = True
            among = inside[start] & inside[end]
            joined = np.zeros(self._size, dtype=bool)
            joined[start[among]] = joined[end[among]] = True
            alone = shown[~joined[shown]]
            if not len(alone) or next_ >= len(ranked):
                break
            others = ranked[next_ : next_ + len(alone)]
            next_ += len(others)
            shown = np.concatenate([shown[joined[shown]], alone[len(others) :], others])
        return shown

    def _edges_among(self, shown: Numbers, fitting: Mask) -> Numbers:
        """Rows of the edges between shown nodes; of too many, those of most papers and surest."""
        inside = np.zeros(self._size, dtype=bool)
        inside[shown] = True
        rows = np.flatnonzero(fitting & inside[self._start] & inside[self._end])
        order = np.lexsort((rows, -np.nan_to_num(self._confidence[rows], nan=1.0), -self._weight[rows]))
        return np.sort(rows[order[:MOST_EDGES]])

    def _answer(
        self,
        asked: Subgraph,
        shown: Numbers,
        edges: Numbers,
        degrees: Numbers,
        hops: Numbers | None,
        total_nodes: int,
        total_edges: int,
    ) -> SubgraphAnswer:
        place = np.full(self._size, -1, dtype=np.int64)
        place[shown] = np.arange(len(shown))
        starts, ends = place[self._start[edges]], place[self._end[edges]]
        at = layout(len(shown), starts, ends).round(4)
        nodes = [
            self._node(int(node), degrees, hops, float(x), float(y))
            for node, (x, y) in zip(shown, at, strict=True)
        ]
        joined = [
            self._edge(int(row), int(start), int(end))
            for row, start, end in zip(edges, starts, ends, strict=True)
        ]
        sampled = len(shown) < total_nodes or len(edges) < total_edges
        message = _message(asked, len(shown), total_nodes, len(edges), total_edges) if sampled else None
        return SubgraphAnswer(nodes, joined, total_nodes, total_edges, sampled, message)

    def _node(self, node: int, degrees: Numbers, hops: Numbers | None, x: float, y: float) -> SubgraphNode:
        index = self._index
        return SubgraphNode(
            id=index.ids[node],
            type=index.labels[node],
            name=index.names[node],
            support=int(index.support[node]),
            published=index.published[node] if index.labels[node] == "Paper" else None,
            degree=int(degrees[node]),
            hops=None if hops is None else int(hops[node]),
            x=x,
            y=y,
        )

    def _edge(self, row: int, start: int, end: int) -> SubgraphEdge:
        confidence = float(self._confidence[row])
        known = None if np.isnan(confidence) else confidence
        return SubgraphEdge(start, end, self._relations[row], known, int(self._weight[row]))


def _ranked(found: Numbers, degrees: Numbers, hops: Numbers | None) -> Numbers:
    """The nearest first, then those with most edges."""
    nearness = np.zeros(len(found)) if hops is None else hops[found]
    return found[np.lexsort((found, -degrees[found], nearness))]


def _message(asked: Subgraph, nodes: int, total_nodes: int, edges: int, total_edges: int) -> str:
    chosen = "nearest and best connected" if asked.around else "best connected"
    return (
        f"{nodes:,} of {total_nodes:,} nodes are shown, the {chosen}, "
        f"and {edges:,} of {total_edges:,} edges: filter to see others"
    )


def _joined(arrays: list[Numbers]) -> Numbers:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
