"""`claimgraph load neo4j`."""

from __future__ import annotations

import typer

from claimgraph.commands.options import GraphPath


def register(app: typer.Typer) -> None:
    app.command("neo4j", epilog="Example: claimgraph load neo4j --uri neo4j://localhost --graph papers")(
        neo4j
    )


def neo4j(graph: GraphPath) -> None:
    """Load the graph into Neo4j."""
    raise NotImplementedError
