"""Files, folders, standard input, gzip, and what is no input at all."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extract.paper import Paper
from extract.readers import Problem, read_papers

PAGE = "Ducks on Ice\n\nWe count ducks on ice.\n\nMoss for Robots\n\nWe sleep on moss.\n"
LINE = '{"id": "d", "title": "Ducks", "abstract": "We count."}\n'
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><published>2024-01-01</published>'
    "<title>Ducks</title><summary>We count.</summary></entry></feed>"
)
DAILY = '[{"paper": {"id": "2401.01234", "title": "Ducks", "summary": "We count."}}]'


@pytest.mark.parametrize("content", [PAGE, LINE, FEED, DAILY], ids=["page", "lines", "atom", "daily"])
def test_gzip_is_recognised_whatever_the_name(read: Any, content: str) -> None:
    plain, packed = read(content), read(gzip.compress(content.encode()))
    assert packed.titles == plain.titles != []
    assert read(gzip.compress(content.encode()) + gzip.compress(b"\n")).titles == plain.titles


def test_gzip_that_is_cut_off_keeps_what_precedes(read: Any) -> None:
    lines = "".join(json.dumps({"title": f"T {n}", "abstract": f"{n * 7919}."}) + "\n" for n in range(20_000))
    reading = read(gzip.compress(lines.encode())[:-2000])
    assert len(reading.papers) > 1000
    assert "cannot be read to its end" in reading.problems[-1].message


def test_folders_are_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden", ".git/c.txt", "c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LINE)
    papers = [item for item in read_papers([tmp_path]) if isinstance(item, Paper)]
    paths = [paper.source.path for paper in papers if paper.source]
    assert paths == [f"{tmp_path.as_posix()}/{name}" for name in ("a/z.txt", "b.txt", "c")]


def test_paths_are_named_as_the_user_named_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/a").write_text(LINE)
    papers = [item for item in read_papers(["pages/a", "pages", "./pages/a"]) if isinstance(item, Paper)]
    assert [str(paper.source) for paper in papers] == ["pages/a:1", "pages/a:1", "./pages/a:1"]


def test_links_to_folders_and_pipes_in_a_folder_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(LINE)
    (tmp_path / "up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert [isinstance(item, Paper) for item in read_papers([tmp_path])] == [True, False, False]


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    content = gzip.compress(PAGE.encode()) if packed else PAGE.encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Trickle(content)))
    papers = [item for item in read_papers(["-"]) if isinstance(item, Paper)]
    assert [str(paper.source) for paper in papers] == ["-:1", "-:5"]


class Trickle(io.BytesIO):
    """A pipe of which the other end writes seven bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, 7) if size and size > 0 else 7)

    def readinto(self, buffer: Any, /) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def test_missing_and_empty_inputs(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "blank").write_text(" \n\n")
    (tmp_path / "folder").mkdir()
    inputs = [tmp_path / name for name in ("nowhere", "empty", "blank", "folder")]
    problems = list(read_papers(inputs))
    assert all(isinstance(problem, Problem) for problem in problems)
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in problems] == [
        "nowhere: no such file or folder",
        "empty: the file is empty",
        "blank: the file is empty",
        "folder: the folder holds no files",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3\n",
        b"<!DOCTYPE html><html><title>Daily Papers</title></html>",
        b"<?xml version='1.0'?><rss><channel/></rss>",
        b"@article{duck,\n  title = {Ducks},\n  abstract = {We count ducks.}\n}",
        b"\\documentclass{article}\n\\begin{document}\nDucks\n\nWe count ducks.\n",
        b"name,title\n1,Ducks\n2,Moss\n",
        b"# Ducks\n\nWe count ducks.\n\n```\nMoss\n\nWe sleep.\n\n4 authors\n\xc2\xb7\nMay 5\n```\n",
        b"[ducks]\ncount = 7\n\n[moss]\nsleep = 8\n",
        b"import ducks\n\nThe module counts ducks. It is slow.\n",
        b"@prefix d: <http://example.org/> .\n\nd:duck d:label 'A duck. It swims.' .\n",
        b"Permission is granted.\n\n" + b"You may do this. You may do that.\n\n" * 5,
        b"PK\x03\x04\0\0",
        PAGE.encode("utf-16"),
    ],
)
def test_unknown_formats_are_one_problem(read: Any, content: bytes) -> None:
    reading = read(content)
    assert (reading.papers, reading.lines) == ([], [None])
    assert "looked for" in reading.problems[0].message or "UTF-16" in reading.problems[0].message


def test_problems_say_where(read: Any) -> None:
    (problem,) = read("Ducks\n\n" + PAGE).problems
    assert str(problem).endswith(":1: entry without abstract skipped: Ducks")
    assert str(Problem("a", None, "is empty")) == "a: is empty"


@pytest.mark.parametrize(
    ("start", "end", "titles"),
    [
        (LINE + '{"title": "', '"}\n' + LINE, ["Ducks", "Ducks"]),
        (PAGE, "\n\n" + PAGE, ["Ducks on Ice", "Moss for Robots"] * 2),
        (DAILY[:-1] + ', {"title": "', '"}]', ["Ducks"]),
        (FEED[:-7] + "<entry><title>", "</title>" + FEED[FEED.index("<entry>") :], ["Ducks", "Ducks"]),
    ],
    ids=["lines", "page", "list", "atom"],
)
def test_what_never_ends_does_not_fill_the_memory(
    read: Any, monkeypatch: pytest.MonkeyPatch, start: str, end: str, titles: list[str]
) -> None:
    for module in ("content", "json_values", "atom"):
        monkeypatch.setattr(f"extract.readers.{module}.ENTRY_LIMIT", 1 << 18)
    reading = read(start + "x" * (1 << 20) + end)
    assert (reading.titles, len(reading.problems)) == (titles, 1)


def pages(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"Ducks {number} on Ice\n\n{'We count ducks on ice. ' * 40}\n\n  • 4 authors\n·\nMay 5\n\n"


def lines(count: int) -> Iterator[str]:
    for number in range(count):
        yield json.dumps({"title": f"Ducks {number}", "abstract": "We count ducks on ice. " * 40}) + "\n"


def daily(count: int) -> Iterator[str]:
    yield "[\n"
    for number in range(count):
        paper = {"id": str(number), "title": "Ducks", "summary": "We count ducks on ice. " * 40}
        yield json.dumps({"paper": paper}) + (",\n" if number < count - 1 else "]\n")


def feed(count: int) -> Iterator[str]:
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    for number in range(count):
        yield f"<entry><id>{number}</id><title>Ducks</title><published>2024-01-01</published>"
        yield f"<summary>{'We count ducks on ice. ' * 40}</summary></entry>"
    yield "</feed>"


@pytest.mark.parametrize("write", [pages, lines, daily, feed])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_memory_does_not_grow_with_the_input(
    tmp_path: Path, write: Callable[[int], Iterator[str]], packed: bool
) -> None:
    peaks = []
    for count in (200, 1600):
        content = "".join(write(count)).encode()
        (tmp_path / "input").write_bytes(gzip.compress(content, 1) if packed else content)
        del content
        tracemalloc.start()
        assert sum(isinstance(item, Paper) for item in read_papers([tmp_path / "input"])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0] + 50_000
    assert peaks[1] < 2_000_000
