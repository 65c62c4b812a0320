"""Arguments and options that several subcommands share."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.rdf import RdfMapping

InputPaths = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files or folders of listing pages, JSONL, arXiv Atom or daily-papers JSON; - reads stdin.",
    ),
]
GraphPath = Annotated[Path, typer.Option("--graph", metavar="DIR", help="The folder that holds the graph.")]


def _parse_day(value: str | date) -> date:
    if isinstance(value, date):
        return value
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter("a date looks like 2026-03-28") from None


AsOf = Annotated[
    date | None,
    typer.Option(
        metavar="DATE",
        parser=_parse_day,
        help="When the pages were saved: gives days printed without a year the latest year up to DATE.",
    ),
]


def _parse_base(value: str) -> str:
    try:
        return RdfMapping(value).base
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


BaseIri = Annotated[
    str | None,
    typer.Option(
        metavar="IRI",
        parser=_parse_base,
        help="What all IRIs of the graph begin with in RDF; kept until another is given.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with status 1 if any input was skipped.")]
Processes = Annotated[
    int, typer.Option(min=1, metavar="N", help="Processes that extract; each holds the pipeline once.")
]


class FormatChoice(StrEnum):
    """The formats of `queries.render`, as the command line needs them."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    LATEX = "latex"


AnswerFormat = Annotated[FormatChoice, typer.Option("--format", help="How to print.")]
WithEvidence = Annotated[bool, typer.Option("--evidence", help="Also print the sentence behind each claim.")]
QueryParameters = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help="A parameter; may be given several times."),
]


def parse_parameter(text: str) -> tuple[str, str]:
    """Name and value of one `--param`. Raises typer.BadParameter."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--param")
    return name, value
