"""Every named question in both languages: same parameters, same columns, same rows in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from question_graph import DATASETS, METHODS, METRICS, ODD_NAMES, TASKS, OpenStores
from rdflib.plugins.sparql import prepareQuery

from graph.directory import GraphDirectory
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from queries.catalog import GROUPS, Question, bind_sparql, catalog, sparql_parameters
from queries.runner import Answer, ask, find_query
from queries.syntax import cypher_parameters, require_one_cypher_read

NAMES = {
    "method": METHODS,
    "other": METHODS,
    "dataset": DATASETS,
    "task": TASKS,
    "metric": tuple(name for name, _ in METRICS),
    "name": DATASETS,
    "paper": ("Paper 1", "2101.00003", "paper/005"),
    "since": ("2021",),
    "until": ("2024-03",),
}
NAMED = {"method": METHODS, "name": (*METHODS, *DATASETS, *TASKS, "FID"), "paper": NAMES["paper"]}
"""By parameter: the names of which each is asked for in turn."""
questions = pytest.mark.parametrize("question", catalog(), ids=lambda question: question.name)


class Both:
    """The two stores, kept open, and both answers to a question."""

    def __init__(self, stores: OpenStores) -> None:
        self.cypher: LadybugStore = stores.ladybug()
        self.sparql: OxigraphStore = stores.oxigraph()

    def ask(self, question: Question, parameters: Mapping[str, str]) -> tuple[Answer, Answer]:
        return (
            ask(self.cypher, find_query(question, "cypher"), parameters),
            ask(self.sparql, find_query(question, "sparql"), parameters),
        )

    def answer(self, name: str, **parameters: str) -> Answer:
        question = next(one for one in catalog() if one.name == name)
        cypher, sparql = self.ask(question, parameters)
        assert cypher == sparql
        return cypher


@pytest.fixture(scope="module")
def both(stores: OpenStores) -> Iterator[Both]:
    opened = Both(stores)
    yield opened
    opened.cypher.close()
    opened.sparql.close()


def test_every_group_has_questions() -> None:
    assert {question.group for question in catalog()} == set(GROUPS)


@questions
def test_texts_take_exactly_the_parameters_that_are_declared(question: Question) -> None:
    declared = {parameter.name for parameter in question.parameters}
    assert question.summary.endswith(".")
    assert all(parameter.description for parameter in question.parameters)
    defaults = {p.name: p.default for p in question.parameters}
    assert None not in defaults.values()
    assert bind_sparql(question.sparql, defaults) == question.sparql, "the file runs with the defaults"  # type: ignore[arg-type]
    assert cypher_parameters(question.cypher) == declared
    assert set(sparql_parameters(question.sparql)) == declared


@questions
def test_cypher_is_of_the_subset_that_neo4j_and_ladybug_share(question: Question) -> None:
    require_one_cypher_read(question.cypher)
    beyond = r"\b(labels|type|label|elementId|shortestPath|offset)\s*\(|\bCALL\b|SHORTEST|list_\w+\(|\w\{\."
    assert not re.search(beyond, question.cypher)
    for projection in re.findall(r"^WITH\b.*", question.cypher, re.MULTILINE):
        assert "ORDER BY" not in projection
    assert "ORDER BY" in question.cypher


@questions
def test_sparql_is_standard_and_runs_as_it_is(question: Question, both: Both) -> None:
    prepareQuery(question.sparql)
    assert "ORDER BY" in question.sparql
    list(both.sparql.query(question.sparql))  # type: ignore[arg-type]


@questions
def test_both_languages_give_the_same_rows(question: Question, both: Both) -> None:
    rows = 0
    names = [p.name for p in question.parameters]
    varied = next((name for name in names if name in NAMED), None)
    for value in NAMED[varied] if varied else [None]:
        parameters = {name: NAMES[name][0] for name in names}
        if varied and value:
            parameters[varied] = value
        cypher, sparql = both.ask(question, parameters)
        assert cypher.columns == sparql.columns
        assert cypher.rows == sparql.rows
        rows += len(cypher.rows)
    assert rows, "the graph of the tests has nothing to answer with"


@questions
def test_without_the_filters_the_rows_are_the_same_too(question: Question, both: Both) -> None:
    open_ = {p.name: p.default if p.default == "" else NAMES[p.name][0] for p in question.parameters}
    cypher, sparql = both.ask(question, open_)
    assert cypher == sparql
    assert cypher.rows


def test_the_defaults_find_something_in_the_example(landmark_graph: Path) -> None:
    with GraphDirectory(landmark_graph).snapshot() as snapshot:
        stores = snapshot.ladybug(), snapshot.oxigraph()
        for question in catalog():
            cypher = ask(stores[0], find_query(question, "cypher"), {})
            assert cypher == ask(stores[1], find_query(question, "sparql"), {}), question.name
            if question.name != "disputes":  # nobody in the example disputes an order
                assert cypher.rows, question.name
        for store in stores:
            store.close()


@questions
def test_no_order_is_left_to_chance(question: Question, both: Both) -> None:
    """The last key of the order tells any two rows apart."""
    order = question.sparql.rpartition("ORDER BY")[2].split()
    assert order[-1].lower().endswith("id") or question.name == "activity" or order[-1] == "?alias"


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_value_of_a_parameter_is_only_a_value(both: Both, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(catalog()))
    odd = st.sampled_from(ODD_NAMES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    parameters = {p.name: data.draw(odd) for p in question.parameters}
    cypher, sparql = both.ask(question, parameters)
    assert cypher == sparql


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_values_bound_in_sparql_stay_one_literal(value: str) -> None:
    bound = bind_sparql('SELECT * {\n  VALUES ($a $b) { ("" "") }\n}', {"a": value, "b": "x"})
    algebra = prepareQuery(bound).algebra
    assert len(bound.splitlines()) >= 3
    assert str(algebra).count("Literal") == 2


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_found(name: str, both: Both) -> None:
    rows = both.answer("claims", method=name).rows
    assert rows
    assert both.answer("claims", method=f"  {name.upper()} NET ").rows == rows


def test_names_match_without_regard_to_case_and_by_alias(both: Both) -> None:
    rows = both.answer("leaderboard", dataset="GSM8K").rows
    assert rows
    for name in ("gsm8k", "Gsm8K Benchmark", " GSM8K "):
        assert both.answer("leaderboard", dataset=name).rows == rows
    assert both.answer("variants", method="ALPHA net").as_dicts() == [
        {"variant": v["variant"], "papers": v["papers"], "id": v["id"]}
        for v in both.answer("variants", method="Alpha").as_dicts()
    ]


def test_a_name_that_two_nodes_share_finds_both(both: Both) -> None:
    names = {row["method"] for row in both.answer("compare", method="beta", other="beta").as_dicts()}
    assert names == {"Beta", "beta"}


def test_the_leaderboard_puts_the_best_first(both: Both) -> None:
    rows = both.answer("leaderboard", dataset="GSM8K").as_dicts()
    metrics = [row["metric"] for row in rows]
    assert metrics == sorted(metrics, key=str)
    accuracies = [row["value"] for row in rows if row["metric"] == "accuracy"]
    distances = [row["value"] for row in rows if row["metric"] == "FID"]
    assert accuracies == sorted(accuracies, key=float, reverse=True)  # type: ignore[arg-type]
    assert distances == sorted(distances, key=float)  # type: ignore[arg-type]
    only = both.answer("leaderboard", dataset="GSM8K", metric="fid").as_dicts()
    assert only == [row for row in rows if row["metric"] == "FID"]


def test_disagreements_are_of_several_papers_and_values(both: Both) -> None:
    groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
    rows = both.answer("disagreements").as_dicts()
    for row in rows:
        key = tuple(row[name] for name in ("method", "dataset", "metric", "unit"))
        groups.setdefault(key, []).append(dict(row))
    assert groups
    for group in groups.values():
        assert len({row["value"] for row in group}) > 1
    name = str(rows[0]["method"])
    assert {row["method"] for row in both.answer("disagreements", method=name).as_dicts()} == {name}
    assert not both.answer("disagreements", dataset="nothing").rows


def test_a_comparison_has_scores_of_both_methods(both: Both) -> None:
    sides: dict[tuple[object, object], set[object]] = {}
    for row in both.answer("compare", method="Alpha", other="gamma").as_dicts():
        sides.setdefault((row["dataset"], row["metric"]), set()).add(row["method"])
    assert sides
    assert all(methods == {"Alpha", "Gamma"} for methods in sides.values())


def test_disputes_have_claims_on_both_sides(both: Both) -> None:
    sides: dict[tuple[object, object], set[object]] = {}
    for row in both.answer("disputes").as_dicts():
        sides.setdefault((row["method"], row["other"]), set()).add(row["better"])
    assert sides
    assert all(better == set(pair) for pair, better in sides.items())


def test_outperformed_by_reads_both_directions(both: Both) -> None:
    winners = {row["better"] for row in both.answer("outperformed-by", method="Gamma").as_dicts()}
    claimed = both.answer("comparisons", method="Gamma").as_dicts()
    assert winners == {
        row["method"] if row["claim"] == "outperforms" else row["other"]
        for row in claimed
        if row["method"] != row["other"]
        and (
            (row["claim"], row["other"]) == ("outperforms", "Gamma")
            or (row["claim"], row["method"]) == ("underperforms", "Gamma")
        )
    }


def test_variants_are_found_at_any_depth(both: Both) -> None:
    found = {row["variant"] for row in both.answer("variants", method="Alpha").as_dicts()}
    assert found == {"Alpha-7B", "Alpha-7B-Chat"}
