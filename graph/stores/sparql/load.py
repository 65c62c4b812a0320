"""Bring a SPARQL store on a server to the state of a graph, writing only what differs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from graph.errors import ServerError
from graph.rdf.mapping import RdfMapping
from graph.stores.sparql.ledger import Ledger, LedgerNames, Plan
from graph.stores.sparql.store import SparqlStore
from graph.stores.sparql.units import UnitSource
from graph.stores.sparql.writers import End, GraphStoreWriter, UpdateWriter, Writer
from graph.tables import GraphTables

FindTables = Callable[[str], GraphTables | None]
"""The tables that the load of a name wrote, where they are still at hand."""
ROUNDS = 5
"""How often a load looks again whether another one wrote at the same time."""

_Item = TypeVar("_Item")


def nothing_at_hand(name: str) -> GraphTables | None:
    """No load has left its tables."""
    return None


@dataclass(frozen=True)
class LoadCounts:
    """Units of one sort that a store lacked, had in another state, and had although it should not."""

    new: int
    changed: int
    removed: int


@dataclass(frozen=True)
class LoadReport:
    """What a load wrote, or would write. `rounds` is more than 1 where another load got in between;
    `superseded` tells that one which began later has the last word."""

    papers: LoadCounts
    entities: LoadCounts
    rounds: int = 1
    superseded: bool = False
    name: str | None = None
    """By which the store knows the state that it is in now; None where that is not sure."""

    @property
    def changed(self) -> bool:
        return any((*vars(self.papers).values(), *vars(self.entities).values()))


def plan(
    store: SparqlStore,
    tables: GraphTables,
    base: str,
    *,
    anew: bool = False,
    find_tables: FindTables = nothing_at_hand,
) -> LoadReport:
    """What `load` would write. Raises ServerError."""
    source, ledger = _compared(store, tables, base, find_tables, anew=anew)
    return _report(Plan.between(ledger, source.wanted), source.names)


def load(
    store: SparqlStore,
    tables: GraphTables,
    base: str,
    *,
    anew: bool = False,
    find_tables: FindTables = nothing_at_hand,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> LoadReport:
    """Bring the graphs under a base IRI to the tables; graphs with other names are left alone.

    `find_tables` gives the tables of an earlier load by the name in its report: where the store is still in
    that state, only the difference is looked at. With `anew` everything is written again, whatever the store
    remembers. A load that is cut off anywhere and run again ends in the same state. Raises ServerError, and
    ValueError for a base that is none.
    """
    on_stage("comparing")
    source, ledger = _compared(store, tables, base, find_tables, anew=anew)
    todo = Plan.between(ledger, source.wanted)
    report = replace(_report(todo, source.names), name=ledger.last_load)
    if not todo and not ledger.marks:
        return report
    for round_ in range(1, ROUNDS + 1):
        name = f"{datetime.now(UTC).isoformat()} {uuid.uuid4().hex}"
        end = _write(store, name, source, ledger, todo, on_stage)
        if end is End.UNDISTURBED:
            return replace(report, rounds=round_, name=name)
        if end is End.SUPERSEDED:
            return replace(report, rounds=round_, name=None, superseded=True)
        source, ledger = _compared(store, tables, base, nothing_at_hand)
        todo = Plan.between(ledger, source.wanted)
        if not todo and not ledger.marks:
            return replace(report, rounds=round_, name=ledger.last_load)
    raise ServerError(
        "others keep loading another graph into the same store: run it again when they are done"
    )


def _compared(
    store: SparqlStore, tables: GraphTables, base: str, find_tables: FindTables, *, anew: bool = False
) -> tuple[UnitSource, Ledger]:
    """What the store should hold and what it holds; with `anew` nothing of that is relied on. Where it is in
    the state of a load whose tables are at hand, both have only what differs; otherwise the one is found out
    while the store tells the other."""
    mapping = RdfMapping(base)
    if not anew and store.addresses.update is not None:  # the other writer needs all units, for the ledger
        told = store.marks(LedgerNames(mapping))
        known = find_tables(told.last_load) if told.last_load else None
        if known is not None:
            source = UnitSource.between(known, tables, mapping)
            assert source.earlier is not None
            return source, replace(told, units=source.earlier.wanted.digests)
    with ThreadPoolExecutor(1) as asking:
        ledger = asking.submit(store.ledger, LedgerNames(mapping))
        source = UnitSource(tables, mapping)
        return source, ledger.result().doubted() if anew else ledger.result()


def _write(
    store: SparqlStore,
    load: str,
    source: UnitSource,
    ledger: Ledger,
    todo: Plan,
    on_stage: Callable[[str], None],
) -> End:
    """Carry out a plan under a name of its own."""
    writer = _begin(store, source, load, ledger, todo)
    if writer is None:
        return End.DISTURBED
    total = len(todo.written()) + len(todo.removed)
    on_stage(f"writing {total} papers and entities")
    for send in _one_ahead(writer.requests(todo, source)):
        send(store)
    on_stage("closing")
    return writer.end(load, ledger, todo)


def _begin(store: SparqlStore, source: UnitSource, load: str, ledger: Ledger, todo: Plan) -> Writer | None:
    """The best writer that the store has, with its mark left; None where that one needs all units."""
    if store.addresses.update is not None:
        by_update = UpdateWriter(store, source.names)
        if by_update.begin(load, ledger, todo):
            return by_update
    if source.earlier is not None:
        return None
    plain = GraphStoreWriter(store, source.names)
    plain.begin(load, ledger, todo)
    return plain


def _one_ahead(items: Iterable[_Item]) -> Iterator[_Item]:
    """The same items, each made while the one before is in use."""
    iterator = iter(items)
    done = object()
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, iterator, done)
        while (item := coming.result()) is not done:
            coming = worker.submit(next, iterator, done)
            yield item  # type: ignore[misc]


def _report(todo: Plan, names: LedgerNames) -> LoadReport:
    def counts(papers: bool) -> LoadCounts:
        return LoadCounts(
            *(
                sum(names.is_paper(unit) is papers for unit in units)
                for units in (todo.new, todo.changed, todo.removed)
            )
        )

    return LoadReport(counts(papers=True), counts(papers=False))
