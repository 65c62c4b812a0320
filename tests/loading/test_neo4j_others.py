"""What others keep in the same database stays as it is, and what they do to ours is mended."""

from __future__ import annotations

from typing import Any

import pytest
from load_worker import Worker
from loaded_graphs import graph, grown, small
from neo4j_stores import connect, load_after
from servers.neo4j_server import Neo4jServer

from graph.errors import ServerError
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_load import load, plan
from graph.tables import GraphTables

OLD, NEW = small(), grown()
FOREIGN = """
CREATE (t:Task {id: 7, name: 'Groceries', due: '2024-03-19'})-[:PART_OF {since: 2020}]->(:Home {name: 'us'}),
       (t)-[:USES {evidence: 'a list'}]->(:Method {name: 'Walking'}), (:Claim {id: 'ours too'})
"""


def foreign(store: Neo4jStore) -> list[tuple[Any, ...]]:
    """Everything that claimgraph did not write."""
    nodes = store.read(
        "MATCH (n) WHERE n.claimgraph IS NULL AND none(l IN labels(n) WHERE l STARTS WITH 'Claimgraph') "
        "RETURN labels(n), properties(n) ORDER BY toString(properties(n).id), n.name"
    )
    edges = "MATCH (a)-[r]->(b) WHERE r.claimgraph IS NULL RETURN a.name, type(r), properties(r), b.name"
    return [*nodes, *store.read(f"{edges} ORDER BY type(r), a.name, b.name")]


def test_what_others_keep_stays(store: Neo4jStore) -> None:
    store.write(FOREIGN)
    before = foreign(store)
    load(store, OLD, "old")
    store.write("MATCH (m:Method {id: 'method/1'}) SET m.rating = 5, m:Favourite")
    load_after(store, OLD, NEW, "new")
    load(store, NEW, "new", compare=True)
    assert store.dump() == NEW
    assert foreign(store) == before
    assert store.read("MATCH (m:Favourite) RETURN m.rating, m.id") == [(5, "method/1")]
    load_after(store, NEW, GraphTables.empty(), "empty")
    assert foreign(store) == before
    assert store.read("MATCH (m:Favourite) RETURN m") == []


def test_a_relationship_of_others_between_our_nodes_stays(store: Neo4jStore) -> None:
    load(store, OLD, "old")
    ends = "MATCH (p:Paper {id: 'paper/5'}), (m:Method {id: 'method/5'})"
    store.write(f"{ends} CREATE (p)-[:INTRODUCES {{by: 'me'}}]->(m)")
    for _ in range(2):
        load(store, OLD, "old", compare=True)
        assert store.dump() == OLD
        assert store.read("MATCH ()-[r:INTRODUCES {by: 'me'}]->() RETURN properties(r)") == [({"by": "me"},)]


@pytest.mark.parametrize("known", [True, False])
def test_a_node_that_others_refer_to_is_released_and_comes_back(store: Neo4jStore, known: bool) -> None:
    fewer = graph(range(8))
    load(store, OLD, "old")
    note = "MATCH (p:Paper {id: 'paper/12'}) CREATE (:Note {text: 'read this'})-[:ON]->(p)"
    store.write(note)
    report = load_after(store, OLD, fewer, "fewer") if known else load(store, fewer, "fewer")
    assert report.released == 1
    assert store.dump() == fewer
    title = dict(zip(OLD.nodes["Paper"]["id"], OLD.nodes["Paper"]["title"], strict=True))
    kept = "MATCH (:Note)-[:ON]->(p:Paper) RETURN p.id, p.title, p.claimgraph, p.abstract"
    expected = {str(id_): value.as_py() for id_, value in title.items()}["paper/12"]
    assert store.read(kept) == [("paper/12", expected, False, None)]
    assert not load(store, fewer, "fewer", compare=True).changed
    load_after(store, fewer, OLD, "old") if known else load(store, OLD, "old")
    assert store.dump() == OLD
    assert store.read("MATCH (:Note)-[:ON]->(p:Paper {claimgraph: true}) RETURN p.id") == [("paper/12",)]
    load(store, fewer, "fewer")
    store.write("MATCH (n:Note) DETACH DELETE n")
    load(store, fewer, "fewer", compare=True)
    assert store.read("MATCH (p:Paper {id: 'paper/12'}) RETURN p") == []


def test_what_others_did_to_ours_is_mended_by_a_comparison(store: Neo4jStore) -> None:
    load(store, OLD, "old")
    for harm in (
        "MATCH (p:Paper {id: 'paper/3'}) DETACH DELETE p",
        "MATCH (m:Method {id: 'method/2'}) SET m.name = 'x', m.aliases = [1, 2], m.support = 'many'",
        "MATCH (m:Method {id: 'method/3'}) SET m.aliases = null",
        "MATCH ()-[r:ABOUT]->() DELETE r",
        "MATCH (a)-[r:MAKES]->(b) CREATE (a)-[copy:MAKES]->(b) SET copy = properties(r)",
        "CREATE (:Method {id: 'method/none', claimgraph: true, name: 'made up'})",
    ):
        store.write(harm)
    assert not load(store, OLD, "old").changed
    report = load(store, OLD, "old", compare=True)
    assert report.mended == OLD.counts()["MAKES-Paper-Claim"] - 1  # the deleted paper's has no copy
    assert store.dump() == OLD
    assert store.counts() == OLD.counts()


def test_an_update_that_meets_missing_rows_compares_and_mends(store: Neo4jStore) -> None:
    load(store, OLD, "old")
    store.write("MATCH (m:Method {id: 'method/2'}) DETACH DELETE m")
    assert load_after(store, OLD, NEW, "new").compared
    assert store.dump() == NEW


def test_an_id_that_a_node_of_others_has_is_refused(store: Neo4jStore) -> None:
    store.write("CREATE (:Task {id: 'task/1', name: 'mine'})")
    for way in (plan, load):
        with pytest.raises(ServerError, match=r"did not write.*`Task`.*task/1.*--prefix"):
            way(store, OLD, "old")
    assert store.read("MATCH (t:Task {id: 'task/1'}) RETURN properties(t)") == [
        ({"id": "task/1", "name": "mine"},)
    ]
    store.write("MATCH (t:Task {id: 'task/1'}) DELETE t")
    load(store, OLD, "old")
    assert store.dump() == OLD


def test_two_loaders_at_once(store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
    workers = [Worker(neo4j_server.uri, state) for state in ("old", "new", "old")]
    for worker in workers:
        worker.start()
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    assert store.dump() in (OLD, NEW)
    with connect(neo4j_server) as again:
        load(again, NEW, "new")
        assert again.dump() == NEW
