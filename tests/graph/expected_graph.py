"""What a graph holds, as every reader of an export has to find it again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph.exports.elements import Edge, Elements, Node
from graph.tables import GraphTables


@dataclass(frozen=True)
class Expected:
    """What a reader has to find."""

    tables: GraphTables
    elements: Elements

    @property
    def nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.elements.nodes}

    @property
    def edges(self) -> dict[tuple[str, str, str], Edge]:
        return {(edge.source, edge.type, edge.target): edge for edge in self.elements.edges}

    @property
    def types(self) -> Counter[str]:
        return Counter(node.type for node in self.elements.nodes)

    @property
    def kinds(self) -> Counter[str]:
        return Counter(edge.type for edge in self.elements.edges)
