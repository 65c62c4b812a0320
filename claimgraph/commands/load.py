"""`claimgraph load`: bring a database on a server to the state of a graph. One module a kind of server."""

from __future__ import annotations

import typer

from claimgraph.commands import load_neo4j, load_sparql

servers = typer.Typer(no_args_is_help=True)

for module in (load_neo4j, load_sparql):
    module.register(servers)


def register(app: typer.Typer) -> None:
    app.add_typer(
        servers,
        name="load",
        help="Bring a database on a server to the state of the graph; only what differs is written.",
        epilog="Example: claimgraph load neo4j --uri neo4j://localhost:7687 --graph papers",
    )
