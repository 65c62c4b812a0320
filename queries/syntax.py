"""What has to be known of a query's text before an engine sees it: its language, its parameters, whether it
only reads. Nothing is parsed here; text is told from strings and comments, no more."""

from __future__ import annotations

import re
from typing import Literal

from queries import sparql_text
from queries.errors import QueryError

Language = Literal["cypher", "sparql"]

_SUFFIXES: dict[str, Language] = {".cypher": "cypher", ".cql": "cypher", ".rq": "sparql", ".sparql": "sparql"}
SUFFIXES = tuple(_SUFFIXES)

_SPARQL_READS = frozenset({"select", "ask", "construct", "describe", "prefix", "base", "version"})
_SPARQL_ONLY_WRITES = frozenset({"insert", "clear", "add", "move"})
_CYPHER_READS = frozenset({"match", "optional", "unwind", "with", "return", "call", "explain", "profile"})

# Comments of either language in front of the first word: `#` in SPARQL, `//` and `/*` in Cypher.
_LEADING = re.compile(r"\A(?:\s|#[^\n]*(?:\n|\Z)|//[^\n]*(?:\n|\Z)|/\*.*?\*/)*", re.DOTALL)

_CYPHER_NOT_CODE = re.compile(
    r"""(?P<string>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?|`(?:``|[^`])*`?)|//[^\n]*|/\*.*?(?:\*/|\Z)""",
    re.DOTALL,
)
_CYPHER_ADVICE = re.compile(r"\A(?:\s*\b(?:explain|profile)\b)+", re.IGNORECASE)
_CYPHER_CALL = re.compile(r"(?<![.$\w])call\s+(?P<function>\w*)\s*(?P<arguments>\(?)", re.IGNORECASE)
_CYPHER_FUNCTIONS = frozenset(
    {"db_version", "show_connection", "show_functions", "show_tables", "table_info"}
)
_CYPHER_PARAMETER = re.compile(r"\$(\w+)")


def language_of_suffix(suffix: str) -> Language | None:
    """The language of a file by its ending, `.rq` say; None for any other ending."""
    return _SUFFIXES.get(suffix.lower())


def first_word(text: str) -> str:
    """The first word after comments, in lower case; empty where there is none."""
    word = re.match(r"\w+", text[_LEADING.match(text).end() :])  # type: ignore[union-attr]
    return word.group().lower() if word else ""


def guess_language(text: str) -> Language:
    """SPARQL for a text that begins as SPARQL does, Cypher otherwise."""
    return "sparql" if first_word(text) in _SPARQL_READS | _SPARQL_ONLY_WRITES else "cypher"


def cypher_parameters(text: str) -> frozenset[str]:
    """The names that a Cypher text uses as `$name`."""
    return frozenset(_CYPHER_PARAMETER.findall(_cypher_code(text)))


def require_one_cypher_read(text: str) -> None:
    """Refuse what the read-only database would let through: several statements, whose last ones may write
    files (`EXPORT DATABASE`, `COPY … TO`), also behind `PROFILE`, which runs what follows; `LOAD FROM`, which
    reads files, as functions do that `CALL` may name; and `CALL name=value`, which changes settings.
    QueryError says so."""
    code = _cypher_code(text)
    word = first_word(_CYPHER_ADVICE.sub("", code))
    if word and word not in _CYPHER_READS:
        raise QueryError(
            f"the graph can only be read: a Cypher query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH, "
            f"RETURN, CALL, EXPLAIN or PROFILE, not with {word.upper()}"
        )
    statement, _, rest = code.partition(";")
    if rest.strip(" \t\r\n;"):
        raise QueryError("one statement at a time: nothing may follow the semicolon")
    if re.search(r"\bload\s+(?:from|csv|with)\b", statement, re.IGNORECASE):
        raise QueryError("LOAD is refused: a query reads the graph and no files")
    for call in _CYPHER_CALL.finditer(statement):
        if not call["arguments"] or call["function"].lower() not in _CYPHER_FUNCTIONS:
            raise QueryError(f"CALL is refused, but for {', '.join(sorted(_CYPHER_FUNCTIONS))}")


def require_sparql_read(text: str) -> None:
    """Refuse an update and a question to another server, in clear words. QueryError."""
    sparql_text.require_read(text)


def _cypher_code(text: str) -> str:
    """The text without comments, and with strings and quoted names emptied."""
    return _CYPHER_NOT_CODE.sub(lambda match: " '' " if match["string"] else " ", text)
