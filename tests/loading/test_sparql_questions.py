"""Ladybug, Oxigraph and Fuseki hold the same graph, and answer every named question alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions
from servers.fuseki import Fuseki
from sparql_stores import connected, loaded

from claimgraph.servers import load_sparql
from graph.directory import GraphDirectory
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore, counts_by_query
from graph.stores.sparql import Addresses, SparqlClient, SparqlStore
from graph.tables import GraphTables
from queries.catalog import Question, bind_sparql, catalog
from queries.runner import Answer, ask, find_query
from queries.values import from_rdf

NAMES_EACH = 2
Given = tuple[tuple[str, str], ...]
"""Parameters of a question, each with its value."""


@dataclass(frozen=True)
class Stores:
    tables: GraphTables
    ladybug: LadybugStore
    oxigraph: OxigraphStore
    fuseki: SparqlStore
    answers: dict[str, dict[Given, Answer]] = field(default_factory=dict)

    def in_fuseki(self, question: Question) -> dict[Given, Answer]:
        """The answer of Fuseki for everything that the question is asked with."""
        if question.name not in self.answers:
            given = dict.fromkeys(tuple(values.items()) for values in self._values(question))
            self.answers[question.name] = {values: self._ask_fuseki(question, values) for values in given}
        return self.answers[question.name]

    def _ask_fuseki(self, question: Question, given: Given) -> Answer:
        values = find_query(question, "sparql").values(dict(given))
        solutions = self.fuseki.query(bind_sparql(question.sparql, values))
        assert isinstance(solutions, QuerySolutions)
        columns = tuple(variable.value for variable in solutions.variables)
        return Answer(columns, tuple(tuple(from_rdf(row[name]) for name in columns) for row in solutions))

    def _values(self, question: Question) -> Iterator[dict[str, str]]:
        """Its defaults, and names that the graph has, all or the first."""
        if all(parameter.default is not None for parameter in question.parameters):
            yield {}
        for rank in range(NAMES_EACH):
            given = {p.name: self._name(p.name, rank) for p in question.parameters}
            named = {name: value for name, value in given.items() if value}
            yield named
            yield dict(list(named.items())[:1])

    def _name(self, parameter: str, rank: int) -> str:
        """A well supported name of the label that the parameter names; nothing for other parameters."""
        label = {"other": "Method", "name": "Method"}.get(parameter, parameter.capitalize())
        table = self.tables.nodes.get(label)
        if table is None or not table.num_rows:
            return ""
        if label != "Paper":
            table = table.sort_by([("support", "descending"), ("id", "ascending")])
        column = "title" if label == "Paper" else "name"
        return str(table.column(column)[(rank + (parameter == "other")) % table.num_rows])


@pytest.fixture(scope="module", params=["landmark_graph", "pages_graph"])
def stores(request: pytest.FixtureRequest, running_fuseki: Fuseki) -> Iterator[Stores]:
    """The graph of the example, or of real listing pages, in all of them."""
    folder: Path = request.getfixturevalue(request.param)
    running_fuseki.empty()
    directory = GraphDirectory(folder)
    with SparqlClient() as client:
        load_sparql(directory, client, Addresses(running_fuseki.endpoint))
    with (
        directory.snapshot() as snapshot,
        snapshot.ladybug() as ladybug,
        snapshot.oxigraph() as oxigraph,
        connected(running_fuseki.endpoint) as fuseki,
    ):
        yield Stores(snapshot.tables(), ladybug, oxigraph, fuseki)


def test_they_hold_the_same(stores: Stores) -> None:
    assert loaded(stores.fuseki) == set(stores.oxigraph)


def test_they_count_alike(stores: Stores) -> None:
    counts = stores.tables.counts()
    assert counts_by_query(stores.fuseki.query) == counts
    assert stores.oxigraph.counts() == counts
    assert stores.ladybug.counts() == counts


@pytest.mark.parametrize("question", catalog(), ids=lambda question: question.name)
def test_they_answer_alike(stores: Stores, question: Question) -> None:
    for given, answer in stores.in_fuseki(question).items():
        assert answer == ask(stores.oxigraph, find_query(question, "sparql"), dict(given)), given
        assert answer == ask(stores.ladybug, find_query(question, "cypher"), dict(given)), given


def test_nearly_every_question_has_an_answer(stores: Stores) -> None:
    answered = [any(answer.rows for answer in stores.in_fuseki(q).values()) for q in catalog()]
    assert answered.count(False) <= len(answered) / 3
