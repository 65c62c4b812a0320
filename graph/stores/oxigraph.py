"""The embedded SPARQL store: the graph as named graphs in Oxigraph, brought up to date by the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from graph.difference import GraphChange, TableChange
from graph.model import EDGE_KINDS, EDGE_TYPES, NODE_TYPES
from graph.rdf import terms
from graph.rdf.mapping import RdfMapping, quads
from graph.rdf.rows import ENTITY_LABELS, Row, changed_papers, paper_batches
from graph.rdf.update_text import delete_data, drop_graph, insert_data, request
from graph.tables import GraphTables

TRANSACTION_QUADS = 200_000
"""A change of up to so many quads is one transaction; a larger one is several, to bound the memory."""

Query = Callable[[str], QuerySolutions | QueryBoolean | QueryTriples]
"""Asks a store; SELECT gives solutions."""

_EDGE_PREDICATES = frozenset({*terms.EDGE_PROPERTIES.values(), terms.BROADER})


@dataclass
class _Update:
    """Quads to delete and to insert, and graphs to drop, in one transaction."""

    deleted: list[Quad] = field(default_factory=list)
    inserted: list[Quad] = field(default_factory=list)
    dropped: list[NamedNode] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.deleted) + len(self.inserted) + len(self.dropped)

    @classmethod
    def between(
        cls, old: Iterable[Quad], new: Iterable[Quad], dropped: list[NamedNode] | None = None
    ) -> Self:
        before, after = set(old), set(new)
        return cls(list(before - after), list(after - before), dropped or [])

    def sparql(self) -> str:
        """One request, which a store executes wholly or not at all."""
        return request(
            [delete_data(self.deleted), *map(drop_graph, self.dropped), insert_data(self.inserted)]
        )


class OxigraphStore:
    """The quads of one graph in a folder. One process may have it open for writing.

    `base` is the base of all IRIs and has to be the one that the store was loaded with.
    """

    def __init__(self, store: Store, base: str = terms.DEFAULT_BASE) -> None:
        self._store = store
        self._mapping = RdfMapping(base)

    @classmethod
    def create(cls, path: Path, base: str = terms.DEFAULT_BASE) -> Self:
        """An empty store in a new folder. Raises FileExistsError for a folder that holds anything."""
        if path.exists() and any(path.iterdir()):
            raise FileExistsError(f"{path} is not empty")
        return cls(Store(path), base)

    @classmethod
    def open(cls, path: Path, base: str = terms.DEFAULT_BASE) -> Self:
        """Raises FileNotFoundError where there is no store, OSError where another process has it open."""
        _require(path)
        return cls(Store(path), base)

    @classmethod
    def open_read_only(cls, path: Path, base: str = terms.DEFAULT_BASE) -> Self:
        """For reading what no process writes meanwhile. Raises FileNotFoundError where there is no store."""
        _require(path)
        return cls(Store.read_only(str(path)), base)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is still in memory and let go of the folder. The store cannot be used after it."""
        if hasattr(self, "_store"):
            del self._store

    def __len__(self) -> int:
        """Number of quads."""
        return len(self._store)

    def __iter__(self) -> Iterator[Quad]:
        """All quads, in no particular order."""
        return iter(self._store)

    def load(self, tables: GraphTables) -> None:
        """Fill the store, which has to be empty (ValueError otherwise). Not atomic: fill a new folder."""
        if len(self._store):
            raise ValueError("the store is not empty; apply a change instead")
        self._store.bulk_extend(quads(tables, self._mapping.base))
        self._store.flush()

    def apply(self, change: GraphChange, tables: GraphTables) -> int:
        """Bring the store from one state of the graph to the next; `tables` is the state after the change.

        Only quads that differ are written: papers whose rows changed are compared graph by graph, shared
        entities row by row. Atomic up to TRANSACTION_QUADS; a larger change that is interrupted leaves a
        mixture, so make it on a copy. Returns the number of quads deleted and inserted.
        """
        written = 0
        update = _Update()
        for piece in self._pieces(change, tables):
            update.deleted += piece.deleted
            update.inserted += piece.inserted
            update.dropped += piece.dropped
            if len(update) > TRANSACTION_QUADS:
                written += self._write(update)
                update = _Update()
        return written + self._write(update)

    def counts(self) -> dict[str, int]:
        """Nodes by label and edges by kind as the store has them, by the names of `GraphTables.counts`."""
        return counts_by_query(self.query)

    def query(self, sparql: str, *, union: bool = True) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a SPARQL query with the prefixes of `graph.rdf.PREFIXES`, over all named graphs together, or
        without `union` over those that the query itself chooses (FROM, FROM NAMED).

        Raises SyntaxError for what cannot be read as a query. An update cannot: nothing is written here.
        """
        return self._store.query(sparql, prefixes=terms.PREFIXES, use_default_graph_as_union=union)

    def _write(self, update: _Update) -> int:
        if update:
            self._store.update(update.sparql())
            self._store.flush()
        return len(update.deleted) + len(update.inserted)

    def _pieces(self, change: GraphChange, tables: GraphTables) -> Iterator[_Update]:
        for batch in paper_batches(tables, changed_papers(change, tables)):
            for rows in batch:
                yield self._paper_piece(self._mapping.paper_graph(rows.id), self._mapping.paper_quads(rows))
        for label in ENTITY_LABELS:
            if label in change.nodes:
                yield self._entity_piece(label, change.nodes[label])
        for kind in sorted(change.edges):
            if kind.start in ENTITY_LABELS:
                yield self._entity_edge_piece(kind.type, change.edges[kind])

    def _paper_piece(self, graph: NamedNode, new: list[Quad]) -> _Update:
        old = self._store.quads_for_pattern(None, None, None, graph)
        return _Update.between(old, new, dropped=[] if new else [graph])

    def _entity_piece(self, label: str, change: TableChange) -> _Update:
        graph = self._mapping.entities_graph
        old = [
            quad
            for row in _old_rows(change)
            for quad in self._store.quads_for_pattern(self._mapping.node(row["id"]), None, None, graph)
            if quad.predicate not in _EDGE_PREDICATES
        ]
        new = [quad for row in _new_rows(change) for quad in self._mapping.entity_quads(label, row)]
        return _Update.between(old, new)

    def _entity_edge_piece(self, type_: str, change: TableChange) -> _Update:
        old: list[Quad] = []
        for row in _old_rows(change):
            old += self._mapping.direct_quads(type_, row)
            statement = self._mapping.statement(type_, row["start"], row["end"])
            old += self._store.quads_for_pattern(statement, None, None, self._mapping.entities_graph)
        new = [quad for row in _new_rows(change) for quad in self._mapping.entity_edge_quads(type_, row)]
        return _Update.between(old, new)


def counts_by_query(query: Query) -> dict[str, int]:
    """Nodes by label and edges by kind, by the names of `GraphTables.counts`. The query function has to look
    at all named graphs together."""
    kinds_of_type = {edge.type: len(edge.kinds) for edge in EDGE_TYPES}
    counts = {node.label: _count(query, f"?node a cg:{node.label}") for node in NODE_TYPES}
    for kind in EDGE_KINDS:
        pattern = f"?start {terms.EDGE_PROPERTIES[kind.type]} ?end"
        if kinds_of_type[kind.type] > 1:
            pattern += f" . ?start a cg:{kind.start} . ?end a cg:{kind.end}"
        counts[str(kind)] = _count(query, pattern)
    return counts


def _count(query: Query, pattern: str) -> int:
    prefix = f"PREFIX cg: <{terms.CG}>"
    solutions = query(f"{prefix} SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}")
    assert isinstance(solutions, QuerySolutions)
    count = next(solutions)["count"]
    assert isinstance(count, Literal)
    return int(count.value)


def _old_rows(change: TableChange) -> list[Row]:
    """Rows of which the store has an older form; only their key columns are of use."""
    rows: list[Row] = change.removed.to_pylist() + change.changed.to_pylist()
    return rows


def _new_rows(change: TableChange) -> list[Row]:
    rows: list[Row] = change.added.to_pylist() + change.changed.to_pylist()
    return rows


def _require(path: Path) -> None:
    # RocksDB names its current state in this file; without the check an empty store would be made.
    if not (path / "CURRENT").is_file():
        raise FileNotFoundError(f"{path} holds no Oxigraph store")
