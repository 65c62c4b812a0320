"""Answers SPARQL queries from the Oxigraph store of one state of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, cast

import msgspec
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    serialize,
)

from graph.directory import Snapshot
from graph.rdf import PREFIXES
from graph.stores.embedded import OxigraphFolder
from queries.errors import QueryError
from queries.server.answers import AnswerWriter, Refused
from queries.server.formats import GRAPH_FORMATS, RESULT_FORMATS, RowCounter
from queries.server.settings import Limits
from queries.server.tables import write_table
from queries.sparql_text import chooses_graphs, require_read
from queries.values import Value, from_rdf

Result = QuerySolutions | QueryBoolean | QueryTriples


class SparqlDocument(msgspec.Struct, frozen=True, tag="document"):
    """A query to be answered in a standard format.

    `result_type` is the media type for SELECT and ASK, `graph_type` that for CONSTRUCT and DESCRIBE; None
    where the client takes none. The graphs are those of the protocol's parameters; None where it has none.
    """

    query: str
    result_type: str | None
    graph_type: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


class SparqlTable(msgspec.Struct, frozen=True, tag="table"):
    """A query to be answered as `queries.server.tables.Table`."""

    query: str


_QUESTION = msgspec.msgpack.Decoder(SparqlDocument | SparqlTable)


class SparqlReader:
    """Opens the store of a snapshot. Raises CorruptGraph."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        self._limits = limits
        with snapshot.oxigraph():  # tells what is wrong with it, if anything is
            self._store = Store.read_only(str(snapshot.path / OxigraphFolder.file))

    def answer(self, question: bytes, out: AnswerWriter) -> None:
        asked = _QUESTION.decode(question)
        try:
            if isinstance(asked, SparqlTable):
                self._write_table(self._run(asked.query), out)
            else:
                self._write_document(self._run(asked.query, asked), asked, out)
        except ConnectionError:
            raise  # of the one who reads the answer
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def _run(self, query: str, chosen: SparqlDocument | None = None) -> Result:
        """Over all named graphs together, unless the query or the protocol's parameters choose graphs."""
        require_read(query)
        if chosen is None or (chosen.default_graphs is None and chosen.named_graphs is None):
            union = not chooses_graphs(query)
            return self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=union)
        return self._store.query(
            query,
            prefixes=PREFIXES,
            default_graph=self._graphs(chosen.default_graphs),
            named_graphs=self._graphs(chosen.named_graphs),
        )

    def _graphs(self, names: tuple[str, ...] | None) -> list[Any]:
        graphs = [NamedNode(name) for name in names or ()]
        for graph in graphs:
            if not self._store.contains_named_graph(graph):
                raise QueryError(f"there is no graph {graph} here, and none is fetched from elsewhere")
        return graphs

    def _write_document(self, result: Result, asked: SparqlDocument, out: AnswerWriter) -> None:
        if isinstance(result, QueryTriples):
            media_type = _acceptable(asked.graph_type, "CONSTRUCT and DESCRIBE", GRAPH_FORMATS)
            out.head(media_type)
            triples = _limited(result, self._limits.rows)
            serialize(triples, cast(IO[bytes], out), GRAPH_FORMATS[media_type], prefixes=PREFIXES)
            return
        media_type = _acceptable(asked.result_type, "SELECT and ASK", RESULT_FORMATS)
        format_ = RESULT_FORMATS[media_type]
        out.head(media_type)
        target = out if isinstance(result, QueryBoolean) else _CountedWriter(out, format_, self._limits.rows)
        result.serialize(cast(IO[bytes], target), format_)

    def _write_table(self, result: Result, out: AnswerWriter) -> None:
        write_table(*_table(result), self._limits.table_rows, out)


class _CountedWriter:
    """Passes a result on until it has too many rows."""

    def __init__(self, out: AnswerWriter, format_: QueryResultsFormat, limit: int) -> None:
        self._out = out
        self._counter = RowCounter(format_)
        self._limit = limit

    def write(self, text: bytes) -> int:
        if self._counter.add(text) > self._limit:
            raise _too_many(self._limit, "rows")
        return self._out.write(text)

    def flush(self) -> None:
        self._out.flush()


def _limited(triples: Iterable[Triple], limit: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number == limit:
            raise _too_many(limit, "triples")
        yield triple


def _too_many(limit: int, what: str) -> Refused:
    return Refused(503, f"the answer has more than {limit} {what}, which is the limit here: ask for fewer")


def _acceptable(media_type: str | None, forms: str, formats: Iterable[str]) -> str:
    if media_type is None:
        raise Refused(406, f"{forms} are answered in {', '.join(formats)}")
    return media_type


def _table(result: Result) -> tuple[Sequence[str], Iterator[list[Value]]]:
    if isinstance(result, QueryBoolean):
        return ["answer"], iter([[bool(result)]])
    if isinstance(result, QueryTriples):
        triples = (tuple(map(from_rdf, triple)) for triple in result)
        return ["subject", "predicate", "object"], (list(triple) for triple in triples)
    variables = result.variables
    names = [variable.value for variable in variables]
    return names, ([from_rdf(solution[name]) for name in variables] for solution in result)
