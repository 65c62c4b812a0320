"""A Neo4j database holds what the tables hold, and nothing more is written than what differs."""

from __future__ import annotations

from loaded_graphs import grown, small
from neo4j_stores import connect, load_after
from servers.neo4j_server import Neo4jServer

from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_load import load, plan
from graph.tables import GraphTables

OLD, NEW = small(), grown()


def test_it_holds_what_the_tables_hold(store: Neo4jStore) -> None:
    report = load(store, OLD, "old")
    assert report.compared
    assert report.change.rows == sum(OLD.counts().values())
    assert store.counts() == OLD.counts()
    assert store.dump() == OLD


def test_a_second_load_writes_nothing(store: Neo4jStore) -> None:
    load(store, OLD, "old")
    again = load(store, OLD, "old")
    assert (again.changed, again.compared) == (False, False)
    compared = load(store, OLD, "old", compare=True)
    assert (compared.changed, compared.compared) == (False, True)


def test_only_the_difference_is_written(store: Neo4jStore) -> None:
    load(store, OLD, "old")
    there = load_after(store, OLD, NEW, "new")
    assert 0 < there.change.rows < sum(NEW.counts().values()) / 2
    assert not there.compared
    assert store.dump() == NEW
    load_after(store, NEW, OLD, "old")
    assert store.dump() == OLD
    load_after(store, OLD, GraphTables.empty(), "empty")
    assert sum(store.counts().values()) == 0


def test_where_the_earlier_state_is_not_known_every_row_is_compared(store: Neo4jStore) -> None:
    load(store, OLD, "old")
    report = load(store, NEW, "new")
    assert report.compared
    assert 0 < report.change.rows < sum(NEW.counts().values()) / 2
    assert store.dump() == NEW


def test_a_plan_tells_what_a_load_writes_and_writes_nothing(store: Neo4jStore) -> None:
    assert plan(store, OLD, "old").change.rows == sum(OLD.counts().values())
    assert store.read("MATCH (n) RETURN count(n)") == [(0,)]
    load(store, OLD, "old")
    planned = plan(store, NEW, "new", find_tables=lambda target, digest: OLD)
    assert store.dump() == OLD
    assert load(store, NEW, "new").change.rows == planned.change.rows


def test_two_graphs_live_in_one_database(store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
    with connect(neo4j_server, "Other") as other:
        load(store, OLD, "old")
        load(other, NEW, "new")
        assert (store.dump(), other.dump()) == (OLD, NEW)
        load(other, GraphTables.empty(), "empty")
        assert store.dump() == OLD
        assert sum(other.counts().values()) == 0
