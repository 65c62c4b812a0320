"""Files of RDF: what they hold, that other programs read them, and that equal graphs give equal bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from sample_tables import random_tables, sample
from servers.fuseki import validate

from graph.exports import ExportOptions, export
from graph.rdf import RdfMapping, quads, term
from graph.rdf.serialization import write_rdf
from graph.rdf.void import VOID
from graph.tables import GraphTables

BASE = "https://example.org/kg/"
FORMATS = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}
ODD = 'a "b"\n\t\\u0041 \\\\ \u2028 <> % \U0001f33f \u200f %2F @prefix'


def odd() -> GraphTables:
    """The sample, with names that try to end literals, IRIs and lines."""
    return sample(nodes={"method/fern": {"name": ODD, "aliases": [ODD + "2", "''' \"\"\"", "}} ."]}})


def triples(data: set[Quad]) -> set[Triple]:
    return {quad.triple for quad in data if quad.graph_name != RdfMapping(BASE).description_graph}


def written(name: str, folder: Path, tables: GraphTables, **options: object) -> Path:
    path = folder / f"graph.{FORMATS[name]}"
    export(name, tables, path, ExportOptions(base_iri=BASE, **options))  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_holds_the_graph(name: str, tmp_path: Path) -> None:
    found = set(parse(path=str(written(name, tmp_path, odd()))))
    expected = set(quads(odd(), BASE))
    if name == "turtle":
        described = {
            quad.triple for quad in found if VOID in str(quad) or quad.subject == RdfMapping(BASE).dataset
        }
        assert {quad.triple for quad in found} - described == triples(expected)
    else:
        description = RdfMapping(BASE).description_graph
        assert {quad for quad in found if quad.graph_name != description} == expected


def test_jena_accepts_every_file(tmp_path: Path) -> None:
    files = [written(name, tmp_path, odd()) for name in FORMATS]
    (tmp_path / "1.2").mkdir()
    files += [written(name, tmp_path / "1.2", odd(), reifies=True) for name in ("turtle", "trig", "nquads")]
    export("void", odd(), tmp_path / "void.ttl", ExportOptions(base_iri=BASE))
    assert validate(*files, tmp_path / "void.ttl") == ""


@settings(max_examples=20, deadline=None)
@given(random_tables())
def test_any_graph_comes_back(tmp_path_factory: pytest.TempPathFactory, tables: GraphTables) -> None:
    path = tmp_path_factory.getbasetemp() / "any.trig"
    mapping = RdfMapping(BASE)
    write_rdf(tables, path, RdfFormat.TRIG, mapping)
    found = {q for q in parse(path=str(path)) if q.graph_name != mapping.description_graph}
    assert found == set(quads(tables, BASE))


@pytest.mark.parametrize("name", [*FORMATS, "void"])
def test_equal_graphs_give_equal_bytes(name: str, tmp_path: Path) -> None:
    files = [tmp_path / "one", tmp_path / "other"]
    for path in files:
        export(name, odd(), path, ExportOptions(base_iri=BASE))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_header_names_the_base_and_the_prefixes_in_order(tmp_path: Path) -> None:
    lines = written("turtle", tmp_path, sample()).read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("@")]
    assert header[0] == f"@base <{BASE}> ."
    assert header[1:] == sorted(header[1:])
    assert "@prefix schema: <https://schema.org/> ." in header
    assert "@base" not in written("turtle", tmp_path, GraphTables.empty()).read_text().split("\n", 1)[1]


def test_what_speaks_about_an_edge_reifies_it_in_rdf_1_2(tmp_path: Path) -> None:
    found = {quad.triple for quad in parse(path=str(written("turtle", tmp_path, sample(), reifies=True)))}
    reified = {triple.object for triple in found if triple.predicate == term("rdf:reifies")}
    assert reified
    assert reified <= found
    assert all(
        Triple(triple.subject, term("rdf:predicate"), triple.object.predicate) in found  # type: ignore[union-attr]
        for triple in found
        if triple.predicate == term("rdf:reifies")
    )


def test_json_ld_refuses_what_it_cannot_hold(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="takes no option reifies"):
        written("jsonld", tmp_path, sample(), reifies=True)


def test_the_description_counts_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "void.ttl"
    options = ExportOptions(
        base_iri=BASE, dump_url="https://example.org/d.nq", endpoint_url="https://example.org/q"
    )
    export("void", sample(), path, options)
    found = {quad.triple for quad in parse(path=str(path))}
    data = {quad.triple for quad in quads(sample(), BASE)}
    dataset = NamedNode(f"{BASE}graph")

    def states(name: str, value: NamedNode | Literal, subject: NamedNode = dataset) -> bool:
        return Triple(subject, NamedNode(VOID + name), value) in found

    assert states("triples", Literal(len(data)))
    assert states("distinctSubjects", Literal(len({triple.subject for triple in data})))
    assert states("properties", Literal(len({triple.predicate for triple in data})))
    assert states("entities", Literal(sum(table.num_rows for table in sample().nodes.values())))
    assert states("dataDump", NamedNode("https://example.org/d.nq"))
    assert states("sparqlEndpoint", NamedNode("https://example.org/q"))
    claims = NamedNode(f"{BASE}graph#class-cg-Claim")
    assert states("entities", Literal(sample().nodes["Claim"].num_rows), claims)
    makes = NamedNode(f"{BASE}graph#property-cg-makes")
    assert states("triples", Literal(sum(t.predicate == term("cg:makes") for t in data)), makes)
