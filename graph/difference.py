"""What changes between two states of the graph: the rows that a store has to write, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from graph.model import EdgeKind
from graph.tables import GraphTables


@dataclass(frozen=True)
class TableChange:
    """`removed` holds the key columns alone (`id`, or `start` and `end`); `added` and `changed` hold whole
    new rows, in the columns of the table. A row of `changed` has a key that the old table has with other
    values."""

    removed: pa.Table
    added: pa.Table
    changed: pa.Table

    @property
    def rows(self) -> int:
        return int(self.removed.num_rows + self.added.num_rows + self.changed.num_rows)


@dataclass(frozen=True)
class GraphChange:
    """Holds only the tables in which something changed."""

    nodes: Mapping[str, TableChange]
    edges: Mapping[EdgeKind, TableChange]

    def __bool__(self) -> bool:
        return bool(self.nodes or self.edges)

    @property
    def rows(self) -> int:
        """Rows to write, in all tables."""
        return sum(change.rows for change in (*self.nodes.values(), *self.edges.values()))


def difference(old: GraphTables, new: GraphTables) -> GraphChange:
    """What turns the old graph into the new one."""
    nodes = {label: _table_change(old.nodes[label], new.nodes[label], ["id"]) for label in new.nodes}
    edges = {kind: _table_change(old.edges[kind], new.edges[kind], ["start", "end"]) for kind in new.edges}
    return GraphChange(
        {label: change for label, change in nodes.items() if change is not None},
        {kind: change for kind, change in edges.items() if change is not None},
    )


def _table_change(old: pa.Table, new: pa.Table, key: list[str]) -> TableChange | None:
    if old.equals(new):
        return None
    old_keys, new_keys = _row_keys(old, key), _row_keys(new, key)
    place = pc.index_in(new_keys, value_set=old_keys)
    added = new.filter(pc.is_null(place))
    kept = new.filter(pc.is_valid(place)) if added.num_rows else new
    if kept.num_rows == old.num_rows:  # both are sorted, so that row stands beside row
        return TableChange(old.select(key).slice(0, 0), added, kept.filter(_rows_differ(old, kept)))
    removed = old.select(key).filter(pc.invert(pc.is_in(old_keys, value_set=new_keys)))
    changed = kept.filter(_rows_differ(old.take(place.drop_null()), kept))
    return TableChange(removed, added, changed)


def _row_keys(table: pa.Table, key: list[str]) -> pa.Array:
    """One string a row. Ids hold no line end, so the two ends of an edge stay apart."""
    columns = [table.column(name) for name in key]
    joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "\n")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _rows_differ(old: pa.Table, new: pa.Table) -> pa.Array:
    """For each pair of rows, whether any column differs; null equals null."""
    differ = pa.repeat(pa.scalar(False), old.num_rows)
    for name in old.column_names:
        before, after = (_single_array(table.column(name)) for table in (old, new))
        if before.equals(after):  # as in most columns, and told much faster
            continue
        unequal = _lists_differ if pa.types.is_list(before.type) else _values_differ
        differ = pc.or_(differ, unequal(before, after))
    return differ


def _values_differ(old: pa.Array, new: pa.Array) -> pa.Array:
    both_null = pc.and_(pc.is_null(old), pc.is_null(new))
    return pc.and_not(pc.fill_null(pc.not_equal(old, new), True), both_null)


def _lists_differ(old: pa.Array, new: pa.Array) -> pa.Array:
    """Lists of other lengths differ; in those of equal length the elements stand side by side."""
    same_length = pc.equal(pc.list_value_length(old), pc.list_value_length(new))
    old_even, new_even = (array.filter(same_length) for array in (old, new))
    unequal = pc.not_equal(pc.list_flatten(old_even), pc.list_flatten(new_even))
    parents = pc.list_parent_indices(old_even).filter(unequal)
    numbers = pa.array(range(len(old)), type=pa.int64())
    differing = numbers.filter(same_length).take(parents)
    return pc.or_(pc.invert(same_length), pc.is_in(numbers, value_set=differing))


def _single_array(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return combined if isinstance(combined, pa.Array) else combined.chunk(0)
