"""Fuseki and Oxigraph hold the same graph, and answer every named question alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions
from servers.fuseki import Fuseki
from sparql_stores import connected, loaded

from claimgraph.api import Graph
from claimgraph.servers import load_sparql
from graph.stores.oxigraph import OxigraphStore, counts_by_query
from graph.stores.sparql import Addresses, SparqlClient, SparqlStore
from graph.tables import GraphTables
from queries.catalog import Question, bind_sparql, catalog
from queries.runner import Answer, ask, find_query
from queries.values import from_rdf

NAMES_EACH = 2


@dataclass(frozen=True)
class BothStores:
    tables: GraphTables
    oxigraph: OxigraphStore
    fuseki: SparqlStore

    def values(self, question: Question) -> Iterator[dict[str, str]]:
        """What the question is asked with: its defaults, and names that the graph has, all or the first."""
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


@pytest.fixture(scope="module", params=["the example", "listing pages"])
def both(
    request: pytest.FixtureRequest,
    running_fuseki: Fuseki,
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BothStores]:
    if request.param == "the example":
        pages = [repository / "examples" / "landmark-papers.txt"]
    else:
        pages = sorted((request.getfixturevalue("shared") / "pages").iterdir())
    running_fuseki.empty()
    graph = Graph(tmp_path_factory.mktemp("graph"))
    graph.build(pages)
    with SparqlClient() as client:
        load_sparql(graph.directory, client, Addresses(running_fuseki.endpoint))
    with (
        graph.directory.snapshot() as snapshot,
        snapshot.oxigraph() as oxigraph,
        connected(running_fuseki.endpoint) as fuseki,
    ):
        yield BothStores(snapshot.tables(), oxigraph, fuseki)


def test_they_hold_the_same(both: BothStores) -> None:
    assert loaded(both.fuseki) == set(both.oxigraph)


def test_they_count_alike(both: BothStores) -> None:
    assert counts_by_query(both.fuseki.query) == both.oxigraph.counts() == both.tables.counts()


@pytest.mark.parametrize("question", catalog(), ids=lambda question: question.name)
def test_they_answer_alike(both: BothStores, question: Question) -> None:
    for values in both.values(question):
        expected = ask(both.oxigraph, find_query(question, "sparql"), values)
        assert in_fuseki(both.fuseki, question, values) == expected, values


def test_nearly_every_question_has_an_answer(both: BothStores) -> None:
    empty = [
        question.name
        for question in catalog()
        if not any(in_fuseki(both.fuseki, question, values).rows for values in both.values(question))
    ]
    assert len(empty) <= len(catalog()) / 3


def in_fuseki(store: SparqlStore, question: Question, given: dict[str, str]) -> Answer:
    values = find_query(question, "sparql").values(given)
    solutions = store.query(bind_sparql(question.sparql, values))
    assert isinstance(solutions, QuerySolutions)
    columns = tuple(variable.value for variable in solutions.variables)
    return Answer(columns, tuple(tuple(from_rdf(row[name]) for name in columns) for row in solutions))
