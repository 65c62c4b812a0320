"""Neo4j and Ladybug hold the same graph, and answer every named question alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from servers.neo4j_server import PASSWORD, USER, Neo4jServer

from claimgraph.api import Graph
from claimgraph.servers import load_neo4j
from graph.stores.ladybug import LadybugStore
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_statements import Neo4jLayout
from graph.stores.neo4j_target import Neo4jTarget
from queries.catalog import Question, catalog
from queries.errors import QueryError
from queries.neo4j_runner import ask_neo4j, with_prefix
from queries.runner import ask, find_query

NAMES_EACH = 2


@dataclass(frozen=True)
class BothStores:
    ladybug: LadybugStore
    neo4j: Neo4jStore

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
        offset = rank + (parameter == "other")
        if label == "Paper":
            query = "MATCH (n:Paper) RETURN n.title ORDER BY n.id"
        elif label in ("Method", "Dataset", "Task", "Metric"):
            query = f"MATCH (n:{label}) RETURN n.name ORDER BY n.support DESC, n.id"
        else:
            return ""
        rows = self.ladybug.connection.execute(f"{query} SKIP {offset} LIMIT 1").get_all()  # type: ignore[union-attr]
        return str(rows[0][0]) if rows else ""


@pytest.fixture(scope="module", params=["the example", "listing pages"])
def both(
    request: pytest.FixtureRequest,
    running_neo4j: Neo4jServer,
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BothStores]:
    """A graph in Ladybug and in Neo4j; the one of the pages lies beside the other, with a prefix."""
    if request.param == "the example":
        pages, prefix = [repository / "examples" / "landmark-papers.txt"], ""
    else:
        pages, prefix = sorted((request.getfixturevalue("shared") / "pages").iterdir()), "Pages"
    graph = Graph(tmp_path_factory.mktemp("graph"))
    graph.build(pages)
    target = Neo4jTarget(running_neo4j.uri, USER, PASSWORD)
    load_neo4j(graph.directory, target, prefix=prefix)
    with (
        graph.directory.snapshot() as snapshot,
        snapshot.ladybug() as ladybug,
        Neo4jStore(target, Neo4jLayout(prefix)) as neo4j,
    ):
        yield BothStores(ladybug, neo4j)


def test_they_hold_the_same(both: BothStores) -> None:
    assert both.neo4j.counts() == both.ladybug.counts()
    assert both.neo4j.dump() == both.ladybug.dump()


@pytest.mark.parametrize("question", catalog(), ids=lambda question: question.name)
def test_they_answer_alike(both: BothStores, question: Question) -> None:
    for values in both.values(question):
        expected = ask(both.ladybug, find_query(question, "cypher"), values)
        assert ask_neo4j(both.neo4j, question, values) == expected, values


def test_nearly_every_question_has_an_answer(both: BothStores) -> None:
    empty = [
        question.name
        for question in catalog()
        if not any(ask_neo4j(both.neo4j, question, values).rows for values in both.values(question))
    ]
    assert len(empty) <= len(catalog()) / 3


def test_nodes_edges_and_paths_are_what_they_are_in_ladybug(both: BothStores) -> None:
    for query in (
        "MATCH (d:Dataset) RETURN d ORDER BY d.id LIMIT 3",
        "MATCH (p:Paper)-[r:INTRODUCES]->(m:Method) RETURN r ORDER BY p.id, m.id LIMIT 3",
        "MATCH (d:Dataset) RETURN {a: d.name, b: [d.support]} AS both ORDER BY d.id LIMIT 3",
    ):
        found = find_query(query, "cypher")
        assert ask_neo4j(both.neo4j, query) == ask(both.ladybug, found, {})


def test_nothing_is_written_by_a_question(both: BothStores) -> None:
    for query in ("CREATE (n:Method {id: 'method/x'})", "MATCH (n:Method) SET n.name = 'x'"):
        with pytest.raises(QueryError):
            ask_neo4j(both.neo4j, query)


def test_a_prefix_stands_before_labels_alone() -> None:
    query = "MATCH (m:Method|`Task`)-[r:ON]->(:Dataset {name: 'x :Method'}) // :Task\nRETURN {Paper: m.Paper}"
    assert with_prefix(query, "My") == (
        "MATCH (m:`MyMethod`|`MyTask`)-[r:ON]->(:`MyDataset` {name: 'x :Method'}) // :Task\n"
        "RETURN {Paper: m.Paper}"
    )
