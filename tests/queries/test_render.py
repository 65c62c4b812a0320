"""Answers as tables, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from queries.render import render
from queries.runner import Answer

ANSWER = Answer(
    ("method", "value", "known", "aliases", "evidence"),
    (
        ("[bold]Alpha[/bold]", 92.5, True, ["a", "b"], "on GSM8K, it reaches " * 8),
        ("模型", None, False, [], 'a "quoted", text\nin two lines'),
    ),
)


def test_a_table_fits_its_width_and_loses_nothing() -> None:
    for width in (60, 100, 200):
        table = render(ANSWER, "table", width=width)
        assert all(len(line) <= width for line in table.splitlines())
        assert table.count("GSM8K") == 8
        assert "[bold]" in table
        assert "2 rows" in table


def test_an_empty_answer_is_a_table_too() -> None:
    assert "0 rows" in render(Answer(("a", "b"), ()), "table", width=40)
    assert render(Answer(("a", "b"), ()), "json") == "[]\n"
    assert render(Answer(("a", "b"), ()), "csv") == "a,b\n"


def test_json_is_a_list_of_objects() -> None:
    assert json.loads(render(ANSWER, "json")) == ANSWER.as_dicts()


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers()), min_size=1))
def test_csv_reads_back(rows: list[tuple[str, int]]) -> None:
    text = render(Answer(("name", "number"), tuple(rows)), "csv")
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    assert header == ["name", "number"]
    assert [(name, int(number)) for name, number in lines] == rows


def test_csv_leaves_missing_values_empty_and_writes_lists_as_json() -> None:
    _, first, second = csv.reader(io.StringIO(render(ANSWER, "csv")))
    assert first[1:4] == ["92.5", "true", '["a", "b"]']
    assert second[1:3] == ["", "false"]
