"""The RDF mapping: IRIs, literals, named graphs, evidence."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from sample_tables import EDGES, PAPER, TEXT, evidence_of, random_tables, sample, tables

from graph.model import EdgeKind
from graph.rdf import DEFAULT_BASE, PREFIXES, RdfMapping, iri_path, paper_batches, quads, term
from graph.rdf.terms import date, decimal
from graph.tables import GraphTables

paper = NamedNode(DEFAULT_BASE + PAPER)
ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def ask(graph: GraphTables, pattern: str) -> bool:
    store = Store()
    store.extend(quads(graph))
    return bool(
        store.query(
            f"BASE <{DEFAULT_BASE}> ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True
        )
    )


@given(ids)
def test_path_of_an_iri_gives_back_the_id(id_: str) -> None:
    assert unquote(iri_path(id_), errors="strict") == id_


@given(ids)
def test_node_survives_every_syntax(id_: str) -> None:
    """Also those that resolve IRIs against a base, in which `..` and `//` would mean something."""
    node = RdfMapping().node(id_)
    quad = Quad(node, node, node, node)
    for format_ in (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD):
        assert list(parse(serialize([quad], format=format_), format_, base_iri="http://a/b/c")) == [quad]


def test_readable_ids_stay_readable() -> None:
    assert RdfMapping().node(PAPER) == paper
    assert RdfMapping("https://example.org/kg/").node("method/ü 5%").value == (
        "https://example.org/kg/method/%C3%BC%205%25"
    )


@pytest.mark.parametrize("base", ["https://example.org/kg", "https://example.org/#/", "kg/", "http://a b/"])
def test_base_has_to_be_an_absolute_folder(base: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        RdfMapping(base)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.1, "0.1"), (95.0, "95"), (1e22, "1" + "0" * 22), (1e-7, "0.0000001"), (-0.0, "0"), (100.0, "100")],
)
def test_numbers_are_exact_decimals(number: float, text: str) -> None:
    assert decimal(number) == Literal(text, datatype=term("xsd:decimal"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_store_gives_back_the_same_decimal(number: float) -> None:
    literal = decimal(number)
    assert float(literal.value) == number
    store = Store()
    store.add(Quad(paper, paper, literal, paper))
    assert next(iter(store)).object == literal


def test_what_is_no_number_is_no_decimal() -> None:
    assert decimal(float("nan")).datatype == term("xsd:double")


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024-03-19", "xsd:date"),
        ("2024-03", "xsd:gYearMonth"),
        ("2024", "xsd:gYear"),
        ("--03-19", "xsd:gMonthDay"),
        ("March", "xsd:string"),
        ("2024-03-19\n", "xsd:string"),
    ],
)
def test_dates_have_the_datatype_of_their_form(text: str, datatype: str) -> None:
    assert date(text) == Literal(text, datatype=term(datatype))


def test_paper_graph_and_entities_graph() -> None:
    mapping = RdfMapping()
    graphs = {quad.graph_name for quad in quads(sample())}
    assert graphs == {mapping.paper_graph(PAPER), mapping.entities_graph}
    assert mapping.paper_graph(PAPER).value == f"{DEFAULT_BASE}graph/{PAPER}"


def test_paper_graph_stands_for_itself() -> None:
    """Every node of a paper's graph is described in it, but for the shared entities."""
    (batch,) = paper_batches(sample())
    graph = RdfMapping().paper_quads(batch[0])
    subjects = {quad.subject for quad in graph}
    elsewhere = {q.object for q in graph if isinstance(q.object, NamedNode)} - subjects
    shared = ("method/", "dataset/", "task/", "metric/")
    assert all(
        o.value.startswith(tuple(DEFAULT_BASE + s for s in shared)) or not o.value.startswith(DEFAULT_BASE)
        for o in elsewhere
    )


@pytest.mark.parametrize("kind", EDGES, ids="-".join)
def test_every_edge_is_a_plain_triple(kind: tuple[str, str, str]) -> None:
    mapping = RdfMapping()
    triples = {(q.subject, q.predicate, q.object) for q in quads(sample())}
    predicate = term(
        "cg:" + kind[0].title().replace("_", "")[0].lower() + kind[0].title().replace("_", "")[1:]
    )
    for start, end in EDGES[kind]:
        assert (mapping.node(start), predicate, mapping.node(end)) in triples


def test_evidence_of_an_edge() -> None:
    words = "On MossQA it scores 71.5% accuracy"
    start = TEXT.index(words)
    assert ask(
        sample(),
        f"""?statement a cg:Evidence, oa:Annotation ; rdf:subject <{PAPER}> ; rdf:predicate cg:introduces ;
              rdf:object <method/fern> ; oa:hasBody <method/fern> ; cg:confidence 0.9 ; oa:hasTarget ?text .
            ?text oa:hasSource <{PAPER}> ; oa:hasSelector ?place, ?quote .
            ?place a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(words)} .
            ?quote a oa:TextQuoteSelector ; oa:exact "{words}" .""",
    )


def test_claim() -> None:
    assert ask(
        sample(),
        f"""<claim/1> a cg:Claim, mls:ModelEvaluation ; cg:value 71.5 ; cg:valueText "71.5" ; cg:unit "%" ;
              cg:kind "score" ; cg:about <method/fern> ; cg:confidence 0.9 ; prov:wasDerivedFrom <{PAPER}> ;
              cg:evidence/oa:hasSelector/oa:exact ?words ; prov:wasAttributedTo ?extractor ;
              prov:wasGeneratedBy ?run .
            ?run a prov:Activity ; prov:used <{PAPER}> ; prov:wasAssociatedWith ?extractor .
            ?extractor a prov:SoftwareAgent ; schema:name "claimgraph 0.1.0 / model 1" .""",
    )
    assert not ask(sample(), "<claim/2> a mls:ModelEvaluation")


def test_authors_keep_their_order() -> None:
    store = Store()
    store.extend(quads(sample()))
    rows = store.query(
        f"BASE <{DEFAULT_BASE}> SELECT ?name WHERE {{ <{PAPER}> schema:author ?a . "
        "?a schema:name ?name ; cg:position ?n } ORDER BY ?n",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    assert [row["name"].value for row in rows] == ["Zoë Zander", "Al Abel", "Zoë Zander"]


def test_entities_and_what_is_derived() -> None:
    assert ask(
        sample(),
        f"""<method/fern> a cg:Method, skos:Concept ; dcterms:identifier "method/fern" ;
              skos:prefLabel "Fern" ; skos:altLabel "FERN", "fern 2%" ;
              cg:support 1 ; cg:outperforms <method/lichen> .
            <method/fern-7b> cg:variantOf <method/fern> ; skos:broader <method/fern> .
            <metric/accuracy> cg:better "higher" .
            ?statement a cg:DerivedStatement ; rdf:subject <method/fern> ; rdf:predicate cg:outperforms ;
              rdf:object <method/lichen> ; cg:support 1 ; prov:wasDerivedFrom <{PAPER}> .""",
    )


def test_unusual_text_reaches_the_quads_unchanged() -> None:
    text = 'a "b"\n\t\\u0041 \u2028 % \U0001f33f \x00'
    graph = sample(nodes={"method/fern": {"name": text}})
    names = {q.object for q in quads(graph) if q.predicate == term("skos:prefLabel")}
    assert Literal(text) in names


@settings(max_examples=30, deadline=None)
@given(random_tables())
def test_mapping_is_deterministic_and_has_no_blank_nodes(graph: GraphTables) -> None:
    once = list(quads(graph))
    assert once == list(quads(graph))
    assert len(once) == len(set(once))
    assert not any(isinstance(node, BlankNode) for quad in once for node in quad)


@settings(max_examples=30, deadline=None)
@given(random_tables(), random_tables())
def test_different_graphs_have_different_quads(one: GraphTables, other: GraphTables) -> None:
    if set(quads(one)) == set(quads(other)):
        assert with_sets(one) == with_sets(other)


def with_sets(graph: GraphTables) -> list[object]:
    """Rows as RDF can hold them: a list of texts as a set, but for the authors."""
    return [
        {key: frozenset(v) if isinstance(v, list) and key != "authors" else v for key, v in row.items()}
        for table in (*graph.nodes.values(), *graph.edges.values())
        for row in table.to_pylist()
    ]


def test_claim_without_paper_is_refused() -> None:
    graph = tables({"Claim": [evidence_of() | {"id": "claim/1", "kind": "sota"}]}, {})
    with pytest.raises(ValueError, match="claim/1"):
        list(quads(graph))


def test_empty_graph() -> None:
    assert list(quads(GraphTables.empty())) == []


def test_base_is_free() -> None:
    base = "https://example.org/kg/"
    data = list(quads(sample(), base))
    assert not any(DEFAULT_BASE in str(q) for q in data)
    assert {str(q).replace(base, DEFAULT_BASE) for q in data} == {str(q) for q in quads(sample())}
    assert EdgeKind("MAKES", "Paper", "Claim") in sample().edges
