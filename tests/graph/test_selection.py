"""Parts of a graph: what each condition leaves, that order does not matter, and what always holds."""

from __future__ import annotations

import pytest
import sample_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import EDGE_KINDS, NODE_TYPES, EdgeKind, PropertyType, node_type
from graph.selection import BadSelection, Selection, select
from graph.tables import GraphTables, Row

PAPERS = (("paper/a", "2021"), ("paper/b", "2023-05"), ("paper/c", "--05-01"), ("paper/d", "2024-02-03"))
SURE, UNSURE = (0.9, "says so", 0, 7), (0.4, "may say so", 0, 10)


def node(label: str, id_: str, **properties: object) -> Row:
    properties = {"name": id_, "title": id_, "support": 1, **properties}
    columns = node_type(label).properties
    return (id_, *(properties.get(p.name, [] if p.type is PropertyType.STRINGS else None) for p in columns))


def claim(id_: str, confidence: float = 0.9, relation: str | None = "outperforms") -> Row:
    return node("Claim", id_, kind="comparison", relation=relation, confidence=confidence)


def graph() -> GraphTables:
    """Paper a claims x over y; paper d claims, less sure, y over x; b and c only name things."""
    return GraphTables.from_rows(
        {
            "Paper": [node("Paper", id_, published=day) for id_, day in PAPERS],
            "Method": [
                node("Method", "method/x", support=3),
                node("Method", "method/x-7b"),
                node("Method", "method/y", support=2),
                node("Method", "method/old"),
            ],
            "Dataset": [node("Dataset", "dataset/s")],
            "Claim": [claim("claim/1"), claim("claim/2", 0.4)],
        },
        {
            EdgeKind("USES", "Paper", "Method"): [
                ("paper/a", "method/old", *SURE),
                ("paper/b", "method/x-7b", *SURE),
                ("paper/c", "method/x", *SURE),
                ("paper/d", "method/y", *UNSURE),
            ],
            EdgeKind("EVALUATES_ON", "Paper", "Dataset"): [("paper/b", "dataset/s", *SURE)],
            EdgeKind("MAKES", "Paper", "Claim"): [
                ("paper/a", "claim/1", *SURE),
                ("paper/d", "claim/2", *UNSURE),
            ],
            EdgeKind("ABOUT", "Claim", "Method"): [("claim/1", "method/x"), ("claim/2", "method/y")],
            EdgeKind("AGAINST", "Claim", "Method"): [("claim/1", "method/y"), ("claim/2", "method/x")],
            EdgeKind("OUTPERFORMS", "Method", "Method"): [
                ("method/x", "method/y", ["paper/a"], 1),
                ("method/y", "method/x", ["paper/d"], 1),
            ],
            EdgeKind("VARIANT_OF", "Method", "Method"): [("method/x-7b", "method/x")],
        },
    )


def ids(tables: GraphTables) -> set[str]:
    return {id_ for table in tables.nodes.values() for id_ in table["id"].to_pylist()}


def edges(tables: GraphTables) -> set[tuple[str, str, str]]:
    return {
        (kind.type, start, end)
        for kind, table in tables.edges.items()
        for start, end in zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)
    }


def test_nothing_set_is_everything() -> None:
    tables = graph()
    assert select(tables, Selection()) is tables
    assert select(tables, Selection(top=1000)) == tables


def test_since_leaves_what_newer_papers_say() -> None:
    part = select(graph(), Selection(since="2023"))
    assert ids(part) == {
        *("paper/b", "paper/d", "claim/2", "dataset/s"),
        *("method/x", "method/x-7b", "method/y"),
    }
    assert ("OUTPERFORMS", "method/y", "method/x") in edges(part)
    assert ("OUTPERFORMS", "method/x", "method/y") not in edges(part)


@pytest.mark.parametrize(
    ("since", "until", "papers"),
    [
        ("2021-06", None, "abd"),  # of 2021 no more is known
        ("2022", None, "bd"),
        ("2024-02-03", None, "d"),
        (None, "2021", "a"),
        (None, "2023", "ab"),
        ("2023-05-20", "2023-12", "b"),
        ("2025", None, ""),
    ],
)
def test_a_period_has_both_its_ends(since: str | None, until: str | None, papers: str) -> None:
    part = select(graph(), Selection(since=since, until=until))
    assert set(part.nodes["Paper"]["id"].to_pylist()) == {f"paper/{letter}" for letter in papers}


def test_confidence_takes_claims_and_what_they_derive() -> None:
    part = select(graph(), Selection(min_confidence=0.5))
    assert "claim/2" not in ids(part)
    assert ("USES", "paper/d", "method/y") not in edges(part)
    assert {edge for edge in edges(part) if edge[0] == "OUTPERFORMS"} == {
        ("OUTPERFORMS", "method/x", "method/y")
    }


def test_types_and_support_leave_nodes_and_the_edges_between() -> None:
    part = select(graph(), Selection(types=frozenset({"Method"}), min_support=2))
    assert ids(part) == {"method/x", "method/y"}
    assert {edge[0] for edge in edges(part)} == {"OUTPERFORMS"}


def test_hops_are_counted_in_either_direction_and_claims_bring_their_paper() -> None:
    around = frozenset({"method/x-7b"})
    steps = [ids(select(graph(), Selection(around=around, hops=hops))) for hops in range(3)]
    assert steps[0] == {"method/x-7b"}
    assert steps[1] == {"method/x-7b", "method/x", "paper/b"}
    assert steps[2] == steps[1] | {
        *("paper/c", "dataset/s", "method/y", "claim/1", "claim/2", "paper/a", "paper/d")
    }


def test_nothing_that_is_left_out_is_walked_through() -> None:
    asked = Selection(around=frozenset({"method/old"}), hops=9, types=frozenset({"Method", "Paper"}))
    assert ids(select(graph(), asked)) == {"method/old", "paper/a"}


def test_top_keeps_what_it_is_around_and_then_what_has_most_edges() -> None:
    assert ids(select(graph(), Selection(top=2))) == {"method/x", "method/y"}
    asked = Selection(around=frozenset({"method/old"}), hops=9, top=2)
    assert ids(select(graph(), asked)) == {"method/old", "method/x"}


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(around=frozenset({"method/z"})), r"no node has the id 'method/z'; did you mean method/"),
        (Selection(types=frozenset({"Author"})), "no node is of the type 'Author'; there are Paper,"),
        (Selection(types=frozenset({"Claim", "Method"})), "add the type Paper"),
        (Selection(hops=-1), "hops are 0 or more"),
        (Selection(top=0), "1 or more"),
    ],
)
def test_what_cannot_be_is_said(selection: Selection, message: str) -> None:
    with pytest.raises(BadSelection, match=message):
        select(graph(), selection)


selections = st.builds(
    Selection,
    around=st.frozensets(st.sampled_from(sorted(ids(graph()))), max_size=2),
    hops=st.integers(0, 3),
    types=st.frozensets(st.sampled_from([n.label for n in NODE_TYPES])).map(
        lambda types: types | {"Paper"} if "Claim" in types else types
    ),
    since=st.sampled_from([None, "2021", "2023-05", "2024"]),
    until=st.sampled_from([None, "2023", "2024-02"]),
    min_support=st.integers(0, 3),
    min_confidence=st.sampled_from([0.0, 0.5, 1.0]),
    top=st.none() | st.integers(1, 9),
)


@settings(deadline=None)
@given(selections)
def test_a_part_is_a_graph_of_its_own(selection: Selection) -> None:
    whole = graph()
    part = select(whole, selection)
    assert ids(part) <= ids(whole)
    assert edges(part) <= edges(whole)
    assert all(start in ids(part) and end in ids(part) for _, start, end in edges(part))
    made = set(part.edges[EdgeKind("MAKES", "Paper", "Claim")]["end"].to_pylist())
    assert made == set(part.nodes["Claim"]["id"].to_pylist())
    for kind in EDGE_KINDS:
        assert part.edges[kind].schema == whole.edges[kind].schema


@settings(deadline=None)
@given(selections)
def test_conditions_that_look_at_nodes_alone_may_come_in_any_order(selection: Selection) -> None:
    together = Selection(types=selection.types, min_support=selection.min_support)
    one, other = Selection(types=selection.types), Selection(min_support=selection.min_support)
    assert (
        select(graph(), together)
        == select(select(graph(), one), other)
        == select(select(graph(), other), one)
    )


def test_every_kind_of_edge_can_be_selected() -> None:
    whole = sample_tables.sample()
    assert select(whole, Selection(around=frozenset({sample_tables.PAPER}), hops=9)) == whole
    assert (
        select(whole, Selection(since="2024", min_confidence=0.5, types=frozenset({"Paper"}))).counts()[
            "Paper"
        ]
        == 1
    )
