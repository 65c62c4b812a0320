"""A load that is cut off at any moment, by its own end or the server's, is completed by the next one."""

from __future__ import annotations

import random
import time
from itertools import chain, repeat
from typing import Any

from load_worker import STATES, Worker
from neo4j_stores import connect
from servers.neo4j_server import Neo4jServer

from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_load import load

CLIENT_KILLS, SERVER_KILLS = 18, 2
STAGES = 40
"""A load has about as many: kills come before, within and after what it writes."""
GRAPHS = {name: make() for name, make in STATES.items()}


def test_cut_off_at_any_moment(neo4j_server: Neo4jServer) -> None:
    chance = random.Random(5)
    kills = ["client"] * CLIENT_KILLS + ["server"] * SERVER_KILLS
    chance.shuffle(kills)
    with connect(neo4j_server) as store:
        expected = {name: undisturbed(store, name) for name in ("new", "old")}
    interrupted = 0
    worker = Worker(neo4j_server.uri, "old")
    more = repeat("client", 3 * len(kills))  # where loads come to their end on this machine
    for number, victim in enumerate(chain(kills, more)):
        if number >= len(kills) and interrupted > len(kills) / 2:
            break
        state = worker.state
        worker.start()
        worker.wait_for_stages(chance.randrange(1, STAGES))
        time.sleep(chance.random() * 0.02)
        if victim == "client":
            worker.kill()
        else:
            neo4j_server.kill()
            neo4j_server.start()
            worker.wait()
            assert "Traceback" not in worker.error()
        worker = Worker(neo4j_server.uri, ("old", "new")[number % 2 == 0])
        with connect(neo4j_server) as store:
            interrupted += digest(store) == ""
            load(store, GRAPHS[state], state)
            assert contents(store) == expected[state], (number, victim)
    worker.kill()
    assert interrupted > len(kills) / 2


def undisturbed(store: Neo4jStore, state: str) -> Any:
    """What the database holds after a load that nothing cuts off."""
    load(store, GRAPHS[state], state)
    assert store.dump() == GRAPHS[state]
    return contents(store)


def contents(store: Neo4jStore) -> Any:
    """Everything in the database, but for the names that Neo4j gives and the random ones."""
    nodes = store.read(
        "MATCH (n) WHERE NOT n:ClaimgraphLock AND NOT n:ClaimgraphState "
        "RETURN labels(n), properties(n) ORDER BY n.id"
    )
    edges = store.read(
        "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r) ORDER BY a.id, type(r), b.id"
    )
    return nodes, edges, digest(store)


def digest(store: Neo4jStore) -> str | None:
    rows = store.read("MATCH (s:ClaimgraphState) RETURN s.digest")
    return rows[0][0] if rows else None
