"""What is a form of what, told from names; and the families that become nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_records import HOSTILE, entity, record, records

from extract.record import ENTITY_TYPES, EntityType, Record
from extract.vocabulary import Term, vocabulary
from graph.build import build_graph
from graph.papers import merge_papers
from graph.resolution.families import MAX_DEPTH
from graph.resolution.knowledge import Knowledge, packaged_knowledge
from graph.tables import GraphTables

PLANTS = Knowledge(
    [
        Term("Method", "Lichen", ("LN",)),
        Term("Method", "moss attention"),
        Term("Dataset", "FernNet"),
        Term("Dataset", "MossQA"),
        Term("Metric", "leaf count"),
        Term("Metric", "mAL"),
        Term("Task", "leaf recognition"),
    ]
)


def chain(type_: EntityType, name: str, knowledge: Knowledge = PLANTS) -> list[str]:
    """Every more general name, the nearest first."""
    found: list[str] = []
    above = list(knowledge.more_general(type_, name))
    while above and len(found) < 50:
        found.append(above.pop(0))
        above += knowledge.more_general(type_, found[-1])
    return found


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("Fern2.5-7B-Instruct", ["Fern2.5-7B", "Fern2.5", "Fern"]),
        ("Fern-3-8x7B-Chat", ["Fern-3-8x7B", "Fern-3", "Fern"]),
        ("Fern-large-uncased", ["Fern-large", "Fern"]),
        ("Fern-4o-2024-08-06", ["Fern-4o", "Fern-4", "Fern"]),
        ("Fernv6-N", ["Fernv6", "Fern"]),
        ("Fern-B/16", ["Fern-B", "Fern"]),
        ("Fern++", ["Fern"]),
        ("MossLichen", ["Lichen"]),
        ("cross-moss attention", ["moss attention", "attention"]),
        ("moss attention with roots", ["moss attention", "attention"]),
        ("T5", []),
        ("non-Lichen", []),
        ("Fern", []),
    ],
)
def test_methods(name: str, families: list[str]) -> None:
    assert chain("Method", name) == families


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("FernNet val", ["FernNet"]),
        ("FernNet (5-shot)", ["FernNet"]),
        ("FernNet 32x32", ["FernNet"]),
        ("FernNet - 4x upscaling", ["FernNet"]),
        ("FernNet, 40 Labels", ["FernNet"]),
        ("FernNet 5-way (1-shot)", ["FernNet 5-way", "FernNet"]),
        ("FernNet-C", ["FernNet"]),
        ("FernNet en-de", ["FernNet"]),
        ("FernNet German", ["FernNet"]),
        ("Scribble FernNet", ["FernNet"]),
        ("RefMossQA", ["MossQA"]),
        ("FernNet to MossQA", ["FernNet", "MossQA"]),
        ("FernNet -> MossQA", ["FernNet", "MossQA"]),
        ("FROND leaf swap", ["FROND"]),
        ("FROND-10", ["FROND"]),
        ("SemEval 2013", []),
        ("Stanford Ferns", []),
        ("Amazon-5", []),
    ],
)
def test_datasets(name: str, families: list[str]) -> None:
    assert chain("Dataset", name) == families


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("Macro-mAL", ["mAL"]),
        ("mAL@0.5", ["mAL"]),
        ("mAL (Rare)", ["mAL"]),
        ("Top-5 leaf count", ["leaf count"]),
        ("Test leaf count", ["leaf count"]),
        ("leaf count - Verb", ["leaf count"]),
        ("Restaurant (mAL)", ["mAL"]),
        ("Mask mAL", ["mAL"]),
        ("number of leaves", []),
    ],
)
def test_metrics(name: str, families: list[str]) -> None:
    assert chain("Metric", name) == families


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("few-shot leaf recognition", ["leaf recognition"]),
        ("leaf recognition in the wild", ["leaf recognition"]),
        ("leaf recognition - Hindi", ["leaf recognition"]),
        ("multi-spectral leaf recognition", ["leaf recognition"]),
        ("unsupervised moss recognition", ["moss recognition"]),
        ("moss recognition", []),
        ("recognition", []),
    ],
)
def test_tasks(name: str, families: list[str]) -> None:
    assert chain("Task", name) == families


@pytest.mark.parametrize(
    ("type_", "name", "family"),
    [
        ("Method", "Qwen2.5-7B-Instruct", "Qwen"),
        ("Method", "Llama 3.1 8B", "LLaMA"),
        ("Method", "post-training quantization", "quantization"),
        ("Dataset", "ImageNet-1k", "ImageNet"),
        ("Dataset", "MMLU-Pro", "MMLU"),
        ("Metric", "Macro-F1", "F1"),
        ("Metric", "Pass@1", "pass@k"),
        ("Metric", "rank-5", "Recall@K"),
        ("Task", "visual question answering", "question answering"),
    ],
)
def test_what_comes_with_the_package(type_: EntityType, name: str, family: str) -> None:
    assert family in chain(type_, name, packaged_knowledge())


@pytest.mark.parametrize("type_", ENTITY_TYPES)
def test_no_term_is_above_itself(type_: EntityType) -> None:
    knowledge = packaged_knowledge()
    for term in vocabulary():
        if term.type == type_:
            found = chain(type_, term.name, knowledge)
            assert term.name not in found
            assert len(found) < 10


@given(st.sampled_from(ENTITY_TYPES), st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
def test_a_chain_ends(type_: EntityType, name: str) -> None:
    seen = [name]
    while (above := PLANTS.more_general(type_, seen[-1])) and above[0] not in seen:
        seen.append(above[0])
        assert len(seen) < 40


def variants(tables: GraphTables) -> set[tuple[str, str]]:
    return {
        (row["start"], row["end"])
        for kind, table in tables.edges.items()
        if kind.type == "VARIANT_OF"
        for row in table.to_pylist()
    }


def graph(*found: Record) -> GraphTables:
    return build_graph(merge_papers(found), PLANTS).tables


def test_two_members_make_a_family() -> None:
    one = record("a", entity("Method", "Fern-2-7B"))
    two = record("b", entity("Method", "Fern-3"))
    assert variants(graph(one)) == set()
    assert variants(graph(one, two)) == {
        ("method/fern-2-7b", "method/fern"),
        ("method/fern-3", "method/fern"),
    }
    family = graph(one, two).nodes["Method"].to_pylist()[0]
    assert family == {"id": "method/fern", "name": "Fern", "aliases": [], "support": 0}


def test_a_family_that_a_paper_names_is_that_node() -> None:
    tables = graph(
        record("a", entity("Method", "Fern-2"), entity("Method", "Fern-3"), entity("Method", "fern"))
    )
    assert {row["id"]: row["support"] for row in tables.nodes["Method"].to_pylist()}["method/fern"] == 1


def test_a_transfer_is_of_both() -> None:
    tables = graph(record("a", *(entity("Dataset", n) for n in ("FernNet -> MossQA", "FernNet", "MossQA"))))
    assert variants(tables) == {
        ("dataset/fernnet-mossqa", "dataset/fernnet"),
        ("dataset/fernnet-mossqa", "dataset/mossqa"),
    }


@given(st.lists(records(), max_size=6), st.data())
def test_splits_and_removals_leave_no_trace(found: list[Record], data: st.DataObject) -> None:
    """What is added in parts and taken out again is as if it had never been there."""
    kept = data.draw(st.lists(st.sampled_from(found), unique_by=id)) if found else []
    whole = {one.to_json(): one for one in kept}
    again = {one.to_json(): one for one in reversed([*kept, *kept[:1]])}
    assert graph(*whole.values()) == graph(*again.values())


@given(st.lists(records(), max_size=5))
def test_families_form_no_circle(found: list[Record]) -> None:
    up: dict[str, set[str]] = {}
    for start, end in variants(graph(*found)):
        up.setdefault(start, set()).add(end)
    for start in up:
        above, seen = set(up[start]), set()
        while above and len(found) < 50:
            one = above.pop()
            assert one != start
            seen.add(one)
            above |= up.get(one, set()) - seen
        assert len(seen) <= 2**MAX_DEPTH
