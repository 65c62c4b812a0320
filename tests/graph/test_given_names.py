"""Names without a paper: `claimgraph resolve`."""

from __future__ import annotations

import json
from pathlib import Path

from sample_records import entity, record
from typer.testing import CliRunner

from claimgraph.cli import app
from extract.vocabulary import Term
from graph.papers import merge_papers
from graph.resolution.abbreviations import Custom, CustomaryReading, customary_readings, customs
from graph.resolution.given_names import GivenName, ResolvedName, resolve_names
from graph.resolution.knowledge import Knowledge
from graph.resolution.mine_abbreviations import mine
from graph.update import update

NOTHING = Knowledge()


def found(*names: str, knowledge: Knowledge = NOTHING, papers: tuple = ()) -> dict[str, ResolvedName]:  # type: ignore[type-arg]
    given = [GivenName("Method", name) for name in names]
    return {one.name: one for one in resolve_names(given, knowledge, merge_papers(papers))}


def test_families_need_no_nodes() -> None:
    one = found("Fern2.5-7B-Instruct")["Fern2.5-7B-Instruct"]
    assert one.id == "method/fern2-5-7b-instruct"
    assert one.ancestors == ("method/fern2-5-7b", "method/fern2-5", "method/fern")


def test_names_of_a_list_explain_each_other() -> None:
    names = found("Silent Forest Diffusion Network", "SFDN", "Deep Root", "DR")
    assert names["SFDN"].id == names["Silent Forest Diffusion Network"].id
    assert names["DR"].id == "method/dr"  # two letters say too little


def test_two_long_forms_explain_nothing() -> None:
    names = found("Silent Forest Diffusion Network", "Slow Fern Decay Net", "SFDN")
    assert names["SFDN"].id == "method/sfdn"


def test_a_graph_says_more() -> None:
    spelled = record("a", entity("Method", "Silent Forest Diffusion", "Silent Forest Diffusion", "SiFoD"))
    other = record("b", entity("Method", "Moss-2"), entity("Method", "Moss-3"))
    names = found("SiFoD", "Moss-4", papers=(spelled, other))
    assert names["SiFoD"].id == "method/silent-forest-diffusion"
    assert names["Moss-4"].ancestors == ("method/moss",)


def test_customary_readings() -> None:
    known = Knowledge(readings=[CustomaryReading("Method", "SFD", "Silent Forest Diffusion", 9, 10)])
    assert found("SFD", knowledge=known)["SFD"].id == "method/silent-forest-diffusion"
    doubtful = Knowledge(readings=[CustomaryReading("Method", "SFD", "Silent Forest Diffusion", 6, 10)])
    assert found("SFD", knowledge=doubtful)["SFD"].id == "method/sfd"


def test_papers_of_the_field_and_of_the_graph_are_not_added_up() -> None:
    """They may be the same papers."""
    known = Knowledge(readings=[CustomaryReading("Method", "SFD", "Silent Forest Diffusion", 2, 2)])
    spelled = [record(f"p{n}", entity("Method", "Silent Forest Diffusion", "SFD")) for n in range(3)]
    assert found("SFD", knowledge=known, papers=tuple(spelled[:2]))["SFD"].id == "method/sfd"
    assert found("SFD", knowledge=known, papers=tuple(spelled))["SFD"].id == "method/silent-forest-diffusion"


def test_well_known_forms() -> None:
    known = Knowledge([Term("Method", "Fern")], customs=[Custom("Method", "Fern", "Forest Root Network")])
    assert found("forest root networks", knowledge=known)["forest root networks"].id == "method/fern"


def test_the_packaged_tables_are_sound() -> None:
    assert all(0 < row.papers <= row.of for row in customary_readings())
    assert len(set(customs())) == len(customs())


def test_mining_counts_papers() -> None:
    papers = [
        record(str(n), entity("Method", "Silent Forest Diffusion", "Silent Forest Diffusion", "SFD", "SFDs"))
        for n in range(3)
    ]
    papers.append(record("x", entity("Method", "Slow Fern Decay", "Slow Fern Decay", "SFD")))
    assert mine(papers) == [CustomaryReading("Method", "SFD", "Silent Forest Diffusion", 3, 4)]


def test_the_command(tmp_path: Path) -> None:
    update(tmp_path / "graph", put=[record("a", entity("Method", "Fern-2"))])
    names = tmp_path / "names.jsonl"
    given = [("Method", "fern 2"), ("Fern", "x"), ("Task", "")]
    lines = [{"type": type_, "name": name} for type_, name in given]
    names.write_text("\n".join(map(json.dumps, lines)) + "\nno json\n\n", encoding="utf-8")
    arguments = ["resolve", str(names), "-o", str(tmp_path / "out.jsonl"), "--graph", str(tmp_path / "graph")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()] == [
        {
            "type": "Method",
            "name": "fern 2",
            "id": "method/fern-2",
            "canonical": "Fern-2",
            "ancestors": ["method/fern"],
        },
        {"type": "Task", "name": "", "id": None, "canonical": None, "ancestors": []},
    ]
    assert f"{names}:2: " in result.output
    assert f"{names}:4: " in result.output
    assert CliRunner().invoke(app, [*arguments, "--strict"]).exit_code == 1
