"""Two forms of JSON: that of Cytoscape and Cytoscape.js, and the node-link form of networkx and D3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.exports.elements import elements
from graph.exports.format import ExportFormat, ExportOptions
from graph.tables import GraphTables


def write_cytoscape(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    """https://js.cytoscape.org/#notation/elements-json; Cytoscape reads it as a `.cyjs` file."""
    found = elements(tables)
    nodes = [{"data": node.data(), "classes": node.type} for node in found.nodes]
    edges = [{"data": edge.data(), "classes": edge.type} for edge in found.edges]
    content = {
        "format_version": "1.0",
        "generated_by": "claimgraph",
        "target_cytoscapejs_version": "~3",
        "data": {"name": "claimgraph"},
        "elements": {"nodes": nodes, "edges": edges},
    }
    _dump(content, path)


def write_node_link(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    """What `networkx.node_link_graph` reads."""
    found = elements(tables)
    nodes = [node.data() for node in found.nodes]
    edges = [{**edge.data(), "key": edge.id} for edge in found.edges]
    content = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
    _dump(content, path)


def _dump(content: Any, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


CYTOSCAPE = ExportFormat("cytoscape", "JSON for Cytoscape (.cyjs) and Cytoscape.js", write_cytoscape)
NODE_LINK = ExportFormat("node-link", "node-link JSON for networkx and D3", write_node_link)
