"""Tables of what was taken for what, to print or to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from extract.evaluation.errors import ErrorTables
from extract.evaluation.measures import ROLE_TYPES
from extract.record import ENTITY_TYPES, Relation

_NOTHING = "nothing"


class CountCell(NamedTuple):
    number: int
    same: bool


class CountRow(NamedTuple):
    name: str
    cells: list[CountCell]


class CountTable(NamedTuple):
    caption: str
    columns: Sequence[str]
    rows: list[CountRow]


def count_tables(tables: ErrorTables) -> list[CountTable]:
    """Types of spans, roles of methods and datasets, relations of comparisons: a row for what was annotated,
    a column for what was found."""
    spans = _count_table("Types of spans, exact or overlapping", ENTITY_TYPES, tables.types)
    roles = [_role_table(tables, type_) for type_ in ROLE_TYPES]
    return [spans, *roles, _count_table("Relations of comparisons", get_args(Relation), tables.relations)]


def _role_table(tables: ErrorTables, type_: str) -> CountTable:
    counts = {(one, other): count for (of, one, other), count in tables.roles.items() if of == type_}
    names = sorted({role for pair in counts for role in pair if role})
    return _count_table(f"Roles of each {type_} that was found", names, counts)


def _count_table(
    caption: str, names: Sequence[str], counts: Mapping[tuple[str | None, str | None], int]
) -> CountTable:
    keys: list[str | None] = list(names)
    if any(None in pair for pair in counts):
        keys.append(None)
    rows = [
        CountRow(one or _NOTHING, [CountCell(counts.get((one, other), 0), one == other) for other in keys])
        for one in keys
    ]
    return CountTable(caption, [key or _NOTHING for key in keys], rows)
