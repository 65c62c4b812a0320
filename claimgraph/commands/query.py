"""`claimgraph query`: ask the graph, or list the questions that have a name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from claimgraph.api import Graph
from claimgraph.commands.options import AnswerFormat, FormatChoice, QueryParameters, parse_parameter
from claimgraph.console import note
from queries.catalog import GROUPS, catalog
from queries.render import render
from queries.runner import find_query


class LanguageChoice(StrEnum):
    CYPHER = "cypher"
    SPARQL = "sparql"


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph query leaderboard --graph papers --param dataset=ImageNet")(query)


def query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE|TEXT",
            help="A named question, a .cypher or .rq file, or a query; nothing: list the named questions.",
        ),
    ] = None,
    graph: Annotated[
        Path | None, typer.Option("--graph", metavar="DIR", help="The folder that holds the graph.")
    ] = None,
    lang: Annotated[
        LanguageChoice | None, typer.Option(help="The language, where it is not plain from the query.")
    ] = None,
    param: QueryParameters = None,
    format_: AnswerFormat = FormatChoice.TABLE,
) -> None:
    """Ask the graph in Cypher or SPARQL: a named question, a file or a text. Nothing can be written."""
    if question is None:
        _list_questions()
        return
    if graph is None:
        raise typer.BadParameter("the graph to ask is missing", param_hint="--graph")
    parameters = dict(map(parse_parameter, param or []))
    answer = Graph(graph).query(question, parameters, language=lang.value if lang else None)
    _tell_defaults(question, parameters)
    typer.echo(render(answer, format_.value), nl=False)


def _tell_defaults(question: str, given: dict[str, str]) -> None:
    """Say for what was asked, where nobody said so."""
    defaults = {p.name: p.default for p in find_query(question).parameters if p.default}
    taken = ", ".join(f'{name} = "{value}"' for name, value in defaults.items() if name not in given)
    if taken:
        note(f"asked for {taken}; --param NAME=VALUE asks for something else")


def _list_questions() -> None:
    table = Table("question", "parameters", "what it answers", show_lines=True)
    for group in GROUPS:
        table.add_row(f"[bold]{group}[/bold]")
        for question in (one for one in catalog() if one.group == group):
            parameters = "\n".join(
                f"{p.name}{'' if p.default is None else '=' + repr(p.default)}" for p in question.parameters
            )
            table.add_row(question.name, parameters, question.summary)
    Console().print(table)
