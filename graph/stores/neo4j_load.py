"""Bring a database on a Neo4j server to the state of a graph, and write only what differs.

The database tells by its state node which graph was loaded last. While rows are written the state node tells
nothing, so that after a load that was cut off at any moment the next one compares every row, which mends it.
A second loader waits: the one that works holds an open transaction with a lock on the lock node, which the
server gives up by itself when that loader is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from threading import Lock
from time import monotonic
from typing import TypeVar

import pyarrow as pa

from graph.difference import GraphChange, difference
from graph.errors import ServerError
from graph.model import NODE_TYPES
from graph.stores.neo4j import Neo4jStore, text
from graph.stores.neo4j_errors import plain_errors
from graph.tables import GraphTables

BATCH_ROWS = 2_000
"""Rows a transaction: enough to hide the way to the server, few enough for its memory."""
LOCK_SECONDS = 0.5
"""How often a load makes sure that it still has the lock. Asking before each batch would take a tenth of an
update's time."""
FindTables = Callable[[str, str], GraphTables | None]
OnStage = Callable[[str], None]
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class LoadState:
    """What a database tells of the last load. `target` names the claimgraph in it; both are empty before."""

    target: str = ""
    digest: str = ""


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do. `compared` tells whether every row of the database was read for it."""

    target: str
    compared: bool
    change: GraphChange
    released: int = 0
    """Nodes that nothing supports any more and that stay, since others attached relationships to them."""
    mended: int = field(default=0)
    """Copies of edges that were deleted."""

    @property
    def changed(self) -> bool:
        return bool(self.change) or self.mended > 0


class _ChangedByOthersError(Exception):
    """Rows that have to be in the database are not."""


def load(
    store: Neo4jStore,
    tables: GraphTables,
    digest: str,
    *,
    find_tables: FindTables = lambda target, digest: None,
    compare: bool = False,
    on_stage: OnStage = lambda stage: None,
) -> LoadReport:
    """Bring the database to the tables, which have that digest.

    `find_tables` gives the tables of an earlier load by its target and digest, where they are still at hand.
    With `compare` every row of the database is read also where they are. Raises ServerError.
    """
    on_stage("indexes")
    _make_schema(store)
    on_stage("waiting for other loads")
    with _lock(store) as keep_lock:
        state = _state(store)
        loader = _Loader(store, keep_lock, on_stage)
        report = loader.bring_to(state, tables, digest, None if compare else find_tables)
        if report.changed or state.digest != digest:
            _tell_state(store, digest)
    return report


def plan(
    store: Neo4jStore,
    tables: GraphTables,
    digest: str,
    *,
    find_tables: FindTables = lambda target, digest: None,
    compare: bool = False,
) -> LoadReport:
    """What `load` would write; only reads. Raises ServerError, also for what would end the load."""
    state = _read_state(store)
    known = None if compare else _known(state, tables, digest, find_tables)
    change = difference(store.dump() if known is None else known, tables)
    in_the_way = _in_the_way(store, change)
    if in_the_way:
        raise ServerError(in_the_way)
    return LoadReport(state.target, known is None, change)


def _known(state: LoadState, tables: GraphTables, digest: str, find_tables: FindTables) -> GraphTables | None:
    """The tables that the database was brought to last, None where they are not known."""
    if not state.digest:
        return None
    return tables if state.digest == digest else find_tables(state.target, state.digest)


class _Loader:
    def __init__(self, store: Neo4jStore, keep_lock: Callable[[], None], on_stage: OnStage) -> None:
        self._store = store
        self._layout = store.layout
        self._keep_lock = keep_lock
        self._on_stage = on_stage
        self._released = 0

    def bring_to(
        self, state: LoadState, tables: GraphTables, digest: str, find_tables: FindTables | None
    ) -> LoadReport:
        known = _known(state, tables, digest, find_tables) if find_tables else None
        if known is not None:
            change = difference(known, tables)
            try:
                self._write(change)
                return LoadReport(state.target, False, change, self._released)
            except _ChangedByOthersError:
                self._released = 0
        return self._compare_and_write(state, tables)

    def _compare_and_write(self, state: LoadState, tables: GraphTables) -> LoadReport:
        self._on_stage("comparing")
        found, repeated = self._store.dump_with_repeated()
        change = difference(found, tables)
        if repeated:
            self._begin()
            for kind, ends in repeated.items():
                rows = [{"start": start, "end": end} for start, end in ends]
                self._delete_edges(self._layout.delete_repeated_edges(kind), rows)
        try:
            self._write(change)
        except _ChangedByOthersError as error:
            busy = f"{self._store.target} is being changed by others while it is loaded: run the load again"
            raise ServerError(_in_the_way(self._store, change) or busy) from error
        self._delete_released()
        mended = sum(map(len, repeated.values()))
        return LoadReport(state.target, True, change, self._released, mended)

    def _write(self, change: GraphChange) -> None:
        """Edges go before the nodes they hang on, and come after them."""
        if not change:
            return
        self._begin()
        for kind, edges in change.edges.items():
            self._stage(str(kind), edges.removed)
            self._delete_edges(self._layout.delete_edges(kind), edges.removed.to_pylist())
        for label, nodes in change.nodes.items():
            self._stage(label, nodes.removed)
            self._delete_nodes(label, nodes.removed.column("id").to_pylist())
        self._put_nodes({label: pa.concat_tables([c.added, c.changed]) for label, c in change.nodes.items()})
        for kind, edges in change.edges.items():
            rows = pa.concat_tables([edges.added, edges.changed])
            self._stage(str(kind), rows)
            self._put(self._layout.put_edges(kind), rows, 2)

    def _begin(self) -> None:
        """From here on the database is between two states."""
        _tell_state(self._store, "")

    def _stage(self, name: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self._on_stage(name)

    def _put_nodes(self, tables: Mapping[str, pa.Table]) -> None:
        """Two labels at a time, with no rows in common. Edges would wait for each other at their ends."""
        for label, rows in tables.items():
            self._stage(label, rows)
        with ThreadPoolExecutor(2) as threads:
            statements = map(self._layout.put_nodes, tables)
            list(threads.map(self._put, statements, tables.values(), repeat(1)))

    def _put(self, statement: str, table: pa.Table, keys: int) -> None:
        for start in range(0, table.num_rows, BATCH_ROWS):
            rows = parameter_rows(table.slice(start, BATCH_ROWS), keys)
            if self._run(statement, rows=rows) != len(rows):
                raise _ChangedByOthersError

    def _delete_edges(self, statement: str, rows: list[dict[str, str]]) -> None:
        for batch in _batches(rows):
            self._run(statement, rows=batch)

    def _delete_nodes(self, label: str, ids: list[str]) -> None:
        delete, release = self._layout.delete_nodes(label)
        nothing = self._layout.nothing(label)
        for batch in _batches(ids):
            self._run(delete, ids=batch)
            self._released += self._run(release, ids=batch, nothing=nothing)

    def _delete_released(self) -> None:
        for node in NODE_TYPES:
            self._run(self._layout.delete_released(node.label))

    def _run(self, statement: str, **batch: object) -> int:
        """The number that the statement returns, 0 where it returns nothing. It has a transaction of its own,
        where the server takes the plan that it has; after another statement in the same one it would not."""
        self._keep_lock()
        return self._store.write(statement, {"batch": batch})


def _in_the_way(store: Neo4jStore, change: GraphChange) -> str:
    """Tells of a node of others that has the id of one that is to be added; empty where there is none."""
    for label, nodes in change.nodes.items():
        for ids in _batches(nodes.added.column("id").to_pylist()):
            found = store.read(store.layout.foreign_nodes(label), {"ids": ids})
            if found:
                return (
                    f"{store.target} holds a node that claimgraph did not write, with the label "
                    f"{store.layout.label(label)} and the id {found[0][0]}: choose a --prefix that keeps the "
                    "two apart"
                )
    return ""


def parameter_rows(table: pa.Table, keys: int) -> list[dict[str, object]]:
    """Rows as the statements take them: the first columns by name, the others under `properties`."""
    names = table.column_names
    columns = [column.to_pylist() for column in table.columns]
    return [
        {
            **dict(zip(names[:keys], row, strict=False)),
            "properties": dict(zip(names[keys:], row[keys:], strict=True)),
        }
        for row in zip(*columns, strict=True)
    ]


def _make_schema(store: Neo4jStore) -> None:
    """Make the constraints and indexes that are missing, and wait until they can be used."""
    present = {name for (name,) in store.read("SHOW INDEXES YIELD name RETURN name")}
    missing = {name: made for name, made in store.layout.schema().items() if name not in present}
    for statement in missing.values():
        store.write(statement)
    if missing:
        store.read("CALL db.awaitIndexes(3600)")


@contextmanager
def _lock(store: Neo4jStore) -> Iterator[Callable[[], None]]:
    """Hold the lock node; gives a function that fails where the lock was lost."""
    with plain_errors(store.target), store.session() as session:
        transaction = session.begin_transaction(timeout=0)
        take = f"MERGE (lock:{store.layout.lock_label} {{id: 'lock'}}) SET lock.taken = randomUUID()"
        transaction.run(text(take)).consume()

        asked, asking = monotonic(), Lock()

        def keep() -> None:
            nonlocal asked
            with asking, plain_errors(store.target):
                if monotonic() - asked >= LOCK_SECONDS:
                    transaction.run("RETURN 1").consume()
                    asked = monotonic()

        yield keep
        transaction.commit()


def _read_state(store: Neo4jStore) -> LoadState:
    query = f"MATCH (s:{store.layout.state_label} {{id: 'state'}}) RETURN s.target, s.digest"
    rows = store.read(query)
    return LoadState(*(value or "" for value in rows[0])) if rows else LoadState()


def _state(store: Neo4jStore) -> LoadState:
    """The state, after giving the claimgraph in this database a name of its own."""
    make = f"MERGE (s:{store.layout.state_label} {{id: 'state'}}) ON CREATE SET s.target = randomUUID()"
    state = _read_state(store)
    if not state.target:
        store.write(make)
        state = _read_state(store)
    return state


def _tell_state(store: Neo4jStore, digest: str) -> None:
    """Tell which state the database holds; an empty digest: it is between two."""
    query = f"MATCH (s:{store.layout.state_label} {{id: 'state'}}) SET s.digest = $digest"
    store.write(query, {"digest": digest})


def _batches(rows: list[_Row]) -> Iterator[list[_Row]]:
    for start in range(0, len(rows), BATCH_ROWS):
        yield rows[start : start + BATCH_ROWS]
