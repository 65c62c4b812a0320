"""What `neo4j-admin` imports from the exported files is what a load makes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from loaded_graphs import small
from servers.neo4j_server import PASSWORD, USER, Neo4jServer

from graph.errors import NotWritable
from graph.exports import export
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_load import load
from graph.stores.neo4j_target import Neo4jTarget

GRAPH = small()


def test_the_real_tool_imports_it(tmp_path: Path) -> None:
    export("csv", GRAPH, tmp_path / "csv")
    server = Neo4jServer(tmp_path / "server")
    tool = server.write_admin_script(tmp_path / "neo4j-admin")
    environment = {**os.environ, "NEO4J_ADMIN": str(tool)}
    command = ["sh", str(tmp_path / "csv" / "import.sh")]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    try:
        server.start()
        with Neo4jStore(Neo4jTarget(server.uri, USER, PASSWORD)) as store, server.driver() as driver:
            for line in (tmp_path / "csv" / "finish.cypher").read_text(encoding="utf-8").splitlines():
                with driver.session() as session:
                    session.run(line).consume()
            assert store.counts() == GRAPH.counts()
            assert store.dump() == GRAPH
            assert not load(store, GRAPH, "digest").changed
    finally:
        server.kill()
        shutil.rmtree(server.folder)


def test_it_goes_where_it_was_before_and_nowhere_else(tmp_path: Path) -> None:
    export("csv", GRAPH, tmp_path / "csv")
    before = contents(tmp_path / "csv")
    export("csv", GRAPH, tmp_path / "csv")
    assert contents(tmp_path / "csv") == before
    (tmp_path / "csv" / "notes.txt").write_text("mine")
    with pytest.raises(NotWritable, match=r"notes\.txt"):
        export("csv", GRAPH, tmp_path / "csv")
    assert contents(tmp_path / "csv") == before | {"notes.txt": b"mine"}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
