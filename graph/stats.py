"""Counts and health of a graph, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from extract.record import ENTITY_TYPES
from graph.model import EdgeKind
from graph.tables import GraphTables

MANY_ALIASES = 20
"""More names than that for one thing hint at a wrong merge."""


@dataclass(frozen=True)
class EntityCount:
    id: str
    name: str
    count: int


@dataclass(frozen=True)
class Health:
    """Numbers of things that may need a look; none of them is an error."""

    papers_without_entities: int
    claims_without_method: int
    claims_without_dataset: int
    results_without_metric: int
    orphans: Mapping[str, int]
    """By label: nodes without any edge."""
    many_aliases: tuple[EntityCount, ...]
    """Entities with more than MANY_ALIASES other names, most first; `count` is their number."""


@dataclass(frozen=True)
class GraphStats:
    nodes: Mapping[str, int]
    """By label."""
    edges: Mapping[str, int]
    """By `TYPE-START-END`."""
    top: Mapping[str, tuple[EntityCount, ...]]
    """By label: the entities that most papers name; `count` is the number of papers."""
    health: Health


def graph_stats(tables: GraphTables, *, top: int = 10) -> GraphStats:
    """Count and check; `top` is the number of entities listed a label."""
    return GraphStats(
        nodes={label: table.num_rows for label, table in tables.nodes.items()},
        edges={str(kind): table.num_rows for kind, table in tables.edges.items()},
        top={label: _largest(tables.nodes[label], "support", top) for label in ENTITY_TYPES},
        health=_health(tables),
    )


def _health(tables: GraphTables) -> Health:
    claims = tables.nodes["Claim"]
    results = claims.filter(pc.is_in(claims["kind"], value_set=pa.array(["score", "change", "factor"])))
    to_entities = [kind for kind in tables.edges if kind.start == "Paper" and kind.end in ENTITY_TYPES]
    return Health(
        papers_without_entities=_without(tables, tables.nodes["Paper"], to_entities),
        claims_without_method=_without(tables, claims, [EdgeKind("ABOUT", "Claim", "Method")]),
        claims_without_dataset=_without(tables, claims, [EdgeKind("ON", "Claim", "Dataset")]),
        results_without_metric=_without(tables, results, [EdgeKind("IN", "Claim", "Metric")]),
        orphans={label: _orphans(tables, label) for label in tables.nodes},
        many_aliases=_many_aliases(tables),
    )


def _without(tables: GraphTables, nodes: pa.Table, kinds: list[EdgeKind]) -> int:
    """How many of the nodes start no edge of these kinds."""
    starts = [chunk for kind in kinds for chunk in tables.edges[kind]["start"].chunks]
    return _missing(nodes["id"], pa.chunked_array(starts, type=pa.string()))


def _orphans(tables: GraphTables, label: str) -> int:
    ends = [
        chunk
        for kind, table in tables.edges.items()
        for column, end in (("start", kind.start), ("end", kind.end))
        if end == label
        for chunk in table[column].chunks
    ]
    return _missing(tables.nodes[label]["id"], pa.chunked_array(ends, type=pa.string()))


def _missing(ids: pa.ChunkedArray, present: pa.ChunkedArray) -> int:
    return int(len(ids) - (pc.sum(pc.is_in(ids, value_set=present)).as_py() or 0))


def _many_aliases(tables: GraphTables) -> tuple[EntityCount, ...]:
    found: list[EntityCount] = []
    for label in ENTITY_TYPES:
        table = tables.nodes[label]
        counted = table.append_column("count", pc.list_value_length(table["aliases"]).cast(pa.int64()))
        found += _largest(counted.filter(pc.greater(counted["count"], MANY_ALIASES)), "count", table.num_rows)
    return tuple(sorted(found, key=lambda entity: (-entity.count, entity.id)))


def _largest(table: pa.Table, column: str, limit: int) -> tuple[EntityCount, ...]:
    ordered = table.sort_by([(column, "descending"), ("id", "ascending")]).slice(0, limit)
    rows = zip(*(ordered[name].to_pylist() for name in ("id", "name", column)), strict=True)
    return tuple(EntityCount(*row) for row in rows)
