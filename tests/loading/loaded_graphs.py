"""Small graphs in two states, the second a later one: rows were added, changed and removed."""

from __future__ import annotations

from collections import defaultdict

from graph.model import EdgeKind, Property, PropertyType, edge_type, node_type
from graph.tables import GraphTables, Row

ODD = ("it's", 'a "b" \\c', "`tick`", "line\nend", "Ω 模型 🤖", "a;b,c", "=1+1", "")
_SAMPLES = {PropertyType.INTEGER: 7, PropertyType.NUMBER: 0.5}


def graph(papers: range, shift: int = 0) -> GraphTables:
    """One row of papers, each with a method, a dataset, a task, a metric and a claim that ties them together.
    With another `shift` the entities of a paper and the values of most rows are others."""
    nodes: dict[str, dict[str, Row]] = defaultdict(dict)
    edges: dict[EdgeKind, dict[tuple[str, str], Row]] = defaultdict(dict)

    def node(label: str, number: int) -> str:
        id_ = f"{label.lower()}/{number}"
        nodes[label][id_] = (id_, *(_value(p, number + shift) for p in node_type(label).properties))
        return id_

    def edge(type_: str, start: str, end: str, number: int) -> None:
        kind = EdgeKind(type_, *(id_.split("/")[0].capitalize() for id_ in (start, end)))
        values = (_value(p, number) for p in edge_type(type_).properties)
        edges[kind][start, end] = (start, end, *values)

    for number in papers:
        paper, claim = node("Paper", number), node("Claim", number)
        method, other = node("Method", (number + shift) % 11), node("Method", number % 7)
        dataset, metric = node("Dataset", (number + shift) % 5), node("Metric", number % 3)
        task = node("Task", number % 2)
        for type_, end in (("INTRODUCES", method), ("EVALUATES_ON", dataset), ("ADDRESSES", task)):
            edge(type_, paper, end, number)
        edge("COMPARES_WITH", paper, other, number)
        edge("MAKES", paper, claim, number)
        ends = (("ABOUT", method), ("AGAINST", other), ("ON", dataset), ("IN", metric), ("FOR", task))
        for type_, end in ends:
            edge(type_, claim, end, number)
        edge("OUTPERFORMS", method, other, number)
    return GraphTables.from_rows(
        {label: rows.values() for label, rows in nodes.items()},
        {kind: rows.values() for kind, rows in edges.items()},
    )


def small() -> GraphTables:
    return graph(range(16))


def grown() -> GraphTables:
    return graph(range(3, 19))


def _value(declared: Property, number: int) -> object:
    """A value of the property's type; for some numbers a missing one, or an odd text."""
    if declared.type is PropertyType.STRINGS:
        return [f"{declared.name} {number}", *ODD][: number % 4]
    if number % 5 == 4:
        return None
    if declared.type in _SAMPLES:
        return _SAMPLES[declared.type] * number
    return f"{declared.name} {number}{ODD[number % len(ODD)]}"
