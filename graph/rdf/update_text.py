"""SPARQL 1.1 Update as text: operations on ground quads, and requests made of several operations."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad


def insert_data(quads: Iterable[Quad]) -> str:
    """The operation that adds quads; empty without any."""
    return _data("INSERT", quads)


def delete_data(quads: Iterable[Quad]) -> str:
    """The operation that takes quads away; empty without any."""
    return _data("DELETE", quads)


def drop_graph(graph: NamedNode) -> str:
    """The operation that removes a named graph, which need not exist."""
    return f"DROP SILENT GRAPH {graph}"


def request(operations: Iterable[str]) -> str:
    """One request, which stores execute in order and, where they know transactions, wholly or not at all."""
    return " ;\n".join(filter(None, operations))


def _data(verb: str, quads: Iterable[Quad]) -> str:
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    blocks = [f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in by_graph.items()]
    return f"{verb} DATA {{\n" + "\n".join(blocks) + "\n}" if blocks else ""
