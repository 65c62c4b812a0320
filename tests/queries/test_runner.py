"""Names, files and texts; parameters; what is refused; what engines answer with."""

from __future__ import annotations

from pathlib import Path

import pytest
from question_graph import OpenStores

from queries.catalog import catalog, find_question
from queries.errors import QueryError
from queries.runner import Answer, find_query, run
from queries.syntax import guess_language

CYPHER = "MATCH (m:Metric) RETURN m.name AS name, m.better AS better ORDER BY name"
SPARQL = """SELECT ?name ?better WHERE {
  ?m a cg:Metric ; skos:prefLabel ?name OPTIONAL { ?m cg:better ?better }
} ORDER BY ?name"""
METRICS = Answer(
    ("name", "better"),
    (("FID", "lower"), ("FLOPs", None), ("accuracy", "higher"), ("decoding latency", "lower")),
)


def test_a_free_query_is_asked_in_its_language(stores: OpenStores) -> None:
    assert run(stores, CYPHER) == METRICS
    assert run(stores, SPARQL) == METRICS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("SELECT * {}", "sparql"),
        ("# a comment\n  prefix x: <u:#>\nASK {}", "sparql"),
        ("describe <u:a>", "sparql"),
        ("INSERT DATA {}", "sparql"),
        ("// SELECT\nMATCH (n) RETURN n", "cypher"),
        ("/* ASK */ return 1", "cypher"),
        ("", "cypher"),
    ],
)
def test_the_first_word_tells_the_language(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_a_file_is_asked_in_the_language_of_its_ending(stores: OpenStores, tmp_path: Path) -> None:
    for name, text in (("a.cypher", CYPHER), ("a.rq", SPARQL), ("b.txt", SPARQL)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8-sig")
        assert run(stores, str(path)) == METRICS


def test_a_file_with_parameters_says_what_they_are(stores: OpenStores, tmp_path: Path) -> None:
    question = find_question("evaluations")
    answers = []
    for language, suffix in (("cypher", ".cypher"), ("sparql", ".rq")):
        path = tmp_path / f"mine{suffix}"
        text = question.text(language)  # type: ignore[arg-type]
        path.write_text(text.replace('@param dataset = "GSM8K"', "@param dataset"), encoding="utf-8")
        answers.append(run(stores, str(path), parameters={"dataset": "mmlu"}))
        with pytest.raises(QueryError, match="dataset: the dataset, by any of its names"):
            run(stores, str(path))
    assert answers[0] == answers[1] == run(stores, "evaluations", parameters={"dataset": "MMLU"})


def test_parameters_of_free_cypher_are_values(stores: OpenStores) -> None:
    text = "MATCH (m:Method) WHERE m.name = $x RETURN m.name AS name // $no"
    assert run(stores, text, parameters={"x": "back\\slash"}).rows == (("back\\slash",),)
    with pytest.raises(QueryError, match="no value for x"):
        run(stores, text)
    with pytest.raises(QueryError, match="no parameter y"):
        run(stores, text, parameters={"x": "", "y": ""})


def test_parameters_of_free_sparql_are_values(stores: OpenStores) -> None:
    text = 'SELECT ?name {\n  VALUES ($x) { ("anything") }\n  ?m skos:prefLabel ?name FILTER(?name = $x)\n}'
    assert run(stores, text, parameters={"x": 'say "hi"'}).rows == (('say "hi"',),)
    with pytest.raises(QueryError, match="this query takes no parameters"):
        run(stores, "ASK { ?a ?b ?c }", parameters={"x": ""})


def test_missing_and_unknown_parameters_are_named_with_what_there_is(stores: OpenStores) -> None:
    with pytest.raises(QueryError) as caught:
        run(stores, "leaderboard", parameters={"metrik": "F1"})
    message = str(caught.value)
    assert "no parameter metrik" in message
    assert '  metric: the metric, by any of its names; every metric if empty (default: "")' in message


def test_a_question_runs_with_its_defaults(stores: OpenStores) -> None:
    assert run(stores, "leaderboard") == run(stores, "leaderboard", parameters={"dataset": "GSM8K"})


def test_an_unknown_name_brings_the_nearest_or_all() -> None:
    with pytest.raises(QueryError, match="did you mean leaderboard"):
        find_query("leaderbord")
    with pytest.raises(QueryError, match=", ".join(question.name for question in catalog())):
        find_query("xyzzy")
    with pytest.raises(QueryError, match="no such file"):
        find_query("missing.rq")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CREATE (:Task {id: 'x'})", "can only be read"),
        ("MATCH (n:Task) DETACH DELETE n", "can only be read"),
        ("MATCH (n:Task) SET n.name = 'x' RETURN n", "can only be read"),
        ("EXPORT DATABASE '/tmp/nowhere'", "can only be read"),
        ("COPY (MATCH (n) RETURN n.id) TO '/tmp/nowhere.csv'", "can only be read"),
        ("MATCH (n:Task) RETURN n; EXPORT DATABASE '/tmp/nowhere'", "one statement"),
        ("LOAD FROM '/etc/hostname' RETURN *", "can only be read"),
        ("MATCH (n:Task) LOAD FROM '/etc/hostname' RETURN *", "LOAD is refused"),
        ("INSERT DATA { <u:a> <u:b> <u:c> }", "can only be read"),
        ("PREFIX x: <u:x>\nDELETE WHERE { ?a ?b ?c }", "can only be read"),
    ],
)
def test_nothing_is_written_and_no_file_is_read(stores: OpenStores, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(stores, text)
    assert run(stores, CYPHER) == METRICS


def test_words_in_strings_comments_and_quotes_are_no_statements(stores: OpenStores) -> None:
    text = "RETURN 'a; LOAD FROM $x' AS `b; load from`, \"it's; \" AS c; // ; EXPORT $y\n"
    assert run(stores, text) == Answer(("b; load from", "c"), (("a; LOAD FROM $x", "it's; "),))


@pytest.mark.parametrize("text", ["MATCH (m:Metho RETURN m", "MATCH (m:Nobody) RETURN m", "SELECT ?x { ?x"])
def test_a_fault_in_a_query_brings_the_engines_message(stores: OpenStores, text: str) -> None:
    with pytest.raises(QueryError, match=r"cannot be answered: .{10}"):
        run(stores, text)


def test_text_that_is_no_unicode_is_a_fault_of_the_query(stores: OpenStores) -> None:
    for language in ("cypher", "sparql"):
        with pytest.raises(QueryError):
            run(stores, "claims", language=language, parameters={"method": "\ud800"})


def test_other_forms_of_sparql_answers(stores: OpenStores) -> None:
    assert run(stores, "ASK { ?m a cg:Metric }") == Answer(("answer",), ((True,),))
    text = "CONSTRUCT { ?m rdfs:label ?n } WHERE { ?m a cg:Task ; skos:prefLabel ?n } ORDER BY ?n"
    built = run(stores, text)
    assert built.columns == ("subject", "predicate", "object")
    assert [row[2] for row in built.rows] == ["image classification", "reasoning"]
    described = run(stores, "DESCRIBE ?m WHERE { ?m skos:prefLabel 'FID' }")
    assert any("FID" in row for row in described.rows)


def test_a_query_may_choose_its_graphs(stores: OpenStores) -> None:
    counted = "SELECT (COUNT(DISTINCT ?p) AS ?n) {} {{ {} }}"
    papers, graphs = "?p a cg:Paper", "GRAPH ?p { ?s cg:makes ?o }"
    (graph,) = run(stores, f"SELECT ?p {{ {graphs} }} ORDER BY ?p LIMIT 1").rows[0]
    everywhere = run(stores, counted.format("", papers)).rows[0][0]
    assert isinstance(everywhere, int)
    assert everywhere > 1
    assert run(stores, counted.format(f"FROM <{graph}>", papers)).rows == ((1,),)
    assert run(stores, counted.format(f"FROM NAMED <{graph}>", graphs)).rows == ((1,),)
    assert run(stores, counted.format(f"FROM NAMED <{graph}>", papers)).rows == ((0,),)
    assert run(stores, counted.format("", papers) + " # FROM <u:x>").rows == ((everywhere,),)


def test_nodes_edges_and_paths_of_cypher(stores: OpenStores) -> None:
    text = "MATCH p = (a:Method {name: 'Alpha-7B'})-[r:VARIANT_OF]->(b:Method) RETURN a, r, p, 1.0 AS one"
    answer = run(stores, text).as_dicts()[0]
    assert answer["a"] == {"label": "Method", **_without_label(answer["a"])}
    assert answer["r"] == {"label": "VARIANT_OF"}
    assert list(answer["p"]) == ["nodes", "edges"]  # type: ignore[arg-type]
    assert answer["one"] == 1
    assert isinstance(answer["one"], int)


def _without_label(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    assert {"id", "name", "aliases", "support"} <= value.keys()
    return {key: one for key, one in value.items() if key != "label"}


def test_numbers_are_the_same_from_both_engines(stores: OpenStores) -> None:
    cypher = run(stores, "MATCH (c:Claim) WHERE c.value > 0 RETURN c.value AS v ORDER BY v")
    sparql = run(stores, "SELECT ?v { ?c cg:value ?v FILTER(?v > 0) } ORDER BY ?v")
    assert cypher == sparql
    assert {type(row[0]) for row in cypher.rows} == {int, float}
