"""Real listing pages, where they stand beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.paper import Paper
from extract.readers import read_papers

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
COUNTS = {"listing-dated-a": 37, "listing-dated-b": 35, "listing-flat": 202, "listing-spaced": 70}
GOLD_PREFIXES = ("000-", "002-", "003-", "004-")

pytestmark = pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="needs ../shared/pages")


def contents(paper: Paper) -> tuple[object, ...]:
    return (
        paper.title,
        paper.abstract,
        paper.published,
        paper.author_count,
        paper.organization,
        paper.organization_handle,
        paper.comment_count,
    )


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_number_of_entries(name: str, count: int) -> None:
    items = list(read_papers([SHARED / "pages" / f"{name}.txt"]))
    assert len(items) == count
    assert all(isinstance(item, Paper) for item in items)


SAVED: dict[str, Callable[[bytes], bytes]] = {
    "windows": lambda page: page.replace(b"\n", b"\r\n"),
    "byte-order mark": lambda page: b"\xef\xbb\xbf" + page,
    "leading blank lines": lambda page: b"\n \n\n" + page,
    "trailing spaces": lambda page: page.replace(b"\n", b" \t\n"),
}


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED.keys())
def test_the_way_of_saving_makes_no_difference(read: Any, name: str, save: Callable[[bytes], bytes]) -> None:
    page = (SHARED / "pages" / f"{name}.txt").read_bytes()
    expected, reading = read(page), read(save(page))
    assert reading.problems == []
    assert list(map(contents, reading.papers)) == list(map(contents, expected.papers))


@pytest.mark.parametrize("name", COUNTS)
def test_texts_stand_on_the_page_and_furniture_in_no_field(name: str) -> None:
    lines = (SHARED / "pages" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    for paper in read_papers([SHARED / "pages" / f"{name}.txt"]):
        assert isinstance(paper, Paper)
        assert paper.source is not None
        assert lines[paper.source.line - 1].endswith(paper.title)
        assert paper.abstract in lines
        assert not paper.title.startswith(("Subscribe", "Get trending", "Daily Papers", "byAK", "new"))


def test_every_entry_under_which_authors_are_printed_has_them() -> None:
    for name in ("listing-dated-a", "listing-dated-b"):
        text = (SHARED / "pages" / f"{name}.txt").read_text(encoding="utf-8")
        papers = [item for item in read_papers([SHARED / "pages" / f"{name}.txt"]) if isinstance(item, Paper)]
        assert sum(paper.author_count is not None for paper in papers) == text.count("•")
        assert sum(paper.published is not None for paper in papers) == text.count("\n·\n")
        assert sum(paper.organization is not None for paper in papers) == text.count("\n·\n") - text.count(
            "•"
        )


def test_annotated_texts_are_read_character_for_character() -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs ../shared/gold")
    papers = read_papers([SHARED / "pages"])
    texts = {(paper.title, paper.abstract) for paper in papers if isinstance(paper, Paper)}
    gold = [
        entry
        for name in ("train", "dev")
        for entry in json.loads((SHARED / "gold" / f"{name}.json").read_bytes())
    ]
    expected = {
        (entry["title"], entry["abstract"]) for entry in gold if entry["id"].startswith(GOLD_PREFIXES)
    }
    assert expected
    assert expected <= texts
