"""RDF: Turtle, TriG, N-Quads, JSON-LD, and the description of the graph alone."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from graph.errors import GraphError
from graph.exports.format import ExportFormat, ExportOptions
from graph.rdf import DEFAULT_BASE, RdfMapping
from graph.rdf.serialization import write_description, write_rdf
from graph.rdf.void import Places
from graph.tables import GraphTables

_PLACES = frozenset({"base_iri", "dump_url", "endpoint_url"})


def _mapping(options: ExportOptions) -> RdfMapping:
    return RdfMapping(options.base_iri or DEFAULT_BASE, reifies=bool(options.reifies))


def _places(options: ExportOptions) -> Places:
    return Places(options.dump_url, options.endpoint_url)


def _format(name: str, description: str, format_: RdfFormat, *, reifies: bool = True) -> ExportFormat:
    def write(tables: GraphTables, path: Path, options: ExportOptions) -> None:
        try:
            write_rdf(tables, path, format_, _mapping(options), _places(options))
        except ValueError as error:
            raise GraphError(f"the graph cannot be written as {name}: {error}") from error

    taken = _PLACES | {"reifies"} if reifies else _PLACES
    return ExportFormat(name, description, write, options=taken)


def _write_description(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    try:
        write_description(tables, path, _mapping(options), _places(options))
    except ValueError as error:
        raise GraphError(f"the graph cannot be described: {error}") from error


TURTLE = _format("turtle", "RDF without named graphs", RdfFormat.TURTLE)
TRIG = _format("trig", "RDF, a named graph a paper, to read", RdfFormat.TRIG)
NQUADS = _format("nquads", "RDF, a named graph a paper, to load", RdfFormat.N_QUADS)
JSONLD = _format("jsonld", "RDF as JSON", RdfFormat.JSON_LD, reifies=False)
VOID = ExportFormat("void", "what the RDF holds, described in Turtle", _write_description, options=_PLACES)
