"""A graph on disk: what updates do to it, what they report, and what can be wrong with it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import entity, gold_records, record, records, result
from test_tables import contents

from extract.record import Record
from extract.vocabulary import Term
from graph.build import build_graph
from graph.directory import FORMAT, GraphDirectory, Snapshot
from graph.errors import (
    CorruptGraph,
    DiskFull,
    GraphLocked,
    NewerFormat,
    NoGraph,
    NotAGraph,
    NotWritable,
    OlderFormat,
)
from graph.model import EDGE_KINDS, NODE_TYPES
from graph.papers import merge_papers
from graph.rdf import DEFAULT_BASE, quads
from graph.records import RecordKey, RecordSet, text_digest
from graph.resolution.knowledge import Knowledge
from graph.resolution.provenance import SCHEMA
from graph.stores.embedded import LadybugFile
from graph.tables import GraphTables, edge_schema, node_schema
from graph.update import RowCounts, UpdateReport, update

FERN = record(
    "fern", entity("Method", "Fern", role="introduced"), title="Fern", results=[result("1", method="Fern")]
)
MOSS = record("moss", entity("Method", "Moss"), entity("Method", "Fern"), title="Moss", arxiv_id="2401.00001")


def tables_of(folder: Path) -> GraphTables:
    with GraphDirectory(folder).snapshot() as snapshot:
        return snapshot.tables()


def agrees(snapshot: Snapshot) -> bool:
    """Whether both stores and the manifest hold what the tables hold, and the tables what the records say."""
    tables = snapshot.tables()
    with snapshot.ladybug() as ladybug, snapshot.oxigraph() as oxigraph:
        return (
            ladybug.dump() == tables
            and oxigraph.counts() == tables.counts()
            and snapshot.counts == tables.counts()
            and build_graph(merge_papers(snapshot.records())).tables == tables
        )


def test_put_again_and_remove(tmp_path: Path) -> None:
    first = update(tmp_path / "g", put=[FERN])
    assert first.changed
    assert (first.papers, first.records) == (1, (1, 0, 0))
    assert first.nodes == {label: RowCounts(1, 0, 0) for label in ("Paper", "Method", "Claim")}
    again = update(tmp_path / "g", put=[FERN])
    assert (again.changed, again.generation, again.nodes, again.totals) == (False, 1, {}, first.totals)
    second = update(tmp_path / "g", put=[MOSS])
    assert second.nodes == {"Paper": RowCounts(1, 0, 0), "Method": RowCounts(1, 1, 0)}
    assert second.edges == {"MENTIONS-Paper-Method": RowCounts(2, 0, 0)}
    with GraphDirectory(tmp_path / "g").snapshot() as snapshot:
        assert agrees(snapshot)
    gone = update(tmp_path / "g", remove=["2401.00001v2", "nothing like it"])
    assert (gone.removed_papers, gone.unknown) == (("paper/moss",), ("nothing like it",))
    assert gone.nodes == {"Paper": RowCounts(0, 0, 1), "Method": RowCounts(0, 1, 1)}
    with GraphDirectory(tmp_path / "g").snapshot() as snapshot:
        assert agrees(snapshot)
    assert not update(tmp_path / "g", remove=["nothing like it"]).changed


@pytest.mark.parametrize("name", ["paper/moss", "moss", "2401.00001", "arXiv:2401.00001v1", "Moss"])
def test_a_paper_is_removed_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    same = record("other-id", title="MOSS", path="b.txt", arxiv_id="2401.00001")
    update(tmp_path, put=[FERN, MOSS, same], stores=())
    assert update(tmp_path, remove=[name], stores=()).removed_papers == ("paper/moss",)
    with GraphDirectory(tmp_path).snapshot() as snapshot:
        assert [r.id for r in snapshot.records()] == ["fern"]


def test_a_name_of_two_papers_removes_neither(tmp_path: Path) -> None:
    update(tmp_path, put=[record("1", title="One"), record("1", title="Two", path="b.txt")], stores=())
    report = update(tmp_path, remove=["1"], stores=())
    assert (report.changed, report.ambiguous) == (False, {"1": ("paper/one", "paper/two")})


def test_a_source_read_again_replaces_what_it_said(tmp_path: Path) -> None:
    twice = [record("x", title="T", line=line) for line in (1, 9)]
    elsewhere = record("x", title="T", path="b.txt")
    update(tmp_path, put=[*twice, elsewhere], stores=())
    report = update(tmp_path, put=[record("x", title="T", line=4)], stores=())
    assert report.records == (0, 1, 0)
    (row,) = tables_of(tmp_path).nodes["Paper"].to_pylist()
    assert row["sources"] == ["b.txt:1", "papers.jsonl:4"]


def test_an_empty_graph_is_a_graph(tmp_path: Path) -> None:
    report = update(tmp_path, put=[])
    assert report.changed
    with GraphDirectory(tmp_path).snapshot() as snapshot:
        assert agrees(snapshot)


@given(st.lists(records(), max_size=6), st.randoms())
@settings(max_examples=10, deadline=None)
def test_order_and_splits_do_not_show(
    tmp_path_factory: pytest.TempPathFactory, found: list[Record], shuffler: random.Random
) -> None:
    whole, split = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("split")
    groups: dict[RecordKey, list[Record]] = {}
    for item in found:
        groups.setdefault(RecordKey.of(item), []).append(item)
    batches: list[list[Record]] = [[], [], []]
    for group in groups.values():
        shuffler.choice(batches).extend(group)
    passing = record("passing", entity("Method", "SST", "Stone Sediment Tracker"), title="Passing")
    update(whole, put=found, stores=())
    update(split, put=[passing], stores=())
    for batch in batches:
        shuffler.shuffle(batch)
        update(split, put=batch, stores=())
    update(split, remove=["paper/passing"], stores=())
    assert state(whole) == state(split)


def test_a_reader_keeps_its_state(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN])
    with GraphDirectory(tmp_path).snapshot() as snapshot, snapshot.ladybug() as ladybug:
        before = snapshot.tables()
        update(tmp_path, put=[MOSS])
        update(tmp_path, remove=["fern"])
        assert snapshot.tables() == before
        assert ladybug.dump() == before
        assert snapshot.path.is_dir()
        assert len(list((tmp_path / "generations").iterdir())) == 2
    update(tmp_path, put=[FERN])
    assert len(list((tmp_path / "generations").iterdir())) == 1


def test_extractions_are_found_again(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN], stores=())
    with GraphDirectory(tmp_path).snapshot() as snapshot:
        assert snapshot.stored_extractions() == {(text_digest(FERN), "test 1"): FERN}


def test_new_rules_resolve_anew(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN], stores=(), knowledge=Knowledge())
    known = Knowledge([Term("Method", "Fern Network", ("Fern",))])
    assert update(tmp_path, stores=(), knowledge=known).nodes["Method"] == RowCounts(1, 0, 1)
    assert not update(tmp_path, stores=(), knowledge=known).changed


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN], stores=())
    with GraphDirectory(tmp_path).writing():
        script = "import sys; from graph.update import update; update(sys.argv[1])"
        done = subprocess.run(
            [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False
        )
        assert f"GraphLocked: {tmp_path} is being written by process {os.getpid()} on " in done.stderr
        with pytest.raises(GraphLocked):
            update(tmp_path, put=[MOSS], stores=())
        assert tables_of(tmp_path).counts()["Paper"] == 1
    assert update(tmp_path, put=[MOSS], stores=()).changed


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(NoGraph, match="no graph yet"):
        GraphDirectory(tmp_path / "none").snapshot()
    assert not (tmp_path / "none").exists()


def test_a_folder_of_something_else_stays_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotAGraph, match=r"thesis\.txt"):
        update(tmp_path, put=[FERN])
    with pytest.raises(NotAGraph, match="is a file"):
        update(tmp_path / "thesis.txt", put=[FERN])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    (tmp_path / "manifest.json").write_text('{"name": "web app"}')
    with pytest.raises(NotAGraph, match="something else"):
        update(tmp_path, put=[FERN])


def test_damaged_and_newer_graphs(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN], stores=())
    manifest = tmp_path / "manifest.json"
    good = manifest.read_text()
    manifest.write_text(json.dumps({**json.loads(good), "claimgraph": FORMAT + 1, "novel": 1}))
    with pytest.raises(NewerFormat, match="update claimgraph"):
        GraphDirectory(tmp_path)
    for broken in (good[:20], '{"claimgraph": 1}'):
        manifest.write_text(broken)
        with pytest.raises(CorruptGraph, match=r"manifest\.json"):
            GraphDirectory(tmp_path)
    manifest.write_text(good)
    kept = tmp_path / "generations" / "1" / "records.jsonl"
    kept.write_bytes(kept.read_bytes() + b"{}\n")
    with pytest.raises(CorruptGraph, match=r"records\.jsonl:2: "):
        update(tmp_path, put=[MOSS], stores=())
    (tmp_path / "generations" / "1" / "tables" / "nodes" / "Paper.parquet").write_bytes(b"PAR1")
    with GraphDirectory(tmp_path).snapshot() as snapshot, pytest.raises(CorruptGraph):
        snapshot.tables()
    (tmp_path / "generations" / "1").rename(tmp_path / "generations" / "9")
    with pytest.raises(CorruptGraph, match="missing"):
        GraphDirectory(tmp_path).snapshot()


def test_a_graph_of_an_older_version_is_built_again_from_its_records(tmp_path: Path) -> None:
    update(tmp_path / "fresh", put=[FERN, MOSS])
    update(tmp_path / "old", put=[FERN, MOSS])
    manifest = tmp_path / "old" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "claimgraph": FORMAT - 1}))
    (tmp_path / "old" / "generations" / "1" / "tables" / "nodes" / "Paper.parquet").unlink()
    with pytest.raises(OlderFormat, match="run `claimgraph build` on it once more"):
        GraphDirectory(tmp_path / "old").snapshot()
    report = update(tmp_path / "old")
    assert (report.changed, report.records, report.papers, report.new_entities) == (True, (0, 0, 0), 2, ())
    assert tables_of(tmp_path / "old") == tables_of(tmp_path / "fresh")
    with GraphDirectory(tmp_path / "old").snapshot() as snapshot:
        assert agrees(snapshot)
    assert not update(tmp_path / "old").changed


def test_the_format_is_another_where_the_tables_are() -> None:
    """Raise FORMAT and renew the digest together."""
    schemas = [*(node_schema(node.label) for node in NODE_TYPES), *map(edge_schema, EDGE_KINDS), SCHEMA]
    names = [*(node.label for node in NODE_TYPES), *map(str, EDGE_KINDS), "names"]
    columns = [[(field.name, str(field.type)) for field in schema] for schema in schemas]
    digest = hashlib.sha256(repr([*zip(names, columns, strict=True)]).encode()).hexdigest()[:16]
    assert (FORMAT, digest) == (2, "6d4ec9b76d1d7d26")


class _FullDisk(LadybugFile):
    def __init__(self, error: Exception) -> None:
        self.error = error

    def create(self, path: Path, tables: GraphTables, base_iri: str) -> None:
        path.write_bytes(b"half")
        raise self.error

    def advance(self, earlier: Path, path: Path, *_: Any) -> None:
        self.create(path, GraphTables.empty(), DEFAULT_BASE)


def test_the_base_of_iris_stays_until_another_is_given(tmp_path: Path) -> None:
    base = "https://example.org/kg/"
    update(tmp_path, put=[FERN])
    assert update(tmp_path, base_iri=base).generation == 2
    assert not update(tmp_path, base_iri=base).changed
    update(tmp_path, put=[MOSS])
    with GraphDirectory(tmp_path).snapshot() as snapshot, snapshot.oxigraph() as store:
        assert snapshot.manifest.base_iri == base
        assert set(store) == set(quads(snapshot.tables(), base))
        assert agrees(snapshot)
    with pytest.raises(ValueError, match="must end in /"):
        update(tmp_path, base_iri="https://example.org/kg")


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), RuntimeError("IO exception: No space left on device")]
)
def test_a_full_disk_leaves_the_graph_as_it_was(tmp_path: Path, error: Exception) -> None:
    update(tmp_path, put=[FERN], stores=())
    before = state(tmp_path)
    with pytest.raises(DiskFull, match="as it was"):
        update(tmp_path, put=[MOSS], stores=[_FullDisk(error)])
    assert state(tmp_path) == before
    assert len(list((tmp_path / "generations").iterdir())) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(NotWritable):
        update(tmp_path / "g", put=[FERN])


def test_bad_records_and_failing_input_change_nothing(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN], stores=())

    def failing() -> Any:
        yield MOSS
        raise KeyError("input")

    with pytest.raises(KeyError):
        update(tmp_path, put=failing(), stores=())
    with pytest.raises(msgspec.ValidationError):
        update(tmp_path, put=[record("x", title=3)], stores=())  # type: ignore[arg-type]
    assert not update(tmp_path, put=[FERN], stores=()).changed


def test_records_in_a_file(tmp_path: Path) -> None:
    found = RecordSet([MOSS, FERN, FERN])
    assert [r.id for r in found] == ["fern", "moss"]
    found.write(tmp_path / "r.jsonl")
    assert list(RecordSet.read(tmp_path / "r.jsonl")) == list(found)


def test_stages_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    report: UpdateReport = update(tmp_path, put=[FERN], on_stage=told.append)
    assert list(dict.fromkeys(told)) == [
        "records", "input", "resolution", "tables", "ladybug", "oxigraph", "commit",
    ]  # fmt: skip
    assert set(report.seconds) == set(told)


def test_annotated_papers(shared: Path, tmp_path: Path) -> None:
    papers = gold_records(shared)
    update(tmp_path, put=papers[:140])
    update(tmp_path, put=papers[140:])
    with GraphDirectory(tmp_path).snapshot() as snapshot:
        assert agrees(snapshot)


def state(folder: Path) -> dict[str, bytes]:
    """Records and tables, byte for byte."""
    with GraphDirectory(folder).snapshot() as snapshot:
        return {
            **contents(snapshot.path / "tables"),
            "records": (snapshot.path / "records.jsonl").read_bytes(),
        }
