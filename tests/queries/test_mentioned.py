"""Which nodes an answer names, in whichever form an engine gives them."""

from __future__ import annotations

import pytest
from question_graph import OpenStores, sample

from queries.mentioned import mentioned_nodes
from queries.runner import Answer, run

TABLES = sample()
ALPHA = next(
    id_
    for id_, name in zip(*(TABLES.nodes["Method"][c].to_pylist() for c in ("id", "name")), strict=True)
    if name == "Alpha"
)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (m:Method {name: 'Alpha'}) RETURN m",
        "MATCH (m:Method {name: 'Alpha'}) RETURN m.id AS anything",
        "MATCH (m:Method {name: 'Alpha'}) RETURN m.name AS name",
        "MATCH (m:Method {name: 'Alpha'}) RETURN collect(m) AS found",
        "SELECT ?m { ?m skos:prefLabel 'Alpha' }",
        "SELECT ?name { ?m skos:prefLabel ?name FILTER(?name = 'Alpha') }",
    ],
)
def test_a_node_is_named_in_any_form(stores: OpenStores, query: str) -> None:
    assert mentioned_nodes(run(stores, query), TABLES) == {ALPHA}


def test_paths_name_every_node_on_them(stores: OpenStores) -> None:
    answer = run(stores, "MATCH p = (:Method {name: 'Alpha-7B'})-[:VARIANT_OF]->(m) RETURN p")
    assert len(mentioned_nodes(answer, TABLES)) == 2


def test_iris_of_any_base_and_names_that_mean_nothing() -> None:
    rows = (
        ("https://example.org/kg/method/000", "Alpha"),
        ("https://example.org/other", None),
        (7, "nothing"),
    )
    assert mentioned_nodes(Answer(("node", "evidence"), rows), TABLES) == {"method/000"}
