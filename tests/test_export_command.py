"""Parts of a graph on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimgraph.cli import app

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


def test_around_a_node_by_any_name(nodes: Nodes) -> None:
    around = nodes("--around", "Low-Rank Adaptation", "--types", "paper,Method")
    assert around == nodes("--around", "method/lora", "--types", "Paper", "--types", "METHOD")
    assert set(around.values()) == {"Paper", "Method"}
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
