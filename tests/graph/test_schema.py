"""schema.ttl says what graph/model.py says, in both directions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection

import graph.rdf.schema as schema_module
from graph.model import EDGE_TYPES, EVIDENCE, NODE_TYPES, EdgeType, NodeType, PropertyType
from graph.rdf import CG, schema_graph, schema_path
from graph.rdf.terms import CLASSES, EDGE_PROPERTIES, PROPERTIES, STRUCTURED

cg = Namespace(CG)
VANN = Namespace("http://purl.org/vocab/vann/")
OA = Namespace("http://www.w3.org/ns/oa#")
TEXT = (OA.SpecificResource, OA.TextPositionSelector, OA.TextQuoteSelector)
STATEMENT_CLASSES = {cg.Entity, cg.Evidence, cg.DerivedStatement}
XSD = "http://www.w3.org/2001/XMLSchema#"
DATATYPES = {
    PropertyType.STRING: XSD + "string",
    PropertyType.STRINGS: XSD + "string",
    PropertyType.INTEGER: XSD + "integer",
    PropertyType.NUMBER: XSD + "decimal",
}
labels = pytest.mark.parametrize("node", NODE_TYPES, ids=lambda node: node.label)
edge_types = pytest.mark.parametrize("edge", EDGE_TYPES, ids=lambda edge: edge.type)


@pytest.fixture(scope="module")
def schema() -> Graph:
    return schema_graph()


def columns(schema: Graph, *classes: URIRef) -> dict[str, BNode]:
    """The property shapes that look at every node of the classes, by the name of their column."""
    shapes = [shape for class_ in classes for shape in schema.subjects(SH.targetClass, class_)]
    properties = [p for shape in shapes for p in schema.objects(shape, SH.property)]
    return {str(name): p for p in properties for name in schema.objects(p, SH.name)}


def node_columns(schema: Graph, node: NodeType) -> dict[str, BNode]:
    return columns(schema, cg[node.label], *(TEXT if set(EVIDENCE) <= set(node.properties) else ()))


def own(terms: set[object]) -> set[object]:
    return {term for term in terms if isinstance(term, URIRef) and term.startswith(cg)}


@labels
def test_node_label_has_a_class_and_a_shape(schema: Graph, node: NodeType) -> None:
    assert (cg[node.label], RDF.type, OWL.Class) in schema
    assert (cg[f"{node.label}Shape"], SH.targetClass, cg[node.label]) in schema


def test_classes_are_those_of_the_model(schema: Graph) -> None:
    classes = own(set(schema.subjects(RDF.type, OWL.Class)))
    assert classes == {cg[node.label] for node in NODE_TYPES} | STATEMENT_CLASSES


@labels
def test_shape_has_the_columns_of_the_model(schema: Graph, node: NodeType) -> None:
    shapes = node_columns(schema, node)
    assert set(shapes) == {"id"} | {column.name for column in node.properties}


@labels
def test_columns_have_the_properties_that_are_written(schema: Graph, node: NodeType) -> None:
    shapes = node_columns(schema, node)
    for name, iri in PROPERTIES[node.label].items():
        assert schema.value(shapes[name], SH.path) == URIRef(iri.value)
    written = set(PROPERTIES[node.label]) | STRUCTURED.get(node.label, frozenset())
    assert written == {column.name for column in node.properties}


@labels
def test_columns_have_the_types_of_the_model(schema: Graph, node: NodeType) -> None:
    shapes = node_columns(schema, node)
    for column in node.properties:
        datatype = schema.value(shapes[column.name], SH.datatype)
        if datatype is not None and column.name != "url":
            assert str(datatype) == DATATYPES[column.type], column.name
        if column.type is not PropertyType.STRINGS:
            assert schema.value(shapes[column.name], SH.maxCount) is not None, column.name


@edge_types
def test_edge_type_has_a_property_and_a_shape_with_its_ends(schema: Graph, edge: EdgeType) -> None:
    property_ = URIRef(EDGE_PROPERTIES[edge.type].value)
    assert (property_, RDF.type, OWL.ObjectProperty) in schema
    shape = schema.value(None, SH.targetSubjectsOf, property_)
    assert ends(schema, shape, property_) == {(cg[start], cg[end]) for start, end in edge.ends}


@edge_types
def test_statements_have_the_columns_of_the_edge_type(schema: Graph, edge: EdgeType) -> None:
    property_ = URIRef(EDGE_PROPERTIES[edge.type].value)
    allowed = {
        class_: edge.properties and property_ in Collection(schema, schema.value(shape, SH["in"]))
        for class_ in (cg.Evidence, cg.DerivedStatement)
        for node_shape in schema.subjects(SH.targetClass, class_)
        for shape in schema.objects(node_shape, SH.property)
        if schema.value(shape, SH.path) == RDF.predicate
    }
    classes = [class_ for class_, holds in allowed.items() if holds]
    text = TEXT if cg.Evidence in classes else ()
    assert set(columns(schema, *classes, *text)) == {column.name for column in edge.properties}


def ends(schema: Graph, shape: URIRef, property_: URIRef) -> set[tuple[URIRef, URIRef]]:
    """Pairs of classes that a shape of an edge allows: in the shape itself, or in each alternative of it."""
    alternatives = schema.value(shape, SH["or"])
    if alternatives is not None:
        return set().union(*(ends(schema, one, property_) for one in Collection(schema, alternatives)))
    (end,) = [p for p in schema.objects(shape, SH.property) if schema.value(p, SH.path) == property_]
    either = schema.value(end, SH["or"])
    options = [end] if either is None else list(Collection(schema, either))
    return {(schema.value(shape, SH["class"]), schema.value(option, SH["class"])) for option in options}


def test_object_properties_are_the_edges_of_the_model(schema: Graph) -> None:
    properties = own(set(schema.subjects(RDF.type, OWL.ObjectProperty)))
    assert properties == {URIRef(p.value) for p in EDGE_PROPERTIES.values()} | {cg.evidence}


def test_datatype_properties_are_those_that_are_written(schema: Graph) -> None:
    declared = own(set(schema.subjects(RDF.type, OWL.DatatypeProperty)))
    written = {URIRef(iri.value) for by_column in PROPERTIES.values() for iri in by_column.values()}
    in_ledgers = {cg.digest, cg.pending, cg.loading, cg.lastLoad}
    assert declared == own(written) | {cg.position} | in_ledgers


def test_every_own_term_is_declared_with_label_and_comment(schema: Graph) -> None:
    ontology = URIRef(CG.removesuffix("#"))
    declared = own(set(schema.subjects(RDFS.isDefinedBy, ontology)))
    used = own({term for triple in schema for term in triple})
    shapes = own(set(schema.subjects(RDF.type, SH.NodeShape)))
    assert used == declared | shapes
    for term in declared:
        assert len(list(schema.objects(term, RDFS.label))) == 1, term
        assert len(list(schema.objects(term, RDFS.comment))) == 1, term


def test_every_property_shape_says_what_it_wants(schema: Graph) -> None:
    for shape in set(schema.objects(None, SH.property)):
        alternative_of = schema.value(None, RDF.first, schema.value(None, SH.property, shape))
        assert alternative_of is not None or schema.value(shape, SH.message) is not None


def test_classes_written_for_a_label_start_with_its_own() -> None:
    assert {label: classes[0].value for label, classes in CLASSES.items()} == {
        node.label: CG + node.label for node in NODE_TYPES
    }


def test_header(schema: Graph, repository: Path) -> None:
    (ontology,) = schema.subjects(RDF.type, OWL.Ontology)
    assert str(schema.value(ontology, VANN.preferredNamespaceUri)) == CG
    version = str(schema.value(ontology, OWL.versionInfo))
    assert str(schema.value(ontology, OWL.versionIRI)) == f"{ontology}/{version}"
    project = tomllib.loads((repository / "pyproject.toml").read_text())
    assert (
        "graph/schema.ttl" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].values()
    )


def test_schema_lies_at_the_top_of_a_checkout(repository: Path) -> None:
    assert schema_path() == repository / "schema.ttl"


def test_schema_lies_in_the_package_of_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "graph" / "rdf").mkdir(parents=True)
    monkeypatch.setattr(schema_module, "__file__", str(tmp_path / "graph" / "rdf" / "schema.py"))
    with pytest.raises(FileNotFoundError, match=r"schema\.ttl is neither in"):
        schema_path()
    (tmp_path / "graph" / "schema.ttl").touch()
    assert schema_path() == tmp_path / "graph" / "schema.ttl"
