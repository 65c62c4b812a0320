"""One HTML file that shows the graph: everything is in it, so that it opens without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment
from markupsafe import Markup

from graph.errors import GraphError
from graph.exports.elements import COLORS, Elements, elements
from graph.exports.format import ExportFormat, ExportOptions
from graph.layout import layout
from graph.tables import GraphTables

MOST_NODES = 5000
"""A browser draws as many smoothly, and a person sees no more."""
_SPREAD = 60.0
"""Pixels between neighbouring nodes, on the average and before zooming."""
_SHOWN_ONCE = frozenset({"name", "title", "evidence_start", "evidence_end"})


class TooManyNodes(GraphError):  # noqa: N818 - as the other errors of the graph are named
    """More than can be looked at."""


def write(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    """Raises TooManyNodes."""
    found = elements(tables)
    if len(found.nodes) > MOST_NODES:
        raise TooManyNodes(
            f"a page shows at most {MOST_NODES:,} nodes, not {len(found.nodes):,}: choose a part of the "
            f"graph with --top {MOST_NODES}, or with --around, --types, --since, --min-support and so on"
        )
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(_file("graph.html.jinja"))
    page = template.render(
        title="claimgraph",
        style=Markup(_file("graph.css")),
        script=Markup(_file("graph.js")),
        data=_embedded(_content(found)),
    )
    path.write_text(page, encoding="utf-8")


def _content(found: Elements) -> dict[str, Any]:
    numbers = {node.id: number for number, node in enumerate(found.nodes)}
    labels = list(COLORS)
    kinds = sorted({edge.type for edge in found.edges})
    ends = [(numbers[edge.source], numbers[edge.target]) for edge in found.edges]
    starts, targets = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    places = (layout(len(found.nodes), starts, targets) - 0.5) * len(found.nodes) ** 0.5 * _SPREAD
    nodes = [
        {
            "id": node.id,
            "type": labels.index(node.type),
            "label": node.caption,
            "x": round(float(x), 1),
            "y": round(float(y), 1),
            "size": node.size,
            "day": node.day,
            "support": node.properties.get("support"),
            "properties": _without(node.properties),
        }
        for node, (x, y) in zip(found.nodes, places, strict=True)
    ]
    edges = [
        [*pair, kinds.index(edge.type), edge.properties.get("evidence")]
        for pair, edge in zip(ends, found.edges, strict=True)
    ]
    types = [{"name": label, "color": color} for label, color in COLORS.items()]
    return {"nodes": nodes, "edges": edges, "types": types, "edgeTypes": kinds}


def _without(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in _SHOWN_ONCE}


def _embedded(content: Any) -> Markup:
    """JSON inside a script element, which only `<` could end (https://html.spec.whatwg.org/#restrictions-for-
    contents-of-script-elements)."""
    return Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _file(name: str) -> str:
    return resources.files("graph.exports").joinpath("page", name).read_text(encoding="utf-8")


HTML = ExportFormat("html", "one page to look at the graph in a browser, also offline", write)
