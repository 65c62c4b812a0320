"""Annotated passages get their texts back from the LaTeX of their papers."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import msgspec

from extract.evaluation.gold import GoldEntity, GoldPaper
from extract.evaluation.standoff import attach, write_standoff
from extract.paper import Paper
from extract.readers import read_papers

SOURCE = "\\section{Results}\r\nÜber alles: QuarkNet gains 2.1 points.\r\n\r\nMore.\r\n"
PASSAGE = "Über alles: QuarkNet gains 2.1 points."
START = SOURCE.replace("\r\n", "\n").index(PASSAGE)


def archive(path: Path) -> Path:
    with tarfile.open(path, "w:xz") as packed:
        for name, content in (("1.2v1/1.2v1.tex", SOURCE.encode()), ("1.2v1/rows.json", b"[]")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    return path


def passage(identifier: str, text: str = PASSAGE) -> GoldPaper:
    entity = GoldEntity(type="Method", name="QuarkNet", mentions=("QuarkNet",), role="introduced")
    return GoldPaper(
        id=identifier,
        title="QuarkNet: Parts",
        abstract=text,
        entities=(entity,),
        results=(),
        comparisons=(),
    )


def test_passages_are_cut_out_where_their_identifiers_say(tmp_path: Path) -> None:
    here = passage(f"tex-1.2v1-{START}-{START + len(PASSAGE)}")
    write_standoff(tmp_path / "passages.jsonl", [here, passage("tex-9.9v1-0-5", "QuarkNet")])
    paper = Paper(id="1.2v1", title="QuarkNet: Parts", abstract="We propose QuarkNet.")
    (tmp_path / "papers.jsonl").write_bytes(msgspec.json.encode(paper) + b"\n")
    files = ("passages.jsonl", archive(tmp_path / "latex.tar.xz").name, "papers.jsonl", "texts.jsonl")
    finished = subprocess.run(
        [sys.executable, "-m", "extract.evaluation.passages", *(str(tmp_path / name) for name in files)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1 of 2 passages" in finished.stderr
    texts = [item for item in read_papers([str(tmp_path / "texts.jsonl")]) if isinstance(item, Paper)]
    assert [text.abstract for text in texts] == [PASSAGE]
    found = attach(tmp_path / "passages.jsonl", texts)
    assert [one.id for one in found.papers] == [here.id]
    assert found.missing == ["tex-9.9v1-0-5"]
