"""The embedded SPARQL store: loading, bringing up to date, copying, asking."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, QuerySolutions, Store
from sample_tables import random_tables, sample

import graph.stores.oxigraph as module
from graph.difference import difference
from graph.rdf import DEFAULT_BASE, RdfMapping, quads
from graph.stores.oxigraph import OxigraphStore
from graph.tables import GraphTables

ENTITIES = RdfMapping().entities_graph


def named_graphs(store: OxigraphStore) -> set[object]:
    rows = store.query("SELECT ?graph WHERE { GRAPH ?graph {} }")
    assert isinstance(rows, QuerySolutions)
    return {row["graph"] for row in rows}


@settings(max_examples=50, deadline=None)
@given(st.lists(random_tables(), min_size=1, max_size=3), st.sampled_from([0, 10, 500_000]))
def test_any_sequence_of_changes_ends_in_a_fresh_load(states: list[GraphTables], transaction: int) -> None:
    store = OxigraphStore(Store())  # in memory, for speed
    state = GraphTables.empty()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "TRANSACTION_QUADS", transaction)
        for new in states:
            store.apply(difference(state, new), new)
            state = new
            assert sorted(map(str, store)) == sorted(str(quad) for quad in quads(new))
            assert named_graphs(store) <= {quad.graph_name for quad in quads(new)} | {ENTITIES}


@pytest.fixture
def store(tmp_path: Path) -> OxigraphStore:
    store = OxigraphStore.create(tmp_path / "store")
    store.load(sample())
    return store


def test_load(store: OxigraphStore) -> None:
    assert set(store) == set(quads(sample()))
    with pytest.raises(ValueError, match="not empty"):
        store.load(sample())


def test_counts(store: OxigraphStore) -> None:
    assert store.counts() == sample().counts()


def test_no_change_writes_nothing(store: OxigraphStore) -> None:
    assert store.apply(difference(sample(), sample()), sample()) == 0


def test_only_the_difference_is_written(store: OxigraphStore) -> None:
    new = sample(nodes={"method/fern": {"support": 2}, "claim/1": {"value": 72.25}})
    before = set(store)
    assert store.apply(difference(sample(), new), new) == 4
    node = RdfMapping().node
    assert {(q.subject, q.object.value) for q in set(store) - before if isinstance(q.object, Literal)} == {
        (node("method/fern"), "2"),
        (node("claim/1"), "72.25"),
    }


def test_paper_that_goes_takes_its_graph_along(store: OxigraphStore) -> None:
    store.apply(difference(sample(), GraphTables.empty()), GraphTables.empty())
    assert len(store) == 0
    assert named_graphs(store) <= {ENTITIES}


def test_open_again(store: OxigraphStore, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="lock"):
        OxigraphStore.open(tmp_path / "store")
    store.close()
    gc.collect()
    for opened in (OxigraphStore.open, OxigraphStore.open_read_only):
        with opened(tmp_path / "store") as again:
            assert set(again) == set(quads(sample()))


def test_folder_without_a_store(tmp_path: Path) -> None:
    for opened in (OxigraphStore.open, OxigraphStore.open_read_only):
        with pytest.raises(FileNotFoundError, match="no Oxigraph store"):
            opened(tmp_path / "absent")
    assert not (tmp_path / "absent").exists()
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError, match="not empty"):
        OxigraphStore.create(tmp_path)


def test_query_joins_graphs_and_knows_the_prefixes(store: OxigraphStore) -> None:
    rows = store.query(
        "SELECT ?title ?name WHERE { ?p cg:introduces ?m ; schema:name ?title . "
        "?m a cg:Method ; skos:prefLabel ?name }"
    )
    assert isinstance(rows, QuerySolutions)
    assert [(row["title"].value, row["name"].value) for row in rows] == [("Fern: Small Adapters", "Fern")]


def test_query_writes_nothing(store: OxigraphStore) -> None:
    with pytest.raises(SyntaxError):
        store.query("DELETE WHERE { ?s ?p ?o }")


def test_failed_change_leaves_the_store_as_it_was(
    store: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(store)
    monkeypatch.setattr(module, "insert_data", lambda data: "INSERT DATA { broken")
    with pytest.raises(SyntaxError):
        store.apply(difference(GraphTables.empty(), sample()), sample())
    assert set(store) == before


def test_base_of_the_store(tmp_path: Path) -> None:
    base = "https://example.org/kg/"
    with OxigraphStore.create(tmp_path / "store", base) as store:
        store.load(sample())
        new = sample(nodes={"method/fern": {"support": 2}})
        store.apply(difference(sample(), new), new)
        assert set(store) == set(quads(new, base))
        assert not any(isinstance(q, Quad) and DEFAULT_BASE in str(q) for q in store)
