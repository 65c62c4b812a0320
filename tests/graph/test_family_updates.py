"""Families that come and go with their members: only the records and decisions that are left show."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import entity, record
from test_decided import state
from test_families import variants
from test_update import agrees

from extract.record import EntityType, Record
from graph.build import build_graph
from graph.directory import GraphDirectory
from graph.papers import merge_papers
from graph.resolution.decisions import Decisions
from graph.resolution.knowledge import packaged_knowledge
from graph.tables import GraphTables
from graph.update import RowCounts, update

NAMES: dict[EntityType, tuple[str, ...]] = {
    "Method": (
        "Llama-2-7B", "Llama-2-13B", "LLaMA 2 7B", "Llama-2-7B-chat", "Llama 3.1 8B", "Llama-2", "LLaMA",
        "Qwen2.5-7B-Instruct", "Qwen2.5-7B", "Qwen2-72B", "Fern-2-7B", "Fern-2-13B", "Fern-3", "fern",
    ),
    "Dataset": (
        "ImageNet-1k", "ImageNet-21k", "ImageNet-1k val", "ImageNet", "FernQA val", "FernQA test", "FernQA",
        "FernQA → ImageNet-1k",
    ),
    "Metric": ("Macro-F1", "Micro-F1", "macro F1 score", "F1", "Recall@1", "Recall@5", "top-1 accuracy"),
    "Task": ("few-shot leaf recognition", "zero-shot leaf recognition", "leaf recognition"),
}  # fmt: skip
DECISIONS = (
    'same Method "Fern-2-7B" "Fern-2-13B"',
    'same Method "Fern-3" "Llama-2"',
    'same Dataset "FernQA val" "FernQA test"',
    'different Method "Llama-2-7B" "LLaMA 2 7B chat"',
    'same Metric "Macro-F1" "F1"',
)
Item = TypeVar("Item")
TYPES = ("Method", "Dataset", "Metric", "Task")
_named = st.one_of(*(st.tuples(st.just(type_), st.sampled_from(NAMES[type_])) for type_ in NAMES))
_papers = st.lists(st.lists(_named, min_size=1, max_size=4, unique=True), max_size=7)
_decided = st.lists(st.sampled_from(DECISIONS), unique=True, max_size=3).map("\n".join).map(Decisions.parse)


def paper(number: int, named: Iterable[tuple[EntityType, str]]) -> Record:
    return record(f"p{number}", *(entity(type_, name) for type_, name in named))


def unnamed(tables: GraphTables) -> set[str]:
    """The nodes that no paper names."""
    rows = (row for type_ in TYPES for row in tables.nodes[type_].to_pylist())
    return {row["id"] for row in rows if row["support"] == 0}


@given(_papers, _papers, _decided, st.randoms())
@settings(max_examples=10, deadline=None)
def test_families_follow_from_what_is_left(
    tmp_path_factory: pytest.TempPathFactory,
    earlier: list[list[tuple[EntityType, str]]],
    later: list[list[tuple[EntityType, str]]],
    decided: Decisions,
    shuffler: random.Random,
) -> None:
    """Papers are added in parts, some are read anew with other names, and some are taken out again."""
    fresh, grown = tmp_path_factory.mktemp("fresh"), tmp_path_factory.mktemp("grown")
    left = [paper(number, named) for number, named in enumerate(later)]
    update(fresh, put=left, decisions=decided, stores=())
    update(grown, decisions=shuffler.choice([decided, Decisions()]), stores=())
    for part in _parts([paper(number, named) for number, named in enumerate(earlier)], shuffler):
        update(grown, put=part, stores=())
    gone = [f"p{number}" for number in range(len(later), len(earlier))]
    changes: list[Record | str] = [*left, *gone]
    for some in _parts(changes, shuffler):
        records = [one for one in some if isinstance(one, Record)]
        update(grown, put=records, remove=[one for one in some if isinstance(one, str)], stores=())
    update(grown, decisions=decided, stores=())
    assert state(grown) == state(fresh)


def _parts(items: Sequence[Item], shuffler: random.Random) -> Iterator[list[Item]]:
    """The items in random order, one to three at a time."""
    rest = shuffler.sample(items, len(items))
    while rest:
        size = shuffler.randint(1, 3)
        yield rest[:size]
        rest = rest[size:]


@given(_papers)
@settings(deadline=None)
def test_a_family_without_papers_has_two_branches(named: list[list[tuple[EntityType, str]]]) -> None:
    papers = merge_papers([paper(number, names) for number, names in enumerate(named)])
    tables = build_graph(papers, packaged_knowledge()).tables
    below: dict[str, set[str]] = {id_: set() for id_ in unnamed(tables)}
    for start, end in variants(tables):
        below.get(end, set()).add(start)
    assert all(len(found) > 1 for found in below.values())


def test_stores_follow_a_family(tmp_path: Path) -> None:
    """Both stores gain the family with its second branch and lose it with that branch."""
    one, other = paper(1, [("Method", "Fern-2-7B")]), paper(2, [("Method", "Fern-2-13B")])
    wide = paper(3, [("Method", "Fern-3")])
    assert update(tmp_path, put=[one]).edges["MENTIONS-Paper-Method"] == RowCounts(1, 0, 0)
    seen = []
    for added, removed in (([wide], []), ([other], []), ([], ["p3"]), ([wide], ["p2"]), ([], ["p3"])):
        update(tmp_path, put=added, remove=removed)
        with GraphDirectory(tmp_path).snapshot() as snapshot:
            assert agrees(snapshot)
            seen.append(unnamed(snapshot.tables()))
    assert seen == [
        {"method/fern"},
        {"method/fern", "method/fern-2"},
        {"method/fern-2"},
        {"method/fern"},
        set(),
    ]
