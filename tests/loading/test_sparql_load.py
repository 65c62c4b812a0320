"""A SPARQL store holds what the tables say, whichever way it is written, and only what differs is written."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from loaded_graphs import graph, grown, small
from pyoxigraph import Literal, NamedNode, Quad
from servers.fuseki import Fuseki
from servers.oxigraph_server import OxigraphServer
from sparql_stores import connected, everything, is_clean, loaded, wanted

from claimgraph.servers import load_sparql
from graph.directory import GraphDirectory
from graph.rdf import DEFAULT_BASE, digests
from graph.rdf.update_text import insert_data
from graph.stores.sparql import LoadCounts, SparqlClient, SparqlStore, load, plan
from graph.stores.sparql import units as batches
from graph.tables import GraphTables, Row
from graph.update import update

OLD, NEW = small(), grown()
SHORT_OLD, SHORT_NEW = graph(range(6)), graph(range(2, 8), shift=3)
ODD_ID = " 50%25 a+b&graph=c#d?e/../'\"<{}>\\^`| ü 🤖\n"
OTHERS = Quad(
    NamedNode("http://others/a"), NamedNode("http://others/b"), Literal("c"), NamedNode("http://others/g")
)
Connect = Callable[[], AbstractContextManager[SparqlStore]]


WAYS = ("at one address", "graph store alone", "updates alone", "oxigraph")


@pytest.fixture
def connect(request: pytest.FixtureRequest) -> Connect:
    """How to connect to an empty store, in one of the ways in which stores differ."""
    way = getattr(request, "param", WAYS[0])
    if way == "oxigraph":
        server: OxigraphServer = request.getfixturevalue("oxigraph_server")
        return partial(connected, server.graph_store, query=server.query, update=server.update)
    fuseki: Fuseki = request.getfixturevalue("fuseki")
    return {
        "at one address": partial(connected, fuseki.endpoint),
        "graph store alone": partial(connected, f"{fuseki.endpoint}/data"),
        "updates alone": partial(
            connected, query=f"{fuseki.endpoint}/query", update=f"{fuseki.endpoint}/update"
        ),
    }[way]


@pytest.fixture
def sparql(connect: Connect) -> Iterator[SparqlStore]:
    with connect() as opened:
        yield opened


@pytest.fixture
def reader(sparql: SparqlStore, request: pytest.FixtureRequest) -> Iterator[SparqlStore]:
    """The same store, where it can be asked."""
    if sparql.addresses.query is not None:
        yield sparql
    else:
        with connected(request.getfixturevalue("fuseki").endpoint) as opened:
            yield opened


in_every_way = pytest.mark.parametrize("connect", WAYS, indirect=True)


@in_every_way
def test_it_holds_what_the_tables_hold(sparql: SparqlStore, reader: SparqlStore) -> None:
    assert load(sparql, OLD, DEFAULT_BASE).papers == LoadCounts(16, 0, 0)
    assert loaded(reader) == wanted(OLD)
    before = everything(reader)
    assert not load(sparql, OLD, DEFAULT_BASE).changed
    assert everything(reader) == before


@in_every_way
def test_only_the_difference_is_written(sparql: SparqlStore, reader: SparqlStore) -> None:
    load(sparql, OLD, DEFAULT_BASE)
    report = load(sparql, NEW, DEFAULT_BASE)
    assert (report.papers.new, report.papers.removed) == (3, 3)
    assert report.entities.changed < 13
    assert loaded(reader) == wanted(NEW)
    load(sparql, OLD, DEFAULT_BASE)
    assert loaded(reader) == wanted(OLD)
    load(sparql, GraphTables.empty(), DEFAULT_BASE)
    assert loaded(reader) == set()
    assert is_clean(reader)


@in_every_way
def test_ids_may_hold_anything(sparql: SparqlStore, reader: SparqlStore) -> None:
    for tables in (with_odd_ids(SHORT_OLD), with_odd_ids(SHORT_NEW), GraphTables.empty()):
        load(sparql, tables, DEFAULT_BASE)
        assert loaded(reader) == wanted(tables)
        assert not plan(sparql, tables, DEFAULT_BASE).changed


@in_every_way
def test_what_earlier_loads_wrote_may_be_at_hand(sparql: SparqlStore, reader: SparqlStore) -> None:
    known: dict[str, GraphTables] = {}
    for tables in (OLD, NEW, OLD, with_odd_ids(SHORT_OLD), with_odd_ids(SHORT_NEW), GraphTables.empty(), NEW):
        planned = plan(sparql, tables, DEFAULT_BASE)
        report = load(sparql, tables, DEFAULT_BASE, find_tables=known.get)
        assert (report.papers, report.entities) == (planned.papers, planned.entities)
        assert loaded(reader) == wanted(tables)
        assert is_clean(reader)
        assert report.name is not None
        known[report.name] = tables
        for find in (known.get, {}.get):
            again = load(sparql, tables, DEFAULT_BASE, find_tables=find)
            assert (again.changed, again.name) == (False, report.name)


def test_what_was_at_hand_counts_no_longer_after_a_load_of_others(
    sparql: SparqlStore, reader: SparqlStore
) -> None:
    name = load(sparql, OLD, DEFAULT_BASE).name
    load(sparql, NEW, DEFAULT_BASE)
    assert load(sparql, OLD, DEFAULT_BASE, find_tables={name: OLD}.get).changed
    assert loaded(reader) == wanted(OLD)


def test_the_graph_remembers_what_it_loaded(
    landmark_graph: Path, sparql: SparqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = GraphDirectory(shutil.copytree(landmark_graph, tmp_path / "graph"))
    with directory.snapshot() as snapshot:
        first, second = sorted(snapshot.tables().nodes["Paper"].column("id").to_pylist())[:2]
    update(directory.path, remove=[first], stores=())
    with SparqlClient() as client:
        load_sparql(directory, client, sparql.addresses)
        removed = update(directory.path, remove=[second], stores=())
        monkeypatch.setattr(SparqlStore, "ledger", None)  # it is not asked for
        report = load_sparql(directory, client, sparql.addresses)
    assert removed.changed
    assert report.papers.removed == 1
    with directory.snapshot() as snapshot:
        assert loaded(sparql) == wanted(snapshot.tables())


def test_another_version_writes_what_the_graph_remembers(
    landmark_graph: Path, sparql: SparqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = GraphDirectory(shutil.copytree(landmark_graph, tmp_path / "graph"))
    with SparqlClient() as client:
        first = load_sparql(directory, client, sparql.addresses)
        assert not load_sparql(directory, client, sparql.addresses).changed
        monkeypatch.setattr(digests, "MAPPING_VERSION", digests.MAPPING_VERSION + 1)
        again = load_sparql(directory, client, sparql.addresses)
    assert again.papers.changed == first.papers.new


def with_odd_ids(tables: GraphTables) -> GraphTables:
    def rows(table: pa.Table) -> list[Row]:
        ends = {"id", "start", "end"}
        return [
            tuple(f"{value}{ODD_ID}" if name in ends else value for name, value in row.items())
            for row in table.to_pylist()
        ]

    nodes = {label: rows(table) for label, table in tables.nodes.items()}
    return GraphTables.from_rows(nodes, {kind: rows(table) for kind, table in tables.edges.items()})


def test_graphs_of_others_are_left_alone(sparql: SparqlStore, reader: SparqlStore) -> None:
    reader.update(insert_data([OTHERS]))
    load(sparql, OLD, DEFAULT_BASE)
    load(sparql, GraphTables.empty(), DEFAULT_BASE)
    assert loaded(reader) == {OTHERS}


def test_two_bases_are_two_graphs(sparql: SparqlStore, reader: SparqlStore) -> None:
    other = "https://example.org/kg/"
    load(sparql, OLD, DEFAULT_BASE)
    load(sparql, NEW, other)
    assert loaded(reader) >= wanted(OLD) | wanted(NEW, other)
    load(sparql, GraphTables.empty(), DEFAULT_BASE)
    assert loaded(reader, other) - wanted(NEW, other) == {
        quad for quad in everything(reader) if quad.graph_name.value == f"{DEFAULT_BASE}graph/loaded"
    }


def test_a_plan_tells_what_a_load_writes_and_writes_nothing(sparql: SparqlStore, reader: SparqlStore) -> None:
    planned = plan(sparql, OLD, DEFAULT_BASE)
    assert everything(reader) == set()
    done = load(sparql, OLD, DEFAULT_BASE)
    assert (done.papers, done.entities) == (planned.papers, planned.entities)
    assert not plan(sparql, OLD, DEFAULT_BASE).changed


def test_what_others_changed_is_mended_by_writing_anew(sparql: SparqlStore, reader: SparqlStore) -> None:
    load(sparql, OLD, DEFAULT_BASE)
    name = next(quad.graph_name for quad in wanted(OLD) if "/graph/paper/" in quad.graph_name.value)
    reader.update(f"DROP GRAPH {name}")
    assert not load(sparql, OLD, DEFAULT_BASE).changed
    load(sparql, OLD, DEFAULT_BASE, anew=True)
    assert loaded(reader) == wanted(OLD)


@in_every_way
def test_two_loads_of_one_graph_at_once(connect: Connect, reader: SparqlStore) -> None:
    assert at_once(connect, OLD, OLD) == []
    assert loaded(reader) == wanted(OLD)
    assert is_clean(reader)


@pytest.mark.parametrize("connect", ["at one address", "oxigraph"], indirect=True)
def test_of_two_loads_at_once_one_has_the_last_word(connect: Connect, reader: SparqlStore) -> None:
    for _ in range(3):
        assert at_once(connect, OLD, NEW) == []
        assert loaded(reader) in (wanted(OLD), wanted(NEW))
        assert is_clean(reader)


class CutOff(Exception):  # noqa: N818 - no error
    """Raised in place of a request."""


@pytest.mark.parametrize(
    ("connect", "at_hand"),
    [("at one address", False), ("at one address", True), ("graph store alone", False)],
    indirect=["connect"],
)
def test_cut_off_before_any_request_the_next_load_completes_it(
    connect: Connect, at_hand: bool, reader: SparqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "PAPERS", 3)
    monkeypatch.setattr(batches, "ENTITIES", 6)
    send = SparqlClient.send
    for allowed in count():
        with connect() as store:
            name = load(store, SHORT_NEW, DEFAULT_BASE).name
            known = {name: SHORT_NEW} if at_hand else {}
            left = iter(range(allowed))

            def limited(*arguments: Any, left: Iterator[int] = left, **options: Any) -> Any:
                if next(left, None) is None:
                    raise CutOff
                return send(*arguments, **options)

            with monkeypatch.context() as patched, suppress(CutOff):
                patched.setattr(SparqlClient, "send", limited)
                load(store, SHORT_OLD, DEFAULT_BASE, find_tables=known.get)
                break
            last = (SHORT_OLD, SHORT_NEW)[allowed % 2]
            load(store, last, DEFAULT_BASE, find_tables=known.get)
        assert loaded(reader) == wanted(last)
        assert is_clean(reader)
    assert allowed > 5


def at_once(connect: Connect, *tables: GraphTables) -> list[Exception]:
    """Load each graph from a thread of its own; what went wrong."""
    with ExitStack() as open_stores:
        stores = [open_stores.enter_context(connect()) for _ in tables]
        errors: list[Exception] = []

        def work(store: SparqlStore, tables: GraphTables) -> None:
            try:
                load(store, tables, DEFAULT_BASE)
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=pair) for pair in zip(stores, tables, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return errors
