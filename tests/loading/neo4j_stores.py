"""Connections to the servers of the tests."""

from __future__ import annotations

from servers.neo4j_server import PASSWORD, USER, Neo4jServer

from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_load import LoadReport, load
from graph.stores.neo4j_statements import Neo4jLayout
from graph.stores.neo4j_target import Neo4jTarget
from graph.tables import GraphTables


def connect(server: Neo4jServer, prefix: str = "") -> Neo4jStore:
    return Neo4jStore(Neo4jTarget(server.uri, USER, PASSWORD), Neo4jLayout(prefix))


def load_after(store: Neo4jStore, before: GraphTables, tables: GraphTables, digest: str) -> LoadReport:
    """Load where the tables of the earlier load are still known."""
    return load(store, tables, digest, find_tables=lambda target, digest: before)
