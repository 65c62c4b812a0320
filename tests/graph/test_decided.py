"""What decisions do to a graph, and that nothing else about them matters."""

from __future__ import annotations

import errno
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_decisions import decision_sets
from sample_records import entity, record, records
from test_tables import contents

from extract.record import Record
from extract.vocabulary import Term
from graph.build import build_graph
from graph.directory import GraphDirectory
from graph.errors import DiskFull
from graph.papers import merge_papers
from graph.records import RecordKey
from graph.resolution.decisions import DecisionError, Decisions
from graph.resolution.knowledge import Knowledge
from graph.stores.embedded import LadybugFile
from graph.update import UpdateReport
from graph.update import update as update_graph

TERMS = Knowledge([Term("Method", "Still Quiet Tree", ("SQTR",)), Term("Method", "Lichen", ("LN",))])
SPELLED = [record(f"s{n}", entity("Method", "Silent Quartz Transformer", "SQTR")) for n in range(3)]
OTHERS = [record(f"o{n}", entity("Method", "Silky Quilt Tracker", "SQTR")) for n in range(3)]
S_PAPERS, O_PAPERS = {"s0", "s1", "s2"}, {"o0", "o1", "o2"}
BARE = record("bare", entity("Method", "SQTR"))


def update(folder: Path, **changes: Any) -> UpdateReport:
    return update_graph(folder, knowledge=Knowledge(), **changes)


def nodes(*found: Record, decided: str = "", knowledge: Knowledge | None = None) -> dict[str, frozenset[str]]:
    """Ids of the methods, each with the papers that name it."""
    decisions = Decisions.parse(decided)
    tables = build_graph(merge_papers(found, decisions), knowledge or Knowledge(), decisions).tables
    papers: dict[str, set[str]] = {id_: set() for id_ in tables.nodes["Method"]["id"].to_pylist()}
    for kind, table in tables.edges.items():
        if kind[1:] == ("Paper", "Method"):
            for row in table.to_pylist():
                papers[row["end"]].add(row["start"].removeprefix("paper/on-"))
    return {id_.removeprefix("method/"): frozenset(found) for id_, found in papers.items()}


def test_same_joins_what_no_rule_joins() -> None:
    found = [record("a", entity("Method", "Fern")), record("b", entity("Method", "Fern Network"))]
    assert nodes(*found, decided='same Method "fern" "fern networks"') == {"fern-network": {"a", "b"}}
    assert len(nodes(*found, decided='same Task "fern" "fern networks"')) == 2


def test_two_readings_that_are_one_by_decision_are_one_reading() -> None:
    assert nodes(*SPELLED, *OTHERS, BARE)["sqtr"] == {"bare"}
    decided = 'same Method "Silent Quartz Transformer" "Silky Quilt Tracker"'
    assert nodes(*SPELLED, *OTHERS, BARE, decided=decided) == {
        "silent-quartz-transformer": S_PAPERS | O_PAPERS | {"bare"}
    }


def test_a_decided_long_form_is_the_only_one() -> None:
    decided = 'same Method "SQTR" "Silky Quilt Tracker"'
    assert nodes(*SPELLED, BARE, decided=decided) == {
        "silent-quartz-transformer": S_PAPERS,
        "silky-quilt-tracker": {"bare"},
    }
    assert nodes(BARE, knowledge=TERMS).keys() == {"still-quiet-tree"}
    assert nodes(BARE, knowledge=TERMS, decided=decided).keys() == {"silky-quilt-tracker"}


def test_different_overrides_papers_and_vocabulary() -> None:
    decided = 'different Method "SQTR" "Silent Quartz Transformer"'
    assert nodes(*SPELLED, BARE, decided=decided) == {
        "silent-quartz-transformer": S_PAPERS,
        "sqtr": {"bare"},
    }
    known = [record("a", entity("Method", "LN")), record("b", entity("Method", "Lichen"))]
    assert nodes(*known, knowledge=TERMS) == {"lichen": {"a", "b"}}
    assert nodes(*known, knowledge=TERMS, decided='different Method "LN" "Lichen"') == {
        "lichen": {"b"},
        "ln": {"a"},
    }


def test_different_holds_through_others() -> None:
    """What is the same as one of two different things is joined with the other by no rule either."""
    decided = 'different Method "Silent Quartz Transformer" "Moss"\nsame Method "Moss" "SQTR"'
    assert nodes(*SPELLED, BARE, decided=decided)["silent-quartz-transformer"] == S_PAPERS


def test_a_decision_for_one_paper() -> None:
    other = record("other", entity("Method", "SQTR"), title="Elsewhere: a Study", arxiv_id="2403.00001v1")
    for name in (
        "2403.00001",
        "arXiv:2403.00001v7",
        "other",
        "elsewhere - a study",
        "paper/elsewhere-a-study",
    ):
        decided = f'same Method "SQTR" "Sea Quill Tree" in "{name}"'
        assert nodes(*SPELLED, BARE, other, decided=decided) == {
            "silent-quartz-transformer": S_PAPERS | {"bare"},
            "sea-quill-tree": {"paper/elsewhere-a-study"},
        }
    assert "sqtr" in nodes(other, decided='same Method "SQTR" "Sea Quill Tree" in "another"')


def test_a_macro_gets_its_name() -> None:
    macro = record("m", entity("Method", r"\method"))
    decided = r'same Method "\\method" "Fern" in "m"'
    assert nodes(macro, record("f", entity("Method", "Fern")), decided=decided) == {"fern": {"m", "f"}}


def test_papers_that_no_rule_joins_or_parts() -> None:
    one = record("p-1", title="Ferns", arxiv_id="2401.00001")
    other = record("p-2", title="Ferns, revised", path="b")
    third = record("p-3", title="ferns", path="c")
    assert len(merge_papers([one, other, third])) == 2
    same = Decisions.parse('same Paper "arXiv:2401.00001v3" "ferns revised"')
    assert len(merge_papers([one, other, third], same)) == 1
    different = Decisions.parse('different Paper "2401.00001" "p-3"')
    found = merge_papers([one, other, third], different)
    assert len(found) == 3
    assert len({paper.id for paper in found}) == 3
    mixed = Decisions.parse('different Paper "2401.00001" "p-3"\nsame Paper "p-1" "p-3"')
    with pytest.raises(DecisionError, match="both one paper"):
        merge_papers([one, third], mixed)


@given(st.lists(records(), max_size=6), decision_sets(), st.randoms())
@settings(deadline=None)
def test_neither_order_of_records_nor_of_decisions_matters(
    found: list[Record], decided: Decisions, shuffler: random.Random
) -> None:
    found = list({item.to_json(): item for item in found}.values())
    entries = list(decided.entries)
    graphs = []
    for _ in range(2):
        decisions = Decisions(tuple(entries))
        try:
            graph = build_graph(merge_papers(found, decisions), TERMS, decisions)
        except DecisionError:  # two names of one record
            return
        graphs.append((graph.tables, graph.names))
        shuffler.shuffle(found)
        shuffler.shuffle(entries)
    assert graphs[0][0] == graphs[1][0]
    assert graphs[0][1].equals(graphs[1][1])


@given(st.lists(records(), max_size=5), decision_sets())
@settings(deadline=None)
def test_what_was_decided_holds(found: list[Record], decided: Decisions) -> None:
    names = build_graph(merge_papers(found), TERMS, decided).names.to_pylist()
    alone = [row for row in names if row["alone"]]
    for entry in decided.entries:
        decision = entry.decision
        if decision.type == "Paper" or decision.paper or decided.local:
            continue
        keys = [key.key for key in decision.keys]
        ours, theirs = (
            {r["node"] for r in alone if (r["type"], r["key"]) == (decision.type, k)} for k in keys
        )
        if decision.verb == "same" and ours and theirs:
            assert ours == theirs
        elif decision.verb == "different":
            assert not ours & theirs


@given(st.lists(records(), max_size=5), decision_sets(), st.randoms())
@settings(max_examples=15, deadline=None)
def test_history_does_not_show(
    tmp_path_factory: pytest.TempPathFactory, found: list[Record], decided: Decisions, shuffler: random.Random
) -> None:
    """Records and decisions in any order and any number of updates, some of them taken back."""
    try:
        merge_papers(found, decided)
    except DecisionError:
        return
    whole, grown = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("grown")
    groups: dict[RecordKey, list[Record]] = {}
    for item in found:
        groups.setdefault(RecordKey.of(item), []).append(item)
    update(whole, put=found, decisions=decided, stores=())
    passing = record("passing", entity("Method", "SST", "Stone Sediment Tracker"), title="Passing")
    update(grown, put=[passing], decisions=Decisions.parse('same Method "SST" "Lichen"'), stores=())
    for group in shuffler.sample(list(groups.values()), len(groups)):
        update(grown, put=group, stores=())
    update(grown, remove=["paper/passing"], decisions=Decisions(), stores=())
    plain = state(grown)
    update(grown, decisions=decided, stores=())
    assert state(grown) == state(whole)
    update(grown, decisions=Decisions(), stores=())
    assert state(grown) == plain


def test_a_decision_brings_both_stores_along(tmp_path: Path) -> None:
    update(tmp_path, put=[*SPELLED, BARE])
    with GraphDirectory(tmp_path).snapshot() as snapshot:
        before = snapshot.tables()
    decided = Decisions.parse('different Method "SQTR" "Silent Quartz Transformer"')
    dry = update(tmp_path, decisions=decided, dry_run=True)
    assert (dry.changed, dry.new_entities) == (True, ("method/sqtr",))
    assert not GraphDirectory(tmp_path).decisions_path.exists()
    report = update(tmp_path, decisions=decided)
    assert (report.new_entities, report.nodes, report.edges) == (dry.new_entities, dry.nodes, dry.edges)
    with GraphDirectory(tmp_path).snapshot() as after, after.ladybug() as ladybug:
        assert ladybug.dump() == after.tables() != before
        with after.oxigraph() as oxigraph:
            assert oxigraph.counts() == after.counts
    assert not update(tmp_path).changed
    back = update(tmp_path, decisions=Decisions())
    assert back.moved == {"method/sqtr": "method/silent-quartz-transformer"}
    with GraphDirectory(tmp_path).snapshot() as snapshot, snapshot.ladybug() as ladybug:
        assert ladybug.dump() == snapshot.tables() == before


def test_an_edited_file_holds_from_the_next_update(tmp_path: Path) -> None:
    update(tmp_path, put=[*SPELLED, BARE], stores=())
    path = GraphDirectory(tmp_path).decisions_path
    path.write_text('different Method "SQTR" "silent quartz transformer"  # mine', encoding="utf-8")
    assert update(tmp_path, stores=()).new_entities == ("method/sqtr",)
    path.write_text("# a comment\n" + path.read_text("utf-8"), encoding="utf-8")
    assert not update(tmp_path, stores=()).changed
    path.write_text("nonsense", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"decisions\.txt:1: "):
        update(tmp_path, put=OTHERS, stores=())


class _FullDisk(LadybugFile):
    def create(self, *_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    advance = create  # type: ignore[assignment]


def test_a_decision_that_cannot_be_carried_out_is_not_made(tmp_path: Path) -> None:
    kept = Decisions.parse('same Method "Fern" "Moss"')
    update(tmp_path, put=[*SPELLED, BARE], decisions=kept, stores=())
    before = state(tmp_path)
    with pytest.raises(DiskFull):
        update(tmp_path, decisions=Decisions.parse('different Method "SQTR" "Fern"'), stores=[_FullDisk()])
    assert state(tmp_path) == before
    assert GraphDirectory(tmp_path).decisions().text() == kept.text()


def state(folder: Path) -> dict[str, bytes]:
    """All that is a function of records and decisions, byte for byte."""
    with GraphDirectory(folder).snapshot() as snapshot:
        return {
            **contents(snapshot.path / "tables"),
            **{name: (snapshot.path / name).read_bytes() for name in ("records.jsonl", "names.parquet")},
        }
