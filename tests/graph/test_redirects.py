"""Ids that changed lead to where their nodes are."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_records import entity, record

from graph.directory import GraphDirectory
from graph.errors import CorruptGraph
from graph.redirects import read_redirects
from graph.resolution.decisions import Decisions
from graph.resolution.knowledge import Knowledge
from graph.update import UpdateReport
from graph.update import update as update_graph

FERN = record("a", entity("Method", "Fern"))
MOSS = record("b", entity("Method", "Moss Network"))


def update(folder: Path, **changes: object) -> UpdateReport:
    return update_graph(folder, knowledge=Knowledge(), stores=(), **changes)  # type: ignore[arg-type]


def redirects(folder: Path) -> dict[str, str]:
    with GraphDirectory(folder).snapshot() as snapshot:
        return snapshot.redirects()


def test_merged_and_parted_again(tmp_path: Path) -> None:
    update(tmp_path, put=[FERN, MOSS])
    assert redirects(tmp_path) == {}
    joined = update(tmp_path, decisions=Decisions.parse('same Method "Fern" "Moss Network"'))
    assert joined.moved == {"method/fern": "method/moss-network"}
    assert redirects(tmp_path) == joined.moved
    update(tmp_path, put=[record("c", entity("Method", "Lichen"))])
    assert redirects(tmp_path) == joined.moved
    update(tmp_path, decisions=Decisions())
    assert redirects(tmp_path) == {}


def test_a_chain_ends_at_the_node(tmp_path: Path) -> None:
    longer = record("c", entity("Method", "Northern Moss Network"))
    update(tmp_path, put=[FERN, MOSS, longer])
    first = 'same Method "Fern" "Moss Network"\n'
    update(tmp_path, decisions=Decisions.parse(first))
    both = Decisions.parse(first + 'same Method "Moss Network" "Northern Moss Network"')
    update(tmp_path, decisions=both)
    assert redirects(tmp_path) == {
        "method/fern": "method/northern-moss-network",
        "method/moss-network": "method/northern-moss-network",
    }
    update(tmp_path, remove=["a", "b", "c"])
    assert redirects(tmp_path) == {}


def test_a_new_spelling_changes_an_id(tmp_path: Path) -> None:
    update(tmp_path, put=[record("a", entity("Method", "MossNet"))])
    report = update(tmp_path, put=[record("b", entity("Method", "Moss-Net"))])
    assert report.moved == {"method/mossnet": "method/moss-net"}


def test_papers_lead_on_by_arxiv_id_and_title(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(40))
    one = record("2401.00001", title="Point Ferns", abstract=words)
    update(tmp_path, put=[one])
    two = record("2402.00002", title="Point Ferns", abstract=words.replace("word", "other"), path="b")
    report = update(tmp_path, put=[two])
    assert report.moved == {"paper/point-ferns": "paper/point-ferns-2401.00001"}
    gone = update(tmp_path, remove=["2401.00001"])
    assert gone.moved == {
        "paper/point-ferns-2402.00002": "paper/point-ferns",
    }
    assert "paper/point-ferns-2401.00001" not in redirects(tmp_path)


def test_an_old_id_removes_its_paper(tmp_path: Path) -> None:
    update(tmp_path, put=[record("2401.00001", title="Ferns", abstract="Short.")])
    update(tmp_path, put=[record("2401.00001", title="Ferns, revised", abstract="Longer now.", path="b")])
    assert redirects(tmp_path) == {"paper/ferns": "paper/ferns-revised"}
    assert update(tmp_path, remove=["paper/ferns"]).removed_papers == ("paper/ferns-revised",)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "redirects.tsv"
    path.write_text("method/a\tmethod/b\nmethod/c\n")
    with pytest.raises(CorruptGraph, match=r"redirects\.tsv:2"):
        read_redirects(path)
