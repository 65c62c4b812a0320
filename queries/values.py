"""What engines answer with, as plain Python values: equal for equal answers, whichever engine gave them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeAlias
from uuid import UUID

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

_XSD = "http://www.w3.org/2001/XMLSchema#"
# Numeric types of SPARQL 1.1 (section 17.1) that engines compute with; Oxigraph keeps no other ones.
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float"))
_TRUE = frozenset({"true", "1"})
_INTERNAL = frozenset({"_ID", "_SRC", "_DST"})


def number(text: str) -> int | float | str:
    """A number as int where it is whole and as float otherwise: `92.0` and `92` are the same. What is no
    finite number stays as it is written, since JSON could not hold it."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if not exact.is_finite() or math.isinf(float(exact)):
        return text
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def from_cypher(value: object) -> Value:
    """A value of Ladybug. A node or an edge becomes its properties, with its label first."""
    match value:
        case None | bool() | str():
            return value
        case int() | float() | Decimal():
            return number(repr(value) if isinstance(value, float) else str(value))
        case date():
            return value.isoformat()
        case list() | tuple():
            return [from_cypher(one) for one in value]
        case Mapping():
            return _properties(value)
        case timedelta() | UUID():
            return str(value)
    return str(value)


def _properties(value: Mapping[object, object]) -> Value:
    if value.keys() == {"_NODES", "_RELS"}:
        return {"nodes": from_cypher(value["_NODES"]), "edges": from_cypher(value["_RELS"])}
    label: dict[str, Value] = {"label": str(value["_LABEL"])} if "_LABEL" in value else {}
    known = {str(key): one for key, one in value.items() if key not in _INTERNAL and key != "_LABEL"}
    if label:  # of several labels at once, an engine fills the columns of the others with nulls
        known = {key: one for key, one in known.items() if one is not None}
    return label | {key: from_cypher(one) for key, one in known.items()}


def from_rdf(term: NamedNode | BlankNode | RdfLiteral | Triple | None) -> Value:
    """An RDF term: an IRI and a text as text, a number as number, an unbound variable as None."""
    if term is None:
        return None
    if not isinstance(term, RdfLiteral):
        return term.value if isinstance(term, NamedNode) else str(term)
    if term.datatype.value in _NUMBERS:
        return number(term.value)
    if term.datatype.value == _XSD + "boolean":
        return term.value in _TRUE
    return term.value
