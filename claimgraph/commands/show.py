"""`claimgraph show`: what was read in one paper, as a page to look at."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import AsOf
from claimgraph.commands.problems import ProblemLog
from claimgraph.console import complain, note
from claimgraph.lookup import NoSinglePaper, find, named_nodes, named_papers
from extract.extractor import Extractor
from extract.pages.paper import paper_page
from extract.paper import Paper
from extract.readers import read_papers
from extract.record import Record
from graph.directory import GraphDirectory


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph show 'Attention Is All You Need' --graph papers")(show)


def show(
    paper: Annotated[
        str,
        typer.Argument(
            metavar="PAPER", help="Node id, id in the source, arXiv id, or title or a part of it."
        ),
    ],
    graph: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of the graph that holds the paper.")
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input", metavar="FILE", help="Read the paper from this file instead; may be repeated."
        ),
    ] = None,
    as_of: AsOf = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where the page goes; - is standard output. Without it, a temporary file is opened.",
        ),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser, only name the file.")] = False,
) -> None:
    """Show a paper with its spans coloured by type and its claims, each with its sentence."""
    if (graph is None) == (not inputs):
        raise typer.BadParameter("name the paper's graph with --graph, or its file with --input")
    try:
        record = _from_graph(paper, graph) if graph else _from_input(paper, inputs or [], as_of)
    except NoSinglePaper as error:
        complain(str(error))
        raise typer.Exit(1) from None
    page = paper_page(record)
    if output == "-":
        typer.echo(page, nl=False)
    elif output:
        Path(output).write_text(page, encoding="utf-8")
        note(f"{output} shows {record.title}")
    else:
        _open(page, no_open)


def _from_graph(name: str, graph: Path) -> Record:
    with GraphDirectory(graph).snapshot() as snapshot:
        name = snapshot.redirects().get(name, name)
        return find(name, named_nodes(snapshot.papers())).primary


def _from_input(name: str, inputs: list[str], as_of: date | None) -> Record:
    return Extractor().extract(find(name, named_papers(_papers(inputs, as_of))))


def _papers(inputs: list[str], as_of: date | None) -> Iterator[Paper]:
    problems = ProblemLog()
    for item in read_papers(inputs, as_of=as_of):
        if isinstance(item, Paper):
            yield item
        else:
            problems.add(item)


def _open(page: str, no_open: bool) -> None:
    with tempfile.NamedTemporaryFile(
        "w", prefix="claimgraph-", suffix=".html", encoding="utf-8", delete=False
    ) as file:
        file.write(page)
    typer.echo(file.name)
    if not no_open and not webbrowser.open(Path(file.name).as_uri()):
        note("no browser could be opened")
