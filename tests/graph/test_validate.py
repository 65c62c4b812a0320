"""A sound graph conforms; every kind of broken one does not, and the report says what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyshacl
import pytest
from rdflib import RDF, SH, Graph
from sample_records import gold_records
from sample_tables import EDGES, PAPER, sample

import graph.validate as module
from graph.build import build_graph
from graph.model import EdgeKind
from graph.papers import merge_papers
from graph.rdf import quads, schema_graph
from graph.tables import GraphTables
from graph.validate import Problem, validate


def messages(graph: GraphTables) -> list[str]:
    return [str(problem) for problem in validate(graph).problems]


def test_sound_graph_conforms() -> None:
    report = validate(sample())
    assert report.conforms
    assert report.problems == ()


def test_empty_graph_conforms() -> None:
    assert validate(GraphTables.empty()).conforms


@pytest.mark.parametrize(
    ("node", "values", "expected"),
    [
        (PAPER, {"title": ""}, f"{PAPER} title: a paper has one title"),
        (PAPER, {"abstract": None}, f"{PAPER} abstract: a paper has one abstract"),
        (PAPER, {"published": "March 2024"}, f"{PAPER} published: a paper has at most one date"),
        (PAPER, {"published": "2024-02-31"}, f"{PAPER} published: a paper has at most one date"),
        (PAPER, {"author_count": -1}, f"{PAPER} author_count: a paper has at most one number of authors"),
        ("method/fern", {"name": None}, "method/fern name: an entity has one name"),
        ("method/fern", {"aliases": ["Fern"]}, "method/fern aliases: an alias is"),
        ("task/question-answering", {"support": None}, "task/question-answering support: an entity has one"),
        ("dataset/mossqa", {"support": -1}, "dataset/mossqa support: an entity has one support"),
        ("metric/accuracy", {"better": "up"}, "metric/accuracy better: better is higher or lower, not 'up'"),
        ("claim/1", {"kind": "guess"}, "claim/1 kind: a claim has one kind"),
        ("claim/1", {"value_text": None}, "claim/1: a score, change or factor has a printed value"),
        ("claim/1", {"value": float("nan")}, "claim/1 value: a claim has at most one value"),
        ("claim/1", {"direction": "left"}, "claim/1 direction: a direction is up or down"),
        ("claim/1", {"qualifier": "many"}, "claim/1 qualifier: a qualifier is max, min, avg or approx"),
        ("claim/1", {"confidence": 2.0}, "claim/1 confidence: a claim has one confidence, from 0 to 1"),
        ("claim/1", {"confidence": None}, "claim/1 confidence: a claim has one confidence, from 0 to 1"),
        ("claim/1", {"extractor": None}, "claim/1 extractor: a claim is attributed to one version"),
        (
            "claim/2",
            {"relation": None},
            "claim/2: a score, change or factor has a printed value; a comparison",
        ),
        ("claim/2", {"relation": "beats"}, "claim/2 relation: a relation is outperforms"),
    ],
)
def test_wrong_node(node: str, values: dict[str, Any], expected: str) -> None:
    assert any(message.startswith(expected) for message in messages(sample(nodes={node: values})))


@pytest.mark.parametrize(
    ("kind", "pairs", "expected"),
    [
        (
            ("INTRODUCES", "Paper", "Method"),
            [(PAPER, "task/question-answering")],
            f"{PAPER} cg:introduces: what is introduced is a method or a dataset, "
            "not 'task/question-answering'",
        ),
        (("ON", "Claim", "Dataset"), [("claim/1", "method/fern")], "claim/1 cg:on: what a claim holds on is"),
        (
            ("USES", "Paper", "Method"),
            [("method/fern", "method/lichen")],
            "method/fern: what uses is a paper",
        ),
        (
            ("VARIANT_OF", "Method", "Method"),
            [("method/fern-7b", "dataset/mossqa")],
            "method/fern-7b: a method is a variant of a method",
        ),
        (
            ("EVALUATES_ON", "Paper", "Dataset"),
            [(PAPER, "dataset/absent")],
            f"{PAPER} EVALUATES_ON dataset/absent end: there is no such Dataset",
        ),
        (
            ("ABOUT", "Claim", "Method"),
            [("claim/absent", "method/fern")],
            "claim/absent ABOUT method/fern start: there is no such Claim",
        ),
        (("MAKES", "Paper", "Claim"), [], "claim/1 MAKES: exactly one paper makes a claim, not 0"),
    ],
)
def test_wrong_edge(kind: tuple[str, str, str], pairs: list[tuple[str, str]], expected: str) -> None:
    found = messages(sample(edges={kind: pairs}))
    assert any(message.startswith(expected) for message in found), found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"confidence": 1.5}, "an edge of a paper has one confidence, from 0 to 1, not '1.5'"),
        ({"confidence": -0.1}, "an edge of a paper has one confidence, from 0 to 1"),
        ({"confidence": None}, "an edge of a paper has one confidence, from 0 to 1"),
        ({"evidence_end": 2}, "evidence starts at a character from 0 on and before its end"),
        ({"evidence_start": -3, "evidence_end": 5}, "evidence starts at a character from 0 on"),
        ({"evidence": None}, "evidence has a start, an end and words, or none of them"),
        ({"evidence_start": None}, "evidence starts at a character from 0 on"),
        (
            {"evidence": None, "evidence_start": None, "evidence_end": None},
            "an edge of a paper has one stretch of the paper's text that states it",
        ),
        ({"evidence": "other words"}, "the paper has other words at this place"),
        ({"count": 0}, "a derived statement has one support, a number of papers"),
        ({"papers": []}, "a derived statement is derived from papers"),
        ({"papers": ["method/fern"]}, "a derived statement is derived from papers, not 'method/fern'"),
    ],
)
def test_wrong_values_of_edges(values: dict[str, Any], expected: str) -> None:
    assert any(expected in message for message in messages(sample(edge_values=values)))


def test_claim_of_two_papers() -> None:
    """Also where the two are looked at apart."""
    graph = sample(
        edges={("MAKES", "Paper", "Claim"): [*EDGES["MAKES", "Paper", "Claim"], ("paper/b", "claim/1")]}
    )
    assert "claim/1 MAKES: exactly one paper makes a claim, not 2" in messages(graph)


def test_rows_with_the_same_key() -> None:
    graph = sample()
    twice = {label: pa.concat_tables([table, table]) for label, table in graph.nodes.items()}
    assert "method/fern id: stands in several rows" in messages(GraphTables(twice, graph.edges))
    makes = EdgeKind("MAKES", "Paper", "Claim")
    edges = dict(graph.edges) | {makes: pa.concat_tables([graph.edges[makes], graph.edges[makes]])}
    assert f"{PAPER} MAKES claim/1: stands in several rows" in messages(GraphTables(graph.nodes, edges))


@pytest.mark.parametrize(
    "kind", [EdgeKind("INTRODUCES", "Paper", "Task"), EdgeKind("KNOWS", "Paper", "Method")], ids=str
)
def test_edge_that_the_model_lacks(kind: EdgeKind) -> None:
    graph = sample()
    table = graph.edges[EdgeKind("ADDRESSES", "Paper", "Task")]
    edges = dict(graph.edges) | {kind: table}
    assert f"{kind}: the model has no such edge" in messages(GraphTables(graph.nodes, edges))


def test_parts_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = sample(nodes={"method/fern": {"support": None}, "claim/1": {"kind": "guess"}})
    whole = validate(broken)
    monkeypatch.setattr(module, "PAPERS", 1)
    monkeypatch.setattr(module, "ENTITIES", 1)
    assert validate(broken) == whole
    assert len(whole.problems) == 3


@pytest.mark.parametrize(
    "graph",
    [
        sample(),
        sample(nodes={"claim/1": {"confidence": 2.0, "kind": "guess"}}),
        sample(edges={("INTRODUCES", "Paper", "Method"): [(PAPER, "task/question-answering")]}),
        sample(edge_values={"evidence_end": 2, "count": 0}),
    ],
)
def test_schema_as_it_stands_says_the_same_of_the_whole_graph(graph: GraphTables) -> None:
    data = Graph()
    data.parse(data="\n".join(f"{quad.triple} ." for quad in quads(graph)), format="nt")
    conforms, results, _ = pyshacl.validate(data, shacl_graph=schema_graph())
    found = {
        str(results.value(result, SH.resultMessage))
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }
    ours = {p.message for p in validate(graph).problems if "there is no such" not in p.message}
    assert ours - {"the paper has other words at this place"} == found
    assert conforms == (not found)


def test_graph_of_annotated_papers_conforms(shared: Path) -> None:
    graph = build_graph(merge_papers(gold_records(shared)[:40])).tables
    assert messages(graph) == []


def test_problem_in_words() -> None:
    assert str(Problem("claim/1", "unit", "wrong", "")) == "claim/1 unit: wrong, not ''"
    assert str(Problem("claim/1", None, "wrong")) == "claim/1: wrong"
