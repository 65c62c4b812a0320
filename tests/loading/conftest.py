"""The servers that graphs are loaded into."""

from servers.neo4j_server import neo4j_server, running_neo4j

__all__ = ["neo4j_server", "running_neo4j"]
