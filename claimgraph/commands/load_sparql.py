"""`claimgraph load sparql`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import GraphPath
from claimgraph.console import note, working
from claimgraph.servers import load_sparql
from graph.directory import GraphDirectory
from graph.stores.sparql import Addresses, Credentials, LoadCounts, LoadReport, SparqlClient

PASSWORD_VARIABLE, TOKEN_VARIABLE = "SPARQL_PASSWORD", "SPARQL_TOKEN"


def register(app: typer.Typer) -> None:
    app.command(
        "sparql",
        epilog="Example: claimgraph load sparql --endpoint http://localhost:3030/papers --graph papers",
    )(sparql)


def sparql(
    graph: GraphPath,
    endpoint: Annotated[
        str | None,
        typer.Option(
            envvar="SPARQL_ENDPOINT",
            metavar="URL",
            help="Where the store answers over the Graph Store protocol; if queries too, as in Fuseki, it is "
            "also asked and updated there.",
        ),
    ] = None,
    update_endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the store takes SPARQL updates, if elsewhere or only so."),
    ] = None,
    query_endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the store answers SPARQL queries, if elsewhere.")
    ] = None,
    user: Annotated[
        str | None, typer.Option(envvar="SPARQL_USER", metavar="NAME", help="Who logs in.")
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=f"The file whose first line is the password; without it {PASSWORD_VARIABLE} is it.",
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=f"The file whose first line is a bearer token; without it {TOKEN_VARIABLE} is it.",
        ),
    ] = None,
    certificates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Further certificates to trust, as PEM."),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Write every graph again, also where nothing seems to differ.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
) -> None:
    """Bring a SPARQL store to the state of the graph: one named graph a paper, and one for what they share.
    Only what differs is written; other graphs of the store stay as they are."""
    if endpoint is None and update_endpoint is None:
        raise typer.BadParameter("the address of the store is missing", param_hint="--endpoint")
    addresses = Addresses(graph_store=endpoint, query=query_endpoint, update=update_endpoint)
    credentials = _credentials(user, password_file, token_file)
    with working("Loading") as on_stage, SparqlClient(credentials, certificates=certificates) as client:
        report = load_sparql(
            GraphDirectory(graph), client, addresses, anew=anew, dry_run=dry_run, on_stage=on_stage
        )
    _say(report, endpoint or update_endpoint or "", dry_run=dry_run)


def _credentials(user: str | None, password_file: Path | None, token_file: Path | None) -> Credentials:
    """From files or the environment, for everybody sees the arguments of a command."""
    if user is None and password_file is not None:
        raise typer.BadParameter("a password needs the user that it belongs to", param_hint="--user")
    if token_file is not None or (user is None and os.environ.get(TOKEN_VARIABLE)):
        if user is not None:
            raise typer.BadParameter(
                "a store knows its user by a password or by a token", param_hint="--user"
            )
        return Credentials(token=_secret(token_file, TOKEN_VARIABLE, "--token-file"))
    if user is None:
        return Credentials()
    return Credentials(user, _secret(password_file, PASSWORD_VARIABLE, "--password-file"))


def _secret(file: Path | None, variable: str, option: str) -> str:
    if file is None:
        return os.environ.get(variable, "")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        raise typer.BadParameter(f"{file} cannot be read as text", param_hint=option) from None
    if not lines or not lines[0]:
        raise typer.BadParameter(f"{file} has no first line", param_hint=option)
    return lines[0]


def _say(report: LoadReport, address: str, *, dry_run: bool) -> None:
    if not report.changed:
        note(f"Nothing to write: {address} holds the graph.")
        return
    verb = "to write" if dry_run else "written"
    for name, counts in (("graphs of papers", report.papers), ("shared entities", report.entities)):
        note(f"{name} {verb}: {_counts(counts)}")
    if report.superseded:
        note("a load that began later is writing to the same store: it has the last word")
    elif report.rounds > 1:
        note("another load wrote to the same store meanwhile; what it changed was looked at again")


def _counts(counts: LoadCounts) -> str:
    return f"{counts.new} new, {counts.changed} changed, {counts.removed} removed"
