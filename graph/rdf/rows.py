"""The tables read paper by paper: all rows that one named graph is made of, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graph.difference import GraphChange, TableChange
from graph.model import EdgeKind
from graph.tables import GraphTables

Row = dict[str, Any]
MAKES = EdgeKind("MAKES", "Paper", "Claim")
ENTITY_LABELS = ("Method", "Dataset", "Task", "Metric")
BATCH = 1000


@dataclass
class ClaimRows:
    """A claim and the edges that start at it, each with its type."""

    row: Row
    edges: list[tuple[str, Row]] = field(default_factory=list)


@dataclass
class PaperRows:
    """What one paper states: its own row, the edges that start at it, each with its type, and its claims.
    `row` is None where edges start at a paper that the tables lack."""

    id: str
    row: Row | None = None
    edges: list[tuple[str, Row]] = field(default_factory=list)
    claims: list[ClaimRows] = field(default_factory=list)


@dataclass
class EntityRows:
    """A method, dataset, task or metric: its own row and the edges that start at it, each with its type.
    `label` and `row` are None where edges start at an entity that the tables lack."""

    id: str
    label: str | None = None
    row: Row | None = None
    edges: list[tuple[str, Row]] = field(default_factory=list)


def kinds_from(tables: GraphTables, *labels: str) -> list[EdgeKind]:
    """The kinds of edges that start at nodes of these labels, in order."""
    return sorted(kind for kind in tables.edges if kind.start in labels)


def rows_where(table: pa.Table, column: str, values: Sequence[str]) -> list[Row]:
    """The rows whose column holds one of the values."""
    keep = pc.is_in(table.column(column), value_set=pa.array(values, pa.string()))
    rows: list[Row] = table.filter(keep).to_pylist()
    return rows


def column_values(table: pa.Table, column: str) -> list[str]:
    values: list[str] = table.column(column).to_pylist()
    return values


def paper_ids(tables: GraphTables) -> list[str]:
    """The ids of all papers, sorted; those too that only an edge knows."""
    ids = set(column_values(tables.nodes["Paper"], "id"))
    for kind in kinds_from(tables, "Paper"):
        ids.update(column_values(tables.edges[kind], "start"))
    return sorted(ids)


def unmade_claims(tables: GraphTables) -> list[str]:
    """The ids of claims that no paper makes, sorted."""
    made = set(column_values(tables.edges[MAKES], "end"))
    return sorted(set(column_values(tables.nodes["Claim"], "id")) - made)


def claim_rows(tables: GraphTables, ids: Sequence[str]) -> dict[str, ClaimRows]:
    """The claims of these ids with their edges, by id. An edge of a claim that has no row is left out here;
    validation reports it."""
    claims = {row["id"]: ClaimRows(row) for row in rows_where(tables.nodes["Claim"], "id", ids)}
    for kind in kinds_from(tables, "Claim"):
        for row in rows_where(tables.edges[kind], "start", ids):
            if row["start"] in claims:
                claims[row["start"]].edges.append((kind.type, row))
    return claims


def paper_batches(
    tables: GraphTables, papers: Iterable[str] | None = None, size: int = BATCH
) -> Iterator[list[PaperRows]]:
    """All papers, or those of these ids, sorted by id, in batches of `size`. A paper of which the tables know
    nothing is an empty PaperRows."""
    ids = paper_ids(tables) if papers is None else sorted(set(papers))
    for first in range(0, len(ids), size):
        yield _batch(tables, ids[first : first + size])


def _batch(tables: GraphTables, ids: Sequence[str]) -> list[PaperRows]:
    batch = {id_: PaperRows(id_) for id_ in ids}
    for row in rows_where(tables.nodes["Paper"], "id", ids):
        batch[row["id"]].row = row
    makes: list[Row] = []
    for kind in kinds_from(tables, "Paper"):
        rows = rows_where(tables.edges[kind], "start", ids)
        for row in rows:
            batch[row["start"]].edges.append((kind.type, row))
        if kind == MAKES:
            makes = rows
    claims = claim_rows(tables, [row["end"] for row in makes])
    for row in makes:
        if row["end"] in claims:
            batch[row["start"]].claims.append(claims[row["end"]])
    return list(batch.values())


def entity_batches(
    tables: GraphTables, entities: Iterable[str], size: int = BATCH
) -> Iterator[list[EntityRows]]:
    """The entities of these ids, by id, in batches of `size`."""
    ids = sorted(set(entities))
    for first in range(0, len(ids), size):
        batch = {id_: EntityRows(id_) for id_ in ids[first : first + size]}
        for label in ENTITY_LABELS:
            for row in rows_where(tables.nodes[label], "id", list(batch)):
                batch[row["id"]].label, batch[row["id"]].row = label, row
        for kind in kinds_from(tables, *ENTITY_LABELS):
            for row in rows_where(tables.edges[kind], "start", list(batch)):
                batch[row["start"]].edges.append((kind.type, row))
        yield list(batch.values())


def changed_keys(change: TableChange, column: str) -> set[str]:
    """What the key column holds in all rows that are removed, added or changed."""
    tables = (change.removed, change.added, change.changed)
    return {value for table in tables for value in column_values(table, column)}


def changed_entities(change: GraphChange) -> list[str]:
    """The ids of the entities whose description a change touches, sorted."""
    entities: set[str] = set()
    for label in ENTITY_LABELS:
        if label in change.nodes:
            entities.update(changed_keys(change.nodes[label], "id"))
    for kind, edges in change.edges.items():
        if kind.start in ENTITY_LABELS:
            entities.update(changed_keys(edges, "start"))
    return sorted(entities)


def changed_papers(change: GraphChange, tables: GraphTables) -> list[str]:
    """The ids of the papers whose named graph a change touches, sorted; `tables` is the state after it."""
    papers: set[str] = set()
    claims: set[str] = set()
    for label, nodes in change.nodes.items():
        if label in ("Paper", "Claim"):
            (papers if label == "Paper" else claims).update(changed_keys(nodes, "id"))
    for kind, edges in change.edges.items():
        if kind.start in ("Paper", "Claim"):
            (papers if kind.start == "Paper" else claims).update(changed_keys(edges, "start"))
    # A claim that is gone has lost its MAKES edge too, so its paper is among the starts above.
    papers.update(row["start"] for row in rows_where(tables.edges[MAKES], "end", sorted(claims)))
    return sorted(papers)
