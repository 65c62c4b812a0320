"""The graph in Ladybug, an embedded database that is asked in Cypher; one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ladybug
import pyarrow as pa

from graph.difference import GraphChange, TableChange
from graph.model import (
    EDGE_KINDS,
    EDGE_TYPES,
    NODE_TYPES,
    EdgeKind,
    EdgeType,
    NodeType,
    Property,
    PropertyType,
)
from graph.tables import GraphTables, edge_schema, node_schema

_COLUMN_TYPES: Mapping[PropertyType, str] = {
    PropertyType.STRING: "STRING",
    PropertyType.STRINGS: "STRING[]",
    PropertyType.INTEGER: "INT64",
    PropertyType.NUMBER: "DOUBLE",
}


class LadybugStore:
    """A database file. Labels, edge types and properties are those of the model; `id` is the primary key.

    Names that are also words of Cypher (`IN`, `ON`, `FOR`) stand in backticks in a query.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file, or make it where it is missing and `read_only` is not set.

        Raises RuntimeError where the file is no database, or another process writes to it.
        """
        self.database = ladybug.Database(str(path), read_only=read_only)
        self.connection = ladybug.Connection(self.database)

    def load(self, tables: GraphTables) -> None:
        """Fill an empty database, in one transaction."""
        self._in_transaction(lambda: self._load(tables))

    def apply(self, change: GraphChange) -> None:
        """Bring the database from the old tables to the new ones, in one transaction."""
        self._in_transaction(lambda: self._apply(change))

    def counts(self) -> dict[str, int]:
        """Rows a table, by the same names as `GraphTables.counts`."""
        nodes = {node.label: f"MATCH (a:`{node.label}`) RETURN count(*)" for node in NODE_TYPES}
        edges = {
            str(kind): f"MATCH (a:`{kind.start}`)-[r:`{kind.type}`]->(b:`{kind.end}`) RETURN count(*)"
            for kind in EDGE_KINDS
        }
        return {name: self._rows(query)[0][0] for name, query in (nodes | edges).items()}

    def dump(self) -> GraphTables:
        """The whole database as tables."""
        return GraphTables(
            {node.label: self._dump_nodes(node) for node in NODE_TYPES},
            {kind: self._dump_edges(kind) for kind in EDGE_KINDS},
        )

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        self.connection.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _in_transaction(self, work: Callable[[], None]) -> None:
        """A statement that fails has rolled the transaction back already."""
        self._run("BEGIN TRANSACTION")
        work()
        self._run("COMMIT")

    def _load(self, tables: GraphTables) -> None:
        for node in NODE_TYPES:
            self._run(_create_node_table(node))
        for edge in EDGE_TYPES:
            self._run(_create_edge_table(edge))
        for label, table in tables.nodes.items():
            self._copy(f"`{label}`", table)
        for kind, table in tables.edges.items():
            self._copy_edges(kind, table)

    def _apply(self, change: GraphChange) -> None:
        """Edges go before the nodes they hang on, and come after them."""
        for kind, rows in change.edges.items():
            self._each_row(rows.removed, f"MATCH {_EDGE_PATTERN.format(*kind)} DELETE r")
        for label, rows in change.nodes.items():
            self._each_row(rows.removed, f"MATCH (a:`{label}`) WHERE a.id = _id DELETE a")
            self._copy(f"`{label}`", rows.added)
            self._set(rows, f"MATCH (a:`{label}`) WHERE a.id = _id", "a")
        for kind, rows in change.edges.items():
            self._copy_edges(kind, rows.added)
            self._set(rows, f"MATCH {_EDGE_PATTERN.format(*kind)}", "r")

    def _copy(self, table: str, rows: pa.Table, options: str = "") -> None:
        if rows.num_rows:
            self._run(f"COPY {table} FROM $rows {options}", rows)

    def _copy_edges(self, kind: EdgeKind, rows: pa.Table) -> None:
        self._copy(f"`{kind.type}`", rows, f"(from='{kind.start}', to='{kind.end}')")

    def _set(self, change: TableChange, match: str, variable: str) -> None:
        names = [name for name in change.changed.column_names if name not in ("id", "start", "end")]
        values = ", ".join(f"{variable}.`{name}` = _{name}" for name in names)
        self._each_row(change.changed, f"{match} SET {values}")

    def _each_row(self, rows: pa.Table, clause: str) -> None:
        """Run a clause for each row; it finds the columns under their names with `_` before."""
        if rows.num_rows:
            renamed = rows.rename_columns([f"_{name}" for name in rows.column_names])
            self._run(f"LOAD FROM $rows {clause}", renamed)

    def _run(self, statement: str, rows: pa.Table | None = None) -> None:
        self._rows(statement, rows)

    def _rows(self, statement: str, rows: pa.Table | None = None) -> list[Any]:
        result = self.connection.execute(statement, {} if rows is None else {"rows": rows})
        if isinstance(result, list):  # only of several statements in one
            raise TypeError("one statement at a time")
        found = result.get_all()
        result.close()
        return list(found)

    def _dump_nodes(self, node: NodeType) -> pa.Table:
        names = ["id", *(p.name for p in node.properties)]
        columns = ", ".join(f"a.`{name}` AS `{name}`" for name in names)
        return self._fetch(f"MATCH (a:`{node.label}`) RETURN {columns}", node_schema(node.label), ["id"])

    def _dump_edges(self, kind: EdgeKind) -> pa.Table:
        schema = edge_schema(kind)
        columns = "".join(f", r.`{name}` AS `{name}`" for name in schema.names[2:])
        query = f"MATCH (a:`{kind.start}`)-[r:`{kind.type}`]->(b:`{kind.end}`) RETURN a.id, b.id{columns}"
        return self._fetch(query, schema, ["start", "end"])

    def _fetch(self, query: str, schema: pa.Schema, key: list[str]) -> pa.Table:
        rows = self._rows(query)
        columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
        arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
        table = pa.Table.from_arrays(arrays, schema=schema)
        return table.sort_by([(name, "ascending") for name in key]).combine_chunks()


_EDGE_PATTERN = "(a:`{1}`)-[r:`{0}`]->(b:`{2}`) WHERE a.id = _start AND b.id = _end"


def _create_node_table(node: NodeType) -> str:
    return f"CREATE NODE TABLE `{node.label}`(id STRING PRIMARY KEY, {_columns(node.properties)})"


def _create_edge_table(edge: EdgeType) -> str:
    ends = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in edge.ends)
    properties = f", {_columns(edge.properties)}" if edge.properties else ""
    return f"CREATE REL TABLE `{edge.type}`({ends}{properties})"


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"`{p.name}` {_COLUMN_TYPES[p.type]}" for p in properties)
