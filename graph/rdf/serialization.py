"""The graph as files of RDF: Turtle, TriG, N-Quads and JSON-LD, written as the quads come.

The same graph gives the same bytes: every graph of a paper is sorted, papers go by their ids, and no node is
blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from graph.rdf.mapping import RdfMapping, entities_graph_quads, paper_graphs
from graph.rdf.terms import PREFIXES
from graph.rdf.void import VOID, Places, Statistics, description, sorted_quads
from graph.tables import GraphTables

_FILE_PREFIXES = {**PREFIXES, "void": VOID}
_WITHOUT_HEADER = (RdfFormat.N_QUADS, RdfFormat.JSON_LD)


class _OwnHeader:
    """A file that gets the base and the prefixes in order and as they are; the serializer writes them in any
    order, and relative to the base, which few would recognize."""

    def __init__(self, file: BinaryIO, base: str) -> None:
        self._file = file
        self._header: bytes | None = b""
        lines = [
            f"@base <{base}> .",
            *(f"@prefix {p}: <{iri}> ." for p, iri in sorted(_FILE_PREFIXES.items())),
        ]
        file.write("\n".join([*lines, "", ""]).encode())

    def write(self, data: bytes) -> int:
        if self._header is None:
            return self._file.write(data)
        self._header += data
        while self._header.startswith(b"@") and b"\n" in self._header:
            self._header = self._header.partition(b"\n")[2]
        if self._header and not self._header.startswith(b"@"):
            self.finish()
        return len(data)

    def finish(self) -> None:
        if self._header is not None:
            self._file.write(self._header)
            self._header = None

    def flush(self) -> None:
        self._file.flush()


def write_rdf(
    tables: GraphTables,
    path: Path,
    format_: RdfFormat,
    mapping: RdfMapping,
    places: Places | None = None,
) -> None:
    """Write the graph and its description. Formats without named graphs get all triples in one.

    Raises ValueError for a claim that no paper makes, for triple terms in JSON-LD, and for a place that is no
    absolute IRI.
    """
    if format_ == RdfFormat.JSON_LD and mapping.reifies:
        raise ValueError("JSON-LD has no way to write rdf:reifies")
    _write(_described(tables, mapping, places), path, format_, mapping)


def write_description(
    tables: GraphTables, path: Path, mapping: RdfMapping, places: Places | None = None
) -> None:
    """Write the VoID description alone, as Turtle. Raises as `write_rdf` does."""
    statistics = Statistics(mapping)
    for _ in statistics.count(_sorted(tables, mapping)):
        pass
    _write(description(statistics, mapping, places), path, RdfFormat.TURTLE, mapping)


def _write(quads: Iterable[Quad], path: Path, format_: RdfFormat, mapping: RdfMapping) -> None:
    if not format_.supports_datasets:
        quads = _in_one_graph(quads, mapping)
    with path.open("wb") as file:
        if format_ in _WITHOUT_HEADER:
            serialize(quads, file, format_)
        else:
            output = _OwnHeader(file, mapping.base)
            serialize(quads, cast(IO[bytes], output), format_, prefixes=_FILE_PREFIXES, base_iri=mapping.base)
            output.finish()


def _described(tables: GraphTables, mapping: RdfMapping, places: Places | None) -> Iterator[Quad]:
    statistics = Statistics(mapping)
    yield from statistics.count(_sorted(tables, mapping))
    yield from description(statistics, mapping, places)


def _sorted(tables: GraphTables, mapping: RdfMapping) -> Iterator[Quad]:
    for graph in paper_graphs(tables, mapping):
        yield from sorted_quads(graph)
    yield from sorted_quads(entities_graph_quads(tables, mapping))


def _in_one_graph(quads: Iterable[Quad], mapping: RdfMapping) -> Iterator[Quad]:
    """All triples, once: of an extractor every paper that it read says the same."""
    stated: set[Triple] = set()
    for quad in quads:
        if quad.subject.value.startswith(mapping.extractors):  # type: ignore[union-attr]
            if quad.triple in stated:
                continue
            stated.add(quad.triple)
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
