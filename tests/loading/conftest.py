"""The servers that graphs are loaded into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_stores import connect
from servers.fuseki import fuseki, running_fuseki
from servers.neo4j_server import Neo4jServer, neo4j_server, running_neo4j
from servers.oxigraph_server import oxigraph_server, running_oxigraph

from claimgraph import Graph
from graph.stores.neo4j import Neo4jStore

__all__ = [
    "fuseki",
    "neo4j_server",
    "oxigraph_server",
    "running_fuseki",
    "running_neo4j",
    "running_oxigraph",
    "store",
]


@pytest.fixture(scope="session")
def pages_graph(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph of real listing pages, for reading."""
    folder = tmp_path_factory.mktemp("pages") / "graph"
    Graph(folder).build(sorted((shared / "pages").iterdir()))
    return folder


@pytest.fixture
def store(neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    """A connection to an empty database."""
    with connect(neo4j_server) as opened:
        yield opened
