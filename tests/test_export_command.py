"""Parts of a graph on the command line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from pybtex.database import parse_string
from pyoxigraph import NamedNode, RdfFormat, parse
from typer.testing import CliRunner

from claimgraph.cli import app
from graph.exports import FORMATS
from graph.rdf import CG, DEFAULT_BASE
from graph.selection import LABELS

Nodes = Callable[..., dict[str, str]]


@pytest.fixture
def nodes(landmark_graph: Path, tmp_path: Path) -> Nodes:
    """Types of the nodes in an export with some options, by id."""

    def exported(*options: str) -> dict[str, str]:
        path = tmp_path / "part.json"
        arguments = ["export", "node-link", "--graph", str(landmark_graph), "--output", str(path), *options]
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        found = json.loads(path.read_text(encoding="utf-8"))["nodes"]
        return {node["id"]: node["type"] for node in found}

    return exported


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("GAT", "method/graph-attention-network"),
        ("Low-Rank Adaptation", "method/lora"),
    ],
)
def test_around_a_node_by_any_name(nodes: Nodes, name: str, id_: str) -> None:
    around = nodes("--around", name, "--types", "paper,Method")
    assert around == nodes("--around", id_, "--types", "Paper", "--types", "METHOD")
    assert set(around.values()) == {"Paper", "Method"}


def test_around_two_nodes(nodes: Nodes) -> None:
    assert nodes("--around", "Mask R-CNN", "--around", "BERT", "--hops", "0").keys() == {
        *("paper/mask-r-cnn", "method/bert")
    }


def test_what_a_query_answers_with(nodes: Nodes) -> None:
    answered = nodes("--query", "leaderboard", "--param", "dataset=HumanEval", "--param", "metric=pass@1")
    assert {"metric/pass-at-1", "method/gpt-4", "paper/gpt-4-technical-report"} <= answered.keys()
    assert "dataset/imagenet" not in answered
    wider = nodes("--query", "leaderboard", "--param", "dataset=HumanEval", "--hops", "1")
    assert answered.keys() < wider.keys()
    assert "dataset/humaneval" in wider


def test_conditions_hold_together(nodes: Nodes) -> None:
    recent = nodes("--since", "2023", "--types", "Paper,Dataset", "--min-support", "3")
    assert "paper/gpt-4-technical-report" in recent
    assert "paper/mask-r-cnn" not in recent
    assert "dataset/gsm8k" in recent
    assert len(nodes("--top", "25")) <= 25


PARTS = {
    "conditions": [
        *("--around", "method/bert", "--hops", "2", "--types", "Paper,Method,Dataset", "--since", "2018"),
        *("--min-support", "2", "--min-confidence", "0.3", "--top", "40"),
    ],
    "an answer": ["--query", "leaderboard", "--param", "dataset=HumanEval", "--hops", "1"],
}


@pytest.mark.parametrize("options", PARTS.values(), ids=PARTS.keys())
@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"void"}))  # which describes what the others hold
def test_every_format_takes_a_part(
    name: str, options: list[str], nodes: Nodes, landmark_graph: Path, tmp_path: Path
) -> None:
    part = nodes(*options)
    path = tmp_path / name
    arguments = ["export", name, "--graph", str(landmark_graph), "--output", str(path), *options]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert f"{len(part)} nodes" in result.output
    papers = {id_ for id_, type_ in part.items() if type_ == "Paper"}
    assert 5 < len(papers) < len(part) < 200
    assert ids_in(name, path) == (papers if name == "bibtex" else part.keys())


def ids_in(name: str, path: Path) -> set[str]:
    """The ids of the nodes in an export."""
    if name in ("csv", "tables"):
        files = [path / "nodes.csv"] if name == "tables" else sorted((path / "nodes").glob("*.csv"))
        return {row[0] for file in files for row in list(csv.reader(file.open(encoding="utf-8")))[1:]}
    if name in RDF:
        return set(rdf_ids(path, RDF[name]))
    text = path.read_text(encoding="utf-8")
    match name:
        case "graphml":
            return set(nx.read_graphml(path))
        case "gexf":
            return set(nx.read_gexf(path, version="1.3"))
        case "cytoscape":
            return {node["data"]["id"] for node in json.loads(text)["elements"]["nodes"]}
        case "node-link":
            return {node["id"] for node in json.loads(text)["nodes"]}
        case "html":
            (data,) = re.findall(r'id="data">(.*?)</script>', text, re.DOTALL)
            return {node["id"] for node in json.loads(data)["nodes"]}
        case "dot":
            return set(re.findall(r'^  "([^"]+)" \[', text, re.MULTILINE))
        case "bibtex":
            return {f"paper/{key}" for key in parse_string(text, "bibtex").entries}
    raise AssertionError(f"nothing here reads {name}")


RDF = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


def rdf_ids(path: Path, format_: RdfFormat) -> Iterator[str]:
    """Of what is of a class of the graph's own."""
    classes = {NamedNode(CG + label) for label in LABELS}
    for quad in parse(path=path, format=format_):
        if quad.object in classes and quad.predicate.value.endswith("#type"):
            assert isinstance(quad.subject, NamedNode)
            yield quad.subject.value.removeprefix(DEFAULT_BASE)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--around", "lorra"], "did you mean LoRA"),
        (["--hops", "2"], "hops are counted from a node"),
        (["--types", "Author"], "no node is of the type 'Author'"),
        (
            ["--query", "MATCH (m:Method {name: 'nobody'}) RETURN m"],
            "no node of the graph stands in the answer",
        ),
    ],
)
def test_what_cannot_be_is_said(
    landmark_graph: Path, tmp_path: Path, options: list[str], message: str
) -> None:
    arguments = ["export", "dot", "--graph", str(landmark_graph), "--output", str(tmp_path / "x"), *options]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert message in str(result.exception)
    assert not (tmp_path / "x").exists()
