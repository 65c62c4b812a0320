"""Every named question has the same rows over HTTP in every way to ask it, and as from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from servers.served import Served

from claimgraph import Graph
from queries.catalog import Question, bind_sparql, catalog
from queries.runner import find_query
from queries.server.kept import KeptAnswer, KeptAnswers
from queries.server.sparql_reader import SparqlDocument

questions = pytest.mark.parametrize("question", catalog(), ids=lambda question: question.name)


@questions
def test_all_engines_agree(served: Served, example_graph: Path, question: Question) -> None:
    path = f"/api/questions/{question.name}"
    cypher, sparql = served.json(path), served.json(path, lang="sparql")
    assert cypher == sparql
    values = find_query(question, "cypher").values({})
    direct = served.post_json("/cypher", {"query": question.cypher, "parameters": values}).json()
    assert direct == cypher
    text = bind_sparql(question.sparql, values)
    assert served.post_json("/api/query", {"language": "sparql", "query": text}).json() == sparql
    document = served.sparql(text).json()
    assert document["head"]["vars"] == cypher["columns"]
    assert len(document["results"]["bindings"]) == len(cypher["rows"])
    answer = Graph(example_graph).query(question.name)
    assert [list(row) for row in answer.rows] == cypher["rows"]


def test_some_question_has_rows(served: Served) -> None:
    tables = [served.json(f"/api/questions/{question.name}")["rows"] for question in catalog()]
    assert sum(map(bool, tables)) > len(tables) / 2


def test_an_answer_is_kept_unless_it_changes_by_itself(served: Served) -> None:
    lasting = "SELECT (COUNT(*) AS ?n) WHERE { ?s a ?type }"
    assert served.sparql(lasting).data == served.sparql(lasting).data
    changing = "SELECT (struuid() AS ?id) WHERE {}"
    assert served.sparql(changing).data != served.sparql(changing).data


def test_kept_answers_have_a_bound() -> None:
    kept = KeptAnswers(most=200)
    questions = [SparqlDocument(f"ASK {{}} # {number}", "text/csv", None) for number in range(20)]
    for question in questions:
        kept.keep("1", question, KeptAnswer("text/csv", b"true" * 10))
    assert kept.find("1", questions[0]) is None
    assert kept.find("1", questions[-1]) == ("text/csv", b"true" * 10)
    assert kept.find("2", questions[-1]) is None


def test_faults(served: Served) -> None:
    assert served.get("/api/questions/none").status == 404
    assert "leaderboard" in served.get("/api/questions/leaderbord").json()["detail"]
    assert served.get("/api/questions/leaderboard", nonsense="1").status == 400
    assert served.get("/api/questions/leaderboard", lang="sql").status == 400
