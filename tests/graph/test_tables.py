"""Tables: the same bytes for the same graph; and what changes between two of them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import records

from extract.record import Record
from graph.build import build_graph
from graph.difference import GraphChange, TableChange, difference
from graph.model import EDGE_KINDS, NODE_TYPES
from graph.papers import merge_papers
from graph.resolution.knowledge import Knowledge
from graph.tables import GraphTables, edge_schema, node_schema

graphs = st.lists(records(), max_size=4).map(
    lambda found: build_graph(merge_papers(found), Knowledge()).tables
)


def test_the_empty_graph_has_every_table(tmp_path: Path) -> None:
    empty = GraphTables.empty()
    empty.write(tmp_path)
    assert GraphTables.read(tmp_path) == empty
    assert set(empty.counts()) == {node.label for node in NODE_TYPES} | {str(kind) for kind in EDGE_KINDS}
    assert (tmp_path / "nodes" / "Paper.parquet").is_file()
    assert (tmp_path / "edges" / "INTRODUCES-Paper-Method.parquet").is_file()


def test_a_key_stands_once() -> None:
    with pytest.raises(ValueError, match="method/x"):
        GraphTables.from_rows({"Method": [("method/x", "X", [], 1), ("method/x", "x", [], 1)]}, {})


def test_schemas() -> None:
    assert node_schema("Metric").names == ["id", "name", "aliases", "support", "better"]
    assert edge_schema(EDGE_KINDS[-1]).names == ["start", "end"]


@given(graphs)
@settings(max_examples=25, deadline=None)
def test_writing_and_reading(tables: GraphTables) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        tables.write(Path(one))
        again = GraphTables.read(Path(one))
        assert again == tables
        again.write(Path(other))
        assert contents(Path(one)) == contents(Path(other))


@given(st.lists(records(), max_size=5), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_of_records_does_not_show(found: list[Record], random: Any) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        for folder, papers in ((one, found), (other, shuffled)):
            build_graph(merge_papers(papers), Knowledge()).tables.write(Path(folder))
        assert contents(Path(one)) == contents(Path(other))


@given(graphs, graphs)
@settings(max_examples=50, deadline=None)
def test_the_old_graph_and_the_difference_make_the_new(old: GraphTables, new: GraphTables) -> None:
    assert apply(old, difference(old, new)) == new
    assert not difference(new, new)


def test_lists_are_compared_element_by_element() -> None:
    old, new = (
        GraphTables.from_rows(
            {"Method": [(f"method/{n}", "X", aliases, 1) for n, aliases in enumerate(rows)]}, {}
        )
        for rows in (
            [["a", "b"], ["ab"], [], ["a"], ["x", "y"], []],
            [["a", "c"], ["a", "b"], [], ["a"], ["x", "y"], ["z"]],
        )
    )
    changed = difference(old, new).nodes["Method"].changed
    assert changed["id"].to_pylist() == ["method/0", "method/1", "method/5"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def apply(old: GraphTables, change: GraphChange) -> GraphTables:
    return GraphTables(
        {label: _apply(table, change.nodes.get(label), ["id"]) for label, table in old.nodes.items()},
        {kind: _apply(table, change.edges.get(kind), ["start", "end"]) for kind, table in old.edges.items()},
    )


def _apply(table: pa.Table, change: TableChange | None, key: list[str]) -> pa.Table:
    if change is None:
        return table
    rows = {tuple(row[k] for k in key): row for row in table.to_pylist()}
    removed = {tuple(row[k] for k in key) for row in change.removed.to_pylist()}
    added = {tuple(row[k] for k in key): row for row in change.added.to_pylist()}
    changed = {tuple(row[k] for k in key): row for row in change.changed.to_pylist()}
    assert removed <= rows.keys()
    assert not added.keys() & rows.keys()
    assert all(rows[k] != row for k, row in changed.items())
    kept = {k: row for k, row in rows.items() if k not in removed}
    result = {**kept, **added, **changed}
    return pa.Table.from_pylist([result[k] for k in sorted(result)], schema=table.schema)
