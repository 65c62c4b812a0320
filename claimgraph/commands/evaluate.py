"""`claimgraph evaluate`: precision, recall and F1 against annotated papers, and the errors to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from claimgraph.commands.problems import ProblemLog
from claimgraph.console import note, warn, with_progress
from extract.evaluation import GoldError, GoldPaper, Scores, attach, read_gold, score_matches
from extract.evaluation.diagram import reliability_svg
from extract.evaluation.errors import ErrorTables, error_tables
from extract.evaluation.learning_curve import CurvePoint, read_curve
from extract.evaluation.measures import Accuracy, match_papers
from extract.evaluation.reliability import Reliability, reliability
from extract.evaluation.report import html_report
from extract.evaluation.standoff import is_standoff
from extract.evaluation.tables import count_tables
from extract.extractor import Extractor
from extract.paper import Paper
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.readers import read_papers
from extract.record import Record, record_from_json

_NAMED = 5
"""How many papers without text a warning names."""


def register(app: typer.Typer) -> None:
    example = "claimgraph evaluate annotation/dev.jsonl.gz --papers abstracts.jsonl --html report.html"
    app.command(epilog=f"Example: {example}")(evaluate)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="Annotated papers: a JSON list, or a stand-off file (then with --papers)."
        ),
    ],
    papers: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Where the texts of a stand-off file are; may be repeated."),
    ] = None,
    records: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score these records instead of extracting now."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page in which every error can be read in its sentence."),
    ] = None,
    details: Annotated[
        bool,
        typer.Option(
            "--details", help="Tell what was taken for what, which fields are wrong, and the learning curve."
        ),
    ] = False,
    show_reliability: Annotated[
        bool, typer.Option("--reliability", help="Tell how often what was found is right, by confidence.")
    ] = False,
    diagram: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the reliability of the confidences as SVG.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure extraction: spans, entities, roles, results and comparisons against annotated papers."""
    annotated = _annotated_papers(gold, papers or [])
    found = _read_records(records) if records else _extract(annotated)
    matches = match_papers(annotated, found)
    scores = score_matches(matches)
    tables = error_tables(matches) if details else None
    reliabilities = reliability(matches) if show_reliability or diagram else ()
    curve = read_curve(PACKAGED_MODEL) if details else []
    if as_json:
        shown = reliabilities if show_reliability else ()
        typer.echo(json.dumps(_figures(scores, tables, shown, curve), indent=1))
    else:
        _print(scores, tables, reliabilities if show_reliability else (), curve)
    if html:
        html.write_text(html_report(matches), encoding="utf-8")
        note(f"{html} shows every error in its sentence")
    if diagram:
        diagram.write_text(reliability_svg(reliabilities), encoding="utf-8")
        note(f"{diagram} shows the reliability of the confidences")


def _annotated_papers(gold: Path, inputs: Sequence[str]) -> list[GoldPaper]:
    if not is_standoff(gold):
        if inputs:
            raise GoldError(f"{gold} holds its texts itself: leave --papers out")
        return read_gold(gold)
    if not inputs:
        raise GoldError(f"{gold} holds no texts: name the files that do with --papers")
    problems = ProblemLog()
    found = attach(gold, _papers(inputs, problems))
    for lacking, reason in ((found.missing, "no text came"), (found.altered, "only another text came")):
        if lacking:
            more = ", …" if len(lacking) > _NAMED else ""
            warn(f"{reason} for {len(lacking)} annotated papers: {', '.join(lacking[:_NAMED])}{more}")
    if not found.papers:
        raise GoldError(f"{gold}: none of its papers has its text in {', '.join(inputs)}{problems.summary()}")
    return found.papers


def _papers(inputs: Sequence[str], problems: ProblemLog) -> Iterator[Paper]:
    for item in read_papers(inputs):
        if isinstance(item, Paper):
            yield item
        else:
            problems.add(item)


def _extract(papers: Sequence[GoldPaper]) -> dict[str, Record]:
    extracted = Extractor().extract_many(papers)
    return {record.id: record for record in with_progress(extracted, "Extracting")}


def _read_records(path: Path) -> dict[str, Record]:
    found = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            record = record_from_json(line)
        except msgspec.DecodeError as error:
            raise GoldError(f"{path}:{number}: not a record: {error}") from error
        found[record.id] = record
    return found


def _figures(
    scores: Scores,
    tables: ErrorTables | None,
    reliabilities: Sequence[Reliability],
    curve: Sequence[CurvePoint],
) -> dict[str, object]:
    figures: dict[str, object] = {
        name: {
            "precision": round(measure.precision, 2),
            "recall": round(measure.recall, 2),
            "f1": round(measure.f1, 2),
            "gold": measure.gold,
            "found": measure.found,
        }
        for name, measure in scores.measures.items()
    }
    figures["role"] = _accuracy(scores.role)
    if tables:
        figures["fields"] = {name: _accuracy(field) for name, field in tables.result_fields.items()}
        figures["confusion"] = {
            table.caption: {
                row.name: {column: cell.number for column, cell in zip(table.columns, row.cells, strict=True)}
                for row in table.rows
            }
            for table in count_tables(tables)
        }
    if reliabilities:
        figures["reliability"] = {item.name: _reliability_figures(item) for item in reliabilities}
    if curve:
        figures["learning_curve"] = [point._asdict() for point in curve]
    return figures


def _accuracy(accuracy: Accuracy) -> dict[str, float]:
    return {"accuracy": round(accuracy.percent, 2), "matched": accuracy.total}


def _reliability_figures(item: Reliability) -> dict[str, object]:
    bins = [
        {
            "confidence": round(part.confidence, 4),
            "right": round(part.share_right, 4),
            "found": part.found,
        }
        for part in item.bins
        if part.found
    ]
    return {"expected_calibration_error": round(item.expected_calibration_error, 4), "bins": bins}


def _print(
    scores: Scores,
    tables: ErrorTables | None,
    reliabilities: Sequence[Reliability],
    curve: Sequence[CurvePoint],
) -> None:
    console = Console()
    console.print(_measures_table(scores))
    if tables:
        for table in _confusion_tables(tables):
            console.print(table)
        console.print(_fields_table(tables.result_fields))
    for item in reliabilities:
        console.print(_reliability_table(item))
    if curve:
        console.print(_curve_table(curve))


def _measures_table(scores: Scores) -> Table:
    title = f"{scores.papers} papers, {scores.papers_found} with a record"
    table = _table(title, "measure", "precision", "recall", "F1", "gold", "found")
    for name, measure in scores.measures.items():
        figures = (f"{measure.precision:.2f}", f"{measure.recall:.2f}", f"{measure.f1:.2f}")
        table.add_row(name, *figures, str(measure.gold), str(measure.found))
    table.add_section()
    table.add_row("role (accuracy)", "", "", f"{scores.role.percent:.2f}", str(scores.role.total), "")
    return table


def _confusion_tables(tables: ErrorTables) -> Iterator[Table]:
    for counts in count_tables(tables):
        table = _table(counts.caption, "annotated", *counts.columns)
        for row in counts.rows:
            table.add_row(row.name, *(str(cell.number or "") for cell in row.cells))
        yield table


def _fields_table(fields: Mapping[str, Accuracy]) -> Table:
    table = _table("Fields of results whose value and kind are right", "field", "right", "of", "%")
    for name, accuracy in fields.items():
        table.add_row(name, str(accuracy.right), str(accuracy.total), f"{accuracy.percent:.1f}")
    return table


def _reliability_table(item: Reliability) -> Table:
    title = f"{item.name}: expected calibration error {item.expected_calibration_error:.3f}"
    table = _table(title, "confidence", "mean", "right", "found")
    for part in item.bins:
        if part.found:
            mean, right = f"{part.confidence:.2f}", f"{part.share_right:.2f}"
            table.add_row(f"{part.low:.1f}-{part.high:.1f}", mean, right, str(part.found))
    return table


def _curve_table(curve: Sequence[CurvePoint]) -> Table:
    title = "Learning curve: the packaged encoder alone, by annotated papers seen"
    table = _table(title, "papers", "mentions, F1", "numbers, F1", "roles, %", "slots, %")
    for papers, *figures in curve:
        table.add_row(str(papers), *(f"{figure:.2f}" for figure in figures))
    return table


def _table(title: str, first: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table
