"""GEXF 1.3 (https://gexf.net) for Gephi: with days, so that its timeline works, sizes, and colours by type.

Written here because networkx writes no kinds of edges, without which Gephi merges parallel ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator

from graph.exports.elements import Edge, Node, elements, flat
from graph.exports.format import ExportFormat, ExportOptions
from graph.exports.xml_text import xml_text
from graph.tables import GraphTables

_ROOT = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
_GRAPH = {
    "defaultedgetype": "directed",
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
}
_TYPES = {str: "string", int: "long", float: "double"}


def write(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    found = elements(tables)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = _Writer(XMLGenerator(file, "utf-8", short_empty_elements=True))
        xml.open("gexf", _ROOT)
        xml.open("graph", _GRAPH)
        xml.declare("node", (_node_values(node) for node in found.nodes))
        xml.declare("edge", (edge.properties for edge in found.edges))
        xml.open("nodes")
        for node in found.nodes:
            xml.node(node)
        xml.close("nodes")
        xml.open("edges")
        for edge in found.edges:
            xml.edge(edge)
        xml.close("edges")
        xml.close("graph")
        xml.close("gexf")


def _node_values(node: Node) -> dict[str, Any]:
    return {"type": node.type, **node.properties}


class _Writer:
    """Elements, a line each."""

    def __init__(self, xml: XMLGenerator) -> None:
        self._xml = xml
        xml.startDocument()

    def open(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        self._xml.startElement(name, {key: xml_text(text) for key, text in (attributes or {}).items()})  # type: ignore[arg-type]
        self._xml.ignorableWhitespace("\n")

    def close(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        self._xml.startElement(name, {key: xml_text(text) for key, text in attributes.items()})  # type: ignore[arg-type]
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def declare(self, class_: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Name every attribute that a row has, and its type."""
        types = {name: _TYPES[type(flat(value))] for row in rows for name, value in row.items()}
        self.open("attributes", {"class": class_, "mode": "static"})
        for name in sorted(types):
            self.empty("attribute", {"id": name, "title": name, "type": types[name]})
        self.close("attributes")

    def node(self, node: Node) -> None:
        start = {"start": node.day} if node.day else {}
        self.open("node", {"id": node.id, "label": node.caption, **start})
        self._values(_node_values(node))
        red, green, blue = (str(int(node.color[place : place + 2], 16)) for place in (1, 3, 5))
        self.empty("viz:color", {"r": red, "g": green, "b": blue})
        self.empty("viz:size", {"value": str(node.size)})
        self.close("node")

    def edge(self, edge: Edge) -> None:
        start = {"start": edge.day} if edge.day else {}
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        what = {"kind": edge.type, "label": edge.type, "weight": str(edge.weight)}
        self.open("edge", {**ends, **what, **start})
        self._values(edge.properties)
        self.close("edge")

    def _values(self, values: Mapping[str, Any]) -> None:
        if values:
            self.open("attvalues")
            for name, value in values.items():
                self.empty("attvalue", {"for": name, "value": str(flat(value))})
            self.close("attvalues")


GEXF = ExportFormat("gexf", "GEXF 1.3 with days, sizes and colours, for Gephi", write)
