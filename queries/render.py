"""An answer as a table for a terminal, as JSON or as CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from queries.runner import Answer
from queries.values import Value

Format = Literal["table", "json", "csv"]
FORMATS: tuple[Format, ...] = ("table", "json", "csv")

NARROW = 12
"""A column whose widest cell has at most so many characters is not wrapped."""


def render(answer: Answer, format_: Format, *, width: int | None = None) -> str:
    """The answer as text that ends in a line end. `width` is that of a table, by default the terminal's."""
    if format_ == "json":
        return to_json(answer)
    if format_ == "csv":
        return to_csv(answer)
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with console.capture() as captured:
        console.print(to_table(answer))
    return captured.get()


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


def to_table(answer: Answer) -> Table:
    """A table that wraps text to the width it is given; numbers stand at the right."""
    rows = len(answer.rows)
    table = Table(caption=f"{rows} row{'' if rows == 1 else 's'}", caption_justify="left", show_lines=True)
    for index, name in enumerate(answer.columns):
        values = [row[index] for row in answer.rows]
        widest = max((len(cell(value)) for value in values), default=0)
        table.add_column(
            escape(name),
            justify="right" if values and all(map(_is_number_or_none, values)) else "left",
            no_wrap=widest <= NARROW,
            overflow="fold",
            ratio=None if widest <= NARROW else min(widest, 60),
        )
    for row in answer.rows:
        table.add_row(*(Text(cell(value)) for value in row))
    return table


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
