"""The graph in a database on a Neo4j server, through the official driver."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, LiteralString, Self, cast

import neo4j
import pyarrow as pa
from neo4j import GraphDatabase, NotificationMinimumSeverity

from graph.errors import ServerError
from graph.model import EDGE_KINDS, NODE_TYPES, EdgeKind, Property, PropertyType, edge_type, node_type
from graph.stores.neo4j_errors import plain_errors
from graph.stores.neo4j_statements import Neo4jLayout
from graph.stores.neo4j_target import Neo4jTarget
from graph.tables import GraphTables, edge_schema, node_schema

Parameters = dict[str, Any]
OLDEST = (5, 7)
"""The first that leaves out warnings where it is asked to."""
CONNECTION_SECONDS = 15.0
_PYTHON_TYPES: Mapping[PropertyType, type] = {
    PropertyType.STRING: str,
    PropertyType.STRINGS: list,
    PropertyType.INTEGER: int,
    PropertyType.NUMBER: float,
}
_UNLIKE_ANY: Mapping[PropertyType, object] = {
    PropertyType.STRING: "\0",
    PropertyType.STRINGS: ["\0"],
    PropertyType.INTEGER: -(2**63),
    PropertyType.NUMBER: float("-inf"),
}
"""Stands for a value of a type that claimgraph did not write: it differs from every value of a graph."""


class Neo4jStore:
    """One claimgraph in a database. Making it connects; all that it does raises ServerError."""

    def __init__(self, target: Neo4jTarget, layout: Neo4jLayout | None = None) -> None:
        self.target = target
        self.layout = layout or Neo4jLayout()
        with plain_errors(target):
            self._driver = GraphDatabase.driver(
                target.uri,
                auth=(target.user, target.password) if target.user else None,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="claimgraph",
                connection_timeout=CONNECTION_SECONDS,
            )
        try:
            with plain_errors(target):
                self._driver.verify_connectivity()
                require_version(target, self._driver.get_server_info().agent)
        except BaseException:
            self._driver.close()
            raise

    def session(self, *, read_only: bool = False) -> neo4j.Session:
        access = neo4j.READ_ACCESS if read_only else neo4j.WRITE_ACCESS
        return self._driver.session(database=self.target.database, default_access_mode=access)

    def answer(
        self, query: str, parameters: Parameters | None = None
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """The columns and rows of a query that may only read."""

        def work(
            transaction: neo4j.ManagedTransaction,
        ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
            result = transaction.run(text(query), parameters)
            return tuple(result.keys()), [tuple(record.values()) for record in result]

        with plain_errors(self.target), self.session(read_only=True) as session:
            return session.execute_read(work)

    def read(self, query: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query that may only read."""
        return self.answer(query, parameters)[1]

    def write(self, query: str, parameters: Parameters | None = None) -> int:
        """Run a query in a transaction of its own, again where the server asks for it. The number that it
        returns, 0 where it returns nothing."""

        def work(transaction: neo4j.ManagedTransaction) -> int:
            record = transaction.run(text(query), parameters).single()
            return int(record[0]) if record else 0

        with plain_errors(self.target), self.session() as session:
            return session.execute_write(work)

    def counts(self) -> dict[str, int]:
        """Rows a table, by the same names as `GraphTables.counts`; what others added is not among them."""
        return {name: int(self.read(query)[0][0]) for name, query in self.layout.counts().items()}

    def dump(self) -> GraphTables:
        """What claimgraph wrote, as tables."""
        return self.dump_with_repeated()[0]

    def dump_with_repeated(self) -> tuple[GraphTables, dict[EdgeKind, list[tuple[str, str]]]]:
        """What claimgraph wrote, and the ends of edges of which others made copies."""
        nodes = {node.label: self._nodes(node.label) for node in NODE_TYPES}
        edges: dict[EdgeKind, pa.Table] = {}
        repeated: dict[EdgeKind, list[tuple[str, str]]] = {}
        for kind in EDGE_KINDS:
            rows = self.read(self.layout.all_edges(kind))
            edges[kind] = _table(rows, edge_schema(kind), edge_type(kind.type).properties)
            if len(rows) > edges[kind].num_rows:
                counted = Counter((start, end) for start, end, *_ in rows)
                repeated[kind] = sorted(ends for ends, count in counted.items() if count > 1)
        return GraphTables(nodes, edges), repeated

    def close(self) -> None:
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _nodes(self, label: str) -> pa.Table:
        rows = self.read(self.layout.all_nodes(label))
        return _table(rows, node_schema(label), node_type(label).properties)


def text(query: str) -> LiteralString:
    """The driver wants texts that stand in the code, against injection; ours are put together from the model
    and a prefix that was checked."""
    return cast(LiteralString, query)  # type: ignore[redundant-cast]


def require_version(target: Neo4jTarget, agent: str) -> None:
    """Raise ServerError for a server that is too old; `agent` is what it calls itself: `Neo4j/5.26.0`."""
    version = re.search(r"/v?(\d+)\.(\d+)", agent)
    if version and (int(version[1]), int(version[2])) < OLDEST:
        raise ServerError(f"{target} is {agent}, which is too old: claimgraph needs Neo4j 5.7 or newer")


def _table(rows: Iterable[tuple[Any, ...]], schema: pa.Schema, properties: Sequence[Property]) -> pa.Table:
    """Rows sorted by key, each key once. A value of a foreign type becomes one that no graph holds."""
    keys = len(schema.names) - len(properties)
    unique = {row[:keys]: row for row in rows}
    ordered = [unique[key] for key in sorted(unique)]
    columns = list(zip(*ordered, strict=True)) if ordered else [() for _ in schema]
    arrays = [pa.array(column, type=pa.string()) for column in columns[:keys]]
    for declared, column in zip(properties, columns[keys:], strict=True):
        values = [_value(value, declared.type) for value in column]
        arrays.append(pa.array(values, type=schema.field(declared.name).type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _value(value: object, type_: PropertyType) -> object:
    if isinstance(value, _PYTHON_TYPES[type_]) and not isinstance(value, bool):
        is_text_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return value if type_ is not PropertyType.STRINGS or is_text_list else _UNLIKE_ANY[type_]
    return _UNLIKE_ANY[type_] if value is not None or type_ is PropertyType.STRINGS else None
