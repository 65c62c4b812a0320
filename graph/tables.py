"""The graph as tables: one a node label, one an edge kind, sorted by key, the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from graph.model import EdgeKind


@dataclass(frozen=True)
class GraphTables:
    """`nodes[label]` has the column `id` and the label's properties, sorted by `id`; `edges[kind]` has the
    columns `start` and `end` (ids of nodes) and the type's properties, sorted by (`start`, `end`).
    Every label and kind of the model has its table, also where it is empty."""

    nodes: Mapping[str, pa.Table]
    edges: Mapping[EdgeKind, pa.Table]
