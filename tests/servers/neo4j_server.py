"""Neo4j Community from Maven Central, as a server of its own with a fresh data folder."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

from servers.maven import class_path, program
from servers.process import ServerProcess, free_port

VERSION, NEWEST = "5.26.30", "2026.08.1"
"""The one with long-term support, which every test but one takes, and the newest, which needs Java 21."""
MAIN, NEWEST_MAIN = "org.neo4j.server.CommunityEntryPoint", "org.neo4j.server.Neo4jCommunity"
ADMIN = "org.neo4j.cli.AdminTool"
USER, PASSWORD = "neo4j", "fern-and-moss"
_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.memory.pagecache.size": "64m",
    "db.tx_log.preallocate": "false",
    "dbms.usage_report.enabled": "false",
}
_START_QUICKLY = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_ORDINARY = ("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch")
_ORDINARY_SETTINGS = {"server.memory.pagecache.size": "1g"}
# What Neo4j's own start script opens to it (neo4j.conf, server.jvm.additional).
_OPENED = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
)


class Neo4jServer:
    """A server in a folder. Stopped or killed, it may be started again with its data and other settings.

    It starts quickly and needs little memory; an `ordinary` one has the memory and the compiler with which
    Neo4j's own script starts it, for measurements.
    """

    def __init__(
        self, folder: Path, *, version: str = VERSION, java: str | None = None, ordinary: bool = False
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self._main = MAIN if version.startswith("5.") else NEWEST_MAIN
        options = [*(_ORDINARY if ordinary else _START_QUICKLY), *_OPENED]
        self._java = [java or program("java"), *options, "-cp", _class_path(version)]
        self._settings = _SETTINGS | (_ORDINARY_SETTINGS if ordinary else {})
        self._process: ServerProcess | None = None
        (folder / "conf").mkdir(parents=True)

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Start, with settings beside the usual ones, and wait until it answers."""
        bolt = {"server.bolt.listen_address": f"127.0.0.1:{self.port}"}
        everything = {**self._settings, **bolt, **(settings or {})}
        lines = [f"{name}={value}\n" for name, value in everything.items()]
        (self.folder / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")
        folders = [f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}"]
        self._process = ServerProcess([*self._java, self._main, *folders], self.folder / "output.log")
        self._process.wait_until(self._answers)

    def stop(self) -> None:
        if self._process:
            self._process.stop()

    def kill(self) -> None:
        """End it at once; also where its data are of no use any more, since `stop` takes five seconds."""
        if self._process:
            self._process.kill()

    def driver(self) -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(
            self.uri, auth=(USER, PASSWORD), notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
        )

    def empty(self) -> None:
        """Take everything out of the database but constraints and indexes, which take long to make."""
        with self.driver() as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")

    def tls_settings(self, folder: Path) -> dict[str, str]:
        """Settings by which it also speaks TLS, with a certificate that no authority signed."""
        folder.mkdir()
        files = ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
        kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
        names = ["-addext", "subjectAltName=IP:127.0.0.1"]
        command = [program("openssl"), "req", *kind, *names, *files]
        subprocess.run(command, check=True, capture_output=True)
        return {
            "server.bolt.tls_level": "OPTIONAL",
            "dbms.ssl.policy.bolt.enabled": "true",
            "dbms.ssl.policy.bolt.base_directory": str(folder),
            "dbms.ssl.policy.bolt.client_auth": "NONE",
        }

    def write_admin_script(self, path: Path) -> Path:
        """A `neo4j-admin` for the data of this server, which must not be running."""
        lines = [
            "#!/bin/sh",
            f"export NEO4J_HOME={shlex.quote(str(self.folder))}",
            f"export NEO4J_CONF={shlex.quote(str(self.folder / 'conf'))}",
            f'exec {shlex.join([*self._java, ADMIN])} "$@"',
        ]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        path.chmod(0o755)
        return path

    def _answers(self) -> bool:
        """Whether it lets the test's user in; a fresh server is given the user's password first."""
        for password in (PASSWORD, "neo4j"):
            with (
                contextlib.suppress(Neo4jError, DriverError),
                neo4j.GraphDatabase.driver(
                    self.uri, auth=(USER, password), max_transaction_retry_time=0
                ) as driver,
            ):
                if password == PASSWORD:
                    driver.execute_query("RETURN 1")
                    return True
                change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
                driver.execute_query(change, {"old": password, "new": PASSWORD}, database_="system")
        return False


def _class_path(version: str) -> str:
    parts = ("org.neo4j.app:neo4j-server", "org.neo4j:neo4j", "org.neo4j:neo4j-import-tool")
    return class_path(f"neo4j-{version}", *(f"{part}:{version}" for part in parts))


@pytest.fixture(scope="session")
def running_neo4j() -> Iterator[Neo4jServer]:
    """One server for the whole run of the tests."""
    with tempfile.TemporaryDirectory(dir=_quick_folder(), ignore_cleanup_errors=True) as folder:
        server = Neo4jServer(Path(folder) / "neo4j")
        try:
            server.start()
            yield server
        finally:
            server.kill()


def _quick_folder() -> Path | None:
    """A folder in memory, where there is one with room, since a server waits for the disk at every commit.
    None stands for the usual place."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else None


@pytest.fixture
def neo4j_server(running_neo4j: Neo4jServer) -> Neo4jServer:
    """The server, with an empty database."""
    running_neo4j.empty()
    return running_neo4j
