"""Two ways to write: by SPARQL Update, and by the Graph Store protocol alone.

A writer makes requests, each with all that it needs, apart from sending them. So the next one can be made
while the store is busy with the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import partial
from itertools import chain
from typing import Protocol

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from graph.rdf.terms import RDF_SUBJECT
from graph.rdf.update_text import delete_data, drop_graph, insert_data, request
from graph.stores.sparql.ledger import DIGEST, LAST_LOAD, Ledger, LedgerNames, Plan
from graph.stores.sparql.store import NOT_OFFERED, SparqlStore
from graph.stores.sparql.units import Unit, UnitSource

Send = Callable[[SparqlStore], object]
"""A request that needs nothing more than to be sent."""

CLEARED_AT_ONCE = 1000


class End(Enum):
    """What else happened while a load was writing."""

    UNDISTURBED = "nothing"
    DISTURBED = "another load wrote too"
    SUPERSEDED = "a load that began later writes"


class Writer(Protocol):
    """Brings a store to what is wanted: `begin`, each of `requests` in turn, `end`."""

    def begin(self, load: str, ledger: Ledger, plan: Plan) -> bool:
        """Leave the mark of this load, and clear away what one that was cut off may have left. False, with
        nothing written, where the store knows no such requests."""

    def requests(self, plan: Plan, source: UnitSource) -> Iterator[Send]: ...

    def end(self, load: str, ledger: Ledger, plan: Plan) -> End:
        """Take back the mark of this load and those that `ledger` had when it began."""


class UpdateWriter:
    """By SPARQL Update, with new units as N-Quads where the store takes them.

    Each request takes back the digests of its units, replaces the units and writes their digests, in this
    order. Stores with transactions do it wholly or not at all; in others, digests come last.
    """

    def __init__(self, store: SparqlStore, names: LedgerNames) -> None:
        self._store = store
        self._names = names
        self._takes_quads = False

    def begin(self, load: str, ledger: Ledger, plan: Plan) -> bool:
        mark = self._names.mark(load)
        has_graph_store = self._store.addresses.graph_store is not None
        if not self._store.update(insert_data([mark]), NOT_OFFERED if has_graph_store else ()):
            return False
        if plan.new and has_graph_store:
            self._takes_quads = self._store.post_quads(_n_quads([mark]), NOT_OFFERED)
        if ledger.marks or (not (ledger.units or ledger.last_loads) and self._has_entities()):
            self._store.update(self._clear_unknown())
        return True

    def requests(self, plan: Plan, source: UnitSource) -> Iterator[Send]:
        for first in range(0, len(plan.removed), CLEARED_AT_ONCE):
            yield self._update(self._clear(plan.removed[first : first + CLEARED_AT_ONCE]))
        for batch in source.batches(plan.changed):
            yield self._update(self._replace(batch, source.earlier))
        for batch in source.batches(plan.new):
            if self._takes_quads:
                body = _n_quads(chain(_quads(batch), self._digests(batch)))
                yield partial(SparqlStore.post_quads, body=body)
            else:
                yield self._update(self._insert(batch))

    def end(self, load: str, ledger: Ledger, plan: Plan) -> End:
        names = self._names
        now = self._store.marks(names)
        marks = [names.mark(mark) for mark in sorted({load, *ledger.marks})]
        forget = f"DELETE WHERE {{ GRAPH {names.ledger} {{ {names.dataset} {LAST_LOAD} ?load }} }}"
        self._store.update(request([forget, delete_data(marks), insert_data([names.last_load(load)])]))
        return _how_it_ended(load, ledger, now)

    def _has_entities(self) -> bool:
        answer = self._store.query(f"ASK {{ GRAPH {self._names.entities} {{ ?s ?p ?o }} }}")
        return bool(answer)

    @staticmethod
    def _update(operations: Iterable[str]) -> Send:
        return partial(SparqlStore.update, text=request(operations))

    def _replace(self, units: Sequence[Unit], earlier: UnitSource | None) -> list[str]:
        """As a whole, or quad by quad where it is known what the store has."""
        names = [unit.iri for unit in units]
        if earlier is None:
            return [*self._clear(names), *self._insert(units)]
        held = list(chain.from_iterable(earlier.batches(names)))
        before, after = dict.fromkeys(_quads(held)), dict.fromkeys(_quads(units))
        return [
            delete_data(self._digests(held)),
            delete_data(quad for quad in before if quad not in after),
            insert_data(quad for quad in after if quad not in before),
            insert_data(self._digests(units)),
        ]

    def _insert(self, units: Sequence[Unit]) -> list[str]:
        return [insert_data(_quads(units)), insert_data(self._digests(units))]

    def _digests(self, units: Sequence[Unit]) -> list[Quad]:
        return [self._names.digest(unit.iri, unit.digest) for unit in units]

    def _clear(self, units: Sequence[str]) -> list[str]:
        """Take units out, whatever the store has of them."""
        ledger, entities = self._names.ledger, self._names.entities
        operations = [_delete_about(ledger, units)]
        operations += [drop_graph(NamedNode(unit)) for unit in units if self._names.is_paper(unit)]
        described = [unit for unit in units if not self._names.is_paper(unit)]
        if described:
            operations.append(_delete_statement_nodes(entities, described))
            operations.append(_delete_about(entities, described))
        return operations

    def _clear_unknown(self) -> str:
        """Take out what stands in our graphs and in no ledger: the rest of a load that was cut off in a store
        without transactions, or quads that somebody loaded by hand."""
        ledger, entities = self._names.ledger, self._names.entities
        known = f"FILTER NOT EXISTS {{ GRAPH {ledger} {{ ?unit {DIGEST} ?digest }} }}"
        graphs = f'FILTER(STRSTARTS(STR(?unit), "{self._names.paper_graphs}"))'
        about = f"OPTIONAL {{ GRAPH {entities} {{ ?s {RDF_SUBJECT} ?e }} }} BIND(COALESCE(?e, ?s) AS ?unit)"
        paper, entity = "GRAPH ?unit { ?s ?p ?o }", f"GRAPH {entities} {{ ?s ?p ?o }}"
        return request(
            [
                f"DELETE {{ {paper} }} WHERE {{ {paper} {graphs} {known} }}",
                f"DELETE {{ {entity} }} WHERE {{ {entity} {about} {known} }}",
            ]
        )


class GraphStoreWriter:
    """By the Graph Store protocol alone, one request a graph.

    What is to be written is entered as pending first and with its digest when it is there, since the ledger
    and the graph cannot change together. The graph of shared entities is written as a whole.
    """

    def __init__(self, store: SparqlStore, names: LedgerNames) -> None:
        self._store = store
        self._names = names

    def begin(self, load: str, ledger: Ledger, plan: Plan) -> bool:
        doubtful = dict.fromkeys((*plan.new, *plan.changed, *plan.removed))
        marked = Ledger({**ledger.units, **doubtful}, ledger.marks | {load}, ledger.last_loads)
        self._store.put_graph(self._names.ledger, _n_triples(marked.quads(self._names)))
        return True

    def requests(self, plan: Plan, source: UnitSource) -> Iterator[Send]:
        for graph in filter(self._names.is_paper, plan.removed):
            yield partial(SparqlStore.delete_graph, graph=NamedNode(graph))
        for batch in source.papers(filter(self._names.is_paper, (*plan.changed, *plan.new))):
            for unit in batch:
                triples = _n_triples(unit.quads)
                yield partial(SparqlStore.put_graph, graph=NamedNode(unit.iri), triples=triples)
            yield self._enter(batch)
        if not all(map(self._names.is_paper, (*plan.removed, *plan.changed, *plan.new))):
            entities = source.all_entities()
            triples = _n_triples(_quads(entities))
            yield partial(SparqlStore.put_graph, graph=self._names.entities, triples=triples)
            yield self._enter(entities)

    def end(self, load: str, ledger: Ledger, plan: Plan) -> End:
        now = self._store.ledger(self._names)
        how = _how_it_ended(load, ledger, now)
        if how is End.SUPERSEDED:
            # The other one takes this mark back with its own. To replace the ledger could undo what it has
            # entered since it was read; to add to it cannot.
            self._store.post_graph(self._names.ledger, _n_triples([self._names.last_load(load)]))
            return how
        gone = set(plan.removed)
        units = {unit: digest for unit, digest in now.units.items() if digest or unit not in gone}
        done = Ledger(units, now.marks - ledger.marks - {load}, frozenset({load}))
        self._store.put_graph(self._names.ledger, _n_triples(done.quads(self._names)))
        return how

    def _enter(self, units: Sequence[Unit]) -> Send:
        digests = [self._names.digest(unit.iri, unit.digest) for unit in units]
        return partial(SparqlStore.post_graph, graph=self._names.ledger, triples=_n_triples(digests))


def _how_it_ended(load: str, began: Ledger, now: Ledger) -> End:
    """Of loads that run at once, the one that began last goes on until nothing differs; the others give way,
    or they would undo each other's work forever. A mark that was there when this one began may be that of a
    load that was cut off, or of one that still runs."""
    if any(mark > load for mark in now.marks - began.marks):
        return End.SUPERSEDED
    alone = not began.marks and now.marks == {load} and now.last_loads == began.last_loads
    return End.UNDISTURBED if alone else End.DISTURBED


def _quads(units: Iterable[Unit]) -> Iterator[Quad]:
    return chain.from_iterable(unit.quads for unit in units)


def _n_quads(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _n_triples(quads: Iterable[Quad]) -> bytes:
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


def _delete_about(graph: NamedNode, units: Iterable[str]) -> str:
    """The operation that takes every statement about units out of a graph."""
    return _delete_of(graph, units, "?unit ?p ?o", "?unit ?p ?o")


def _delete_statement_nodes(graph: NamedNode, units: Iterable[str]) -> str:
    """The operation that takes out the nodes that speak about edges from units."""
    return _delete_of(graph, units, "?node ?p ?o", f"?node {RDF_SUBJECT} ?unit . ?node ?p ?o")


def _delete_of(graph: NamedNode, units: Iterable[str], deleted: str, pattern: str) -> str:
    values = " ".join(f"<{unit}>" for unit in units)
    return (
        f"DELETE {{ GRAPH {graph} {{ {deleted} }} }} "
        f"WHERE {{ VALUES ?unit {{ {values} }} GRAPH {graph} {{ {pattern} }} }}"
    )
