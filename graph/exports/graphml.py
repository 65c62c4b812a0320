"""GraphML (http://graphml.graphdrawing.org), which yEd, Gephi, Cytoscape, igraph and Neo4j's APOC read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from graph.exports.elements import elements, flat
from graph.exports.format import ExportFormat, ExportOptions
from graph.exports.xml_text import xml_text
from graph.tables import GraphTables


def write(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    found = elements(tables)
    graph = nx.MultiDiGraph()
    for node in found.nodes:
        data = _texts(node.data())
        graph.add_node(data.pop("id"), **data)
    for edge in found.edges:
        data = _texts(edge.data())
        graph.add_edge(data.pop("source"), data.pop("target"), key=data.pop("id"), **data)
    nx.write_graphml(graph, path, named_key_ids=True)


def _texts(data: Mapping[str, Any]) -> dict[str, Any]:
    """GraphML has neither lists nor missing values; a text loses the characters that XML cannot hold."""
    plain = {name: flat(value) for name, value in data.items() if value is not None}
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in plain.items()}


GRAPHML = ExportFormat("graphml", "GraphML, for yEd, Gephi, Cytoscape and igraph", write)
