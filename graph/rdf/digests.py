"""A short digest of all that RDF says about a paper or a shared entity, computed from the tables alone.

Two graphs say the same about a thing where its digests are equal, so a store that remembers digests tells
what it lacks without a single quad being made. The digest of a thing is the hash of its rows, put together
table by table. Tables are sorted, so the order in them is always the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from graph.rdf.rows import ENTITY_LABELS, MAKES, kinds_from
from graph.tables import GraphTables

MAPPING_VERSION = 2
"""To be raised when the same rows become other quads; a test notices."""

Part = tuple[str, pa.Table, pa.Array]
"""The name of a table, the table, and the id of the thing that each row is about; null for none."""


def paper_digests(tables: GraphTables, ids: Collection[str] | None = None) -> dict[str, str]:
    """By id of the paper, of all or of those of these ids: the digest of its row, its edges, its claims and
    their edges."""
    papers, claims, makes = tables.nodes["Paper"], tables.nodes["Claim"], tables.edges[MAKES]
    makers, made = _column(makes, "start"), _column(makes, "end")

    def makers_of(ids: pa.Array) -> pa.Array:
        return makers.take(pc.index_in(ids, value_set=made))

    of_papers = [(str(kind), tables.edges[kind]) for kind in kinds_from(tables, "Paper")]
    of_claims = [(str(kind), tables.edges[kind]) for kind in kinds_from(tables, "Claim")]
    parts = [("Paper", papers, _column(papers, "id"))]
    parts += [(name, table, _column(table, "start")) for name, table in of_papers]
    parts += [("Claim", claims, makers_of(_column(claims, "id")))]
    parts += [(name, table, makers_of(_column(table, "start"))) for name, table in of_claims]
    return _digests(parts, ids)


def entity_digests(tables: GraphTables, ids: Collection[str] | None = None) -> dict[str, str]:
    """By id of the method, dataset, task or metric, of all or of those of these ids: the digest of its row
    and the edges from it."""
    nodes = [(label, tables.nodes[label]) for label in ENTITY_LABELS]
    edges = [(str(kind), tables.edges[kind]) for kind in kinds_from(tables, *ENTITY_LABELS)]
    return _digests(
        [(name, table, _column(table, "id")) for name, table in nodes]
        + [(name, table, _column(table, "start")) for name, table in edges],
        ids,
    )


def _digests(parts: Sequence[Part], ids: Collection[str] | None) -> dict[str, str]:
    """All rows brought together by what they are about, and each stretch hashed as a whole, in a third of the
    time that it takes row by row."""
    if ids is not None:
        parts = [_rows_about(part, pa.array(sorted(ids), pa.string())) for part in parts]
    about = pa.concat_arrays([about for _, _, about in parts]).dictionary_encode()
    texts = pa.concat_arrays([_row_texts(name, table) for name, table, _ in parts])
    order = pc.sort_indices(about.indices).slice(0, len(about) - about.null_count)  # stable, null comes last
    together = texts.take(order)
    runs = pc.run_end_encode(about.indices.take(order))
    row_ends = pc.cumulative_sum(pc.binary_length(together))
    ends = row_ends.take(pc.subtract(runs.run_ends, 1)).to_pylist()
    if not ends:
        return {}
    data = memoryview(together.buffers()[2])
    ids = about.dictionary.take(runs.values).to_pylist()
    return {
        id_: f"{MAPPING_VERSION}-{hashlib.blake2b(data[start:end], digest_size=16).hexdigest()}"
        for id_, start, end in zip(ids, [0, *ends], ends, strict=False)
    }


def _rows_about(part: Part, ids: pa.Array) -> Part:
    name, table, about = part
    chosen = pc.is_in(about, value_set=ids)
    return name, table.filter(chosen), about.filter(chosen)


def _column(table: pa.Table, name: str) -> pa.Array:
    column = table.column(name).combine_chunks()
    return pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column


def _row_texts(name: str, table: pa.Table) -> pa.Array:
    """Each row as one text that no other row of this or another table has."""
    cells = [_cell_texts(_column(table, column)) for column in table.column_names]
    return pc.binary_join_element_wise(f"{name} ", *cells, "").cast(pa.large_binary())


def _cell_texts(column: pa.Array) -> pa.Array:
    """Each value with its length before it, so that texts put together stay apart; null is `-`."""
    if pa.types.is_list(column.type):
        elements = pa.ListArray.from_arrays(column.offsets, _cell_texts(column.values))
        return _cell_texts(pc.binary_join(elements, ""))
    texts = column if pa.types.is_string(column.type) else column.cast(pa.string())
    lengths = pc.binary_length(texts).cast(pa.string())
    return pc.fill_null(pc.binary_join_element_wise(lengths, texts, ":"), "-")
