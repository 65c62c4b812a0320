"""The Ladybug file holds what the tables hold."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import entity, gold_records, record
from test_tables import graphs

from extract.record import Record
from graph.build import build_graph
from graph.difference import difference
from graph.papers import merge_papers
from graph.resolution.knowledge import Knowledge
from graph.stores.ladybug import LadybugStore
from graph.tables import GraphTables


@given(st.lists(graphs, min_size=2, max_size=3))
@settings(max_examples=8, deadline=None)
def test_it_follows_the_tables(states: list[GraphTables]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.lbug"
        with LadybugStore(path) as store:
            store.load(states[0])
            assert store.dump() == states[0]
        for old, new in pairwise(states):
            with LadybugStore(path) as store:
                store.apply(difference(old, new))
        with LadybugStore(path, read_only=True) as store:
            assert store.dump() == states[-1]
            assert store.counts() == states[-1].counts()


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    one, two = (build_graph(merge_papers([_paper(name)]), Knowledge()).tables for name in ("Fern", "Moss"))
    with LadybugStore(tmp_path / "graph.lbug") as store:
        store.load(one)
        with pytest.raises(RuntimeError):
            store.apply(difference(GraphTables.empty(), one))
        assert store.dump() == one
        store.apply(difference(one, two))
        assert store.dump() == two


def test_it_is_read_by_several_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    with LadybugStore(path) as store:
        store.load(build_graph(merge_papers([_paper("Fern")]), Knowledge()).tables)
    with LadybugStore(path, read_only=True) as one, LadybugStore(path, read_only=True) as two:
        assert one.counts() == two.counts()
        with pytest.raises(RuntimeError):
            one.connection.execute("CREATE (:Method {id: 'method/x'})")


def test_annotated_papers(shared: Path, tmp_path: Path) -> None:
    papers = gold_records(shared)
    half, whole = (build_graph(merge_papers(found)).tables for found in (papers[::2], papers))
    with LadybugStore(tmp_path / "graph.lbug") as store:
        store.load(half)
        store.apply(difference(half, whole))
        assert store.dump() == whole


def _paper(method: str) -> Record:
    return record("p", entity("Method", method, role="introduced"))
