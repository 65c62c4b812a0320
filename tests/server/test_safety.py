"""Who may call the server, what its pages may do, and what comes of requests that mean harm."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers.served import Served, serving
from test_limits import processes

from queries.server.safety import is_local_name

ASK = "/sparql?query=ASK%20%7B%7D"


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost", True),
        ("LOCALHOST:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("192.168.0.7", True),
        ("papers.example.org", True),
        ("papers.example.org:80", True),
        ("evil.example.org", False),
        ("localhost.evil.example.org", False),
        ("127.0.0.1.nip.io", False),
        ("", False),
        ("[::1", True),
        ("[evil]", False),
        ("2130706433", False),
    ],
)
def test_names_of_the_server(host: str, known: bool) -> None:
    assert is_local_name(host, {"papers.example.org"}) is known


def test_a_foreign_name_is_refused(served: Served) -> None:
    """As a page sends it that has its own name lead to this machine (DNS rebinding)."""
    response = served.request("GET", ASK, headers={"Host": "evil.example.org"})
    assert response.status == 421
    assert served.request("GET", ASK, headers={"Host": f"localhost:{served.port}"}).status == 200


def test_pages_elsewhere_cannot_read(served: Served) -> None:
    for origin, allowed in (
        ("https://evil.example.org", False),
        ("null", False),
        ("http://localhost.evil.example.org", False),
        ("http://localhost:8888", True),
        ("http://127.0.0.1:3000", True),
    ):
        response = served.request("GET", "/api/graph", headers={"Origin": origin})
        assert response.headers.get("access-control-allow-origin") == (origin if allowed else None)
        assert "Origin" in response.headers["vary"]
        asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        before = served.request("OPTIONS", "/cypher", headers=asks)
        assert before.status == (204 if allowed else 403)


def test_what_is_allowed_besides(example_graph: Path) -> None:
    options = ["--cors-origin", "https://papers.example.org", "--allowed-host", "graph.example.org"]
    with serving(example_graph, *options) as server:
        headers = {"Origin": "https://papers.example.org", "Host": "graph.example.org"}
        response = server.request("GET", ASK, headers=headers)
        assert response.status == 200
        assert response.headers["access-control-allow-origin"] == "https://papers.example.org"


@pytest.mark.parametrize("path", [ASK, "/api/graph", "/nothing", "/sparql", "/sparql?query=x"])
def test_headers_that_bind_browsers(served: Served, path: str) -> None:
    headers = served.request("GET", path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "uvicorn" not in headers.get("server", "")


def test_loopback_alone_unless_told(served: Served) -> None:
    assert served.url.startswith("http://127.0.0.1:")
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, served.port), timeout=5)


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/static/../../../etc/passwd",
        "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "//etc/passwd",
        "/etc/passwd",
        "/api/questions/..%2f..%2fpyproject.toml",
        "/api/questions/%2e%2e%2f%2e%2e%2fREADME.md",
        "/api/paper?id=../../etc/passwd",
        "/api/entity?id=file:///etc/passwd",
    ],
)
def test_no_path_leads_to_files(served: Served, path: str) -> None:
    status, content = raw(served, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert status in (400, 404)
    assert b"root:" not in content


@pytest.mark.parametrize(
    "query",
    [
        "LOAD FROM '/etc/passwd' (header=false) RETURN *",
        "MATCH (n) LOAD FROM '/etc/passwd' RETURN *",
        "COPY (MATCH (n) RETURN n.id) TO '/tmp/stolen.csv'",
        "PROFILE COPY (MATCH (n) RETURN n.id) TO '/tmp/stolen.csv'",
        "EXPORT DATABASE '/tmp/stolen'",
        "CALL read_csv_serial('/etc/passwd') RETURN *",
        "CALL threads=1",
        "INSTALL json",
        "ATTACH '/tmp/other.db' AS other (dbtype sqlite)",
        "MATCH (n:Paper) DELETE n",
        "CREATE (:Paper {id: 'x'})",
        "MATCH (n:Paper) SET n.title = ''",
        "MATCH (n) RETURN n; MATCH (m) DELETE m",
    ],
)
def test_cypher_only_reads_the_graph(served: Served, query: str) -> None:
    response = served.post_json("/cypher", {"query": query})
    assert response.status == 400
    assert not Path("/tmp/stolen.csv").exists()
    assert served.post_json("/cypher", {"query": "MATCH (p:Paper) RETURN count(*)"}).json()["rows"] == [[60]]


def test_values_never_become_part_of_a_query(served: Served) -> None:
    for value in (
        "'; DROP TABLE Paper; --",
        '") } INSERT DATA { <u:a> <u:b> <u:c> } #',
        "\\",
        "\x00",
        "${x}",
    ):
        for language in ("cypher", "sparql"):
            response = served.get("/api/questions/leaderboard", lang=language, dataset=value)
            assert response.status == 200, response.data
            assert response.json()["rows"] == []


DEEP = 100_000


@pytest.fixture(scope="module")
def impatient(example_graph: Path) -> Iterator[Served]:
    """A server that does not wait long: some of these questions would go on for ever."""
    with serving(example_graph, "--time-limit", "6") as server:
        yield server


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/sparql", "SELECT * " + "{" * DEEP + "}" * DEEP),
        ("/sparql", "SELECT * { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }"),
        ("/sparql", "SELECT * { ?s " + "!" * DEEP + " ?o }"),
        ("/sparql", "SELECT * { ?s " + "<u:p>/" * 30_000 + "<u:p> ?o }"),
        ("/cypher", "RETURN " + "(" * DEEP + "1" + ")" * DEEP),
        ("/cypher", "RETURN " + "[" * DEEP + "]" * DEEP),
        ("/cypher", "RETURN 1" + " + 1" * 30_000),
        ("/cypher", "MATCH " + "()-[]-" * 20_000 + "() RETURN 1"),
    ],
)
def test_deep_nesting(impatient: Served, path: str, content: str) -> None:
    """An engine that runs out of stack takes its own process along, and nobody else."""
    if path == "/sparql":
        headers = {"Content-Type": "application/sparql-query"}
        response = impatient.request("POST", path, body=content.encode(), headers=headers)
    else:
        response = impatient.post_json(path, {"query": content})
    assert response.status in (200, 400, 503)
    assert impatient.request("GET", ASK).status == 200
    assert impatient.post_json("/cypher", {"query": "RETURN 1"}).status == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"query"',
        b'{"query": 1}',
        b'{"query": ""}',
        b'{"query": "RETURN 1", "other": 1}',
        b'{"query": "RETURN $x", "parameters": []}',
        b'{"query": "RETURN $x"}',
        b'{"query": "RETURN \xff"}',
        b'{"query": "RETURN $x", "parameters": {"x": ' + b"[" * 50_000 + b"]" * 50_000 + b"}}",
        json.dumps({"query": "RETURN $x", "parameters": {"x": 10**400}}).encode(),
    ],
)
def test_malformed_json(served: Served, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = served.request("POST", "/cypher", body=content, headers=headers)
    assert response.status in (200, 400)  # an engine may take a parameter that is missing for null
    assert served.post_json("/cypher", {"query": "RETURN 1"}).json()["rows"] == [[1]]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
        b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /sparql?query=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_what_is_no_request(served: Served, sent: bytes) -> None:
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=20) as client,
        contextlib.suppress(OSError),
    ):
        client.sendall(sent)
        client.settimeout(5)
        client.recv(4096)
    assert served.request("GET", ASK).status == 200


def test_slow_clients_are_not_in_the_way(served: Served) -> None:
    """Many that send a byte now and then, or read nothing of a long answer."""
    slow = []
    for number in range(60):
        client = socket.create_connection(("127.0.0.1", served.port), timeout=20)
        if number % 2:
            client.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n")
        else:
            client.sendall(b"GET /sparql?query=SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc%7D HTTP/1.1\r\nHost: x")
        slow.append(client)
    assert served.request("GET", ASK).status == 200
    for client in slow:
        client.close()


SEND_SECONDS = 2


@pytest.fixture(scope="module")
def hurried(example_graph: Path) -> Iterator[Served]:
    """A server that waits for no client for long."""
    limits = ["--send-limit", str(SEND_SECONDS), "--transfer-limit", "2", "--request-limit", "16"]
    with serving(example_graph, *limits) as server:
        yield server


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"G",
        b"\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
        b"GET /api/graph HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/gra",
        b"GET /api/graph HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 99\r\n\r\n",
    ],
)
def test_a_request_that_is_never_finished_holds_no_connection(hurried: Served, begun: bytes) -> None:
    """Not even where a byte comes now and then."""
    with socket.create_connection(("127.0.0.1", hurried.port), timeout=60) as client:
        client.sendall(begun)
        client.settimeout(SEND_SECONDS / 4)
        end = time.monotonic() + 60
        answer, closed = b"", False
        while not closed and time.monotonic() < end:
            try:
                received = client.recv(65536)
                answer, closed = answer + received, not received
            except TimeoutError:
                with contextlib.suppress(OSError):
                    client.sendall(b"\r" if begun == b"\r\n" else b"x")
            except OSError:
                closed = True
    assert closed
    assert answer == b"" or answer.startswith(b"HTTP/1.1 ")
    if begun.startswith(b"POST") or begun.count(b"\r\n\r\n") == 0:
        assert answer[9:12] in (b"408", b"400", b"")


def test_a_head_without_end_is_refused(hurried: Served) -> None:
    """Long before its time is over, so that little of it is kept."""
    with socket.create_connection(("127.0.0.1", hurried.port), timeout=60) as client:
        sent, answer = 0, b""
        with contextlib.suppress(OSError):
            client.sendall(b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
            while sent < 64 << 20:
                sent += client.send(b"x" * 65536)
        with contextlib.suppress(OSError):
            answer = client.recv(65536)
    assert sent < 16 << 20
    assert answer[9:12] in (b"431", b"")  # what was still on its way may have reset the connection


def test_an_answer_that_is_never_taken_holds_no_connection(hurried: Served) -> None:
    query = "SELECT * { ?a ?b ?c . ?d a cg:Dataset }"
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", hurried.port))
        client.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert client.recv(8) == b"HTTP/1.1"
        assert is_held(hurried, client)
        end = time.monotonic() + 60
        while is_held(hurried, client) and time.monotonic() < end:
            time.sleep(0.2)
        assert not is_held(hurried, client)


def is_held(served: Served, client: socket.socket) -> bool:
    """Whether the server's process has its end of the connection still open."""
    ends = f":{served.port:04X}", f":{client.getsockname()[1]:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = {
        f"socket:[{line[9]}]" for line in lines if line[1].endswith(ends[0]) and line[2].endswith(ends[1])
    }
    open_files = set()
    for file in Path(f"/proc/{served.process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            open_files.add(str(file.readlink()))
    return bool(ours & open_files)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60), path=st.sampled_from(["/sparql", "/cypher"]))
def test_any_text(served: Served, query: str, path: str) -> None:
    encodable = query.encode("utf-8", "replace").decode()
    if path == "/sparql":
        response = served.request("GET", path, fields={"query": encodable})
    else:
        response = served.post_json(path, {"query": encodable})
    assert response.status in (200, 400, 503)


def test_nothing_is_left_behind(served: Served) -> None:
    """After all of the above: as many processes, and as many open files, as a fresh server has."""
    deadline = time.monotonic() + 30
    files = Path(f"/proc/{served.process.pid}/fd")
    while len(list(files.iterdir())) > 60 and time.monotonic() < deadline:
        time.sleep(0.5)
    assert len(list(files.iterdir())) <= 60
    assert len(processes(served)) <= 2 + 3 * 4


def raw(served: Served, text: str) -> tuple[int, bytes]:
    """The status and all of the answer to bytes that a client library would not send."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as client:
        client.sendall(text.encode())
        content = b"".join(iter(lambda: client.recv(65536), b""))
    found = re.match(rb"HTTP/1\.1 (\d+)", content)
    assert found, content[:200]
    return int(found[1]), content
