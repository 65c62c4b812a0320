"""An answer as a table for a terminal, as JSON, CSV, Markdown or LaTeX."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from queries.runner import Answer
from queries.values import Value

Format = Literal["table", "json", "csv", "markdown", "latex"]
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "markdown", "latex")

NARROW = 12
"""A column whose widest cell has at most so many characters is not wrapped."""
LONG = 32
"""A column with a wider cell leaves the table where it would not fit."""
WIDE_CELL = 60
"""A column with a wider cell is a paragraph in LaTeX, which breaks lines."""

# GitHub Flavored Markdown: the pipe ends a cell, and the others begin markup (CommonMark, section 2.4).
_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]<>()#|~$&]")
_LATEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: "\\" + sign for sign in "&%$#_{}"},
    "[": "{[}",  # behind a line end of a table it would be an option
    "]": "{]}",
    "`": "{`}",
}


def render(answer: Answer, format_: Format, *, width: int | None = None) -> str:
    """The answer as text that ends in a line end. `width` is that of a table, by default the terminal's."""
    if format_ == "json":
        return to_json(answer)
    if format_ == "csv":
        return to_csv(answer)
    if format_ == "markdown":
        return to_markdown(answer)
    if format_ == "latex":
        return to_latex(answer)
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with console.capture() as captured:
        console.print(to_table(answer, console.width))
    return captured.get()


@dataclass(frozen=True)
class Section:
    """An answer under a title, one of several."""

    title: str
    answer: Answer


def render_sections(sections: Sequence[Section], format_: Format, *, width: int | None = None) -> str:
    """Sections below each other, each with its title where the format has titles; a section without a title
    is its answer alone."""
    return "\n".join(
        _title(section.title, format_) + render(section.answer, format_, width=width) for section in sections
    )


def _title(title: str, format_: Format) -> str:
    match format_:
        case "table" if title:
            return f"{title}\n"
        case "markdown" if title:
            return f"### {_markdown(title)}\n\n"
        case "latex" if title:
            return f"% {' '.join(title.split())}\n"
    return ""


def to_json(answer: Answer) -> str:
    """A list of objects, one a row."""
    return json.dumps(answer.as_dicts(), ensure_ascii=False, indent=2) + "\n"


def to_csv(answer: Answer) -> str:
    """A line of column names, then a line a row; a missing value is empty, a list or object is JSON."""
    out = io.StringIO()
    rows = [answer.columns, *([cell(value) for value in row] for row in answer.rows)]
    # The module leaves a lone carriage return bare when lines end in a line feed; readers take it for an end.
    bare = any("\r" in text for row in rows for text in row)
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue()


def to_markdown(answer: Answer) -> str:
    """A table of GitHub Flavored Markdown; numbers stand at the right, and nothing in a cell is markup."""
    header = "| " + " | ".join(map(_markdown, answer.columns)) + " |"
    rule = "|" + "|".join("---:" if is_number else "---" for is_number in _number_columns(answer)) + "|"
    rows = ["| " + " | ".join(_markdown(cell(value)) for value in row) + " |" for row in answer.rows]
    return "\n".join([header, rule, *rows]) + "\n"


def to_latex(answer: Answer) -> str:
    """A `tabular` for a document that loads `booktabs`; columns of long texts are paragraphs."""
    numbers = _number_columns(answer)
    widths = [max((len(text) for text in texts), default=0) for _, texts in _columns(answer)]
    paragraphs = sum(widest > WIDE_CELL for widest in widths)
    share = f"p{{{0.6 / paragraphs:.2f}\\linewidth}}" if paragraphs else ""
    layout = "".join(
        "r" if is_number else share if widest > WIDE_CELL else "l"
        for is_number, widest in zip(numbers, widths, strict=True)
    )
    rows = [" & ".join(latex(cell(value)) for value in row) + r" \\" for row in answer.rows]
    head = " & ".join(map(latex, answer.columns)) + r" \\"
    lines = [f"\\begin{{tabular}}{{{layout}}}", r"\toprule", head, r"\midrule", *rows, r"\bottomrule"]
    return "\n".join([*lines, r"\end{tabular}"]) + "\n"


def latex(text: str) -> str:
    """The text as LaTeX prints it as it is, in one line.

    >>> latex("50% of f_1 & more")
    '50\\\\% of f\\\\_1 \\\\& more'
    """
    escaped = "".join(_LATEX_SIGNS.get(sign, sign) for sign in " ".join(text.split()))
    return re.sub("(?<=-)-", "{-}", escaped)  # two would be one longer dash


def _markdown(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(lambda sign: "\\" + sign[0], " ".join(text.split()))


def to_table(answer: Answer, width: int) -> RenderableType:
    """A table that wraps text to the width it is given; numbers stand at the right.

    Where the columns do not fit side by side, those of long texts (titles, sentences) stand below the table,
    under the number of their row, so that every line can be read.
    """
    widths = [max(map(len, [name, *texts])) for name, texts in _columns(answer)]
    long = [index for index, widest in enumerate(widths) if widest > LONG]
    if sum(widths) + 3 * len(widths) + 1 <= width or not long or len(long) == len(widths):
        return _grid(answer, range(len(widths)), box.HEAVY_HEAD, numbered=False)
    short = [index for index in range(len(widths)) if index not in long]
    return Group(_grid(answer, short, box.SIMPLE_HEAD, numbered=True), _notes(answer, long))


def _columns(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    for index, name in enumerate(answer.columns):
        yield name, [cell(row[index]) for row in answer.rows]


def _number_columns(answer: Answer) -> list[bool]:
    columns = ([row[index] for row in answer.rows] for index in range(len(answer.columns)))
    return [
        any(value is not None for value in column) and all(map(_is_number_or_none, column))
        for column in columns
    ]


def _grid(answer: Answer, columns: Sequence[int], style: box.Box, *, numbered: bool) -> Table:
    count = len(answer.rows)
    caption = f"{count} row{'' if count == 1 else 's'}"
    table = Table(caption=caption, caption_justify="left", show_lines=not numbered, box=style)
    if numbered:
        table.add_column("#", justify="right", style="dim")
    numbers = _number_columns(answer)
    for index in columns:
        values = [row[index] for row in answer.rows]
        is_narrow = max((len(cell(value)) for value in values), default=0) <= NARROW
        table.add_column(
            escape(answer.columns[index]),
            justify="right" if numbers[index] else "left",
            no_wrap=is_narrow,
            overflow="fold",
        )
    for number, row in enumerate(answer.rows, start=1):
        cells = (Text(cell(row[index])) for index in columns)
        table.add_row(*([str(number)] if numbered else []), *cells)
    return table


def _notes(answer: Answer, columns: Sequence[int]) -> Table:
    """The long texts of each row, under its number."""
    notes = Table.grid(padding=(0, 2, 0, 0))
    notes.add_column(justify="right", style="dim")
    notes.add_column(overflow="fold")
    for number, row in enumerate(answer.rows, start=1):
        said = [f"{answer.columns[index]}: {cell(row[index])}" for index in columns if cell(row[index])]
        notes.add_row(str(number), Text("\n".join(said)))
    return notes


def cell(value: Value) -> str:
    """One value as text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _is_number_or_none(value: Value) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
