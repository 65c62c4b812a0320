"""Answers as tables, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from queries.render import latex, render
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


def test_markdown_is_a_table_without_markup_in_its_cells() -> None:
    answer = Answer(("name", "value"), (("a|b *c* `d`\ne", 1.5), ("[x](y) <b>", None)))
    assert render(answer, "markdown").splitlines() == [
        "| name | value |",
        "|---|---:|",
        r"| a\|b \*c\* \`d\` e | 1.5 |",
        r"| \[x\]\(y\) \<b\> |  |",
    ]


def test_latex_escapes_what_means_something_to_it() -> None:
    answer = Answer(("a_b", "n"), (("50% & $x^2$ \\ {y} #1 ~ --", 2),))
    assert render(answer, "latex").splitlines() == [
        r"\begin{tabular}{lr}",
        r"\toprule",
        r"a\_b & n \\",
        r"\midrule",
        r"50\% \& \$x\textasciicircum{}2\$ \textbackslash{} \{y\} \#1 \textasciitilde{} -{-} & 2 \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]
    assert r"p{0.60\linewidth}" in render(Answer(("text",), (("long " * 30,),)), "latex")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="^'`<>|~\"")))
def test_latex_reads_back(text: str) -> None:
    # pylatexenc reads some signs as typographic ones, and some not at all.
    plain = LatexNodes2Text(math_mode="verbatim").latex_to_text(latex(text))
    assert "".join(plain.split()) == "".join(text.split())
