"""The tables of one state of the graph, arranged so that views find quickly what they show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.model import EDGE_KINDS, EdgeKind
from graph.tables import GraphTables
from queries.views.errors import NotInGraph
from queries.views.shapes import ENTITY_LABELS, LABELS, Claim, EntityRef, Evidence, Label, PaperRef, Ref

Row = Mapping[str, Any]
Numbers = npt.NDArray[np.int64]

_CLAIM_ENDS = {"about": "ABOUT", "against": "AGAINST", "on": "ON", "measured_in": "IN", "for_task": "FOR"}


class Edges:
    """The edges of one kind: numbers of their two nodes, a row of the table each."""

    def __init__(self, kind: EdgeKind, table: pa.Table, numbers: Mapping[str, int]) -> None:
        self.kind = kind
        self.rows: list[dict[str, Any]] = table.to_pylist()
        self.start = _numbers(table["start"], numbers)
        self.end = _numbers(table["end"], numbers)


class GraphIndex:
    """Every node but claims has a number, by which edges and columns refer to it; claims have their own."""

    def __init__(self, tables: GraphTables, redirects: Mapping[str, str] | None = None) -> None:
        self._tables = tables
        self._redirects = redirects or {}
        self.ids: list[str] = []
        self.names: list[str] = []
        self.labels: list[Label] = []
        self._first: dict[Label, int] = {}
        for label in LABELS:
            self._first[label] = len(self.ids)
            table = tables.nodes[label]
            self.ids += table["id"].to_pylist()
            self.names += table["title" if label == "Paper" else "name"].to_pylist()
            self.labels += [label] * table.num_rows
        self.number = {id_: number for number, id_ in enumerate(self.ids)}
        self.edges = [
            Edges(kind, tables.edges[kind], self.number)
            for kind in EDGE_KINDS
            if "Claim" not in (kind.start, kind.end) and tables.edges[kind].num_rows
        ]
        papers = tables.nodes["Paper"]
        self.published: list[str | None] = papers["published"].to_pylist()
        self.support = np.concatenate(
            [np.zeros(papers.num_rows, dtype=np.int64)]
            + [tables.nodes[label]["support"].to_numpy() for label in ENTITY_LABELS]
        )
        self._incidence = [
            (edges, np.argsort(edges.start, kind="stable"), np.argsort(edges.end, kind="stable"))
            for edges in self.edges
        ]
        self._by_name = self._nodes_by_name()
        self.claim_rows: list[dict[str, Any]] = tables.nodes["Claim"].to_pylist()
        """The columns of every claim, by number."""
        self.claim_papers = self._claim_papers()
        """The paper that makes the claim."""
        self.claim_ends = self._claim_ends()
        """What the claim is about, against, on, measured in, and for."""
        self.claims_at = self._claims_at()
        """The claims that a node makes or stands in, by the node's number."""

    @property
    def counts(self) -> dict[str, int]:
        return self._tables.counts()

    def row(self, number: int) -> dict[str, Any]:
        """The columns of a node."""
        label = self.labels[number]
        row: dict[str, Any] = self._tables.nodes[label].slice(number - self._first[label], 1).to_pylist()[0]
        return row

    def column(self, label: Label, name: str) -> list[Any]:
        values: list[Any] = self._tables.nodes[label][name].to_pylist()
        return values

    def numbers_of(self, label: Label) -> range:
        first = self._first[label]
        return range(first, first + self._tables.nodes[label].num_rows)

    def ref(self, number: int) -> Ref:
        return Ref(self.ids[number], self.labels[number], self.names[number])

    def entity_ref(self, number: int) -> EntityRef:
        label = self.labels[number]
        assert label != "Paper"
        return EntityRef(self.ids[number], label, self.names[number], int(self.support[number]))

    def paper_ref(self, number: int) -> PaperRef:
        return PaperRef(self.ids[number], self.names[number], self.published[number])

    def find(self, name: str, labels: Sequence[Label]) -> int:
        """The node of that id, also one it had before, or else of that name, alias or title, which may follow
        a label as an id does (`method/LLaMA 2`); of several the best supported one.

        Raises NotInGraph."""
        number = self.number.get(self._redirects.get(name, name))
        if number is not None and self.labels[number] in labels:
            return number
        named = self._named(name, labels)
        if not named:
            prefix, _, rest = name.partition("/")
            named = self._named(rest, [label for label in labels if label.lower() == prefix.casefold()])
        if not named:
            raise NotInGraph(f"the graph has no {' or '.join(labels)} {name!r}")
        return max(named, key=lambda one: (self.support[one], -one))

    def _named(self, name: str, labels: Sequence[Label]) -> list[int]:
        return [one for one in self._by_name.get(name.casefold().strip(), ()) if self.labels[one] in labels]

    def incident(self, number: int) -> Iterator[tuple[Edges, int, int]]:
        """The edges at a node: their kind's table, the row in it, and the node at the other end."""
        for edges, by_start, by_end in self._incidence:
            for row in _rows_at(by_start, edges.start, number):
                yield edges, row, int(edges.end[row])
            for row in _rows_at(by_end, edges.end, number):
                yield edges, row, int(edges.start[row])

    def claim(self, number: int) -> Claim:
        row = self.claim_rows[number]
        columns: dict[str, Any] = {name: row[name] for name in _CLAIM_COLUMNS}
        for name, end in zip(_CLAIM_ENDS, self.claim_ends[number], strict=True):
            columns[name] = None if end is None else self.ref(end)
        evidence = Evidence(row["evidence"], row["evidence_start"], row["evidence_end"])
        return Claim(paper=self.paper_ref(self.claim_papers[number]), evidence=evidence, **columns)

    def _claim_papers(self) -> list[int]:
        makers = self._claim_column("MAKES", "Paper", from_claim=False)
        return [makers[row["id"]][0] for row in self.claim_rows]

    def _claim_ends(self) -> list[tuple[int | None, ...]]:
        columns = [
            self._claim_column(type_, label, from_claim=True)
            for type_, label in zip(
                _CLAIM_ENDS.values(), ("Method", "Method", "Dataset", "Metric", "Task"), strict=True
            )
        ]
        return [
            tuple(column[row["id"]][0] if row["id"] in column else None for column in columns)
            for row in self.claim_rows
        ]

    def _claims_at(self) -> Mapping[int, list[int]]:
        claims: dict[int, list[int]] = defaultdict(list)
        for number, (paper, ends) in enumerate(zip(self.claim_papers, self.claim_ends, strict=True)):
            for node in dict.fromkeys((paper, *ends)):
                if node is not None:
                    claims[node].append(number)
        return claims

    def _claim_column(self, type_: str, label: str, *, from_claim: bool) -> dict[str, list[int]]:
        kind = EdgeKind(type_, "Claim", label) if from_claim else EdgeKind(type_, label, "Claim")
        table = self._tables.edges[kind]
        claim, other = ("start", "end") if from_claim else ("end", "start")
        found: dict[str, list[int]] = defaultdict(list)
        for id_, node in zip(table[claim].to_pylist(), table[other].to_pylist(), strict=True):
            found[id_].append(self.number[node])
        return found

    def _nodes_by_name(self) -> Mapping[str, list[int]]:
        named: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            named[name.casefold()].append(number)
        for label in ENTITY_LABELS:
            for number, aliases in zip(self.numbers_of(label), self.column(label, "aliases"), strict=True):
                for alias in aliases:
                    named[alias.casefold()].append(number)
        return named


_CLAIM_COLUMNS = (
    "id",
    "kind",
    "relation",
    "value",
    "value_text",
    "unit",
    "direction",
    "qualifier",
    "subject",
    "baseline",
    "confidence",
)


def _numbers(ids: pa.ChunkedArray, numbers: Mapping[str, int]) -> Numbers:
    return np.fromiter(map(numbers.__getitem__, ids.to_pylist()), dtype=np.int64, count=len(ids))


def _rows_at(order: Numbers, column: Numbers, number: int) -> Iterable[int]:
    low, high = np.searchsorted(column, [number, number + 1], sorter=order)
    return map(int, order[low:high])
