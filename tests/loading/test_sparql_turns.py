"""Two loads at once, with their requests in every sort of order."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from loaded_graphs import graph
from servers.fuseki import Fuseki
from sparql_stores import connected, is_clean, loaded, wanted

from graph.rdf import DEFAULT_BASE
from graph.stores.sparql import SparqlClient, SparqlStore, load
from graph.tables import GraphTables

FEW, OTHERS = graph(range(2)), graph(range(1, 3), shift=3)


class Turns:
    """Lets one of some threads at a time send a request; which one is drawn by chance."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._changed = threading.Condition()
        self._waiting: dict[int, bool] = {}
        """Of each load that has not ended, whether it waits for its turn."""
        self._next: int | None = None

    def start(self, loads: int) -> None:
        self._waiting = dict.fromkeys(range(loads), False)

    @contextmanager
    def turn(self, load: int) -> Iterator[None]:
        with self._changed:
            self._waiting[load] = True
            self._draw()
            self._changed.wait_for(lambda: self._next == load)
        try:
            yield
        finally:
            with self._changed:
                self._waiting[load] = False
                self._next = None

    def done(self, load: int) -> None:
        with self._changed:
            del self._waiting[load]
            self._draw()

    def _draw(self) -> None:
        """The next turn, once all that run wait for theirs."""
        if self._next is None and self._waiting and all(self._waiting.values()):
            self._next = self._random.choice(sorted(self._waiting))
            self._changed.notify_all()


@pytest.mark.parametrize(
    ("path", "other"),
    [("/data", FEW), ("", FEW), ("", OTHERS)],
    ids=["graph store alone", "updates", "two graphs by updates"],
)
@pytest.mark.parametrize("seed", range(20))
def test_loads_by_turns_leave_one_graph_and_no_mark(
    seed: int, path: str, other: GraphTables, fuseki: Fuseki, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, send = Turns(seed), SparqlClient.send
    address = fuseki.endpoint + path
    with connected(address) as one, connected(address) as two, connected(fuseki.endpoint) as reader:
        loads = {one.client: 0, two.client: 1}

        def in_turn(client: SparqlClient, *arguments: Any, **options: Any) -> Any:
            with turns.turn(loads[client]):
                return send(client, *arguments, **options)

        def work(store: SparqlStore, tables: GraphTables) -> None:
            try:
                load(store, tables, DEFAULT_BASE)
            finally:
                turns.done(loads[store.client])

        turns.start(len(loads))
        with monkeypatch.context() as patched, ThreadPoolExecutor(len(loads)) as pool:
            patched.setattr(SparqlClient, "send", in_turn)
            for ended in [pool.submit(work, one, FEW), pool.submit(work, two, other)]:
                ended.result()
        assert loaded(reader) in (wanted(FEW), wanted(other))
        assert is_clean(reader)
