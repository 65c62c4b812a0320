"""A short digest of all that RDF says about a paper or a shared entity, computed from the tables alone.

Two graphs say the same about a thing where its digests are equal, so a store that remembers digests tells
what it lacks without a single quad being made. The digest of a thing is the sum of the hashes of its rows,
which does not depend on their order (AdHash of Bellare and Micciancio, EUROCRYPT 1997).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from graph.rdf.rows import ENTITY_LABELS, MAKES, column_values, kinds_from
from graph.tables import GraphTables

MAPPING_VERSION = 1
"""To be raised when the same rows become other quads; a test notices."""

_MODULUS = 1 << 128

Sums = defaultdict[str, int]


def paper_digests(tables: GraphTables) -> dict[str, str]:
    """By id of the paper: the digest of its row, its edges, its claims and their edges."""
    sums: Sums = defaultdict(int)
    _add(sums, "Paper", tables.nodes["Paper"], column_values(tables.nodes["Paper"], "id"))
    for kind in kinds_from(tables, "Paper"):
        table = tables.edges[kind]
        _add(sums, str(kind), table, column_values(table, "start"))
    makes = tables.edges[MAKES]
    paper_of = dict(zip(column_values(makes, "end"), column_values(makes, "start"), strict=True))
    claims = tables.nodes["Claim"]
    _add(sums, "Claim", claims, (paper_of.get(id_) for id_ in column_values(claims, "id")))
    for kind in kinds_from(tables, "Claim"):
        table = tables.edges[kind]
        _add(sums, str(kind), table, (paper_of.get(id_) for id_ in column_values(table, "start")))
    return _digests(sums)


def entity_digests(tables: GraphTables) -> dict[str, str]:
    """By id of the method, dataset, task or metric: the digest of its row and the edges from it."""
    sums: Sums = defaultdict(int)
    for label in ENTITY_LABELS:
        _add(sums, label, tables.nodes[label], column_values(tables.nodes[label], "id"))
    for kind in kinds_from(tables, *ENTITY_LABELS):
        _add(sums, str(kind), tables.edges[kind], column_values(tables.edges[kind], "start"))
    return _digests(sums)


def _add(sums: Sums, name: str, table: pa.Table, owners: Iterable[str | None]) -> None:
    """Add each row's hash to the sum of its owner; `name` tells equal rows of different tables apart."""
    if not table.num_rows:
        return
    begun = hashlib.blake2b(name.encode(), digest_size=16)
    for owner, row in zip(owners, _row_texts(table), strict=True):
        if owner is not None:
            hasher = begun.copy()
            hasher.update(row)
            sums[owner] += int.from_bytes(hasher.digest())


def _digests(sums: Sums) -> dict[str, str]:
    return {id_: f"{MAPPING_VERSION}-{total % _MODULUS:032x}" for id_, total in sums.items()}


def _row_texts(table: pa.Table) -> list[bytes]:
    """Each row as one text that no other row of the table has."""
    columns = [_cell_texts(table.column(name).combine_chunks()) for name in table.column_names]
    rows: list[bytes] = pc.binary_join_element_wise(*columns, "").cast(pa.binary()).to_pylist()
    return rows


def _cell_texts(column: pa.Array) -> pa.Array:
    """Each value with its length before it, so that texts put together stay apart; null is `-`."""
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks)
    if pa.types.is_list(column.type):
        elements = pa.ListArray.from_arrays(column.offsets, _cell_texts(column.values))
        return _cell_texts(pc.binary_join(elements, ""))
    texts = column if pa.types.is_string(column.type) else column.cast(pa.string())
    lengths = pc.binary_length(texts).cast(pa.string())
    return pc.fill_null(pc.binary_join_element_wise(lengths, texts, ":"), "-")
