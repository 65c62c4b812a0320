"""`claimgraph serve` as a process, and a plain client of it."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import urllib3

from servers.process import ServerProcess

_ADDRESS = re.compile(r"(http://\S+?)/ serves ")
CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A query over the whole graph that does not end."""


class Served:
    """A running server: its address, and requests to it."""

    def __init__(self, url: str, process: ServerProcess) -> None:
        self.url = url
        self.process = process
        self._pool = urllib3.PoolManager(retries=False, timeout=60, maxsize=8)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        fields: Mapping[str, str] | list[tuple[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """`fields` go into the address of a GET and into the form of a POST."""
        options: dict[str, Any] = {"headers": dict(headers or {})}
        if fields is not None:
            options["fields"] = fields
            if method == "POST":
                options["encode_multipart"] = False
        if body is not None:
            options["body"] = body
        return self._pool.request(method, self.url + path, **options)

    def get(self, path: str, /, **parameters: str) -> urllib3.BaseHTTPResponse:
        return self.request("GET", path, fields=parameters)

    def json(self, path: str, /, **parameters: str) -> Any:
        """The answer of the JSON API, which has to be a good one."""
        response = self.get(path, **parameters)
        assert response.status == 200, response.data
        return response.json()

    def post_json(self, path: str, content: object) -> urllib3.BaseHTTPResponse:
        body = json.dumps(content).encode()
        return self.request("POST", path, body=body, headers={"Content-Type": "application/json"})

    def sparql(self, query: str, accept: str = "application/sparql-results+json") -> urllib3.BaseHTTPResponse:
        return self.request("GET", "/sparql", fields={"query": query}, headers={"Accept": accept})


@contextmanager
def serving(graph: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server over a graph on a free port, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="served-") as folder:
        log = Path(folder) / "log.txt"
        command = [sys.executable, "-m", "claimgraph.cli", "serve", "--graph", str(graph), "--port", "0"]
        process = ServerProcess([*command, *options], log, environment)
        try:
            process.wait_until(lambda: _ADDRESS.search(log.read_text(encoding="utf-8")) is not None)
            found = _ADDRESS.search(log.read_text(encoding="utf-8"))
            assert found
            yield Served(found[1], process)
        finally:
            process.stop()
