"""Apache Jena Fuseki for the tests, with a fresh database, on a free loopback port."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from servers.maven import class_path, program
from servers.process import ServerProcess, free_port

VERSION = "5.6.0"
"""The last of the 5.x series, which runs on Java 17."""
DATASET = "papers"
_MAIN = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"


class Fuseki:
    """A server with one TDB2 dataset, in `folder` if it is `lasting`, otherwise in memory. `options` are for
    its command line.

    A killed server can be started again over the same folder and on the same port.
    """

    def __init__(
        self, folder: Path, *options: str, lasting: bool = False, writable: bool = True, scheme: str = "http"
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.root = f"{scheme}://127.0.0.1:{self.port}"
        self.endpoint = f"{self.root}/{DATASET}"
        database = folder / "database"
        database.mkdir(parents=True, exist_ok=True)
        java = [program("java"), "-Xmx1500m", "-cp", class_path("fuseki", server_jar()), _MAIN]
        port = f"--port={self.port}" if scheme == "http" else f"--httpsPort={self.port}"
        where = [port, "--ping", *(["--tdb2", f"--loc={database}"] if lasting else ["--memTDB"])]
        if scheme == "http":
            where.append("--localhost")
        self._command = [*java, *options, *where, *(["--update"] if writable else []), f"/{DATASET}"]
        self._process: ServerProcess | None = None

    def start(self) -> None:
        """Return when it answers."""
        self._process = ServerProcess(self._command, self.folder / "log.txt")
        self._process.wait_until(self._answers)

    def stop(self) -> None:
        if self._process:
            self._process.stop()

    def kill(self) -> None:
        if self._process:
            self._process.kill()

    def _answers(self) -> bool:
        try:
            pool = urllib3.PoolManager(cert_reqs="CERT_NONE", retries=False, timeout=5)
            return pool.request("GET", f"{self.root}/$/ping").status in (200, 401)
        except urllib3.exceptions.HTTPError:
            return False

    def requests(self) -> int:
        """How many requests it has begun to answer."""
        return (self.folder / "log.txt").read_bytes().count(f" {self.root}/".encode())

    def empty(self) -> None:
        """Take every graph out of the dataset."""
        drop = {"content-type": "application/sparql-update"}
        answer = urllib3.request(
            "POST", self.endpoint, body=b"DROP NAMED", headers=drop, retries=False, timeout=120
        )
        assert answer.status == 204, answer.data


@contextmanager
def fuseki_server(
    *options: str, lasting: bool = False, writable: bool = True, scheme: str = "http"
) -> Iterator[Fuseki]:
    """A running server, stopped and swept away at the end."""
    with tempfile.TemporaryDirectory(prefix="fuseki-") as folder:
        server = Fuseki(Path(folder), *options, lasting=lasting, writable=writable, scheme=scheme)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def running_fuseki() -> Iterator[Fuseki]:
    """One server for the whole run of the tests. Queries without GRAPH see all graphs together."""
    with fuseki_server("--set=tdb2:unionDefaultGraph=true") as server:
        yield server


@pytest.fixture
def fuseki(running_fuseki: Fuseki) -> Fuseki:
    """The server, with an empty dataset."""
    running_fuseki.empty()
    return running_fuseki


def server_jar() -> str:
    """The Maven coordinates of the server with all that it needs, as users run it."""
    return f"org.apache.jena:jena-fuseki-server:{VERSION}"


def validate(*files: Path) -> str:
    """What Jena's `riot --validate` complains of in files; nothing where all are well."""
    command = [program("java"), "-cp", class_path("fuseki", server_jar()), "riotcmd.riot", "--validate"]
    finished = subprocess.run(
        [*command, *map(os.fspath, files)], capture_output=True, text=True, timeout=600, check=False
    )
    said = (finished.stdout + finished.stderr).splitlines()
    complaints = [line for line in said if "ERROR" in line or "WARN" in line]
    return "\n".join(complaints or (said if finished.returncode else []))
