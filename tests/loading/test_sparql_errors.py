"""What goes wrong with a SPARQL store is told in one plain line without a secret, and ends with status 1."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import urllib3
from loaded_graphs import small
from servers.fuseki import Fuseki, fuseki_server
from servers.oxigraph_server import OxigraphServer
from sparql_stores import connected, loaded, wanted

from extract.paper import Source
from extract.record import Record
from graph.errors import ServerError
from graph.rdf import DEFAULT_BASE
from graph.stores.sparql import Addresses, Credentials, SparqlClient, SparqlStore, load
from graph.update import update

TABLES = small()
SECRET = "s3cret-wörd"
SECRET_TOKEN = "eyJhbGciOiJub25l.e30.t0-ken_~+/=="


def fault(address: str, credentials: Credentials | None = None, certificates: Path | None = None) -> str:
    """What a load complains of."""
    with (
        pytest.raises(ServerError) as caught,
        SparqlClient(credentials, certificates=certificates, retries=1) as client,
    ):
        load(SparqlStore(client, Addresses(address)), TABLES, DEFAULT_BASE)
    said = str(caught.value)
    assert "\n" not in said
    assert SECRET not in said
    return said


@contextmanager
def answering(status: int, body: str, media_type: str = "text/plain") -> Iterator[str]:
    """A server that answers every request alike, as proxies and servers in trouble do; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(status)
            content = body.encode()
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - names that the base class looks for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/papers"
        server.shutdown()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuseki]:
    """A server that asks for a password."""
    passwords = tmp_path_factory.mktemp("fuseki") / "passwords"
    passwords.write_text(f"ann: {SECRET}\n", encoding="utf-8")
    with fuseki_server(f"--passwd={passwords}", "--auth=basic") as server:
        yield server


def test_the_right_password_opens(guarded: Fuseki) -> None:
    with connected(guarded.endpoint, credentials=Credentials("ann", SECRET)) as store:
        load(store, TABLES, DEFAULT_BASE)
        assert loaded(store) == wanted(TABLES)


def test_no_or_a_wrong_password(guarded: Fuseki) -> None:
    assert "lets nobody in without a password" in fault(guarded.endpoint)
    assert "does not let the user ann in" in fault(guarded.endpoint, Credentials("ann", "wrong"))
    assert "does not let this token in" in fault(guarded.endpoint, Credentials(token="abc"))


@contextmanager
def gateway(root: str, token: str) -> Iterator[str]:
    """What stands before a store and lets in who bears the token; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.headers["authorization"] == f"Bearer {token}":
                passed = ("accept", "content-type", "content-encoding")
                headers = {name: self.headers[name] for name in passed if name in self.headers}
                answer = urllib3.request(self.command, root + self.path, body=body, headers=headers)
                status, kind, content = answer.status, answer.headers.get("content-type", ""), answer.data
            else:
                status, kind, content = 401, "text/html", b"<html>no</html>"
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - names that the base class looks for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_bearer_token_opens(oxigraph_server: OxigraphServer) -> None:
    with gateway(oxigraph_server.root, SECRET_TOKEN) as root:
        addresses = {"graph_store": f"{root}/store", "query": f"{root}/query", "update": f"{root}/update"}
        with connected(**addresses, credentials=Credentials(token=SECRET_TOKEN)) as store:
            load(store, TABLES, DEFAULT_BASE)
            assert loaded(store) == wanted(TABLES)
        with (
            connected(**addresses, credentials=Credentials(token="another")) as store,
            pytest.raises(ServerError, match="does not let this token in"),
        ):
            load(store, TABLES, DEFAULT_BASE)


def test_a_dataset_that_is_not_there(fuseki: Fuseki) -> None:
    assert "there is no such dataset" in fault(f"{fuseki.root}/other")
    assert "there is no such dataset" in fault(f"{fuseki.root}/other/data")


def test_a_store_that_may_only_be_read() -> None:
    with fuseki_server(lasting=True, writable=False) as server:
        assert "read-only" in fault(server.endpoint)
        assert "read-only" in fault(f"{server.endpoint}/data")


def test_no_server() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/papers"
        assert "nothing answers there" in fault(address)
    assert "no server has this name" in fault("http://no-such-host.invalid/papers")


@pytest.mark.parametrize(
    "address", ["localhost:3030", "ftp://localhost/x", "http:///x", "http://h:99999999/x"]
)
def test_what_is_no_address(address: str) -> None:
    assert "looks like http" in fault(address) or "no address" in fault(address)


def test_a_password_in_the_address_is_refused() -> None:
    assert "by their options" in fault(f"http://ann:{SECRET}@localhost:3030/papers")


def test_a_page_of_a_proxy() -> None:
    with answering(200, "<html>please log in</html>", "text/html; charset=utf-8") as address:
        assert "answers with a web page" in fault(address)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (507, "", "disk of the server is full"),
        (500, "java.io.IOException: No space left on device", "disk of the server is full"),
        (500, "a fault occurred in an unsafe memory access operation", "disk of the server is full"),
        (500, "something else", "failed with status 500: something else"),
        (403, "not for you", "may not be written to"),
        (413, "", "takes no requests of this size"),
        (429, "slow down", "is busy"),
        (302, "", "has moved"),
        (200, "not what was asked for", "answers a query with text/plain"),
    ],
)
def test_what_servers_answer(status: int, body: str, words: str) -> None:
    with answering(status, body) as address:
        assert words in refused_write(address)


def refused_write(address: str) -> str:
    """What the first request to a store complains of; no query and no update are looked for."""
    with SparqlClient(retries=0) as client:
        store = SparqlStore(client, Addresses(address, query=address, update=address))
        with pytest.raises(ServerError) as caught:
            load(store, TABLES, DEFAULT_BASE)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@dataclass
class Asked:
    """A request that `answering_in_turn` got."""

    when: float
    headers: Message
    body: bytes


@contextmanager
def answering_in_turn(*statuses: int, **headers: str) -> Iterator[tuple[str, list[Asked]]]:
    """A server that answers each request with the next status, the last one for ever; 0 is a connection that
    breaks. Its address, and what it was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            asked.append(Asked(time.monotonic(), self.headers, body))
            status = statuses[min(len(asked), len(statuses)) - 1]
            if not status:
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def updated(address: str, text: str = "CLEAR SILENT DEFAULT", *, compress: bool | None = None) -> None:
    with SparqlClient(compress=compress) as client:
        assert SparqlStore(client, Addresses(query=address, update=address)).update(text)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 520, 0])
def test_a_busy_server_is_asked_again_and_later_each_time(status: int) -> None:
    with answering_in_turn(status, status, 204) as (address, asked):
        updated(address)
    assert [one.body for one in asked] == [b"CLEAR SILENT DEFAULT"] * 3
    assert asked[2].when - asked[1].when > 0.9


def test_a_server_says_how_long_it_is_busy() -> None:
    with answering_in_turn(429, 204, retry_after="1") as (address, asked):
        updated(address)
    assert asked[1].when - asked[0].when > 0.9


def test_what_no_second_request_mends_is_not_asked_again() -> None:
    with answering_in_turn(507) as (address, asked), pytest.raises(ServerError, match="is full"):
        updated(address)
    assert len(asked) == 1


def test_large_requests_are_compressed_but_those_that_stay_on_this_machine() -> None:
    text = "CLEAR SILENT DEFAULT" + " " * 2000
    with answering_in_turn(204) as (address, asked):
        updated(address, text, compress=True)
        updated(address, text)
    assert gzip.decompress(asked[0].body) == asked[1].body == text.encode()
    assert len(asked[0].body) < 200


def test_a_server_that_takes_no_gzip() -> None:
    with answering_in_turn(415, 204) as (address, asked), SparqlClient(compress=True) as client:
        store = SparqlStore(client, Addresses(query=address, update=address))
        for _ in range(2):
            assert store.update("CLEAR SILENT DEFAULT" + " " * 2000)
    assert [one.headers["content-encoding"] for one in asked] == ["gzip", None, None]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that nobody knows, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes certificates, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    output = ["-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run([*command, *names, *output], check=True, capture_output=True)
    return files


def test_an_unknown_certificate(certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with answering(204, "") as plain:
        assert "speaks no TLS" in fault(plain.replace("http", "https", 1))
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"https://127.0.0.1:{server.server_port}/papers"
        assert "certificate that is not trusted" in fault(address)
        assert "certificate that is not trusted" not in fault(address, certificates=certificate[0])
        server.shutdown()
    assert "holds no certificates" in fault(address, certificates=certificate[1])


def test_no_text_shows_a_secret() -> None:
    assert SECRET not in repr(Credentials("ann", SECRET)) + repr(Credentials(token=SECRET))
    for credentials in (Credentials(token="a b"), Credentials("an:n", "x")):
        with pytest.raises(ServerError):
            SparqlClient(credentials)


def test_the_command_ends_with_one_line_and_status_1(
    guarded: Fuseki, tmp_path: Path, graph_folder: Path
) -> None:
    (tmp_path / "password").write_text(f"{SECRET}\nmore", encoding="utf-8")
    command = [
        str(Path(sys.executable).with_name("claimgraph")),
        "load",
        "sparql",
        "--graph",
        str(graph_folder),
    ]

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, "--endpoint", guarded.endpoint, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )

    refused = run("--user", "ann", SPARQL_PASSWORD="wrong")
    assert refused.returncode == 1
    assert refused.stderr.startswith("error: ")
    assert refused.stderr.count("\n") == 1
    planned = run("--user", "ann", "--password-file", str(tmp_path / "password"), "--dry-run")
    assert planned.returncode == 0, planned.stderr
    written = run("--user", "ann", SPARQL_PASSWORD=SECRET)
    assert written.returncode == 0, written.stderr
    again = run("--user", "ann", SPARQL_PASSWORD=SECRET)
    assert again.stderr.startswith("Nothing to write")
    assert run(SPARQL_TOKEN="abc").returncode == 1
    assert run("--password-file", str(tmp_path / "password")).returncode == 2


@pytest.fixture
def graph_folder(tmp_path: Path) -> Path:
    """The folder of a graph of one paper, which took no extraction."""
    paper = Record(
        id="fern",
        title="Fern",
        abstract="Small adapters.",
        source=Source("papers.jsonl", 1),
        entities=(),
        results=(),
        comparisons=(),
        extractor="test 1",
    )
    update(tmp_path / "graph", put=[paper], stores=())
    return tmp_path / "graph"
