"""A hundred clients for a minute with a runaway query every second, beside pyoxigraph called directly.

    python benchmarks/server.py GRAPH [--question leaderboard --param dataset=ImageNet]

Prints the median time of a named question over HTTP and of the same query and bytes by pyoxigraph in another
process: first alone, then both while the crowd is at work; then errors and the memory of the server.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path += [str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "server")]

from crowd import Seen, crowd, sparql_address  # noqa: E402
from servers.served import CROSS_PRODUCT, serving  # noqa: E402

from graph.directory import GraphDirectory  # noqa: E402
from queries.catalog import bind_sparql, find_question  # noqa: E402
from queries.runner import find_query  # noqa: E402

CLIENTS = 100
REPEATS = 40


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
        _say("alone", _timed(_over_http(server.url, query)), _timed(_directly(asked.graph, query)))
        times = multiprocessing.get_context("spawn").Queue()
        stop = multiprocessing.get_context("spawn").Event()
        measuring = multiprocessing.get_context("spawn").Process(
            target=_measure, args=(server.url, asked.graph, query, times, stop)
        )
        measuring.start()
        times.get()  # it is ready
        seen = asyncio.run(
            crowd(
                server.url,
                [sparql_address(query)],
                sparql_address(CROSS_PRODUCT),
                clients=CLIENTS,
                seconds=asked.seconds,
                pause=asked.pause,
                pid=server.process.pid,
            )
        )
        stop.set()
        _say("with the crowd", *times.get())
        measuring.join()
    _tell(seen)


def _query(name: str, parameters: dict[str, str]) -> str:
    question = find_question(name)
    return bind_sparql(question.sparql, find_query(question, "sparql").values(parameters))


def _over_http(url: str, query: str) -> Callable[[], int]:
    """Asks on one connection; returns the number of bytes."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/sparql-query"}

    def ask() -> int:
        connection.request("POST", "/sparql", query.encode(), headers)
        response = connection.getresponse()
        content = response.read()
        assert response.status == 200, content
        return len(content)

    return ask


def _directly(graph: Path, query: str) -> Callable[[], int]:
    snapshot = GraphDirectory(graph).snapshot()
    store = snapshot.oxigraph()

    def ask() -> int:
        content = store.query(query).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]
        assert content is not None
        return len(content)

    return ask


def _timed(ask: Callable[[], int]) -> list[float]:
    return [_once(ask) for _ in range(REPEATS)][REPEATS // 4 :]


def _once(ask: Callable[[], int]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def _measure(url: str, graph: Path, query: str, times: multiprocessing.Queue, stop: object) -> None:
    """Both in turn, until told to stop: they meet the same crowd."""
    over_http, directly = _over_http(url, query), _directly(graph, query)
    assert over_http() == directly()
    taken: tuple[list[float], list[float]] = ([], [])
    times.put("ready")
    while not stop.is_set():  # type: ignore[attr-defined]
        for one, ask in zip(taken, (over_http, directly), strict=True):
            one.append(_once(ask))
        time.sleep(0.1)
    times.put(taken)


def _say(when: str, over_http: list[float], directly: list[float]) -> None:
    served, direct = statistics.median(over_http) * 1000, statistics.median(directly) * 1000
    print(f"{when}: {served:.1f} ms over HTTP, {direct:.1f} ms directly: {served / direct:.2f} times")


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
