"""Apache Jena Fuseki for the tests, with a fresh database, on a free loopback port."""

from __future__ import annotations

import os
import struct
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
JOURNAL_HEADER = struct.Struct(">iii4s")
"""Of an entry of TDB2's journal: length of what follows, checksum, type, component."""


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
        self._database = database = folder / "database"
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
        for journal in self.journals():
            drop_unfinished_entry(journal)
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

    def journals(self) -> list[Path]:
        """Of the database, where it lasts and has been opened."""
        return list(self._database.glob("Data-*/journal.jrnl"))

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


def drop_unfinished_entry(journal: Path) -> None:
    """Cut off the entry whose writing the death of the server broke off.

    TDB2 writes the header of an entry and what follows in two steps, and refuses to open a database whose
    journal ends between them (`Journal._read` of jena-dboe-transaction 5.6.0), so whoever runs the server has
    to cut the journal. Nothing is lost: the entry that commits a transaction is its last.
    """
    content = journal.read_bytes()
    begin = 0
    while begin + JOURNAL_HEADER.size <= len(content):
        following = max(0, JOURNAL_HEADER.unpack_from(content, begin)[0])
        end = begin + JOURNAL_HEADER.size + following
        if end > len(content):
            break
        begin = end
    if begin < len(content):
        os.truncate(journal, begin)


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
