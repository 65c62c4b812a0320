"""A hundred clients and a runaway query every second: no error but the stopped ones.

`benchmarks/server.py` does the same for a minute and measures."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from crowd import crowd, sparql_address
from servers.served import CROSS_PRODUCT, serving

from queries.catalog import bind_sparql, find_question


def test_a_crowd(example_graph: Path) -> None:
    names = ("GSM8K", "ImageNet", "HumanEval")
    question = find_question("leaderboard")
    given = [{p.name: p.default or "" for p in question.parameters} | {"dataset": name} for name in names]
    addresses = [
        *(sparql_address(bind_sparql(question.sparql, values)) for values in given),
        *(f"/api/questions/leaderboard?dataset={name}" for name in names),
        "/api/search?q=image",
        "/api/entity?id=ImageNet",
    ]
    # In a thread of its own: Playwright's fixtures keep an event loop running in this one.
    with serving(example_graph, "--time-limit", "15") as server, ThreadPoolExecutor(1) as thread:
        coming = crowd(
            server.url,
            addresses,
            sparql_address(CROSS_PRODUCT),
            clients=100,
            seconds=5,
            pause=5,
            pid=server.process.pid,
        )
        seen = thread.submit(asyncio.run, coming).result()
    assert not seen.failures
    assert set(seen.statuses) == {200}
    assert set(seen.runaway_statuses) == {503}
