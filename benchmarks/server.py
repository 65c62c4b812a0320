"""A hundred clients for a minute with a runaway query every second, beside pyoxigraph called directly.

    python benchmarks/server.py GRAPH [--question leaderboard --param dataset=ImageNet]

Prints the median time of a named question over HTTP, and of the same query and bytes by pyoxigraph called
directly in the process that asks. Over HTTP it is asked anew (with a comment that differs every time, so that
no kept answer will do) and again (as the clients of the crowd ask it). The three take turns: first alone,
then while the crowd is at work. Then what the crowd saw, and the memory of the server.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import multiprocessing
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path += [str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "server")]

from crowd import Seen, crowd, sparql_address  # noqa: E402
from servers.served import CROSS_PRODUCT, Served, serving  # noqa: E402

from graph.directory import GraphDirectory  # noqa: E402
from queries.catalog import bind_sparql, find_question  # noqa: E402
from queries.runner import find_query  # noqa: E402

CLIENTS = 100
ALONE_SECONDS = 20
PAUSE_SECONDS = 0.1
"""Between two questions of the process that measures."""
_spawned = multiprocessing.get_context("spawn")


@dataclass
class Taken:
    """Seconds that good answers took in each way, and all statuses over HTTP."""

    anew: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    direct: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def __str__(self) -> str:
        anew, again, direct = (statistics.median(t) * 1000 for t in (self.anew, self.again, self.direct))
        return (
            f"{anew:.1f} ms over HTTP anew, {again:.1f} ms again, {direct:.1f} ms directly: "
            f"{anew / direct:.2f} and {again / direct:.2f} times "
            f"(medians of {len(self.direct)}, statuses {dict(self.statuses)})"
        )


class Measuring:
    """A process of its own that asks in both ways in turn, until stopped."""

    def __init__(self, url: str, graph: Path, query: str) -> None:
        self._results, self._stop = _spawned.Queue(), _spawned.Event()
        arguments = (url, graph, query, self._results, self._stop)
        self._process = _spawned.Process(target=_measure, args=arguments, daemon=True)
        self._process.start()
        self._results.get()  # it is ready

    def stop(self) -> Taken:
        self._stop.set()
        taken: Taken = self._results.get()
        self._process.join()
        return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--question", default="leaderboard")
    parser.add_argument("--param", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=10, help="seconds between the questions of a client")
    asked = parser.parse_args()
    query = _query(asked.question, dict(param.split("=", 1) for param in asked.param))
    with serving(asked.graph) as server:
        measuring = Measuring(server.url, asked.graph, query)
        time.sleep(ALONE_SECONDS)
        print(f"alone: {measuring.stop()}", flush=True)
        measuring = Measuring(server.url, asked.graph, query)
        seen = _crowd(server, query, asked.seconds, asked.pause)
        print(f"with the crowd: {measuring.stop()}")
    _tell(seen)


def _crowd(server: Served, query: str, seconds: float, pause: float) -> Seen:
    coming = crowd(
        server.url,
        [sparql_address(query)],
        sparql_address(CROSS_PRODUCT),
        clients=CLIENTS,
        seconds=seconds,
        pause=pause,
        pid=server.process.pid,
    )
    return asyncio.run(coming)


def _query(name: str, parameters: dict[str, str]) -> str:
    question = find_question(name)
    return bind_sparql(question.sparql, find_query(question, "sparql").values(parameters))


def _measure(url: str, graph: Path, query: str, results: multiprocessing.Queue[Any], stop: Event) -> None:
    over_http, directly, taken = _over_http(url), _directly(graph, query), Taken()
    assert over_http(query) == (200, directly())
    results.put("ready")
    while not stop.is_set():
        for times, text in ((taken.anew, f"{query}\n# {len(taken.direct)}"), (taken.again, query)):
            start = time.perf_counter()
            status, _ = over_http(text)
            taken.statuses[status] += 1
            if status == 200:
                times.append(time.perf_counter() - start)
        start = time.perf_counter()
        directly()
        taken.direct.append(time.perf_counter() - start)
        time.sleep(PAUSE_SECONDS)
    results.put(taken)


def _over_http(url: str) -> Callable[[str], tuple[int, bytes]]:
    """Asks on one connection, which stays open."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/sparql-query"}

    def ask(query: str) -> tuple[int, bytes]:
        connection.request("POST", "/sparql", query.encode(), headers)
        response = connection.getresponse()
        return response.status, response.read()

    return ask


def _directly(graph: Path, query: str) -> Callable[[], bytes]:
    snapshot = GraphDirectory(graph).snapshot()
    store = snapshot.oxigraph()

    def ask() -> bytes:
        content = store.query(query).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]
        assert content is not None
        return content

    return ask


def _tell(seen: Seen) -> None:
    answers = [taken for one in seen.seconds.values() for taken in one]
    print(f"{len(answers)} answers to {CLIENTS} clients, statuses {dict(seen.statuses)}")
    print(f"median of a client: {statistics.median(answers) * 1000:.1f} ms")
    print(f"{seen.runaway_statuses.total()} runaways, statuses {dict(seen.runaway_statuses)}")
    print(f"failures: {seen.failures[:5] or 'none'}")
    third = max(1, len(seen.memory) // 3)
    first, last = (statistics.mean(part) for part in (seen.memory[third : 2 * third], seen.memory[-third:]))
    print(f"memory of the server: {first:.0f} MiB in the middle of the time, {last:.0f} MiB at its end")


if __name__ == "__main__":
    main()
