"""A SPARQL store on a server: its addresses, what it can do, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from graph.errors import ServerError
from graph.stores.sparql.client import N_QUADS, N_TRIPLES, QUERY, UPDATE, SparqlClient
from graph.stores.sparql.ledger import DIGEST, LAST_LOAD, LOADING, PENDING, Ledger, LedgerNames

RESULTS = "text/tab-separated-values, application/sparql-results+json;q=0.9"
NOT_OFFERED = (400, 404, 405, 406, 415, 422, 501)
"""How a server says that it does not know what it is asked for."""


@dataclass(frozen=True)
class Addresses:
    """Where a store answers: over the Graph Store protocol, SPARQL queries and SPARQL updates. Some stores
    have one address for all; None where a store has none."""

    graph_store: str | None = None
    query: str | None = None
    update: str | None = None


class SparqlStore:
    """One dataset on a server. Raises ServerError, here and wherever the server does not do its part."""

    def __init__(self, client: SparqlClient, addresses: Addresses) -> None:
        if addresses.graph_store is None and addresses.update is None:
            raise ServerError("no address of a store is given")
        self.client = client
        self.addresses = self._complete(addresses)

    def _complete(self, given: Addresses) -> Addresses:
        """Find out what else the addresses answer to, where less than all was given."""
        query = given.query or next(filter(self._answers_queries, (given.update, given.graph_store)), None)
        if query is None and given.graph_store is None:
            raise ServerError(f"{given.update} answers no queries: give the address that does")
        update = given.update or (query if query == given.graph_store else None)
        return replace(given, query=query, update=update)

    def _answers_queries(self, url: str | None) -> bool:
        if url is None:
            return False
        answer = self.client.send(
            "POST", url, body=b"ASK {}", media_type=QUERY, accept="application/sparql-results+json",
            accepted=NOT_OFFERED,
        )  # fmt: skip
        return answer.ok and answer.media_type == "application/sparql-results+json"

    def query(self, text: str, default_graph: str | None = None) -> QuerySolutions | QueryBoolean:
        """The answer to SELECT or ASK; `default_graph` is what the query takes for the default graph."""
        assert self.addresses.query is not None
        url = self.addresses.query
        if default_graph is not None:
            url = _with_parameter(url, "default-graph-uri", default_graph)
        answer = self.client.send("POST", url, body=text.encode(), media_type=QUERY, accept=RESULTS)
        format_ = QueryResultsFormat.from_media_type(answer.media_type)
        if format_ not in (QueryResultsFormat.TSV, QueryResultsFormat.JSON, QueryResultsFormat.XML):
            raise ServerError(f"{url} answers a query with {answer.media_type or 'nothing that has a type'}")
        try:
            results = parse_query_results(answer.content, format_)
        except (SyntaxError, ValueError) as error:
            raise ServerError(f"{url} gives an answer that cannot be read: {error}") from None
        assert isinstance(results, QuerySolutions | QueryBoolean)
        return results

    def update(self, text: str, accepted: tuple[int, ...] = ()) -> bool:
        """Whether the store took the request; not, where it answered with a status in `accepted`."""
        assert self.addresses.update is not None
        body = text.encode()
        return self.client.send(
            "POST", self.addresses.update, body=body, media_type=UPDATE, accepted=accepted
        ).ok

    def post_quads(self, body: bytes, accepted: tuple[int, ...] = ()) -> bool:
        """Add N-Quads to the dataset, which many stores take beside what the protocol says."""
        assert self.addresses.graph_store is not None
        return self.client.send(
            "POST", self.addresses.graph_store, body=body, media_type=N_QUADS, accepted=accepted
        ).ok

    def put_graph(self, graph: NamedNode, triples: bytes) -> None:
        """Replace a named graph by N-Triples."""
        self.client.send("PUT", self._graph_address(graph), body=triples, media_type=N_TRIPLES)

    def post_graph(self, graph: NamedNode, triples: bytes) -> None:
        """Add N-Triples to a named graph."""
        self.client.send("POST", self._graph_address(graph), body=triples, media_type=N_TRIPLES)

    def delete_graph(self, graph: NamedNode) -> None:
        """Remove a named graph, which need not exist."""
        self.client.send("DELETE", self._graph_address(graph), accepted=(404,))

    def ledger(self, names: LedgerNames) -> Ledger:
        """What earlier loads wrote."""
        if self.addresses.query is None:
            return Ledger.read(_well_formed(self._graph_statements(names.ledger)))
        return Ledger.read(_well_formed(self._ask_ledger(names.ledger)))

    def marks(self, names: LedgerNames) -> Ledger:
        """The ledger without its units."""
        if self.addresses.query is None:
            return self.ledger(names)
        return Ledger.read(_well_formed(self._ask_ledger(names.ledger, str(names.dataset))))

    def _graph_statements(self, graph: NamedNode) -> Iterable[tuple[object, ...]]:
        answer = self.client.send("GET", self._graph_address(graph), accept=N_TRIPLES, accepted=(404,))
        if not answer.ok:
            return ()
        return _parse_triples(answer.content, answer.media_type, self._graph_address(graph))

    def _ask_ledger(self, graph: NamedNode, subject: str = "?s") -> Iterator[tuple[object, ...]]:
        """Of most of them no predicate is sent, since nearly all are digests."""
        bound = "" if subject == "?s" else f"BIND({subject} AS ?s)"
        digests = f"GRAPH {graph} {{ {subject} {DIGEST} ?o }}"
        others = f"VALUES ?p {{ {PENDING} {LOADING} {LAST_LOAD} }} GRAPH {graph} {{ {subject} ?p ?o }}"
        query = f"SELECT ?s ?p ?o WHERE {{ {{ {digests} }} UNION {{ {others} }} {bound} }}"
        solutions = self.query(query)
        assert isinstance(solutions, QuerySolutions)
        return ((row["s"], row["p"] or DIGEST, row["o"]) for row in solutions)

    def _graph_address(self, graph: NamedNode) -> str:
        assert self.addresses.graph_store is not None
        return _with_parameter(self.addresses.graph_store, "graph", graph.value)


def _with_parameter(url: str, name: str, value: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{name}={quote(value, safe='')}"


def _parse_triples(content: bytes, media_type: str, url: str) -> Iterator[tuple[object, ...]]:
    format_ = RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise ServerError(f"{url} gives a graph as {media_type or 'nothing that has a type'}")
    try:
        for quad in parse(content, format_):
            yield (quad.subject, quad.predicate, quad.object)
    except (SyntaxError, ValueError) as error:
        raise ServerError(f"{url} gives a graph that cannot be read: {error}") from None


def _well_formed(
    statements: Iterable[tuple[object, ...]],
) -> Iterator[tuple[NamedNode, NamedNode, Literal]]:
    """Those of the ledger's form; what others wrote there is passed over."""
    for subject, predicate, value in statements:
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and isinstance(value, Literal):
            yield subject, predicate, value
