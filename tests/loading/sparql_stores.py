"""What the tests of SPARQL stores share: connecting, reading everything back, and comparing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from graph.rdf import DEFAULT_BASE, RdfMapping, quads, term
from graph.rdf.terms import decimal
from graph.stores.sparql import Addresses, Credentials, SparqlClient, SparqlStore
from graph.stores.sparql.ledger import LedgerNames
from graph.tables import GraphTables

_DECIMAL = term("xsd:decimal")


@contextmanager
def connected(
    graph_store: str | None = None,
    *,
    query: str | None = None,
    update: str | None = None,
    credentials: Credentials | None = None,
    retries: int = 2,
) -> Iterator[SparqlStore]:
    with SparqlClient(credentials, retries=retries) as client:
        yield SparqlStore(client, Addresses(graph_store, query, update))


def everything(store: SparqlStore) -> set[Quad]:
    """All quads of the named graphs, numbers by their value: stores choose how they spell them."""
    solutions = store.query("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(solutions, QuerySolutions)
    return {Quad(row["s"], row["p"], _by_value(row["o"]), row["g"]) for row in solutions}


def loaded(store: SparqlStore, base: str = DEFAULT_BASE) -> set[Quad]:
    """All quads but those of the ledger."""
    ledger = LedgerNames(RdfMapping(base)).ledger
    return {quad for quad in everything(store) if quad.graph_name != ledger}


def wanted(tables: GraphTables, base: str = DEFAULT_BASE) -> set[Quad]:
    return set(quads(tables, base))


def is_clean(store: SparqlStore, base: str = DEFAULT_BASE) -> bool:
    """Whether no load has left its mark."""
    return not store.ledger(LedgerNames(RdfMapping(base))).marks


def _by_value(term_: object) -> NamedNode | Literal:
    assert isinstance(term_, NamedNode | Literal)
    if isinstance(term_, Literal) and term_.datatype == _DECIMAL:
        return decimal(float(term_.value))
    return term_
