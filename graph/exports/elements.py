"""The graph as one list of nodes and one of edges, as programs that draw graphs want it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log1p
from typing import Any

from graph.model import EdgeKind
from graph.tables import GraphTables

COLORS: Mapping[str, str] = {
    "Paper": "#57606a",
    "Method": "#0063a5",
    "Dataset": "#00734f",
    "Task": "#8a3a75",
    "Metric": "#a14a00",
    "Claim": "#c4a000",
}
"""By label; those of the pages that show a paper."""

_MAKES = EdgeKind("MAKES", "Paper", "Claim")


@dataclass(frozen=True, slots=True)
class Node:
    """`type` is the label, `caption` what is written beside it, `day` (YYYY-MM-DD) when the first paper of
    known year spoke of it; `properties` are those of the model that have a value."""

    id: str
    type: str
    caption: str
    day: str | None
    size: float
    properties: Mapping[str, Any]

    @property
    def color(self) -> str:
        return COLORS[self.type]

    def data(self) -> dict[str, Any]:
        """All of it under one name each; the caption is the `label`."""
        own = {"id": self.id, "label": self.caption, "type": self.type}
        return {**self.properties, **own, "size": self.size, "color": self.color, "day": self.day}


@dataclass(frozen=True, slots=True)
class Edge:
    """`day` is that of the first paper that says so; `weight` the number of papers."""

    id: str
    source: str
    target: str
    type: str
    day: str | None
    weight: int
    properties: Mapping[str, Any]

    def data(self) -> dict[str, Any]:
        """All of it under one name each; the type is the `label` too."""
        ends = {"id": self.id, "source": self.source, "target": self.target}
        what = {"type": self.type, "label": self.type, "weight": self.weight, "day": self.day}
        return {**self.properties, **ends, **what}


@dataclass(frozen=True, slots=True)
class Elements:
    nodes: list[Node]
    edges: list[Edge]


def elements(tables: GraphTables) -> Elements:
    """Nodes by label and id, edges by kind and ends; edges of which an end is missing are left out."""
    days = _days(tables)
    nodes = [_node(label, row, days) for label, table in tables.nodes.items() for row in table.to_pylist()]
    known = {node.id for node in nodes}
    edges = [
        _edge(kind, row, days)
        for kind, table in tables.edges.items()
        for row in table.to_pylist()
        if row["start"] in known and row["end"] in known
    ]
    return Elements(nodes, edges)


def flat(value: Any) -> str | int | float:
    """A value for a format that has no lists: their texts, between bars."""
    if isinstance(value, list):
        return " | ".join(value)
    plain: str | int | float = value
    return plain


def _node(label: str, row: dict[str, Any], days: Mapping[str, str]) -> Node:
    id_ = row.pop("id")
    properties = _present(row)
    support = row.get("support") or 0
    size = 4.0 if label == "Claim" else round(6 + 4 * log1p(support), 2)
    return Node(id_, label, _caption(label, row) or id_, days.get(id_), size, properties)


def _caption(label: str, row: Mapping[str, Any]) -> str | None:
    if label == "Claim":
        number = f"{row['value_text']} {row['unit'] or ''}".strip() if row["value_text"] else None
        said = row["relation"] or row["kind"]
        return f"{said} {number}" if number else said
    caption: str | None = row["title"] if label == "Paper" else row["name"]
    return caption


def _edge(kind: EdgeKind, row: dict[str, Any], days: Mapping[str, str]) -> Edge:
    start, end = row.pop("start"), row.pop("end")
    if kind.type == "OUTPERFORMS":
        day = min((days[paper] for paper in row["papers"] if paper in days), default=None)
    else:
        day = days.get(start) if kind.start in ("Paper", "Claim") else None
    weight = row.get("count") or 1
    return Edge(f"{start} {kind.type} {end}", start, end, kind.type, day, weight, _present(row))


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and value != []}


def _days(tables: GraphTables) -> dict[str, str]:
    """By id of a node: the first day on which a paper spoke of it. Where only a month or a year is known, it
    counts as its first day; papers of unknown year have no day."""
    days: dict[str, str] = {}
    for id_, published in _pairs(tables.nodes["Paper"], "id", "published"):
        if published and not published.startswith("--"):
            days[id_] = f"{published}-01-01"[:10] if len(published) == 4 else f"{published}-01"[:10]
    for paper, claim in _pairs(tables.edges[_MAKES], "start", "end"):
        if paper in days:
            days[claim] = days[paper]
    spoken_of: dict[str, str] = {}
    for kind, table in tables.edges.items():
        if kind.start in ("Paper", "Claim") and kind != _MAKES:
            for start, end in _pairs(table, "start", "end"):
                if start in days:
                    spoken_of[end] = min(days[start], spoken_of.get(end, days[start]))
    return days | spoken_of


def _pairs(table: Any, *columns: str) -> Iterator[tuple[Any, Any]]:
    return zip(*(table[name].to_pylist() for name in columns), strict=True)
