"""Listing pages: the layouts, what is printed around the entries, and entries that lack something."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

HEAD = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

Apr 14

"""

LAKE = "LakeNet: Counting Ducks on Frozen Lakes"
LAKE_TEXT = "Counting ducks is hard when lakes freeze. We present LakeNet, which counts 95.3% of them."
MOSS = "Does Moss Help Robots Sleep?"
MOSS_TEXT = "Robots rarely sleep well. We measure sleep on moss and find a gain of 4 points on NapBench."
TIDE = "tide-3B and the limits of wave-based pretraining"
TIDE_TEXT = "Waves carry signal. We pretrain tide-3B on 2T waves; it matches far larger models."

DATED = f"""{HEAD}{LAKE}

{LAKE_TEXT}

  • 4 authors
·
Mar 19, 2024 8

{MOSS}

{MOSS_TEXT}

nap-lab-7 Nap Lab 7 of the North
·
Mar 28 2

{TIDE}

{TIDE_TEXT}
"""

SPACED = f"{HEAD}{LAKE}\n\n{LAKE_TEXT}\n\n{MOSS}\n\n{MOSS_TEXT}\n\n{TIDE}\n\n{TIDE_TEXT}\n"

FLAT = (
    "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\n"
    f"Subscribe{LAKE}\n{LAKE_TEXT}\n{MOSS}\n{MOSS_TEXT}\n{TIDE}\n{TIDE_TEXT}"
)

TEXTS = [(LAKE, LAKE_TEXT), (MOSS, MOSS_TEXT), (TIDE, TIDE_TEXT)]


@pytest.mark.parametrize("page", [DATED, SPACED, FLAT], ids=["dated", "spaced", "flat"])
def test_every_layout_gives_the_same_texts(read: Any, page: str) -> None:
    reading = read(page)
    assert [(paper.title, paper.abstract) for paper in reading.papers] == TEXTS
    assert reading.problems == []
    assert reading.papers[0].id == "lakenet-counting-ducks-on-frozen-lakes"


@pytest.mark.parametrize("page", [DATED, SPACED, FLAT], ids=["dated", "spaced", "flat"])
def test_source_is_the_line_of_the_title(read: Any, page: str) -> None:
    lines = page.split("\n")
    for paper in read(page).papers:
        assert lines[paper.source.line - 1].removeprefix("Subscribe") == paper.title


def test_what_the_dated_layout_prints_under_an_entry(read: Any) -> None:
    lake, moss, tide = read(DATED).papers
    assert (lake.author_count, lake.organization, lake.published, lake.comment_count) == (
        4,
        None,
        "2024-03-19",
        8,
    )
    assert (moss.organization_handle, moss.organization) == ("nap-lab-7", "Nap Lab 7 of the North")
    assert (moss.author_count, moss.published, moss.comment_count) == (None, "--03-28", 2)
    assert (tide.author_count, tide.organization, tide.published, tide.comment_count) == (
        None,
        None,
        None,
        None,
    )


def test_a_year_comes_from_as_of_alone(read: Any) -> None:
    published = [paper.published for paper in read(DATED, as_of=date(2026, 3, 28)).papers]
    assert published == ["2024-03-19", "2026-03-28", None]
    published = [paper.published for paper in read(DATED, as_of=date(2026, 3, 27)).papers]
    assert published == ["2024-03-19", "2025-03-28", None]


@pytest.mark.parametrize(
    ("byline", "count"),
    [("1 author", 1), ("  • 1 authors", 1), ("• 1,024 authors", 1024), ("12 authors", 12)],
)
def test_numbers_of_authors(read: Any, byline: str, count: int) -> None:
    reading = read(f"{LAKE}\n\n{LAKE_TEXT}\n\n{byline}\n·\nMay 5\n\n{MOSS}\n\n{MOSS_TEXT}\n")
    assert (reading.papers[0].author_count, reading.papers[0].published) == (count, "--05-05")
    assert reading.titles == [LAKE, MOSS]


def test_byline_on_one_line(read: Any) -> None:
    reading = read(f"{LAKE}\n\n{LAKE_TEXT}\n\n• 4 authors · Sep 3, 2024 11\n\n{MOSS}\n\n{MOSS_TEXT}\n")
    lake = reading.papers[0]
    assert (lake.author_count, lake.published, lake.comment_count) == (4, "2024-09-03", 11)
    assert reading.titles == [LAKE, MOSS]


def test_organization_that_prints_one_word(read: Any) -> None:
    paper = read(f"{LAKE}\n\n{LAKE_TEXT}\n\nDuckworks\n·\nMay 5\n").papers[0]
    assert (paper.organization, paper.organization_handle) == ("Duckworks", None)


def test_an_organization_beside_a_number_of_authors(read: Any) -> None:
    paper = read(f"{LAKE}\n\n{LAKE_TEXT}\n\n• 3 authors\n·\nducks Duckworks\n·\nMay 5\n").papers[0]
    assert (paper.author_count, paper.organization, paper.published) == (3, "Duckworks", "--05-05")


def test_a_day_that_the_calendar_lacks_is_reported(read: Any) -> None:
    reading = read(f"{LAKE}\n\n{LAKE_TEXT}\n\n• 4 authors\n·\nFeb 30, 2024\n")
    assert reading.papers[0].published is None
    assert reading.lines == [7]


@pytest.mark.parametrize("page", [DATED, SPACED, FLAT], ids=["dated", "spaced", "flat"])
@pytest.mark.parametrize("text", [LAKE_TEXT, MOSS_TEXT, TIDE_TEXT])
def test_an_entry_without_abstract_costs_itself_alone(read: Any, page: str, text: str) -> None:
    title = next(title for title, abstract in TEXTS if abstract == text)
    page = page.replace(f"{text}\n", "") if f"{text}\n" in page else page.replace(text, "")
    reading = read(page)
    assert [(paper.title, paper.abstract) for paper in reading.papers] == [
        pair for pair in TEXTS if pair[1] != text
    ]
    line = next(number for number, line in enumerate(page.split("\n"), 1) if line.endswith(title))
    assert reading.lines == [line]
    assert "without abstract" in reading.problems[0].message


def test_two_entries_without_abstract_in_a_row(read: Any) -> None:
    reading = read(f"{LAKE}\n\n{MOSS}\n\n{TIDE}\n\n{TIDE_TEXT}\n")
    assert (reading.titles, reading.lines) == ([TIDE], [1, 3])


def test_an_abstract_without_title_is_reported_with_its_byline(read: Any) -> None:
    page = f"{LAKE}\n\n{LAKE_TEXT}\n\n{MOSS_TEXT}\n\nducks Duckworks\n·\nMay 5\n\n{TIDE}\n\n{TIDE_TEXT}\n"
    reading = read(page)
    assert (reading.titles, reading.lines) == ([LAKE, TIDE], [5])
    assert all(paper.organization is None for paper in reading.papers)


def test_short_abstracts_without_a_full_stop(read: Any) -> None:
    short = "We present a short report on ducks and how to count them"
    reading = read(f"{LAKE}\n\n{short}\n\n{MOSS}\n\n{MOSS_TEXT}\n\n{TIDE}\n\n{short}\n\n2 authors\n·\nMay 5")
    assert [paper.abstract for paper in reading.papers] == [short, MOSS_TEXT, short]


def test_titles_that_read_like_prose(read: Any) -> None:
    long = "On " + "the Very Long Title of a Paper and " * 8 + "Ducks"
    stopped = "Ducks Are Not Enough."
    reading = read(f"{long}\n\n{LAKE_TEXT}\n\n{stopped}\n\n{MOSS_TEXT}\n\n{TIDE}\n\n{TIDE_TEXT}\n")
    assert (reading.titles, reading.problems) == ([long, stopped, TIDE], [])


def test_furniture_between_entries(read: Any) -> None:
    page = (
        f"Hugging Face\n\nLog In\n\nSign Up\n\n{HEAD}Submitted by\n\nsomebody\n\n42\n\n"
        f"{LAKE}\n\n{LAKE_TEXT}\n\nUpvote\n\n17\n\n  • 4 authors\n·\nMay 5\n\n"
        f"Submitted by anybody\n\n1.2k\n\n{MOSS}\n\n{MOSS_TEXT}\n\n"
        "Load more\n\nPrevious\n1\n2\n...\nNext\n\nTOS\n\nPrivacy\n"
    )
    reading = read(page)
    assert (reading.titles, reading.problems) == ([LAKE, MOSS], [])
    assert reading.papers[0].author_count == 4


@pytest.mark.parametrize(
    ("joined", "title"),
    [
        ("SubscribeLakeNet on Ice", "LakeNet on Ice"),
        ("SubscribeduckRAG: Ducks", "duckRAG: Ducks"),
        ("Subscribe$\\mu$Duck", "$\\mu$Duck"),
        ("Subscribe to Ducks: A Survey", "Subscribe to Ducks: A Survey"),
        ("Subscribers of Duck News", "Subscribers of Duck News"),
        ("newGet trending papers in your email inbox!SubscribeIce", "Ice"),
        ("SubscribeDaily PapersbyAK and the research communityIce", "Ice"),
    ],
)
def test_furniture_joined_to_the_first_title(read: Any, joined: str, title: str) -> None:
    page = f"Get trending papers in your email inbox!\n{joined}\n{LAKE_TEXT}\n{MOSS}\n{MOSS_TEXT}\n"
    assert read(page).titles == [title, MOSS]


def test_pages_put_one_after_another(read: Any) -> None:
    reading = read(SPACED + DATED + FLAT)
    assert [(paper.title, paper.abstract) for paper in reading.papers] == TEXTS * 3
    assert [paper.published for paper in reading.papers] == [None] * 3 + ["2024-03-19", "--03-28", None] + [
        None
    ] * 3


def test_lines_that_an_editor_wrapped(read: Any) -> None:
    wrapped = LAKE_TEXT.replace(" when ", "\nwhen ").replace(" which ", "\nwhich ").replace(" of ", "\nof ")
    reading = read(f"{LAKE}\n\n{wrapped}\n\n  • 4 authors\n·\nMay 5\n\n{MOSS}\n\n{MOSS_TEXT}\n")
    assert [(paper.title, paper.abstract) for paper in reading.papers] == TEXTS[:2]
    assert reading.papers[0].author_count == 4


def test_invalid_utf8_costs_its_entry(read: Any) -> None:
    page = DATED.encode().replace(b"Robots rarely", b"Robots \xff rarely")
    reading = read(page)
    line = DATED.split("\n").index(MOSS_TEXT) + 1
    assert (reading.titles, reading.lines) == ([LAKE, TIDE], [line])
    assert "UTF-8" in reading.problems[0].message


def test_invalid_utf8_in_a_byline_costs_the_byline(read: Any) -> None:
    reading = read(DATED.encode().replace(b"of the North", b"of the N\xf6rth"))
    assert reading.titles == [LAKE, MOSS, TIDE]
    assert reading.papers[1].organization is None
    assert reading.lines == [DATED.split("\n").index("nap-lab-7 Nap Lab 7 of the North") + 1]
