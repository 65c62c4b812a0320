"""The named questions: one `.cypher` and one `.rq` file each, which give the same rows on the same graph.

A file begins with a comment that says what it answers, who asks it, and what its parameters are. All of them
have defaults, so that a question can be tried as it is; the defaults find something in the example graph:

    // The papers that evaluate on a dataset, the newest first.
    //
    // @group planning an experiment
    // @param dataset = "GSM8K"  the dataset, by any of its names
    // @param metric = ""  the metric; every metric if empty

In Cypher a parameter is used as `$dataset`. In SPARQL, which has none, it is a variable that a line of its
own binds, so that the file also runs as it is:

    VALUES ($dataset $metric) { ("GSM8K" "") }

What every graph that conforms to the schema has (the evidence of a claim, the identifier of a node) is asked
for outright and not as OPTIONAL: engines follow it from the rows at hand, where they read an OPTIONAL of
several steps as a whole. A subquery with a LIMIT holds the few nodes of a name, so that they are found first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from pyoxigraph import Literal

from queries.errors import QueryError
from queries.syntax import Language

_COMMENT = re.compile(r"\A(?:[ \t]*(?:#|//)[^\n]*(?:\n|\Z))+")
_GROUP = re.compile(r"@group\s+(?P<name>.+)")
_PARAMETER = re.compile(r'@param\s+(?P<name>\w+)(?:\s*=\s*"(?P<default>[^"]*)")?\s+(?P<description>.+)')
_BINDING = re.compile(
    r"^(?P<start>[ \t]*VALUES\s*\((?P<names>(?:\s*\$\w+)+)\s*\)\s*\{)(?P<values>.*)\}[ \t]*$", re.MULTILINE
)


GROUPS = (
    "following a field",
    "choosing a method",
    "planning an experiment",
    "checking what is said",
    "keeping the graph",
)
"""What a person is doing who asks: every named question belongs to one of these, in this order."""


@dataclass(frozen=True)
class Parameter:
    """What a question leaves open. `default` is None where a value has to be given."""

    name: str
    description: str
    default: str | None = None


@dataclass(frozen=True)
class Question:
    """A named question in both languages. `summary` is one sentence or a few, `group` one of GROUPS."""

    name: str
    summary: str
    group: str
    parameters: tuple[Parameter, ...]
    cypher: str
    sparql: str

    def text(self, language: Language) -> str:
        return self.cypher if language == "cypher" else self.sparql


class Header(NamedTuple):
    """What the first comment of a query declares; `group` is empty where it names none."""

    summary: str
    group: str
    parameters: tuple[Parameter, ...]


@lru_cache(maxsize=1)
def catalog() -> tuple[Question, ...]:
    """All questions, by name. Raises ValueError where two files of a question do not belong together."""
    cypher, sparql = _texts("cypher", ".cypher"), _texts("sparql", ".rq")
    if cypher.keys() != sparql.keys():
        raise ValueError(f"questions in one language only: {sorted(cypher.keys() ^ sparql.keys())}")
    return tuple(_question(name, cypher[name], sparql[name]) for name in sorted(cypher))


def find_question(name: str) -> Question:
    """The question of that name. QueryError names the nearest ones, or all."""
    questions = {question.name: question for question in catalog()}
    if name in questions:
        return questions[name]
    near = difflib.get_close_matches(name, questions, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(questions)}"
    raise QueryError(f"no question is named {name!r}: {hint}")


def read_header(text: str) -> Header:
    """What the first comment of a query declares; an empty header without one."""
    comment = _COMMENT.match(text)
    lines = [re.sub(r"^\s*(#|//)\s?", "", line) for line in comment.group().splitlines()] if comment else []
    summary: list[str] = []
    group = ""
    parameters: list[Parameter] = []
    for line in lines:
        if declared := _PARAMETER.match(line):
            description = declared["description"].strip()
            parameters.append(Parameter(declared["name"], description, declared["default"]))
        elif named := _GROUP.match(line):
            group = named["name"].strip()
        else:
            summary.append(line.strip())
    return Header(" ".join(summary).strip(), group, tuple(parameters))


def sparql_parameters(text: str) -> tuple[str, ...]:
    """The variables that lines `VALUES ($a $b) {…}` of a SPARQL query bind; none without such a line."""
    return tuple(dict.fromkeys(name for line in _BINDING.finditer(text) for name in _names(line)))


def bind_sparql(text: str, values: Mapping[str, str]) -> str:
    """The query with its `VALUES` lines holding the values given. They are serialized as RDF literals, which
    escapes whatever they contain; pyoxigraph's own substitutions reach only variables that are selected."""

    def bound(line: re.Match[str]) -> str:
        row = " ".join(str(Literal(values[name])) for name in _names(line))
        return f"{line['start']} ({row}) }}"

    return _BINDING.sub(bound, text)


def _names(binding: re.Match[str]) -> list[str]:
    return [name.removeprefix("$") for name in binding["names"].split()]


def _texts(folder: str, suffix: str) -> dict[str, str]:
    files = resources.files("queries").joinpath(folder).iterdir()
    return {
        file.name.removesuffix(suffix): file.read_text(encoding="utf-8")
        for file in files
        if file.name.endswith(suffix)
    }


def _question(name: str, cypher: str, sparql: str) -> Question:
    header = read_header(cypher)
    if read_header(sparql) != header:
        raise ValueError(f"the two files of {name} begin with different comments")
    if header.group not in GROUPS:
        raise ValueError(f"{name} belongs to no group of questions: {header.group!r}")
    return Question(name, header.summary, header.group, header.parameters, cypher, sparql)
