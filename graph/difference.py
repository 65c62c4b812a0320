"""What changes between two states of the graph: the rows that a store has to write, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from graph.model import EdgeKind


@dataclass(frozen=True)
class TableChange:
    """`removed` holds the key columns alone (`id`, or `start` and `end`); `added` and `changed` hold whole new
    rows, in the columns of the table. A row of `changed` has a key that the old table has with other values."""

    removed: pa.Table
    added: pa.Table
    changed: pa.Table


@dataclass(frozen=True)
class GraphChange:
    """Holds only the tables in which something changed."""

    nodes: Mapping[str, TableChange]
    edges: Mapping[EdgeKind, TableChange]

    def __bool__(self) -> bool:
        return bool(self.nodes or self.edges)
