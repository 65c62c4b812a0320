"""Claims and edges of the graph of a few records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sample_records import comparison, entity, gold_records, record, result

from extract.record import Record, TextSpan
from extract.vocabulary import Term
from graph.build import build_graph
from graph.claims import number
from graph.model import EdgeKind
from graph.paper_names import title_key
from graph.papers import merge_papers
from graph.resolution.knowledge import Knowledge
from graph.tables import GraphTables

KNOWN = Knowledge([Term("Metric", "accuracy", better="higher")])


def tables(*found: Record) -> GraphTables:
    return build_graph(merge_papers(found), KNOWN).tables


def edges(found: GraphTables, type_: str) -> list[tuple[str, str]]:
    rows = [row for kind, table in found.edges.items() if kind.type == type_ for row in table.to_pylist()]
    return [(row["start"], row["end"]) for row in rows]


def claims(found: GraphTables) -> list[dict[str, Any]]:
    return list(found.nodes["Claim"].to_pylist())


@pytest.mark.parametrize(
    ("type_", "role", "edge"),
    [
        ("Method", "introduced", "INTRODUCES"),
        ("Method", "used", "USES"),
        ("Method", "compared", "COMPARES_WITH"),
        ("Method", "mentioned", "MENTIONS"),
        ("Method", None, "MENTIONS"),
        ("Dataset", "introduced", "INTRODUCES"),
        ("Dataset", "evaluated", "EVALUATES_ON"),
        ("Dataset", "trained", "TRAINS_ON"),
        ("Dataset", "used", "MENTIONS"),
        ("Task", None, "ADDRESSES"),
        ("Metric", None, "MEASURES"),
    ],
)
def test_edge_of_role(type_: Any, role: Any, edge: str) -> None:
    found = tables(record("p", entity(type_, "Fern", role=role), title="P"))
    assert edges(found, edge) == [("paper/p", f"{type_.lower()}/fern")]


def test_one_edge_of_two_entities_is_the_surer() -> None:
    weak = entity("Method", "Fern", "Fern", role="used", confidence=0.4)
    strong = entity("Method", "ferns", "ferns", role="used", confidence=0.8)
    idle = entity("Method", "FERN", role="mentioned", confidence=1.0)
    found = tables(record("p", weak, strong, idle, title="P"))
    (row,) = found.edges[EdgeKind("USES", "Paper", "Method")].to_pylist()
    assert (row["confidence"], row["evidence"], row["evidence_end"]) == (0.8, "ferns", 5)
    assert edges(found, "MENTIONS") == []


def test_a_result_is_a_claim() -> None:
    said = result(
        "1,071.5",
        method="FRN",
        dataset="MossQA",
        metric="Accuracy",
        task="parsing",
        baseline="Lichen",
        unit="%",
        kind="change",
        direction="up",
        qualifier="max",
        evidence=TextSpan(3, 12, "so it is."),
    )
    found = tables(
        record(
            "p",
            entity("Method", "Feathered Root Network", "Feathered Root Network", "FRN", role="introduced"),
            entity("Method", "Lichen"),
            entity("Dataset", "MossQA"),
            entity("Metric", "accuracy"),
            title="P",
            results=[said],
        )
    )
    (claim,) = claims(found)
    assert (
        claim
        | {
            "kind": "change",
            "relation": None,
            "value": 1071.5,
            "value_text": "1,071.5",
            "unit": "%",
            "direction": "up",
            "qualifier": "max",
            "subject": "FRN",
            "baseline": "Lichen",
            "extractor": "test 1",
            "confidence": 0.8,
            "evidence": "so it is.",
            "evidence_start": 3,
            "evidence_end": 12,
        }
        == claim
    )
    id_ = claim["id"]
    assert edges(found, "MAKES") == [("paper/p", id_)]
    assert edges(found, "ABOUT") == [(id_, "method/feathered-root-network")]
    assert edges(found, "AGAINST") == [(id_, "method/lichen")]
    assert edges(found, "ON") == [(id_, "dataset/mossqa")]
    assert edges(found, "IN") == [(id_, "metric/accuracy")]
    assert edges(found, "FOR") == []
    assert found.nodes["Metric"].to_pylist()[0]["better"] == "higher"


def test_names_that_are_no_entity_are_counted() -> None:
    paper = record("p", results=[result("1", method="Fern", dataset="MossQA", baseline="older work")])
    assert build_graph(merge_papers([paper]), KNOWN).unresolved_names == 2


def test_the_same_claim_twice_is_one() -> None:
    sure, unsure = result("1", method="Fern", confidence=0.9), result("1", method="Fern", confidence=0.3)
    (claim,) = claims(tables(record("p", entity("Method", "Fern"), results=[unsure, sure])))
    assert claim["confidence"] == 0.9


def test_comparisons() -> None:
    methods = [entity("Method", name) for name in ("Fern", "Moss", "Lichen")]
    said = [
        comparison("Fern", "outperforms", "Moss", dataset="MossQA"),
        comparison("Fern", "underperforms", "Lichen"),
        comparison("Fern", "outperforms", "ferns"),
        comparison("Fern", "outperforms", "prior work"),
        comparison("Fern", "sets_sota"),
    ]
    also = [comparison("Lichen", "outperforms", "Fern")]
    found = tables(
        record("p", *methods, title="P", comparisons=said),
        record("q", *methods, title="Q", comparisons=also),
    )
    rows = found.edges[EdgeKind("OUTPERFORMS", "Method", "Method")].to_pylist()
    assert rows == [
        {"start": "method/fern", "end": "method/moss", "papers": ["paper/p"], "count": 1},
        {"start": "method/lichen", "end": "method/fern", "papers": ["paper/p", "paper/q"], "count": 2},
    ]
    kinds = sorted((claim["kind"], claim["relation"]) for claim in claims(found))
    assert kinds == [("comparison", "outperforms")] * 4 + [
        ("comparison", "underperforms"),
        ("sota", "sets_sota"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("54.1", 54.1),
        ("12,345", 12345.0),
        ("-3", -3.0),
        *((text, None) for text in ("1.5-2.7", "1/3", "1e999", "nan", "", "1_0", "٣", "ten")),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


def test_annotated_papers(shared: Path) -> None:
    found = gold_records(shared)
    graph = build_graph(merge_papers(found))
    assert graph.unnamed_entities == 0
    counts = graph.tables.counts()
    assert counts["Paper"] == len({title_key(paper.title) for paper in found})
    assert counts["Claim"] == counts["MAKES-Paper-Claim"]
    assert counts["Claim"] > 0.95 * sum(len(paper.results) + len(paper.comparisons) for paper in found)
