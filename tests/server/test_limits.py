"""What one question may cost, and that others do not pay for it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from urllib.parse import quote

import pytest
import urllib3
from servers.served import CROSS_PRODUCT, Served, serving

from claimgraph import Graph

ASK = "ASK { ?p a cg:Paper }"
EVERYTHING = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
CYPHER_CROSS_PRODUCT = "MATCH (a), (b), (c), (d) WHERE a.id + b.id + c.id + d.id = '' RETURN count(*)"
SECONDS = 5


@pytest.fixture(scope="module")
def bounded(example_graph: Path) -> Iterator[Served]:
    """A server with tight limits."""
    options = {
        "--time-limit": SECONDS,
        "--row-limit": 5000,
        "--table-limit": 7,
        "--memory-limit": 300,
        "--request-limit": 16,
        "--parallel": 2,
        "--long-running": 2,
        "--queue": 3,
    }
    with serving(example_graph, *(str(part) for option in options.items() for part in option)) as server:
        yield server


def processes(served: Served) -> set[int]:
    """The processes that descend from the server's."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found: set[int] = set()
    waiting = [served.process.pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found |= set(below)
        waiting += below
    return found


def test_time(bounded: Served) -> None:
    start = time.monotonic()
    response = bounded.sparql(CROSS_PRODUCT)
    assert response.status == 503
    assert f"stopped after {SECONDS} s" in response.data.decode()
    assert response.headers["retry-after"].isdigit()
    assert time.monotonic() - start >= SECONDS


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/cypher", {"query": CYPHER_CROSS_PRODUCT}),
        ("/api/query", {"language": "cypher", "query": CYPHER_CROSS_PRODUCT}),
        ("/api/query", {"language": "sparql", "query": CROSS_PRODUCT}),
    ],
)
def test_time_elsewhere(bounded: Served, path: str, content: object) -> None:
    response = bounded.post_json(path, content)
    assert response.status == 503
    assert "stopped after" in response.json()["detail"]


def test_a_stopped_process_is_gone_and_replaced(bounded: Served) -> None:
    bounded.sparql(ASK)
    before = processes(bounded)
    for _ in range(3):
        assert bounded.sparql(CROSS_PRODUCT).status == 503
        assert bounded.sparql(ASK).json()["boolean"]
    deadline = time.monotonic() + 20
    while len(processes(bounded)) > len(before) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(processes(bounded)) <= len(before)


def is_cut(served: Served, query: str, accept: str) -> bool:
    """Whether the answer does not come, or is broken off: nobody takes a part for the whole."""
    try:
        return served.sparql(query, accept=accept).status == 503
    except urllib3.exceptions.ProtocolError:
        return True


def test_rows(bounded: Served) -> None:
    for accept in ("text/csv", "application/sparql-results+json", "text/tab-separated-values"):
        assert is_cut(bounded, EVERYTHING, accept)
    fitting = bounded.sparql("SELECT * { ?a ?b ?c } LIMIT 5000", accept="text/csv")
    assert len(fitting.data.splitlines()) == 5001
    assert is_cut(bounded, "SELECT * { ?a ?b ?c } LIMIT 5001", "text/csv")
    construct = "CONSTRUCT { ?a cg:kind ?c } WHERE { ?a cg:kind ?c }"
    assert not is_cut(bounded, construct, "application/n-triples")
    assert is_cut(bounded, "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "application/n-triples")


def test_rows_of_a_short_answer(bounded: Served) -> None:
    response = bounded.sparql("SELECT ?none { ?a ?b ?c } LIMIT 5500", accept="text/tab-separated-values")
    assert response.status == 503
    assert b"more than 5000 rows" in response.data


def test_rows_of_a_table(bounded: Served) -> None:
    for path, query in (
        ("/cypher", {"query": "MATCH (p:Paper) RETURN p.id"}),
        ("/api/query", {"language": "sparql", "query": "SELECT ?p { ?p a cg:Paper }"}),
    ):
        table = bounded.post_json(path, query).json()
        assert len(table["rows"]) == 7
        assert table["truncated"]
        query["query"] += " LIMIT 7"
        assert not bounded.post_json(path, query).json()["truncated"]


def test_memory(bounded: Served) -> None:
    """Sorting a cross product fills the memory well before the time is over, or is stopped in time."""
    response = bounded.sparql(SORTED)
    assert response.status == 503
    assert bounded.sparql(ASK).json()["boolean"]
    query = "MATCH (a), (b), (c:Claim) RETURN a.id, b.id, c.evidence ORDER BY b.id, a.id, c.evidence"
    assert bounded.post_json("/cypher", {"query": query}).status == 503
    assert bounded.post_json("/cypher", {"query": "MATCH (p:Paper) RETURN count(*)"}).status == 200


def test_size_of_a_request(bounded: Served) -> None:
    long = f"ASK {{}} #{'x' * 20_000}"
    assert bounded.request("POST", "/sparql", fields={"query": long}).status == 413
    assert bounded.get("/sparql", query=long).status in (400, 414)
    assert bounded.post_json("/cypher", {"query": long}).status == 413
    direct = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}
    assert bounded.request("POST", "/sparql", body=long.encode(), headers=direct).status == 413


def test_others_are_not_in_the_way(example_graph: Path) -> None:
    """While more queries run away than there are places, short ones are answered."""
    options = ["--time-limit", "120", "--parallel", "2", "--long-running", "2"]
    with ThreadPoolExecutor(8) as pool:
        with serving(example_graph, *options) as server:
            runaways = [pool.submit(server.sparql, CROSS_PRODUCT) for _ in range(4)]
            for _ in range(20):
                assert server.sparql(ASK).status == 200
            stopped = [one.result() for one in runaways if one.done()]
            assert len(stopped) < 4
        with contextlib.suppress(urllib3.exceptions.HTTPError):  # the server has ended
            stopped += [one.result() for one in runaways]
    assert {response.status for response in stopped} <= {503}


def test_of_too_many_that_run_long_one_is_stopped(example_graph: Path) -> None:
    options = ["--time-limit", "120", "--parallel", "1", "--long-running", "1"]
    with serving(example_graph, *options) as server, ThreadPoolExecutor(2) as pool:
        first = pool.submit(server.sparql, CROSS_PRODUCT)
        second = pool.submit(server.sparql, CROSS_PRODUCT)
        done, _ = wait([first, second], timeout=110, return_when=FIRST_COMPLETED)
        (stopped,) = done
        assert stopped.result().status == 503
        assert b"too many questions run long" in stopped.result().data
        assert server.sparql(ASK).status == 200
        os.kill(server.process.pid, signal.SIGTERM)
        with contextlib.suppress(urllib3.exceptions.HTTPError):
            wait([first, second])


def test_too_many_at_once(bounded: Served) -> None:
    """Who finds the queue full is told so; the others wait."""

    def ask(start: threading.Barrier, number: int) -> str:
        # No two are the same question, which would have the same answer at once.
        text = f"SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?c), '{number}')) AS ?n) {{ ?a ?b ?c }}"
        start.wait()
        response = bounded.sparql(text)
        return "answered" if response.status == 200 else f"{response.status} {response.data.decode()}"

    refused = "503 too many questions wait already: try again later"
    seen: set[str] = set()
    with ThreadPoolExecutor(16) as pool:
        for turn in range(20):  # on a busy machine they may come one by one
            start = threading.Barrier(16)
            asked = [pool.submit(ask, start, 16 * turn + number) for number in range(16)]
            seen |= {one.result().strip() for one in asked}
            if {"answered", refused} <= seen:
                break
    assert {"answered", refused} <= seen
    assert {one.partition(" ")[0] for one in seen} == {"answered", "503"}
    assert bounded.sparql(ASK).status == 200


def test_a_client_that_leaves_ends_its_query(example_graph: Path) -> None:
    with serving(example_graph, "--time-limit", "60", "--parallel", "1") as server:
        assert server.sparql(ASK).status == 200
        before = processes(server)
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(
                f"GET /sparql?query={quote(CROSS_PRODUCT)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
            deadline = time.monotonic() + 50
            while len(processes(server)) == len(before) and time.monotonic() < deadline:
                time.sleep(0.2)
            assert len(processes(server)) > len(before)  # one that works, and one that took its place
        deadline = time.monotonic() + 20
        while len(processes(server)) > len(before) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert len(processes(server)) == len(before)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_nothing_goes_on_when_the_server_ends(example_graph: Path, ending: signal.Signals) -> None:
    with serving(example_graph, "--time-limit", "600") as server, ThreadPoolExecutor(1) as pool:
        assert server.sparql(ASK).status == 200
        runaway = pool.submit(server.sparql, CROSS_PRODUCT)
        time.sleep(2)
        answering = processes(server)
        os.kill(server.process.pid, ending)
        with contextlib.suppress(urllib3.exceptions.HTTPError):  # broken off, or told that it was stopped
            assert runaway.result().status == 503
        deadline = time.monotonic() + 60
        while any(is_running(process) for process in answering) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert not any(is_running(process) for process in answering)


def is_running(process: int) -> bool:
    """Whether there is such a process that has not come to its end."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_large_answer_is_streamed(example_graph: Path) -> None:
    """It begins before it is complete, and a slow reader may take longer than computing may."""
    query = "SELECT * { ?a ?b ?c . ?d a cg:Metric } LIMIT 60000"  # more than sockets hold
    with serving(example_graph, "--time-limit", "10") as server:
        small = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)]
        response = urllib3.PoolManager(retries=False, socket_options=small).request(
            "GET",
            f"{server.url}/sparql",
            fields={"query": query},
            headers={"Accept": "text/csv"},
            preload_content=False,
        )
        assert response.status == 200
        assert response.headers["transfer-encoding"] == "chunked"
        first = response.read(100)
        time.sleep(11)
        rest = sum(map(len, iter(lambda: response.read(1 << 16), b"")))
    assert first.startswith(b"a,b,c,d\r\n")
    assert rest > 1 << 20


def test_the_server_follows_the_graph(tmp_path: Path, repository: Path) -> None:
    """A build shows without a restart, a query that runs meanwhile is finished on the old state."""
    graph = Graph(tmp_path / "graph")
    graph.build([repository / "examples" / "landmark-papers.txt"])
    count = "SELECT (COUNT(?p) AS ?n) { ?p a cg:Paper }"
    with serving(tmp_path / "graph") as server:
        tag = server.sparql(count).headers["etag"]
        graph.remove(["Focal Loss for Dense Object Detection"])
        deadline = time.monotonic() + 30
        while server.sparql(count).headers["etag"] == tag and time.monotonic() < deadline:
            time.sleep(0.2)
        assert server.sparql(count).json()["results"]["bindings"][0]["n"]["value"] == "59"
        while server.post_json("/cypher", {"query": "MATCH (p:Paper) RETURN count(*)"}).json()["rows"] != [
            [59]
        ]:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        while server.get("/api/paper", id="Focal Loss for Dense Object Detection").status != 404:
            assert time.monotonic() < deadline
            time.sleep(0.2)
