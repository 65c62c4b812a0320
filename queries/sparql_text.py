"""What has to be known of a SPARQL query before an engine runs it: that it only reads, asks no other server,
and whether it chooses its graphs."""

from __future__ import annotations

import re
from functools import lru_cache

from queries.errors import QueryError

_UPDATES = frozenset({"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"})
# Terminals of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, near enough to skip what is no keyword.
_TOKEN = re.compile(
    r'''\#[^\n\r]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | """(?:(?:"|"")?(?:[^"\\]|\\.))*"""
      | \'\'\'(?:(?:'|'')?(?:[^'\\]|\\.))*\'\'\'
      | "(?:[^"\\\n\r]|\\.)*"
      | '(?:[^'\\\n\r]|\\.)*'
      | [?$@]\w+
      | \w*:\w*
      | (?P<word>[A-Za-z_]\w*)
      | .''',
    re.VERBOSE | re.DOTALL,
)
# `SERVICE`, an IRI or a variable, and a brace, wherever they stand, be it in a string: Oxigraph reads without
# splitting into tokens first (`trueSERVICE<…>{` is a clause for it), so where a string begins can be told for
# sure only by parsing as it does. Only the name of a variable and the local part of a name are let be.
_SERVICE = re.compile(
    r"""(?P<name>[?$:]?)\w*?service
        (?=(?P<space>(?:\s|\#[^\n\r]*[\n\r])*)(?:silent(?:\s|\#[^\n\r]*[\n\r])*)?
           (?:<[^<>]*>|[?$]\w+|[^\s{}<>"']*:[^\s{}]*)
           (?:\s|\#[^\n\r]*[\n\r])*\{)""",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=32)  # named questions come again and again
def keywords(text: str) -> tuple[str, ...]:
    """The bare words of the text in lower case, in order: keywords, functions, `a`, `true`."""
    return tuple(token["word"].lower() for token in _TOKEN.finditer(text) if token["word"])


@lru_cache(maxsize=32)
def require_read(text: str) -> None:
    """QueryError for an update, and for what asks another server."""
    form = next((word for word in keywords(text) if word not in ("prefix", "base", "version")), "")
    if form in _UPDATES:
        raise QueryError(f"the graph can only be read: {form.upper()} is a SPARQL update")
    if any(not found["name"] for found in _SERVICE.finditer(text)):
        raise QueryError("SERVICE is refused: a query reads this graph and asks no other server")


def chooses_graphs(text: str) -> bool:
    """Whether the query has a dataset clause of its own (FROM, FROM NAMED)."""
    return "from" in keywords(text)
