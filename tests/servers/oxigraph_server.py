"""The server of Oxigraph for the tests, from its wheel, with a database in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from servers.process import ServerProcess, free_port


class OxigraphServer:
    """A store with an address each for graphs, queries and updates."""

    def __init__(self, log: Path) -> None:
        port = free_port()
        self.root = f"http://127.0.0.1:{port}"
        self.graph_store, self.query, self.update = (
            f"{self.root}/{name}" for name in ("store", "query", "update")
        )
        program = Path(sys.executable).with_name("oxigraph")
        self._process = ServerProcess([str(program), "serve", "--bind", f"127.0.0.1:{port}"], log)
        self._process.wait_until(self._answers)

    def empty(self) -> None:
        drop = {"content-type": "application/sparql-update"}
        assert urllib3.request("POST", self.update, body=b"DROP ALL", headers=drop, timeout=60).status == 204

    def stop(self) -> None:
        self._process.stop()

    def _answers(self) -> bool:
        try:
            return urllib3.request("GET", f"{self.query}?query=ASK%7B%7D", retries=False).status == 200
        except urllib3.exceptions.HTTPError:
            return False


@pytest.fixture(scope="session")
def running_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OxigraphServer]:
    server = OxigraphServer(tmp_path_factory.mktemp("oxigraph") / "log.txt")
    yield server
    server.stop()


@pytest.fixture
def oxigraph_server(running_oxigraph: OxigraphServer) -> OxigraphServer:
    """The server, with an empty dataset."""
    running_oxigraph.empty()
    return running_oxigraph
