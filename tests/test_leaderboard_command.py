"""Leaderboards and comparisons as commands: names, filters, formats, what is better."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimgraph import Graph
from claimgraph.cli import app
from claimgraph.entities import NoSingleEntity, find_entity
from graph.tables import GraphTables

Run = Callable[..., Result]


@pytest.fixture
def run(landmark_graph: Path) -> Run:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--graph", str(landmark_graph)])

    return invoke


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_the_best_come_first_whichever_direction_is_better(run: Run) -> None:
    found = rows(run("leaderboard", "ImageNet", "--format", "json"))
    for metric, lower_first in (("top-5 error", True), ("top-1 accuracy", False)):
        values = [row["value"] for row in found if row["metric"] == metric]
        assert len(values) > 2
        assert values == sorted(values, reverse=not lower_first)  # type: ignore[type-var]


def test_filters_narrow_the_leaderboard(run: Run) -> None:
    found = rows(run("leaderboard", "imagenet", "--metric", "TOP-5 ERROR", "--top", "2", "--format", "json"))
    assert [row["metric"] for row in found] == ["top-5 error"] * 2
    every = rows(run("leaderboard", "GSM8K", "--format", "json"))
    sure = rows(run("leaderboard", "GSM8K", "--min-confidence", "0.8", "--format", "json"))
    assert 0 < len(sure) < len(every)


def test_a_family_has_the_scores_on_its_variants(run: Run) -> None:
    alone = rows(run("leaderboard", "ImageNet", "--format", "json"))
    family = rows(run("leaderboard", "ImageNet", "--family", "--format", "json"))
    assert len(family) > len(alone)
    assert {"ImageNet", "ImageNet 256x256"} <= {row["dataset"] for row in family}


def test_every_format_has_every_score(run: Run) -> None:
    arguments = ("leaderboard", "GSM8K", "--metric", "accuracy", "--evidence", "--format")
    found = rows(run(*arguments, "json"))
    assert all(row["evidence"] for row in found)
    table = csv.DictReader(io.StringIO(run(*arguments, "csv").stdout))
    assert [row["method"] or None for row in table] == [row["method"] for row in found]
    assert run(*arguments, "markdown").stdout.count("\n| ") == len(found) + 1
    assert run(*arguments, "latex").stdout.count(r" \\") == len(found) + 1
    assert "accuracy (higher is better)" in run(*arguments, "table").stdout


def test_names_that_are_unknown_bring_those_that_are_near(landmark_graph: Path) -> None:
    with pytest.raises(
        NoSingleEntity, match=r"no dataset goes by 'imagnet'; did you mean ImageNet \(dataset/"
    ):
        Graph(landmark_graph).leaderboard("imagnet")
    with pytest.raises(NoSingleEntity, match=r"no metric goes by 'zzzzzz'$"):
        Graph(landmark_graph).leaderboard("ImageNet", metric="zzzzzz")


def test_names_that_several_have_bring_their_ids() -> None:
    methods = [("method/a", "Apex", [], 2), ("method/b", "apex", ["B"], 1), ("method/c", "C", ["B"], 1)]
    tables = GraphTables.from_rows({"Method": methods}, {})
    assert find_entity(tables, "Method", "method/b") == "method/b"
    assert find_entity(tables, "Method", "apex") == "method/b"  # spelled as asked before spelled otherwise
    assert find_entity(tables, "Method", "c") == "method/c"
    with pytest.raises(
        NoSingleEntity, match=r"ask by id: Apex \(method/a, 2 papers\), apex \(method/b, 1 paper\)"
    ):
        find_entity(tables, "Method", "APEX")
    with pytest.raises(NoSingleEntity, match=r"several methods go by 'B', .*method/b.*method/c"):
        find_entity(tables, "Method", "B")


def test_two_methods_side_by_side(run: Run) -> None:
    result = run("compare", "gpt-4", "Llama 3 405B", "--format", "markdown")
    assert "| GSM8K | accuracy |" in result.stdout
    ahead = [line.rpartition(" | ")[2] for line in result.stdout.splitlines() if line.startswith("| GSM8K")]
    assert ahead[0] == "Llama 3 405B |"
    found = rows(run("compare", "gpt-4", "Llama 3 405B", "--evidence", "--format", "json"))
    assert {row["method"] for row in found if row["claim"] == "score"} == {"GPT-4", "Llama 3 405B"}
    assert all(row["evidence"] for row in found)


def test_methods_that_nobody_compares(run: Run) -> None:
    result = run("compare", "GPT-4", "AlexNet", "--format", "json")
    assert rows(result) == []
    assert "no paper" in result.stderr
    assert "side by side" in result.stderr
