"""Ask a claimgraph in Neo4j what is asked of a graph in a folder: the same Cypher, the same answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

import neo4j.graph

from graph.errors import ServerError
from graph.model import NODE_TYPES
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_statements import OWN
from queries.catalog import Question
from queries.errors import QueryError
from queries.runner import Answer, find_query
from queries.syntax import require_one_cypher_read
from queries.values import Value, from_cypher

_LABELS = "|".join(node.label for node in NODE_TYPES)
_QUOTED_OR_LABEL = re.compile(
    r"""(?P<other>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/)"""
    rf"|(?P<before>[:|]\s*)(?P<tick>`?)(?P<label>{_LABELS})(?P=tick)(?![\w`])",
    re.DOTALL,
)


def ask_neo4j(
    store: Neo4jStore, query: str | Question, parameters: Mapping[str, str] | None = None
) -> Answer:
    """Answer a named question, a `.cypher` file or a query. Where the store has a prefix, the labels of the
    query get it. Raises QueryError, for a query that writes too."""
    found = find_query(query, "cypher")
    values = found.values(parameters or {})
    require_one_cypher_read(found.text)
    try:
        columns, rows = store.answer(with_prefix(found.text, store.layout.prefix), dict(values))
    except ServerError as error:
        raise QueryError(f"the query cannot be answered: {error}") from error
    prefix = store.layout.prefix
    return Answer(columns, tuple(tuple(from_neo4j(value, prefix) for value in row) for row in rows))


def with_prefix(text: str, prefix: str) -> str:
    """The query with a prefix before every label of the model; texts and comments in it stay as they are."""

    def prefixed(match: re.Match[str]) -> str:
        return match["other"] or f"{match['before']}`{prefix}{match['label']}`"

    return _QUOTED_OR_LABEL.sub(prefixed, text) if prefix else text


def from_neo4j(value: object, prefix: str) -> Value:
    """A node or relationship becomes its properties, with its label first, as those of Ladybug do."""
    match value:
        case neo4j.graph.Node():
            label = " ".join(sorted(label.removeprefix(prefix) for label in value.labels))
            return {"label": label, **_properties(value, prefix)}
        case neo4j.graph.Relationship():
            return {"label": value.type, **_properties(value, prefix)}
        case neo4j.graph.Path():
            parts = {"nodes": value.nodes, "edges": value.relationships}
            return {name: [from_neo4j(one, prefix) for one in found] for name, found in parts.items()}
        case list():
            return [from_neo4j(one, prefix) for one in value]
        case dict():
            return {str(key): from_neo4j(one, prefix) for key, one in value.items()}
    return from_cypher(value)


def _properties(entity: neo4j.graph.Entity, prefix: str) -> dict[str, Value]:
    return {name: from_neo4j(value, prefix) for name, value in entity.items() if name != OWN}
