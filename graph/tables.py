"""The graph as tables: one a node label, one an edge kind, sorted by key; equal graphs give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.model import EDGE_KINDS, NODE_TYPES, EdgeKind, Property, PropertyType, edge_type, node_type

_ARROW_TYPES: Mapping[PropertyType, pa.DataType] = {
    PropertyType.STRING: pa.string(),
    PropertyType.STRINGS: pa.list_(pa.field("element", pa.string(), nullable=False)),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.NUMBER: pa.float64(),
}

Row = tuple[Any, ...]


@dataclass(frozen=True)
class GraphTables:
    """`nodes[label]` has the column `id` and the label's properties, sorted by `id`; `edges[kind]` has the
    columns `start` and `end` (ids of nodes) and the type's properties, sorted by (`start`, `end`).
    Every label and kind of the model has its table, also where it is empty."""

    nodes: Mapping[str, pa.Table]
    edges: Mapping[EdgeKind, pa.Table]

    @staticmethod
    def from_rows(nodes: Mapping[str, Iterable[Row]], edges: Mapping[EdgeKind, Iterable[Row]]) -> GraphTables:
        """Tables from rows in the order of the model's columns. Raises ValueError for a key met twice."""
        return GraphTables(
            {
                node.label: _table(node_schema(node.label), nodes.get(node.label, ()), 1)
                for node in NODE_TYPES
            },
            {kind: _table(edge_schema(kind), edges.get(kind, ()), 2) for kind in EDGE_KINDS},
        )

    @staticmethod
    def empty() -> GraphTables:
        """The graph without a node."""
        return GraphTables.from_rows({}, {})

    def write(self, directory: Path) -> None:
        """Write `nodes/LABEL.parquet` and `edges/TYPE-START-END.parquet`; equal tables give equal bytes."""
        for path, table in self._files(directory):
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, path, compression="zstd", version="2.6", store_schema=False)

    @staticmethod
    def read(directory: Path) -> GraphTables:
        """What `write` wrote. Raises OSError, or pyarrow.ArrowInvalid where a file is damaged."""
        labels = [node.label for node in NODE_TYPES]
        with ThreadPoolExecutor() as readers:
            nodes = readers.map(lambda label: _read(_node_path(directory, label), node_schema(label)), labels)
            edges = readers.map(
                lambda kind: _read(_edge_path(directory, kind), edge_schema(kind)), EDGE_KINDS
            )
            return GraphTables(
                dict(zip(labels, nodes, strict=True)), dict(zip(EDGE_KINDS, edges, strict=True))
            )

    def counts(self) -> dict[str, int]:
        """Rows a table: by label for nodes, by `TYPE-START-END` for edges."""
        return {
            **{label: table.num_rows for label, table in self.nodes.items()},
            **{str(kind): table.num_rows for kind, table in self.edges.items()},
        }

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, GraphTables)
            and all(table.equals(other.nodes[label]) for label, table in self.nodes.items())
            and all(table.equals(other.edges[kind]) for kind, table in self.edges.items())
        )

    __hash__ = None  # type: ignore[assignment]

    def _files(self, directory: Path) -> list[tuple[Path, pa.Table]]:
        nodes = [(_node_path(directory, label), table) for label, table in self.nodes.items()]
        return nodes + [(_edge_path(directory, kind), table) for kind, table in self.edges.items()]


def node_schema(label: str) -> pa.Schema:
    """The columns of a node table: `id`, then the label's properties."""
    return pa.schema([_key("id"), *map(_field, node_type(label).properties)])


def edge_schema(kind: EdgeKind) -> pa.Schema:
    """The columns of an edge table: `start` and `end`, then the type's properties."""
    return pa.schema([_key("start"), _key("end"), *map(_field, edge_type(kind.type).properties)])


def _key(name: str) -> pa.Field:
    return pa.field(name, pa.string(), nullable=False)


def _field(declared: Property) -> pa.Field:
    is_list = declared.type is PropertyType.STRINGS
    return pa.field(declared.name, _ARROW_TYPES[declared.type], nullable=not is_list)


def _table(schema: pa.Schema, rows: Iterable[Row], key_size: int) -> pa.Table:
    ordered: Sequence[Row] = sorted(rows, key=lambda row: row[:key_size])
    for before, row in pairwise(ordered):
        if before[:key_size] == row[:key_size]:
            raise ValueError(f"two rows with the key {row[:key_size]}")
    columns = zip(*ordered, strict=True) if ordered else ([] for _ in schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    with pq.ParquetFile(path) as file:  # `read_table` would import the machinery of data sets, for a file
        return file.read().cast(schema).combine_chunks()


def _node_path(directory: Path, label: str) -> Path:
    return directory / "nodes" / f"{label}.parquet"


def _edge_path(directory: Path, kind: EdgeKind) -> Path:
    return directory / "edges" / f"{kind}.parquet"
