"""A part of a graph: what stands around some nodes, is of some types, since a day, with enough support.

`select` is a pure function of the tables; every condition means the same whichever others there are:

1. `since`, `until` and `min_confidence` leave out papers, claims and edges from papers, and the entities that
   nothing speaks of any more. Who outperforms whom is derived anew from the claims that stay.
2. `types` and `min_support` leave out nodes.
3. `around` and `hops` leave what is reached along edges in either direction; nothing that is left out is
   walked through.
4. `top` leaves the nodes with most edges; those of `around` always stay.

Between two nodes that stay, every edge stays. A claim never stands without the paper that makes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from extract.record import ENTITY_TYPES
from graph.errors import GraphError
from graph.model import NODE_TYPES, EdgeKind
from graph.tables import GraphTables

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

MAKES = EdgeKind("MAKES", "Paper", "Claim")
OUTPERFORMS = EdgeKind("OUTPERFORMS", "Method", "Method")
LABELS = tuple(node.label for node in NODE_TYPES)


class BadSelection(GraphError):  # noqa: N818 - as the other errors of the graph are named
    """A part of the graph is asked for that cannot be: an unknown node or type, claims without papers."""


@dataclass(frozen=True)
class Selection:
    """Which part. Nothing set: everything.

    `around` are ids of nodes, `types` labels; `since` and `until` are days, months or years, both included,
    and leave out papers of unknown year; `min_support` is a number of papers, `min_confidence` from 0 to 1.
    """

    around: frozenset[str] = frozenset()
    hops: int = 1
    types: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    min_support: int = 0
    min_confidence: float = 0.0
    top: int | None = None

    def check(self) -> None:
        """Raises BadSelection for what no graph could have."""
        unknown = sorted(self.types - set(LABELS))
        if unknown:
            raise BadSelection(f"no node is of the type {unknown[0]!r}; there are {', '.join(LABELS)}")
        if "Claim" in self.types and "Paper" not in self.types:
            raise BadSelection("a claim stands only with its paper: add the type Paper, or leave out Claim")
        if self.hops < 0 or (self.top is not None and self.top < 1):
            raise BadSelection("hops are 0 or more, and the number of top nodes is 1 or more")

    @property
    def _narrows_papers(self) -> bool:
        return bool(self.since or self.until or self.min_confidence)


def select(tables: GraphTables, selection: Selection) -> GraphTables:
    """The part of the graph. Raises BadSelection."""
    selection.check()
    if selection == Selection():
        return tables
    part = _Part(tables)
    seeds = part.numbers(selection.around)
    if selection._narrows_papers:
        part.leave_out_papers(_published(tables, selection.since, selection.until))
        part.leave_out_unsure(selection.min_confidence)
        part.leave_out_orphaned_claims()
        part.leave_out_what_nothing_names()
    pairs = part.claimed_pairs() if selection._narrows_papers else None
    part.leave_out_types(selection.types)
    part.leave_out_unsupported(selection.min_support)
    if selection.around:
        part.leave_around(seeds, selection.hops)
    if selection.top is not None:
        part.leave_top(seeds, selection.top)
        part.leave_out_orphaned_claims()
    return part.tables(pairs)


class _Part:
    """Nodes and edges that are still in, as masks. Every node has a number, counted through all labels."""

    def __init__(self, tables: GraphTables) -> None:
        self._tables = tables
        self._ids = pa.chunked_array(
            [c for label in LABELS for c in tables.nodes[label]["id"].chunks], pa.string()
        )
        sizes = [tables.nodes[label].num_rows for label in LABELS]
        firsts = np.cumsum([0, *sizes])
        self._places = {label: slice(int(firsts[i]), int(firsts[i + 1])) for i, label in enumerate(LABELS)}
        self._nodes: Mask = np.ones(int(firsts[-1]), dtype=bool)
        self._ends = {
            kind: (self._numbered(table["start"]), self._numbered(table["end"]))
            for kind, table in tables.edges.items()
        }
        self._edges: dict[EdgeKind, Mask] = {
            kind: (start >= 0) & (end >= 0) for kind, (start, end) in self._ends.items()
        }

    def _numbered(self, ids: pa.ChunkedArray) -> Numbers:
        """Numbers of nodes, -1 for an id that no node has."""
        found = pc.fill_null(pc.index_in(ids, value_set=self._ids), -1)
        numbers: Numbers = found.to_numpy().astype(np.int64)
        return numbers

    def numbers(self, ids: frozenset[str]) -> Numbers:
        """Raises BadSelection for an id that no node has."""
        wanted = sorted(ids)
        found = self._numbered(pa.chunked_array([pa.array(wanted, pa.string())]))
        if len(found) and found.min() < 0:
            missing = wanted[int(np.argmin(found))]
            near = get_close_matches(missing, self._ids.to_pylist(), n=3)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise BadSelection(f"no node has the id {missing!r}{hint}")
        return found

    def leave_out_papers(self, staying: Mask) -> None:
        self._nodes[self._places["Paper"]] &= staying

    def leave_out_unsure(self, confidence: float) -> None:
        """Claims and edges below a confidence; what carries none stays."""
        if not confidence:
            return
        self._nodes[self._places["Claim"]] &= _at_least(self._tables.nodes["Claim"], confidence)
        for kind, table in self._tables.edges.items():
            if kind != MAKES and "confidence" in table.column_names:
                self._edges[kind] &= _at_least(table, confidence)

    def leave_out_orphaned_claims(self) -> None:
        claims = self._places["Claim"]
        made = np.zeros_like(self._nodes)
        made[self._ends[MAKES][1][self._live(MAKES)]] = True
        self._nodes[claims] &= made[claims]

    def leave_out_what_nothing_names(self) -> None:
        """Entities to which neither a paper nor a claim leads, unless what stays is a variant of them."""
        named = np.zeros_like(self._nodes)
        variants = [kind for kind in self._edges if kind.type == "VARIANT_OF"]
        for kind in self._edges:
            if kind.start in ("Paper", "Claim"):
                named[self._ends[kind][1][self._live(kind)]] = True
        count = -1
        while count != (count := int(named.sum())):
            for kind in variants:
                start, end = self._ends[kind]
                named[end[self._edges[kind] & named[start]]] = True
        for label in ENTITY_TYPES:
            self._nodes[self._places[label]] &= named[self._places[label]]

    def leave_out_types(self, types: frozenset[str]) -> None:
        for label in LABELS:
            if types and label not in types:
                self._nodes[self._places[label]] = False

    def leave_out_unsupported(self, support: int) -> None:
        for label in ENTITY_TYPES:
            if support:
                enough = self._tables.nodes[label]["support"].to_numpy() >= support
                self._nodes[self._places[label]] &= enough

    def leave_around(self, seeds: Numbers, hops: int) -> None:
        """What is reached from the seeds, and the papers of the claims among it."""
        reached = np.zeros_like(self._nodes)
        reached[seeds] = True
        reached &= self._nodes
        for _ in range(hops):
            before = reached.copy()
            for start, end in self._live_ends():
                reached[end[before[start]]] = True
                reached[start[before[end]]] = True
            if np.array_equal(before, reached):
                break
        start, end = (ends[self._live(MAKES)] for ends in self._ends[MAKES])
        reached[start[reached[end]]] = True
        self._nodes = reached

    def leave_top(self, seeds: Numbers, count: int) -> None:
        """The seeds and the nodes with most edges; of equals those that come first by label and id."""
        degrees = np.zeros(len(self._nodes), dtype=np.int64)
        for start, end in self._live_ends():
            degrees += np.bincount(start, minlength=len(degrees)) + np.bincount(end, minlength=len(degrees))
        degrees[seeds] = np.iinfo(np.int64).max
        degrees[~self._nodes] = -1
        best = np.argsort(-degrees, kind="stable")[:count]
        chosen = np.zeros_like(self._nodes)
        chosen[best] = True
        self._nodes &= chosen

    def claimed_pairs(self) -> Mapping[tuple[str, str], list[str]]:
        """By better and worse method: the papers, sorted, with a claim that says so and that is still in."""
        claims = self._tables.nodes["Claim"]
        relations = claims["relation"].to_pylist()
        ids, first = self._ids, self._places["Claim"].start
        ends = {type_: self._one_end(EdgeKind(type_, "Claim", "Method")) for type_ in ("ABOUT", "AGAINST")}
        makers = {int(claim): int(paper) for paper, claim in zip(*self._live_pairs(MAKES), strict=True)}
        papers: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place, relation in enumerate(relations):
            claim = first + place
            about, against = ends["ABOUT"].get(claim), ends["AGAINST"].get(claim)
            if claim not in makers or about is None or against is None:
                continue
            if relation in ("outperforms", "underperforms"):
                pair = (about, against) if relation == "outperforms" else (against, about)
                papers[ids[pair[0]].as_py(), ids[pair[1]].as_py()].add(ids[makers[claim]].as_py())
        return {pair: sorted(found) for pair, found in papers.items()}

    def tables(self, pairs: Mapping[tuple[str, str], list[str]] | None) -> GraphTables:
        """What is in; `pairs` are the papers behind who outperforms whom, where they may be fewer now."""
        nodes = {
            label: table.filter(pa.array(self._nodes[self._places[label]]))
            for label, table in self._tables.nodes.items()
        }
        edges = {kind: table.filter(pa.array(self._live(kind))) for kind, table in self._tables.edges.items()}
        if pairs is not None:
            edges[OUTPERFORMS] = _with_papers(edges[OUTPERFORMS], pairs)
        return GraphTables(
            {label: table.combine_chunks() for label, table in nodes.items()},
            {kind: table.combine_chunks() for kind, table in edges.items()},
        )

    def _live(self, kind: EdgeKind) -> Mask:
        """The edges of a kind that are in, and both of whose ends are."""
        start, end = self._ends[kind]
        return self._edges[kind] & self._nodes[start] & self._nodes[end]

    def _live_pairs(self, kind: EdgeKind) -> tuple[Numbers, Numbers]:
        live = self._live(kind)
        start, end = self._ends[kind]
        return start[live], end[live]

    def _live_ends(self) -> Iterator[tuple[Numbers, Numbers]]:
        for kind in self._edges:
            yield self._live_pairs(kind)

    def _one_end(self, kind: EdgeKind) -> dict[int, int]:
        return {int(start): int(end) for start, end in zip(*self._live_pairs(kind), strict=True)}


def _at_least(table: pa.Table, confidence: float) -> Mask:
    enough: Mask = pc.fill_null(pc.greater_equal(table["confidence"], confidence), True).to_numpy()
    return enough


def _published(tables: GraphTables, since: str | None, until: str | None) -> Mask:
    """Which papers were published in the period. Dates are compared as precisely as both are known."""
    days = tables.nodes["Paper"]["published"].to_pylist()
    return np.fromiter((_within(day, since, until) for day in days), dtype=bool, count=len(days))


def _within(day: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    if day is None or day.startswith("--"):
        return False
    return (since is None or day >= since[: len(day)]) and (until is None or day[: len(until)] <= until)


def _with_papers(table: pa.Table, pairs: Mapping[tuple[str, str], list[str]]) -> pa.Table:
    """The edges with the papers that still claim them; without those that no paper claims any more."""
    rows = [
        (start, end, pairs[start, end], len(pairs[start, end]))
        for start, end in zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)
        if (start, end) in pairs
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in table.schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, table.schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=table.schema)
