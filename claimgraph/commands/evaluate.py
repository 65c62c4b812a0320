"""`claimgraph evaluate`: precision, recall and F1 against annotated papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from claimgraph.console import with_progress
from extract.evaluation import GoldError, Scores, read_gold, score
from extract.extractor import Extractor
from extract.record import Record, record_from_json


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph evaluate gold.json --json")(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated papers: a JSON list.")],
    records: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score these records instead of extracting now."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure extraction: spans, entities, roles, results and comparisons against annotated papers."""
    papers = read_gold(gold)
    found = _read_records(records) if records else None
    if found is None:
        extracted = Extractor().extract_many(papers)
        found = {record.id: record for record in with_progress(extracted, "Extracting")}
    scores = score(papers, found)
    if as_json:
        typer.echo(json.dumps(_figures(scores), indent=1))
    else:
        _print_table(scores)


def _read_records(path: Path) -> dict[str, Record]:
    found = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            record = record_from_json(line)
        except msgspec.DecodeError as error:
            raise GoldError(f"{path}:{number}: not a record: {error}") from error
        found[record.id] = record
    return found


def _figures(scores: Scores) -> dict[str, dict[str, float]]:
    figures: dict[str, dict[str, float]] = {
        name: {
            "precision": round(measure.precision, 2),
            "recall": round(measure.recall, 2),
            "f1": round(measure.f1, 2),
            "gold": measure.gold,
            "found": measure.found,
        }
        for name, measure in scores.measures.items()
    }
    figures["role"] = {"accuracy": round(scores.role.percent, 2), "matched": scores.role.total}
    return figures


def _print_table(scores: Scores) -> None:
    table = Table(title=f"{scores.papers} papers, {scores.papers_found} with a record")
    table.add_column("measure")
    for heading in ("precision", "recall", "F1", "gold", "found"):
        table.add_column(heading, justify="right")
    for name, measure in scores.measures.items():
        figures = (f"{measure.precision:.2f}", f"{measure.recall:.2f}", f"{measure.f1:.2f}")
        table.add_row(name, *figures, str(measure.gold), str(measure.found))
    table.add_section()
    table.add_row("role (accuracy)", "", "", f"{scores.role.percent:.2f}", str(scores.role.total), "")
    Console().print(table)
