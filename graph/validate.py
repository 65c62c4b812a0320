"""Is a graph sound: do its rows refer to each other, is its evidence in its papers, does its RDF conform?

The shapes are checked with SHACL (https://www.w3.org/TR/shacl/) in parts: some papers at a time with what
they claim, then the shared entities, then the edges between entities. Nodes that a part only points to are
there with nothing but their class and are not checked again: time grows with the graph, memory hardly does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from graph.model import EDGE_KINDS, NODE_TYPES
from graph.rdf import terms
from graph.rdf.mapping import RdfMapping
from graph.rdf.rows import ENTITY_LABELS, MAKES, PaperRows, Row, column_values, kinds_from, paper_batches
from graph.rdf.schema import schema_graph
from graph.tables import GraphTables

PAPERS = 200
"""Papers checked at a time; more cost memory, fewer cost set-up."""
ENTITIES = 5000

_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_STRING = terms.term("xsd:string")
_LABELS = tuple(node.label for node in NODE_TYPES)


@dataclass(frozen=True, order=True)
class Problem:
    """`focus` is the id of a node, or of what belongs to it (`paper/x#uses/method/y` is the evidence of an
    edge); `path` the column or property at fault, where there is one; `value` what it holds."""

    focus: str
    path: str | None
    message: str
    value: str | None = None

    def __str__(self) -> str:
        place = f"{self.focus} {self.path}" if self.path else self.focus
        return f"{place}: {self.message}" + (f", not {self.value!r}" if self.value is not None else "")


@dataclass(frozen=True)
class ValidationReport:
    """`problems` is sorted and empty if the graph conforms."""

    problems: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        return not self.problems


def validate(tables: GraphTables) -> ValidationReport:
    """Check the tables, and the RDF that they become."""
    problems = set(chain(_table_problems(tables), _evidence_problems(tables)))
    known = GraphTables(
        tables.nodes, {kind: t for kind, t in tables.edges.items() if kind.type in terms.EDGE_PROPERTIES}
    )
    for data, stubs in _parts(known, RdfMapping()):
        problems.update(_shape_problems(data, _shapes(stubs)))
    return ValidationReport(tuple(sorted(problems, key=str)))


def _table_problems(tables: GraphTables) -> Iterator[Problem]:
    """What SHACL cannot see: rows with the same key, edges without their ends, edges that the model lacks."""
    ids = {label: table.column("id") for label, table in tables.nodes.items()}
    for column in ids.values():
        for id_ in _repeated(column.to_pylist()):
            yield Problem(id_, "id", "stands in several rows")
    for kind, table in tables.edges.items():
        if kind not in EDGE_KINDS:
            yield Problem(str(kind), None, "the model has no such edge")
            continue
        for end, label in (("start", kind.start), ("end", kind.end)):
            for row in _dangling(table, end, ids[label]):
                yield Problem(f"{row['start']} {kind.type} {row['end']}", end, f"there is no such {label}")
        pairs = zip(column_values(table, "start"), column_values(table, "end"), strict=True)
        for start, end in _repeated(pairs):
            yield Problem(f"{start} {kind.type} {end}", None, "stands in several rows")
    makers = Counter(column_values(tables.edges[MAKES], "end"))
    for claim in column_values(tables.nodes["Claim"], "id"):
        if makers[claim] != 1:
            yield Problem(claim, "MAKES", f"exactly one paper makes a claim, not {makers[claim]}")


def _repeated(keys: Iterable[Any]) -> list[Any]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _dangling(table: pa.Table, end: str, ids: pa.ChunkedArray) -> list[Row]:
    found = pc.is_in(table.column(end), value_set=ids.combine_chunks())
    rows: list[Row] = table.filter(pc.invert(found)).select(["start", "end"]).to_pylist()
    return rows


def _evidence_problems(tables: GraphTables) -> Iterator[Problem]:
    for rows in chain.from_iterable(paper_batches(tables)):
        if rows.row is not None:
            yield from _misquotes(rows, f"{rows.row['title']}\n{rows.row['abstract']}")


def _misquotes(rows: PaperRows, text: str) -> Iterator[Problem]:
    edges = ((f"{row['start']} {type_} {row['end']}", row) for type_, row in rows.edges)
    for name, row in chain(edges, ((claim.row["id"], claim.row) for claim in rows.claims)):
        fault = _misquote(row["evidence"], row["evidence_start"], row["evidence_end"], text)
        if fault:
            yield Problem(name, "evidence", fault)


def _misquote(words: str | None, start: int | None, end: int | None, text: str) -> str | None:
    """What is wrong with evidence, in words; the shapes see the rest."""
    if words is None and start is None and end is None:
        return None
    if words is None or start is None or end is None:
        return "evidence has a start, an end and words, or none of them"
    if 0 <= start < end and text[start:end] != words:
        return "the paper has other words at this place"
    return None


def _parts(tables: GraphTables, mapping: RdfMapping) -> Iterator[tuple[Graph, tuple[str, ...]]]:
    """Pieces of the RDF, each with the labels of which it has only stubs."""
    labels = {id_: label for label in _LABELS for id_ in column_values(tables.nodes[label], "id")}
    for papers in paper_batches(tables, size=PAPERS):
        parts = [mapping.paper_quads(rows) for rows in papers]
        yield _rdflib_graph(parts, mapping, labels), ENTITY_LABELS
    for label in ENTITY_LABELS:
        for batch in tables.nodes[label].to_batches(max_chunksize=ENTITIES):
            parts = [mapping.entity_quads(label, row) for row in batch.to_pylist()]
            yield _rdflib_graph(parts, mapping, {}), ()
    for kind in kinds_from(tables, *ENTITY_LABELS):
        for batch in tables.edges[kind].to_batches(max_chunksize=ENTITIES):
            parts = [mapping.entity_edge_quads(kind.type, row) for row in batch.to_pylist()]
            yield _rdflib_graph(parts, mapping, labels), _LABELS


def _rdflib_graph(parts: Iterable[list[ox.Quad]], mapping: RdfMapping, labels: Mapping[str, str]) -> Graph:
    """The quads as one graph, with the class of every node of the tables that they point to."""
    graph = Graph()
    iris: dict[str, URIRef] = {}
    for quad in chain.from_iterable(parts):
        graph.add((_node(quad.subject, iris), _node(quad.predicate, iris), _node(quad.object, iris)))
    for iri, node in iris.items():
        label = labels.get(_id(iri, mapping.base))
        if label is not None:
            graph.add((node, RDF.type, URIRef(terms.CG + label)))
    return graph


def _node(term: object, iris: dict[str, URIRef]) -> URIRef | Literal:
    if isinstance(term, ox.Literal):
        # rdflib holds a text with the datatype xsd:string and one without for different.
        datatype = None if term.datatype == _STRING else URIRef(term.datatype.value)
        return Literal(term.value, datatype=datatype, normalize=False)
    assert isinstance(term, ox.NamedNode)  # the mapping makes no other terms
    if term.value not in iris:
        iris[term.value] = URIRef(term.value)
    return iris[term.value]


def _id(iri: str, base: str) -> str:
    return unquote(iri.removeprefix(base)) if iri.startswith(base) else iri


@lru_cache(maxsize=4)
def _shapes(stubs: tuple[str, ...]) -> Graph:
    """The shapes without those that look at every node of these labels.

    Property shapes get the targets of the node shape that has them. That asks for the same, but pyshacl takes
    a property shape with targets for all nodes at once, and one within a node shape anew for every node.
    """
    schema = schema_graph()
    shapes = Graph(namespace_manager=schema.namespace_manager)
    shapes += schema
    for label in stubs:
        shapes.remove((None, SH.targetClass, URIRef(terms.CG + label)))
    for node_shape in set(schema.subjects(RDF.type, SH.NodeShape)):
        targets = [(p, o) for p in _TARGETS for o in shapes.objects(node_shape, p)]
        for property_shape in schema.objects(node_shape, SH.property):
            shapes.remove((node_shape, SH.property, property_shape))
            shapes.add((property_shape, RDF.type, SH.PropertyShape))
            for predicate, target in targets:
                shapes.add((property_shape, predicate, target))
    return shapes


def _shape_problems(data: Graph, shapes: Graph) -> Iterator[Problem]:
    conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if conforms:
        return
    base = terms.DEFAULT_BASE
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
        yield Problem(
            _id(str(focus), base),
            _path_name(shapes, results.value(result, SH.sourceShape)),
            str(results.value(result, SH.resultMessage)),
            None if value is None or value == focus else _id(str(value), base),
        )


def _path_name(shapes: Graph, shape: Node | None) -> str | None:
    """The column that a property shape is about, or the property where no column is."""
    name, path = shapes.value(shape, SH.name), shapes.value(shape, SH.path)
    if name is not None:
        return str(name)
    return shapes.namespace_manager.curie(path) if isinstance(path, URIRef) else None
