"""`claimgraph evaluate` with texts in the annotation and beside it, and the files that it writes."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from read_page import read_page
from typer.testing import CliRunner, Result

from claimgraph.cli import app
from extract.evaluation.gold import GoldEntity, GoldError, GoldPaper
from extract.evaluation.learning_curve import read_curve
from extract.evaluation.standoff import write_standoff
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.record import Entity, Record, TextSpan

GOLD = [
    GoldPaper(
        id=id_,
        title=f"{name}: a network",
        abstract=f"{name} sorts images.",
        entities=(GoldEntity(type="Method", name=name, mentions=(name,), role="introduced"),),
        results=(),
        comparisons=(),
    )
    for id_, name in (("p1", "StripeNet"), ("p2", "BlotNet"))
]


def record_of(paper: GoldPaper, confidence: float) -> Record:
    name = paper.entities[0].name
    mentions = (TextSpan(0, len(name), name),)
    method = Entity(type="Method", name=name, role="used", confidence=confidence, mentions=mentions)
    return Record(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        entities=(method,),
        results=(),
        comparisons=(),
        extractor="a test",
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """gold.json, gold.jsonl.gz without texts, texts.jsonl and records.jsonl."""
    (tmp_path / "gold.json").write_bytes(msgspec.json.encode(GOLD))
    write_standoff(tmp_path / "gold.jsonl.gz", GOLD)
    texts = [{"id": paper.id, "title": paper.title, "abstract": paper.abstract} for paper in GOLD]
    (tmp_path / "texts.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts))
    records = [record_of(GOLD[0], 0.9), record_of(GOLD[1], 0.7)]
    (tmp_path / "records.jsonl").write_bytes(b"".join(record.to_json() + b"\n" for record in records))
    return tmp_path


def run(files: Path, gold: str, *options: str) -> Result:
    arguments = ["evaluate", str(files / gold), "--records", str(files / "records.jsonl"), *options]
    return CliRunner().invoke(app, arguments, catch_exceptions=True)


def figures(result: Result) -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_stand_off_files_score_as_their_json_does(files: Path) -> None:
    plain = figures(run(files, "gold.json", "--json"))
    attached = figures(run(files, "gold.jsonl.gz", "--papers", str(files / "texts.jsonl"), "--json"))
    assert attached == plain
    assert plain["mention/all"] == {"precision": 100, "recall": 50, "f1": 66.67, "gold": 4, "found": 2}


def test_missing_and_altered_texts_are_told(files: Path) -> None:
    altered = {"id": "p2", "title": GOLD[1].title, "abstract": "Another text."}
    text = json.loads((files / "texts.jsonl").read_text().splitlines()[0])
    (files / "some.jsonl").write_text(json.dumps(text) + "\n" + json.dumps(altered) + "\n")
    result = run(files, "gold.jsonl.gz", "--papers", str(files / "some.jsonl"), "--json")
    assert "only another text came for 1 annotated papers: p2" in result.stderr
    assert figures(result)["mention/all"]["gold"] == 2


@pytest.mark.parametrize(
    ("gold", "options", "message"),
    [
        ("gold.jsonl.gz", (), "holds no texts"),
        ("gold.json", ("--papers", "texts.jsonl"), "holds its texts itself"),
        ("gold.jsonl.gz", ("--papers", "nowhere.jsonl"), "none of its papers"),
    ],
)
def test_what_does_not_fit_together_is_said(
    files: Path, gold: str, options: tuple[str, ...], message: str
) -> None:
    result = run(files, gold, *options)
    assert isinstance(result.exception, GoldError)
    assert message in str(result.exception)


def test_details_and_reliability_are_printed(files: Path) -> None:
    told = figures(run(files, "gold.json", "--details", "--reliability", "--json"))
    assert told["confusion"]["Roles of each Method that was found"]["introduced"]["used"] == 2
    assert told["fields"]["metric"] == {"accuracy": 0.0, "matched": 0}
    assert told["reliability"]["entities"]["expected_calibration_error"] == pytest.approx(0.2)
    shown = run(files, "gold.json", "--details", "--reliability").stdout
    assert "Relations of comparisons" in shown
    assert len(read_curve(PACKAGED_MODEL)) >= 5
    assert "0.7-0.8" in shown


def test_pages_and_diagrams_are_written(files: Path) -> None:
    html, svg = files / "report.html", files / "reliability.svg"
    result = run(files, "gold.json", "--html", str(html), "--diagram", str(svg))
    assert result.exit_code == 0
    page = read_page(html.read_text(encoding="utf-8"))
    assert [heading.text for heading in page.all("h3")] == [paper.title for paper in GOLD]
    assert svg.read_text(encoding="utf-8").startswith("<svg ")
