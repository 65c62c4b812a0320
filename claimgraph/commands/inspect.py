"""`claimgraph validate` and `claimgraph stats`: is the graph sound, and what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimgraph.api import Graph
from claimgraph.commands.options import GraphPath
from claimgraph.console import note, working
from graph.stats import Health


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph validate --graph papers")(validate)
    app.command(epilog="Example: claimgraph stats --graph papers")(stats)


def validate(graph: GraphPath) -> None:
    """Hold the graph against the SHACL shapes of the schema; end with status 1 if it does not conform."""
    with working("Validating"):
        report = Graph(graph).validate()
    for problem in report.problems:
        typer.echo(str(problem))
    if not report.conforms:
        note(f"{graph} does not conform: {len(report.problems)} problems")
        raise typer.Exit(1)
    note(f"{graph} conforms to the schema")


def stats(
    graph: GraphPath,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Count nodes and edges, list what most papers name, and point at what looks unhealthy."""
    figures = Graph(graph).stats()
    if as_json:
        typer.echo(json.dumps(asdict(figures), ensure_ascii=False, indent=1))
        return
    console = Console()
    for title, counts in (("nodes", figures.nodes), ("edges", figures.edges)):
        console.print(_two_columns(title, counts.items()))
    for label, entities in figures.top.items():
        console.print(_two_columns(f"{label} nodes by support", ((e.name, e.count) for e in entities)))
    console.print(_two_columns("worth a look", _health_rows(figures.health)))


def _two_columns(title: str, rows: Iterable[tuple[str, int]]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, min_width=40)
    table.add_column(ratio=1)
    table.add_column(justify="right")
    for name, count in rows:
        table.add_row(Text(name), str(count))
    return table


def _health_rows(health: Health) -> Iterator[tuple[str, int]]:
    yield "papers without entities", health.papers_without_entities
    yield "claims without a method", health.claims_without_method
    yield "claims without a dataset", health.claims_without_dataset
    yield "results without a metric", health.results_without_metric
    for label, count in health.orphans.items():
        yield f"{label} nodes without edges", count
    for entity in health.many_aliases:
        yield f"aliases of {entity.id}", entity.count
