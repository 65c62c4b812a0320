"""`claimgraph serve --neo4j`: Cypher answered by a Neo4j server that the graph was loaded into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.neo4j_server import PASSWORD, USER, Neo4jServer, running_neo4j
from servers.served import Served, serving

from claimgraph.servers import load_neo4j
from graph.directory import GraphDirectory
from graph.stores.neo4j_target import Neo4jTarget
from queries.catalog import catalog

__all__ = ["running_neo4j"]


@pytest.fixture(scope="module")
def over_neo4j(
    running_neo4j: Neo4jServer, example_graph: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    target = Neo4jTarget(running_neo4j.uri, USER, PASSWORD)
    load_neo4j(GraphDirectory(example_graph), target)
    password = tmp_path_factory.mktemp("password") / "password"
    password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    options = ["--neo4j", running_neo4j.uri, "--neo4j-password-file", str(password), "--time-limit", "15"]
    with serving(example_graph, *options, "--table-limit", "1000") as server:
        yield server


def test_the_same_answers(over_neo4j: Served) -> None:
    for question in catalog():
        path = f"/api/questions/{question.name}"
        assert over_neo4j.json(path) == over_neo4j.json(path, lang="sparql"), question.name


def test_values(over_neo4j: Served) -> None:
    query = (
        "MATCH (p:Paper)-[r:INTRODUCES]->(m:Method) WHERE p.title STARTS WITH $start "
        "RETURN p.arxiv_id AS id, m, r.confidence > 0 AS sure, [1, 2.5, null] AS list ORDER BY m.id LIMIT 1"
    )
    asked = {"query": query, "parameters": {"start": "Deep Residual"}}
    table = over_neo4j.post_json("/cypher", asked).json()
    assert table["columns"] == ["id", "m", "sure", "list"]
    ((_, method, sure, list_),) = table["rows"]
    assert method["label"] == "Method"
    assert sure is True
    assert list_ == [1, 2.5, None]


def test_rows(over_neo4j: Served) -> None:
    table = over_neo4j.post_json("/cypher", {"query": "UNWIND range(1, 5000) AS n RETURN n"}).json()
    assert (len(table["rows"]), table["truncated"]) == (1000, True)


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (:Paper {id: 'x'})",
        "MATCH (p:Paper) DETACH DELETE p",
        "MATCH (p:Paper) SET p.title = ''",
        "MERGE (:Paper {id: 'x'})",
        "CREATE INDEX FOR (p:Paper) ON (p.title)",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:9/' AS line RETURN line",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "SHOW USERS",
        "EXPLAIN MATCH (n) RETURN n",
        "MATCH (n",
        "RETURN $missing",
        "",
    ],
)
def test_refusals(over_neo4j: Served, query: str) -> None:
    assert over_neo4j.post_json("/cypher", {"query": query}).status == 400
    count = over_neo4j.post_json("/cypher", {"query": "MATCH (p:Paper) RETURN count(*)"}).json()
    assert count["rows"] == [[60]]


def test_time(running_neo4j: Neo4jServer, example_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with serving(example_graph, "--neo4j", running_neo4j.uri, "--time-limit", "3") as server:
        query = "MATCH (a), (b), (c), (d) WHERE a.id + b.id + c.id + d.id = '' RETURN count(*)"
        response = server.post_json("/cypher", {"query": query})
        assert response.status == 503
        assert "stopped after 3 s" in response.json()["detail"]
