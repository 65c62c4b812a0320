"""DOT (https://graphviz.org/doc/info/lang.html) for Graphviz."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.exports.elements import elements, flat
from graph.exports.format import ExportFormat, ExportOptions
from graph.tables import GraphTables

_HEAD = """digraph claimgraph {
  graph [charset="UTF-8" overlap=prism outputorder=edgesfirst];
  node [shape=box style="filled,rounded" fontcolor=white fontname="sans-serif"];
  edge [color="#9aa4af" fontname="sans-serif" fontsize=9];
"""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def write(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    found = elements(tables)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for node in found.nodes:
            data = {**node.data(), "label": _escaped(node.caption), "fillcolor": node.color}
            del data["id"], data["size"], data["color"]
            file.write(f"  {_quoted(node.id)} [{_attributes(data)}];\n")
        for edge in found.edges:
            data = edge.data()
            del data["id"], data["source"], data["target"]
            ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
            file.write(f"  {ends} [{_attributes(data)}];\n")
        file.write("}\n")


def _attributes(values: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={_quoted(str(flat(v)))}" for name, v in values.items() if v is not None)


def _escaped(text: str) -> str:
    """In a label, a backslash begins an escape."""
    return text.replace("\\", "\\\\")


def _quoted(text: str) -> str:
    """A quoted string: `\"` is its one escape, and a backslash before a line end would join two lines."""
    text = _CONTROL.sub("", text).replace('"', '\\"').replace("\\\n", "\\ \n")
    return f'"{text} "' if text.endswith("\\") else f'"{text}"'


DOT = ExportFormat("dot", "DOT, for Graphviz", write)
