"""What can be wrong with a server, and that it is told in one clear line without a secret."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer

import pytest
from loaded_graphs import graph, grown, small
from neo4j_stores import connect
from servers.neo4j_server import PASSWORD, USER, Neo4jServer
from servers.process import free_port

from graph.errors import ServerError
from graph.stores.neo4j import Neo4jStore, require_version
from graph.stores.neo4j_load import load
from graph.stores.neo4j_statements import Neo4jLayout
from graph.stores.neo4j_target import Neo4jTarget
from graph.update import update

SECRET = "very-secret-word"
GRAPH = small()


def complaint(target: Neo4jTarget) -> str:
    with pytest.raises(ServerError) as caught, Neo4jStore(target) as store:
        load(store, GRAPH, "digest")
    told = str(caught.value)
    assert "\n" not in told
    assert SECRET not in told
    assert SECRET not in repr(target)
    return told


SCHEMES = pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
"""Straight to one server, and to one that tells of others, which the driver complains about differently."""


@SCHEMES
def test_nobody_answers(scheme: str) -> None:
    told = complaint(Neo4jTarget(f"{scheme}://127.0.0.1:{free_port()}", USER, SECRET))
    assert re.fullmatch(r".* cannot be reached: .*refused", told)


def test_a_name_that_nobody_has() -> None:
    assert "cannot be reached" in complaint(Neo4jTarget("neo4j://no-such-host.invalid", USER, SECRET))


def test_wrong_password(running_neo4j: Neo4jServer) -> None:
    told = complaint(Neo4jTarget(running_neo4j.uri, USER, SECRET))
    assert f"does not let the user {USER} with this password in" in told


def test_no_password(running_neo4j: Neo4jServer) -> None:
    assert "does not let a user without a password in" in complaint(Neo4jTarget(running_neo4j.uri))


def test_wrong_database(running_neo4j: Neo4jServer) -> None:
    told = complaint(Neo4jTarget(running_neo4j.uri, USER, PASSWORD, "papers"))
    assert told.endswith("database papers: there is no such database")
    told = complaint(Neo4jTarget(running_neo4j.uri, USER, PASSWORD, "system"))
    assert told.endswith("choose another database")


@pytest.mark.parametrize(
    "uri",
    [
        *(f"neo4j://me:{SECRET}@localhost", f"neo4j://me:1/{SECRET}@localhost"),
        *("http://localhost:7474", "localhost", "neo4j://", "bolt://localhost:http", "bolt://::1"),
    ],
)
def test_no_address(uri: str) -> None:
    with pytest.raises(ValueError, match="address") as caught:
        Neo4jTarget(uri)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("prefix", ["1st", "a b", "x`) DETACH DELETE n //", "é"])
def test_no_prefix(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        Neo4jLayout(prefix)


@SCHEMES
def test_a_web_page_answers(scheme: str) -> None:
    class Page(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1024)
            self.request.sendall(
                b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>no</html>"
            )

    with serving(TCPServer(("127.0.0.1", 0), Page)) as port:
        told = complaint(Neo4jTarget(f"{scheme}://127.0.0.1:{port}", USER, SECRET))
    assert "answers in HTTP, not in Bolt" in told


def test_a_server_too_old_for_the_driver() -> None:
    class NoCommonVersion(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1024)
            self.request.sendall(bytes(4))  # the handshake's "none of these versions"

    with serving(TCPServer(("127.0.0.1", 0), NoCommonVersion)) as port:
        told = complaint(Neo4jTarget(f"bolt://127.0.0.1:{port}", USER, SECRET))
    assert "speaks no version of Bolt that is known here" in told


def test_a_server_too_old_for_the_statements() -> None:
    target = Neo4jTarget("bolt://localhost")
    for agent in ("Neo4j/5.6.0", "Neo4j/4.4.44", "Neo4j/3.5.35"):
        with pytest.raises(ServerError, match=r"too old.*needs Neo4j 5.7 or newer"):
            require_version(target, agent)
    for agent in ("Neo4j/5.7.0", "Neo4j/2026.01.3", "something else"):
        require_version(target, agent)


def test_the_command_tells_it_in_one_line_and_fails(running_neo4j: Neo4jServer, tmp_path: Path) -> None:
    update(tmp_path / "graph", stores=())
    secret = tmp_path / "password"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    finished = run("--uri", running_neo4j.uri, "--password-file", secret, "--graph", tmp_path / "graph")
    assert finished.returncode == 1
    assert len(finished.stderr.splitlines()) == 1
    assert "error:" in finished.stderr
    assert SECRET not in finished.stdout + finished.stderr


def test_the_command_loads_and_tells_what_it_wrote(neo4j_server: Neo4jServer, tmp_path: Path) -> None:
    update(tmp_path / "graph", stores=())
    environment = {"NEO4J_PASSWORD": PASSWORD, "NEO4J_URI": neo4j_server.uri}
    finished = run("--graph", tmp_path / "graph", **environment)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert "Nothing to write" in finished.stderr
    assert PASSWORD not in finished.stderr


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimgraph.cli", "load", "neo4j", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300, check=False
    )


@contextmanager
def serving(server: TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on a disk of its own."""
    folder = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount the small disk that this test fills")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    much = graph(range(800))
    server = Neo4jServer(small_disk / "server")
    try:
        server.start()
        for _ in range(2):
            with pytest.raises(ServerError, match=r"its disk may be full"), connect(server) as store:
                load(store, much, "much")
        server.stop()
        subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
        server.start()
        with connect(server) as store:
            load(store, much, "much")
            assert store.dump() == much
    finally:
        server.kill()


def test_a_certificate_that_nobody_knows_and_only_reading_allowed(tmp_path: Path) -> None:
    server = Neo4jServer(tmp_path / "server")
    tls = server.tls_settings(tmp_path / "certificates")
    try:
        server.start(tls)
        trusting = Neo4jTarget(server.uri.replace("bolt:", "bolt+ssc:"), USER, PASSWORD)
        with Neo4jStore(trusting) as store:
            load(store, GRAPH, "digest")
        for scheme in ("bolt+s:", "neo4j+s:"):
            told = complaint(Neo4jTarget(server.uri.replace("bolt:", scheme), USER, PASSWORD))
            assert "shows a certificate that is not trusted here" in told
        server.stop()
        server.start({"server.databases.default_to_read_only": "true"})
        with (
            pytest.raises(ServerError, match=f"may only be read by the user {USER}"),
            connect(server) as store,
        ):
            load(store, grown(), "another")
        with connect(server) as store:
            assert store.dump() == GRAPH
    finally:
        server.kill()
