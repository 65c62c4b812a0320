"""Which nodes of the graph an answer speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from graph.model import NODE_TYPES
from graph.tables import GraphTables
from queries.runner import Answer
from queries.values import Value

_QUOTED = "evidence"
"""Columns of that name quote papers; what stands there names nothing."""
# Whatever the base of a graph's IRIs is, they end in the id.
_IRI = re.compile(rf"\w+:.*?/((?:{'|'.join(node.label.lower() for node in NODE_TYPES)})/[^#]+)")


def mentioned_nodes(answer: Answer, tables: GraphTables) -> frozenset[str]:
    """The ids of all nodes that stand in the cells: as a node, by id or IRI, or by their canonical name or
    title; of a name that several have, all of them."""
    by_text: dict[str, set[str]] = defaultdict(set)
    for label, table in tables.nodes.items():
        ids = table["id"].to_pylist()
        names = ids if label == "Claim" else table["title" if label == "Paper" else "name"].to_pylist()
        for id_, name in zip(ids, names, strict=True):
            by_text[id_].add(id_)
            by_text[name].add(id_)
    columns = [i for i, name in enumerate(answer.columns) if not name.startswith(_QUOTED)]
    texts = {text for row in answer.rows for index in columns for text in _texts(row[index])}
    return frozenset(id_ for text in texts for id_ in by_text.get(text, ()))


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            iri = _IRI.fullmatch(value)
            yield unquote(iri[1]) if iri else value
        case list():
            for one in value:
                yield from _texts(one)
        case {"id": str(id_)}:
            yield id_
        case dict():
            for one in value.values():
                yield from _texts(one)
