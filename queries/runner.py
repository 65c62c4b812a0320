"""Ask the graph: a named question, a query in a file, or a query as text, in Cypher or in SPARQL.

>>> run(snapshot, "leaderboard", language="cypher", parameters={"dataset": "GSM8K"})  # doctest: +SKIP
Answer(columns=('metric', 'method', 'value', …), rows=(('accuracy', 'GPT-4', 92, …), …))

Nothing can be written: the stores are opened read-only. Values of parameters never become part of a query's
text unescaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from queries import sparql_text
from queries.catalog import (
    Parameter,
    Question,
    bind_sparql,
    catalog,
    find_question,
    read_header,
    sparql_parameters,
)
from queries.errors import QueryError
from queries.syntax import (
    Language,
    cypher_parameters,
    guess_language,
    language_of_suffix,
    require_one_cypher_read,
    require_sparql_read,
)
from queries.values import Value, from_cypher, from_rdf

__all__ = ["Answer", "Language", "Query", "QueryError", "Stores", "ask", "find_query", "run"]


class Stores(Protocol):
    """One state of the graph, whose stores are opened read-only; `graph.directory.Snapshot` is one."""

    def ladybug(self) -> LadybugStore: ...

    def oxigraph(self) -> OxigraphStore: ...


@dataclass(frozen=True)
class Answer:
    """Names of the columns, and rows in the order that the query asks for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def as_dicts(self) -> list[dict[str, Value]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Query:
    """A text ready to be asked: its language and the parameters that it takes."""

    text: str
    language: Language
    parameters: tuple[Parameter, ...]

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """The value of every parameter. QueryError where one is missing or unknown."""
        known = {parameter.name for parameter in self.parameters}
        unknown = sorted(given.keys() - known)
        missing = [p.name for p in self.parameters if p.default is None and p.name not in given]
        if unknown or missing:
            raise QueryError(self._complaint(unknown, missing))
        return {p.name: given.get(p.name, p.default or "").strip() for p in self.parameters}

    def _complaint(self, unknown: list[str], missing: list[str]) -> str:
        faults = [f"no value for {name}" for name in missing] + [f"no parameter {name}" for name in unknown]
        if not self.parameters:
            return f"{'; '.join(faults)}: this query takes no parameters"
        return "\n".join([f"{'; '.join(faults)}; the parameters are", *map(describe, self.parameters)])


def describe(parameter: Parameter) -> str:
    """One line for a person."""
    line = f"  {parameter.name}"
    if parameter.description:
        line += f": {parameter.description}"
    return line if parameter.default is None else f'{line} (default: "{parameter.default}")'


def run(
    stores: Stores,
    query: str | Question,
    *,
    language: Language | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Answer:
    """Open the store that the language needs and ask it once.

    `query` is the name of a question, the path of a file, or a query. The language is what is said here, or
    what a file's ending or the first word of a text says; a named question is asked in Cypher unless said
    otherwise. Raises QueryError, and what opening a store raises.
    """
    found = find_query(query, language)
    values = found.values(parameters or {})  # before a store is opened: its faults need none
    if found.language == "cypher":
        with stores.ladybug() as cypher_store:
            return ask(cypher_store, found, values)
    with stores.oxigraph() as sparql_store:
        return ask(sparql_store, found, values)


def ask(store: LadybugStore | OxigraphStore, query: Query, parameters: Mapping[str, str]) -> Answer:
    """Ask an open store, which has to be the one of the query's language. Raises QueryError."""
    values = query.values(parameters)
    if isinstance(store, LadybugStore):
        return _ask_cypher(store, query.text, values)
    return _ask_sparql(store, query.text, values)


def find_query(query: str | Question, language: Language | None = None) -> Query:
    """What a person means by a name, a path or a text. Raises QueryError."""
    if isinstance(query, str):
        names = {question.name for question in catalog()}
        path = None if query in names else _file(query)
        if path:
            return _from_text(_read(path), language or language_of_suffix(path.suffix))
        if len(query.split()) > 1:
            return _from_text(query, language)
        query = find_question(query)
    language = language or "cypher"
    return Query(query.text(language), language, query.parameters)


def _file(text: str) -> Path | None:
    """The file of that name; None for a text that names none."""
    try:
        path = Path(text)
        if path.is_file():
            return path
    except (OSError, ValueError):  # too long for a path, or with characters that none can have
        return None
    if len(text.split()) == 1 and language_of_suffix(path.suffix):
        raise QueryError(f"{text}: no such file")
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: {error}") from error


def _from_text(text: str, language: Language | None) -> Query:
    language = language or guess_language(text)
    used = sorted(cypher_parameters(text)) if language == "cypher" else list(sparql_parameters(text))
    declared = {parameter.name: parameter for parameter in read_header(text).parameters}
    return Query(text, language, tuple(declared.get(name, Parameter(name, "")) for name in used))


def _ask_cypher(store: LadybugStore, text: str, values: Mapping[str, str]) -> Answer:
    require_one_cypher_read(text)
    try:
        result = store.connection.execute(text, dict(values))
        assert not isinstance(result, list)  # which only several statements give
        columns, rows = result.get_column_names(), result.get_all()
        result.close()
    except (RuntimeError, TypeError) as error:  # TypeError: a text that is no valid Unicode
        raise QueryError(_cypher_complaint(str(error))) from error
    return Answer(tuple(columns), tuple(tuple(map(from_cypher, row)) for row in rows))


def _cypher_complaint(message: str) -> str:
    if "read-only database" in message:
        return "the graph can only be read: this query would write to it"
    return f"the query cannot be answered: {message.strip()}"


def _ask_sparql(store: OxigraphStore, text: str, values: Mapping[str, str]) -> Answer:
    require_sparql_read(text)
    try:
        bound = bind_sparql(text, values) if values else text
        return _sparql_answer(store.query(bound, union=not sparql_text.chooses_graphs(bound)))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _sparql_answer(result: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    if isinstance(result, QueryBoolean):
        return Answer(("answer",), ((bool(result),),))
    if isinstance(result, QueryTriples):
        triples = dict.fromkeys(tuple(map(from_rdf, triple)) for triple in result)
        return Answer(("subject", "predicate", "object"), tuple(triples))
    variables = result.variables
    rows = tuple(tuple(from_rdf(solution[name]) for name in variables) for solution in result)
    return Answer(tuple(name.value for name in variables), rows)
