"""`claimgraph serve`: SPARQL, Cypher and the explorer over HTTP."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.load_neo4j import read_password
from claimgraph.commands.options import GraphPath
from claimgraph.console import note
from claimgraph.version import __version__
from graph.directory import GraphDirectory
from graph.stores.neo4j_target import Neo4jTarget
from queries.server.settings import Limits, Settings

_DEFAULTS = Limits()


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph serve --graph papers")(serve)


def serve(
    graph: GraphPath,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 lets other machines in.")
    ] = Settings.host,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = Settings.port,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A host name by which the server may be called; may be repeated."),
    ] = None,
    cors_origin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="An origin whose pages may read answers, beside those of this machine; * for all.",
        ),
    ] = None,
    neo4j: Annotated[
        str | None,
        typer.Option(metavar="URI", help="Answer Cypher from this Neo4j server, which holds the graph."),
    ] = None,
    neo4j_user: Annotated[
        str, typer.Option(envvar="NEO4J_USERNAME", metavar="NAME", help="Who logs in to Neo4j.")
    ] = "neo4j",
    neo4j_password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Its first line is the password; without it NEO4J_PASSWORD is."),
    ] = None,
    neo4j_database: Annotated[
        str | None, typer.Option(envvar="NEO4J_DATABASE", metavar="NAME", help="The database in Neo4j.")
    ] = None,
    neo4j_prefix: Annotated[
        str, typer.Option(metavar="PREFIX", help="What stands before every label in Neo4j.")
    ] = "",
    time_limit: Annotated[
        float, typer.Option(min=0.01, help="Seconds that an answer may take to compute.")
    ] = _DEFAULTS.seconds,
    row_limit: Annotated[
        int, typer.Option(min=1, help="Rows or triples of a SPARQL answer.")
    ] = _DEFAULTS.rows,
    table_limit: Annotated[
        int, typer.Option(min=1, help="Rows of a JSON table; the rest is cut off, and the answer says so.")
    ] = _DEFAULTS.table_rows,
    memory_limit: Annotated[
        int, typer.Option(min=256, help="MiB of memory that a process may use to answer.")
    ] = _DEFAULTS.memory_mib,
    request_limit: Annotated[int, typer.Option(min=1, help="KiB of a request.")] = _DEFAULTS.request_kib,
    send_limit: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a client may take to send a request.")
    ] = _DEFAULTS.send_seconds,
    transfer_limit: Annotated[
        float, typer.Option(min=1, help="Seconds that a client may take to fetch an answer.")
    ] = _DEFAULTS.transfer_seconds,
    parallel: Annotated[
        int, typer.Option(min=1, help="Questions that are answered at the same time.")
    ] = _DEFAULTS.parallel,
    long_running: Annotated[
        int, typer.Option(min=0, help="Questions that may run on for longer beside those.")
    ] = _DEFAULTS.long_running,
    queue: Annotated[int, typer.Option(min=0, help="Questions that may wait.")] = _DEFAULTS.queue,
) -> None:
    """Serve the graph for reading: explorer, SPARQL endpoint, Cypher endpoint, JSON API. Ends with Ctrl-C."""
    from queries.server.explorer import explorer_pages
    from queries.server.neo4j import ask_neo4j
    from queries.server.run import run  # starts quickly only for who needs it

    target = _target(neo4j, neo4j_user, neo4j_password_file, neo4j_database) if neo4j else None
    limits = Limits(
        seconds=time_limit,
        rows=row_limit,
        table_rows=table_limit,
        memory_mib=memory_limit,
        request_kib=request_limit,
        send_seconds=send_limit,
        transfer_seconds=transfer_limit,
        parallel=parallel,
        long_running=long_running,
        queue=queue,
    )
    settings = Settings(
        host=host,
        port=port,
        allowed_hosts=tuple(allowed_host or ()),
        cors_origins=tuple(cors_origin or ()),
        limits=limits,
    )
    run(
        GraphDirectory(graph),
        settings,
        version=__version__,
        on_ready=lambda url: note(f"{url} serves {graph}"),
        pages=explorer_pages(),
        connect_cypher=partial(ask_neo4j, target, neo4j_prefix, limits) if target else None,
    )


def _target(uri: str, user: str, password_file: Path | None, database: str | None) -> Neo4jTarget:
    password = read_password(password_file)
    try:
        return Neo4jTarget(uri, user if password else None, password, database)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--neo4j") from None
