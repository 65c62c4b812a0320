"""The formats of SPARQL results and of graphs, by media type, and how rows are counted in them."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULT_FORMATS: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
"""What SELECT and ASK are answered in; the first is the one for who has no wish."""

GRAPH_FORMATS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/n3": RdfFormat.N3,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
}
"""What CONSTRUCT and DESCRIBE are answered in; the first is the one for who has no wish."""

# What stands once a row, and how many rows there are before the first of it: between rows stands one fewer
# than there are rows, and a line of names is none.
_ROW_MARKS = {
    QueryResultsFormat.JSON: (b"},{", 1),
    QueryResultsFormat.XML: (b"<result>", 0),
    QueryResultsFormat.CSV: (b"\r\n", -1),
    QueryResultsFormat.TSV: (b"\n", -1),
}


class RowCounter:
    """Counts the rows of a SPARQL result as its text passes by, so that the engine's own writer can be used.

    It counts what stands once a row. A JSON or CSV value that holds the same counts too, which is good
    enough for a limit.
    """

    def __init__(self, format_: QueryResultsFormat) -> None:
        self._mark, self.rows = _ROW_MARKS[format_]
        self._rest = b""

    def add(self, text: bytes) -> int:
        """The number of rows so far, give or take the one that is on its way."""
        self.rows += (self._rest + text).count(self._mark)
        self._rest = text[len(text) - len(self._mark) + 1 :]
        return self.rows
