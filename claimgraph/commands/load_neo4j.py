"""`claimgraph load neo4j`: bring a Neo4j database to the state of a graph."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import GraphPath
from claimgraph.console import note, working
from claimgraph.servers import load_neo4j
from graph.difference import GraphChange, TableChange
from graph.directory import GraphDirectory
from graph.stores.neo4j_load import LoadReport
from graph.stores.neo4j_target import Neo4jTarget

PASSWORD_VARIABLE = "NEO4J_PASSWORD"


def register(app: typer.Typer) -> None:
    app.command("neo4j", epilog="Example: claimgraph load neo4j --uri neo4j://localhost:7687 --graph papers")(
        neo4j
    )


def neo4j(
    graph: GraphPath,
    uri: Annotated[
        str,
        typer.Option(envvar="NEO4J_URI", metavar="URI", help="Where the server is: neo4j://localhost:7687."),
    ],
    user: Annotated[
        str, typer.Option(envvar="NEO4J_USERNAME", metavar="NAME", help="Who logs in.")
    ] = "neo4j",
    password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=f"The file whose first line is the password; without it {PASSWORD_VARIABLE} of the "
            "environment is, and without both the server has to let everybody in.",
        ),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            envvar="NEO4J_DATABASE", metavar="NAME", help="The database; the user's own if not given."
        ),
    ] = None,
    prefix: Annotated[
        str,
        typer.Option(
            metavar="PREFIX", help="Stands before every label: keeps two graphs in one database apart."
        ),
    ] = "",
    compare: Annotated[
        bool, typer.Option("--compare", help="Read every row of the database, and mend what others changed.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
) -> None:
    """Bring a Neo4j database to the state of the graph. Only what differs is written; what others keep in the
    same database stays as it is."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what matters comes as an error, in one line
    password = read_password(password_file)
    try:
        target = Neo4jTarget(uri, user if password else None, password, database)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--uri") from None
    with working("Loading") as on_stage:
        try:
            report = load_neo4j(
                GraphDirectory(graph),
                target,
                prefix=prefix,
                dry_run=dry_run,
                compare=compare,
                on_stage=on_stage,
            )
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--prefix") from None
    _say(report, target, dry_run=dry_run)


def read_password(file: Path | None) -> str:
    """The first line of the file, or what the environment says; empty without either."""
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE, "")
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0]:
        raise typer.BadParameter(f"{file} has no first line with a password", param_hint="--password-file")
    return lines[0]


def _say(report: LoadReport, target: Neo4jTarget, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    if not report.changed:
        note(f"Nothing to write: {target} holds the graph.")
        return
    for name, change in _tables(report.change):
        counts = {"added": change.added, "changed": change.changed, "removed": change.removed}
        told = ", ".join(f"{rows.num_rows} {what}" for what, rows in counts.items() if rows.num_rows)
        note(f"{name}: {told}")
    if report.mended:
        note(f"{report.mended} copies of edges {would}deleted")
    if report.released:
        note(f"{report.released} nodes that nothing supports any more stay, since others refer to them")
    note(f"{report.change.rows} rows {would}written to {target}")


def _tables(change: GraphChange) -> list[tuple[str, TableChange]]:
    tables = [*change.nodes.items(), *((str(kind), rows) for kind, rows in change.edges.items())]
    return [(name, rows) for name, rows in tables if rows.rows]
