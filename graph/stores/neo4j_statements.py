"""How the graph lies in Neo4j, and the Cypher that reads and writes it.

A label of the model is a label there, with the prefix before it; an edge type is a relationship type. What
claimgraph wrote carries `claimgraph: true`, so that nodes and relationships of others stay apart from it also
where they share a label or type. Values travel as parameters; the texts hold names of the model and the
prefix alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import EDGE_KINDS, NODE_TYPES, EdgeKind, Property, edge_type, node_type

OWN = "claimgraph"
"""The property that marks what claimgraph wrote: true; false on a node that nothing supports any more and
that stays because of the relationships that others attached to it."""
_EACH_ROW = "CYPHER replan=skip UNWIND $batch.rows AS row"
_EACH_ID = "CYPHER replan=skip UNWIND $batch.ids AS id"
"""Planning takes the server longer than writing a small change, and every row starts at a unique index,
whatever the database holds. So it need not plan again where its statistics have changed; nor where a list has
another magnitude, which it looks at in a parameter but not in a map that is one."""
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NAMED = ("Method", "Dataset", "Task", "Metric")
_LOOKED_UP = {"Paper": ("arxiv_id", "published"), **dict.fromkeys(_NAMED, ("name",))}
_KEPT = {"Paper": "title", **dict.fromkeys(_NAMED, "name")}
"""What a node that others refer to keeps beside its id when nothing supports it any more."""


@dataclass(frozen=True)
class Neo4jLayout:
    """The statements for one claimgraph in a database. ValueError for a prefix that is no identifier."""

    prefix: str = ""

    def __post_init__(self) -> None:
        if self.prefix and not _PREFIX.fullmatch(self.prefix):
            raise ValueError(f"{self.prefix!r} is no prefix: letters, digits and _, a letter first")

    def label(self, label: str) -> str:
        """The label there of a label of the model."""
        return f"`{self.prefix}{label}`"

    @property
    def state_label(self) -> str:
        """The one node that tells which state of the graph was loaded."""
        return self.label("ClaimgraphState")

    @property
    def lock_label(self) -> str:
        """The one node that a loader holds locked while it works."""
        return self.label("ClaimgraphLock")

    def schema(self) -> dict[str, str]:
        """Constraints and indexes by name: the statements that make them where they are missing."""
        unique = [*(node.label for node in NODE_TYPES), "ClaimgraphState", "ClaimgraphLock"]
        made = {
            self._schema_name(
                label, "id"
            ): f"CREATE CONSTRAINT `{self._schema_name(label, 'id')}` IF NOT EXISTS "
            f"FOR (n:{self.label(label)}) REQUIRE n.id IS UNIQUE"
            for label in unique
        }
        for label, names in _LOOKED_UP.items():
            for name in names:
                index = self._schema_name(label, name)
                made[index] = (
                    f"CREATE INDEX `{index}` IF NOT EXISTS FOR (n:{self.label(label)}) ON (n.{name})"
                )
        named = "|".join(map(self.label, _NAMED))
        made |= self._fulltext("names", named, "n.name, n.aliases")
        return made | self._fulltext("titles", self.label("Paper"), "n.title")

    def put_nodes(self, label: str) -> str:
        """Takes `$batch.rows`: id and `properties`; counts those it wrote. Nodes of others are left out."""
        return (
            f"{_EACH_ROW} MERGE (n:{self.label(label)} {{id: row.id}}) ON CREATE SET n.{OWN} = true "
            f"WITH n, row WHERE n.{OWN} IS NOT NULL SET n += row.properties, n.{OWN} = true RETURN count(*)"
        )

    def foreign_nodes(self, label: str) -> str:
        """The ids among `$ids` that nodes of others have."""
        return (
            f"MATCH (n:{self.label(label)}) WHERE n.id IN $ids AND n.{OWN} IS NULL RETURN n.id ORDER BY n.id"
        )

    def delete_nodes(self, label: str) -> tuple[str, str]:
        """Both take `$batch.ids`: delete those without relationships; release those that others refer to,
        which takes `$batch.nothing` too and counts them."""
        found = f"{_EACH_ID} MATCH (n:{self.label(label)} {{id: id}}) WHERE n.{OWN} IS NOT NULL"
        return f"{found} AND NOT (n)--() DELETE n", (
            f"{found} SET n += $batch.nothing, n.{OWN} = false RETURN count(*)"
        )

    def nothing(self, label: str) -> dict[str, None]:
        """The properties that a released node loses."""
        names = (declared.name for declared in node_type(label).properties)
        return dict.fromkeys(name for name in names if name != _KEPT.get(label))

    def delete_released(self, label: str) -> str:
        """Delete the released nodes that nobody refers to any more."""
        return f"MATCH (n:{self.label(label)}) WHERE n.{OWN} = false AND NOT (n)--() DELETE n RETURN count(*)"

    def put_edges(self, kind: EdgeKind) -> str:
        """Takes `$batch.rows`: start, end and `properties`; counts those that it wrote."""
        return (
            f"{_EACH_ROW} MATCH {self._ends(kind)} "
            f"MERGE (a)-[r:`{kind.type}` {{{OWN}: true}}]->(b) SET r += row.properties RETURN count(*)"
        )

    def delete_edges(self, kind: EdgeKind) -> str:
        """Takes `$batch.rows`: start and end."""
        return (
            f"{_EACH_ROW} MATCH {self._ends(kind)} MATCH (a)-[r:`{kind.type}` {{{OWN}: true}}]->(b) DELETE r"
        )

    def delete_repeated_edges(self, kind: EdgeKind) -> str:
        """Takes `$batch.rows`: start and end; leaves one relationship where there are several."""
        return (
            f"{_EACH_ROW} MATCH {self._ends(kind)} "
            f"MATCH (a)-[r:`{kind.type}` {{{OWN}: true}}]->(b) "
            "WITH a, b, collect(r) AS found FOREACH (r IN tail(found) | DELETE r)"
        )

    def all_nodes(self, label: str) -> str:
        """Every node of ours: id and the properties in the order of the model."""
        columns = _columns("n", node_type(label).properties)
        return f"MATCH (n:{self.label(label)}) WHERE n.{OWN} = true AND n.id IS NOT NULL RETURN n.id{columns}"

    def all_edges(self, kind: EdgeKind) -> str:
        """Every relationship of ours: the ids of its ends and the properties in the order of the model."""
        start, end = self.label(kind.start), self.label(kind.end)
        columns = _columns("r", edge_type(kind.type).properties)
        return (
            f"MATCH (a:{start})-[r:`{kind.type}`]->(b:{end}) WHERE r.{OWN} = true RETURN a.id, b.id{columns}"
        )

    def counts(self) -> dict[str, str]:
        """For each table, by the names of `GraphTables.counts`, the statement that counts its rows there."""
        nodes = {
            node.label: f"MATCH (n:{self.label(node.label)}) WHERE n.{OWN} = true RETURN count(*)"
            for node in NODE_TYPES
        }
        edges = {
            str(kind): f"MATCH (:{self.label(kind.start)})-[r:`{kind.type}`]->(:{self.label(kind.end)}) "
            f"WHERE r.{OWN} = true RETURN count(*)"
            for kind in EDGE_KINDS
        }
        return nodes | edges

    def _ends(self, kind: EdgeKind) -> str:
        start, end = self.label(kind.start), self.label(kind.end)
        return f"(a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})"

    def _schema_name(self, label: str, property_: str) -> str:
        return f"claimgraph_{self.prefix}{label}_{property_}"

    def _fulltext(self, what: str, labels: str, properties: str) -> dict[str, str]:
        name = f"claimgraph_{f'{self.prefix}_' if self.prefix else ''}{what}"
        create = f"CREATE FULLTEXT INDEX `{name}` IF NOT EXISTS FOR (n:{labels}) ON EACH [{properties}]"
        return {name: create}


def _columns(variable: str, properties: Iterable[Property]) -> str:
    return "".join(f", {variable}.`{declared.name}`" for declared in properties)
