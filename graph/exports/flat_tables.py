"""Two CSV files, `nodes.csv` and `edges.csv`, whose first columns Gephi, Cytoscape and spreadsheets know."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.exports.elements import elements, flat
from graph.exports.format import ExportFormat, ExportOptions
from graph.model import EDGE_TYPES, NODE_TYPES
from graph.tables import GraphTables

_NODE_COLUMNS = tuple(dict.fromkeys(p.name for node in NODE_TYPES for p in node.properties))
_EDGE_COLUMNS = tuple(dict.fromkeys(p.name for edge in EDGE_TYPES for p in edge.properties))


def write(tables: GraphTables, folder: Path, options: ExportOptions) -> None:
    """Gephi reads `Id`, `Label`, `Source`, `Target` and `Type` (directed or not); lists have bars between."""
    found = elements(tables)
    nodes = (
        {**node.properties, "Id": node.id, "Label": node.caption, "NodeType": node.type, "Day": node.day}
        for node in found.nodes
    )
    _write(folder / "nodes.csv", ("Id", "Label", "NodeType", "Day", *_NODE_COLUMNS), nodes)
    edges = (
        {
            **edge.properties,
            "Source": edge.source,
            "Target": edge.target,
            "Type": "Directed",
            "Kind": edge.type,
            "Weight": edge.weight,
            "Day": edge.day,
        }
        for edge in found.edges
    )
    _write(folder / "edges.csv", ("Source", "Target", "Type", "Kind", "Weight", "Day", *_EDGE_COLUMNS), edges)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([flat(row.get(name, "")) for name in columns] for row in rows)


TABLES = ExportFormat("tables", "a folder with nodes.csv and edges.csv", write, folder=True)
