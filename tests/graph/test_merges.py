"""`claimgraph merges`: what a person sees and decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_records import entity, record
from typer.testing import CliRunner, Result

from claimgraph import Graph
from claimgraph.cli import app
from graph.directory import GraphDirectory
from graph.errors import GraphError
from graph.update import update

SPELLED = [record(f"s{n}", entity("Method", "Silent Quartz Transformer", "SQTR")) for n in range(3)]
BARE = [record(f"b{n}", entity("Method", "SQTR")) for n in range(4)]
ODD = record("odd", entity("Method", "Moss Net", "Moss Net", "Dune Walker"), entity("Dataset", "SQTR"))
TWICE = record("odd-too", title="On odd", abstract="Short.", path="b.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    update(tmp_path / "g", put=[*SPELLED, *BARE, ODD, TWICE])
    return tmp_path / "g"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["merges", *arguments, "--graph", str(folder)])


def rows(folder: Path, *arguments: str) -> list[dict[str, object]]:
    found = run(folder, *arguments, "--format", "json")
    assert found.exit_code == 0, found.output
    return list(json.loads(found.stdout))


def methods(folder: Path) -> set[str]:
    with GraphDirectory(folder).snapshot() as snapshot:
        return set(snapshot.tables().nodes["Method"]["id"].to_pylist())


def test_list_puts_the_worst_first(folder: Path) -> None:
    found = rows(folder, "list")
    assert [(row["node"], row["name"]) for row in found] == [
        ("method/silent-quartz-transformer", "SQTR"),
        ("method/moss-net", "Dune Walker"),
    ]
    assert found[0]["why doubt it"] == "spelled out in 3 papers, bare in 4; also the name of a Dataset"
    assert found[1]["why doubt it"] == "spellings far apart, one in 1 paper"
    assert len(rows(folder, "list", "--limit", "1")) == 1
    assert rows(folder, "list", "--type", "Task") == []
    assert run(folder, "list", "--limit", "1").stdout.count("SQTR") == 1


def test_show_says_why(folder: Path) -> None:
    names = {row["name"]: row for row in rows(folder, "show", "silent quartz transformers")}
    assert names["Silent Quartz Transformer"]["why"] == "the name of the node"
    assert names["SQTR"]["why"] == (
        "abbreviates Silent Quartz Transformer in 3 papers: paper/on-s0, paper/on-s1, paper/on-s2"
    )
    assert (names["SQTR"]["papers"], names["SQTR"]["alone"]) == (7, 4)
    by_id = rows(folder, "show", "method/moss-net")
    assert by_id[1]["why"] == "beside Moss Net in 1 paper: paper/on-odd"
    assert {row["node"] for row in rows(folder, "show", "SQTR")} == {
        "method/silent-quartz-transformer",
        "dataset/sqtr",
    }
    papers = rows(folder, "show", "on odd", "--type", "Paper")
    assert [row["source"] for row in papers] == ["papers.jsonl:1", "b.txt:1"]
    assert rows(folder, "show", "paper/on-odd") == papers


def test_different_same_and_undo(folder: Path) -> None:
    before = methods(folder)
    said = run(folder, "different", "SQTR", "Silent Quartz Transformer", "--note", "two  things")
    assert "method/sqtr is a node of its own" in said.stderr
    assert methods(folder) == before | {"method/sqtr"}
    last = GraphDirectory(folder).decisions_path.read_text("utf-8").splitlines()[-1]
    assert last == 'different Method "SQTR" "Silent Quartz Transformer"  # two things'
    assert [row["decision"] for row in rows(folder, "list", "--decisions")] == [last.split("  #")[0]]
    assert rows(folder, "list")[0]["name"] == "Dune Walker"
    refused = run(folder, "same", "SQTR", "silent quartz transformer")
    assert isinstance(refused.exception, GraphError)
    assert "decisions.txt:7: different" in str(refused.exception)
    assert "method/sqtr is now method/silent-quartz-transformer" in run(folder, "undo", "SQTR").stderr
    assert methods(folder) == before
    assert rows(folder, "show", "method/sqtr") == rows(folder, "show", "method/silent-quartz-transformer")


def test_same_by_id_and_old_ids(folder: Path) -> None:
    dry = run(folder, "same", "method/moss-net", "SQTR", "--type", "Method", "--dry-run")
    assert "would decide" in dry.stderr
    assert not GraphDirectory(folder).decisions_path.exists()
    assert run(folder, "same", "method/moss-net", "method/silent-quartz-transformer").exit_code == 0
    assert methods(folder) == {"method/silent-quartz-transformer"}
    answer = Graph(folder).query(
        "MATCH (m:Method) WHERE m.id = $id RETURN m.support", {"id": "method/moss-net"}
    )
    assert answer.rows == ((8,),)
    shown = run(folder, "show", "method/moss-net")
    assert 'decisions.txt:7: same Method "Moss Net" "Silent Quartz Transformer"' in shown.stderr
    assert "Nothing changes" in run(folder, "apply").stderr


def test_a_name_in_one_paper(folder: Path) -> None:
    assert run(folder, "same", "SQTR", "Sand Quail", "--type", "Method", "--in", "b1").exit_code == 0
    assert "method/sand-quail" in methods(folder)
    names = {row["name"]: row for row in rows(folder, "show", "Sand Quail")}
    assert names["SQTR"]["examples"] == ["paper/on-b1"]
    assert run(folder, "undo", "Sand Quail").exit_code == 0
    assert "method/sand-quail" not in methods(folder)


def test_papers(folder: Path) -> None:
    assert run(folder, "same", "paper/on-b0", "paper/on-b1").exit_code == 0
    assert len(rows(folder, "show", "paper/on-b1")) == 2
    assert run(folder, "different", "odd", "odd-too", "--type", "Paper").exit_code == 0
    assert "paper/on-odd" not in {row["paper"] for row in rows(folder, "show", "On odd", "--type", "Paper")}


def test_decisions_of_others(folder: Path, tmp_path: Path) -> None:
    others = tmp_path / "others.txt"
    others.write_text('# theirs\ndifferent Method "SQTR" "Silent Quartz Transformer"\nsame Task "a" "b"\n')
    assert "2 decisions hold" in run(folder, "apply", str(others)).stderr
    text = GraphDirectory(folder).decisions_path.read_text("utf-8")
    assert "# theirs\ndifferent Method" in text
    waiting = {row["decision"]: row["waits for"] for row in rows(folder, "list", "--decisions")}
    assert waiting['same Task "a" "b"'] == "a, b"
    others.write_text('same Method "SQTR" "silent quartz transformer"\n')
    refused = run(folder, "apply", str(others))
    assert f"{others}:1: same" in str(refused.exception)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("show", "Nobody"), "nothing goes by 'Nobody'"),
        (("same", "Nobody", "Nothing"), "say --type to decide nevertheless"),
        (("same", "SQTR", "sqtrs"), "names of a Dataset and a Method"),
        (("different", "Dune Walker", "Moss Net"), "only beside 'Moss Net'"),
        (("undo", "SQTR"), "nothing was decided about 'SQTR'"),
        (("different", "Moss Net", "moss-net"), "spellings of one name"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, arguments: tuple[str, ...], complaint: str) -> None:
    failed = run(folder, *arguments)
    assert failed.exit_code == 1
    assert complaint in str(failed.exception)


def test_several_decisions_are_not_undone_unasked(folder: Path) -> None:
    run(folder, "different", "Moss Net", "SQTR", "--type", "Method")
    run(folder, "same", "Moss Net", "Mossy Network", "--type", "Method")
    refused = run(folder, "undo", "Moss Net")
    assert "2 decisions speak of it" in str(refused.exception)
    assert run(folder, "undo", "Moss Net", "Mossy Network").exit_code == 0
    assert run(folder, "undo", "Moss Net", "--all").exit_code == 0
    assert rows(folder, "list", "--decisions") == []
