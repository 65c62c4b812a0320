"""JSON lines, JSON lists and the daily-papers API."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from extract.paper import Paper, Source

DUCK = {"id": "duck-1", "title": "Ducks", "abstract": "We count ducks."}
MOSS = {"id": 7, "title": "Moss ", "abstract": "We sleep\non moss.", "published": "2024-03-02T10:00:00Z"}

DAILY = [
    {
        "paper": {
            "id": "2401.01234",
            "title": "Ducks on\n  Ice",
            "summary": " We count\nducks.  Twice.\n",
            "publishedAt": "2024-01-02T18:59:59.000Z",
            "authors": [{"_id": "1", "name": "Ada Drake", "hidden": False}, {"name": "Bo Teal"}],
            "organization": {"name": "ducks", "fullname": "Duckworks Inc"},
            "upvotes": 12,
        },
        "publishedAt": "2024-01-04T00:00:00.000Z",
        "title": "Ducks on Ice",
        "numComments": 3,
    },
    {
        "paper": {"id": "local-7", "title": "Moss", "summary": "We sleep."},
        "organization": {"name": "moss"},
        "numComments": 0,
    },
]


def as_lines(*values: object) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def test_json_lines_keep_ids_and_texts(read: Any) -> None:
    reading = read(as_lines(DUCK, MOSS, {"title": "No Id: A Study", "abstract": "None."}))
    assert reading.problems == []
    assert [paper.id for paper in reading.papers] == ["duck-1", "7", "no-id-a-study"]
    moss = reading.papers[1]
    assert (moss.title, moss.abstract, moss.published) == ("Moss ", "We sleep\non moss.", "2024-03-02")
    assert [paper.source.line for paper in reading.papers] == [1, 2, 3]


def test_every_field_of_a_line(read: Any) -> None:
    line = DUCK | {
        "published": "2024-03",
        "authors": ["Ada Drake", {"name": "Bo Teal"}],
        "url": "https://example.org/duck",
        "arxiv_id": "arXiv:2401.01234v3",
        "venue": {"unknown": True},
    }
    (paper,) = read(as_lines(line)).papers
    assert paper == Paper(
        id="duck-1",
        title="Ducks",
        abstract="We count ducks.",
        published="2024-03",
        authors=("Ada Drake", "Bo Teal"),
        url="https://example.org/duck",
        arxiv_id="2401.01234",
        source=Source(paper.source.path, 1),
    )


def test_bad_lines_cost_themselves_alone(read: Any) -> None:
    lines = [
        b"not JSON",
        json.dumps(DUCK).encode(),
        b"[1, 2]",
        b'"text"',
        b'{"id": "x", "abstract": "No title."}',
        b'{"id": "x", "title": "No Abstract"}',
        b'{"id": "x", "title": "  ", "abstract": "Blank title."}',
        b'{"id": "x", "title": 3, "abstract": "A number."}',
        b'{"id": ["x"], "title": "A List", "abstract": "For an id."}',
        b'{"title": "Bytes \xff", "abstract": "Not UTF-8."}',
        b'{"title": "Cut off", "abstr',
        b"",
        json.dumps(MOSS).encode(),
    ]
    reading = read(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    assert reading.titles == ["Ducks", "Moss "]
    assert reading.lines == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    messages = " ".join(str(problem) for problem in reading.problems)
    for part in (
        "invalid JSON",
        "no JSON object",
        "no title",
        "no abstract",
        "title is empty",
        "invalid UTF-8",
    ):
        assert part in messages


@pytest.mark.parametrize(
    "field",
    [
        {"published": "yesterday"},
        {"published": "2024-02-30"},
        {"published": True},
        {"authors": "Ada"},
        {"authors": [1]},
        {"url": 3},
        {"comment_count": -1},
    ],
)
def test_a_bad_optional_field_is_left_out(read: Any, field: dict[str, object]) -> None:
    reading = read(as_lines(DUCK | field))
    assert reading.titles == ["Ducks"]
    assert [next(iter(field)) in problem.message for problem in reading.problems] == [True]


def test_nulls_are_absent(read: Any) -> None:
    reading = read(as_lines(DUCK | {"published": None, "authors": None, "url": None, "id": None}))
    assert (reading.problems, reading.papers[0].id) == ([], "ducks")


def test_as_of_dates_a_day_without_a_year(read: Any) -> None:
    line = as_lines(DUCK | {"published": "--02-29"})
    assert read(line).papers[0].published == "--02-29"
    assert read(line, as_of=date(2026, 1, 1)).papers[0].published == "2024-02-29"


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_daily_papers(read: Any, indent: int | None) -> None:
    ice, moss = read(json.dumps(DAILY, indent=indent)).papers
    assert (ice.id, ice.arxiv_id, ice.published) == ("2401.01234", "2401.01234", "2024-01-02")
    assert (ice.title, ice.abstract) == ("Ducks on Ice", "We count ducks. Twice.")
    assert ice.authors == ("Ada Drake", "Bo Teal")
    assert (ice.organization_handle, ice.organization, ice.comment_count) == ("ducks", "Duckworks Inc", 3)
    assert (moss.id, moss.arxiv_id, moss.organization, moss.comment_count) == ("local-7", None, "moss", 0)


def test_daily_papers_one_a_line(read: Any) -> None:
    assert [paper.id for paper in read(as_lines(*DAILY)).papers] == ["2401.01234", "local-7"]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("value", [DUCK, [DUCK], DAILY[0]["paper"]], ids=["object", "list", "bare"])
def test_a_single_object(read: Any, value: object, indent: int | None) -> None:
    reading = read(json.dumps(value, indent=indent))
    assert (len(reading.papers), reading.problems) == (1, [])


def test_objects_laid_out_one_after_another(read: Any) -> None:
    reading = read(json.dumps(DUCK, indent=2) + "\n" + json.dumps(MOSS, indent=2))
    assert [(paper.title, paper.source.line) for paper in reading.papers] == [("Ducks", 1), ("Moss ", 6)]


def test_lines_of_a_list_are_those_of_its_objects(read: Any) -> None:
    papers = read(
        '\n[\n  {"title": "A {[", "abstract": "\\"]}"},\n\n  {"title": "B",\n "abstract": "b"}]'
    ).papers
    assert [(paper.title, paper.source.line) for paper in papers] == [("A {[", 3), ("B", 5)]


def test_a_list_keeps_what_is_not_broken(read: Any) -> None:
    duck, moss = json.dumps(DUCK).encode(), json.dumps(MOSS).encode()
    bad = [
        b'{"title": "No abstract"}',
        b'{"title": "\xff", "abstract": "x"}',
        b'{"title" "x"}',
        b"3",
        b'"a, b"',
    ]
    bad += [b'{"title": "x", "abstract": nul}', b"[" * 2000 + b"]" * 2000]
    reading = read(b"[\n" + b",\n".join([duck, *bad, moss]) + b"\n]\n")
    assert reading.titles == ["Ducks", "Moss "]
    assert reading.lines == list(range(3, 3 + len(bad)))


@pytest.mark.parametrize(
    "end", [', {"title": "Cut', ", ", "", ', {"title": "Cut", "abstract": "Off."', ', {"A}, {"B"}]']
)
def test_a_list_that_is_cut_off(read: Any, end: str) -> None:
    reading = read(f"[{json.dumps(DUCK)}\n{end}")
    assert (reading.titles, reading.lines) == (["Ducks"], [2])


def test_an_empty_list_holds_nothing(read: Any) -> None:
    assert read("[]\n") == ([], [])


def test_values_longer_than_a_chunk(read: Any) -> None:
    long = DUCK | {"abstract": 'We "count" ducks {[. ' * 20_000}
    reading = read(json.dumps([long, DUCK, long], indent=1))
    assert [len(paper.abstract) for paper in reading.papers] == [420_000, 15, 420_000]
