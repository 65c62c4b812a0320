"""The words of the graph, which the editors complete: derived from the model and its vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.model import EDGE_TYPES, NODE_TYPES, EdgeType, NodeType
from graph.rdf.schema import schema_path
from graph.rdf.terms import PREFIXES

_COMMENT = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
_PATH = NamedNode("http://www.w3.org/ns/shacl#path")


class Term(msgspec.Struct, frozen=True, order=True):
    """A word, what sort of word it is, and what it means."""

    text: str
    kind: str
    note: str = ""


class Terms(msgspec.Struct, frozen=True):
    """`prefixes` need no declaration in a query."""

    prefixes: dict[str, str]
    sparql: list[Term]
    cypher: list[Term]


def terms() -> bytes:
    """JSON of all terms in both languages."""
    return msgspec.json.encode(Terms(PREFIXES, sorted(_sparql_terms()), sorted(set(_cypher_terms()))))


def _cypher_terms() -> Iterator[Term]:
    for node in NODE_TYPES:
        yield Term(node.label, "label", node.description)
    for edge in EDGE_TYPES:
        yield Term(edge.type, "type", edge.description)
    described = {"id": "the identifier of the node"}
    kinds: tuple[NodeType | EdgeType, ...] = (*NODE_TYPES, *EDGE_TYPES)
    for kind in kinds:
        for property_ in kind.properties:
            described.setdefault(property_.name, property_.description)
    for name, description in described.items():
        yield Term(name, "property", description)


def _sparql_terms() -> Iterator[Term]:
    """Every term that the vocabulary comments on, and the standard ones that its shapes use."""
    notes: dict[str, str] = {}
    for quad in parse(path=schema_path(), format=RdfFormat.TURTLE):
        if quad.predicate == _COMMENT and isinstance(quad.object, Literal):
            notes[_compact(quad.subject)] = quad.object.value
        elif quad.predicate == _PATH:
            notes.setdefault(_compact(quad.object), "")
    for text, note in notes.items():
        if text:
            yield Term(text, "class" if text.partition(":")[2][:1].isupper() else "property", note)


def _compact(node: object) -> str:
    """`cg:Method`, or nothing for what has no prefix here."""
    if isinstance(node, NamedNode):
        for prefix, namespace in PREFIXES.items():
            name = node.value.removeprefix(namespace)
            if name and name != node.value:
                return f"{prefix}:{name}"
    return ""
