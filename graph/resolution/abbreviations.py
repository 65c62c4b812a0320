"""Customary abbreviations, from two tables beside this module.

`abbreviations.tsv` was counted by `graph.resolution.mine_abbreviations` in the abstracts of 10,316 arXiv
papers: how they spell abbreviations out, and how many do. `customary.tsv` was written down by hand: what is
well known without counting. Both are a prior; what the papers of a graph spell out is added to it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from extract.record import EntityType

FILE = Path(__file__).with_name("abbreviations.tsv")
CUSTOMARY_FILE = FILE.with_name("customary.tsv")
COLUMNS = ("type", "abbreviation", "long_form", "papers", "of")


class Short(NamedTuple):
    """An abbreviation within its type, folded by `graph.names.name_key`."""

    type: EntityType
    key: str


class CustomaryReading(NamedTuple):
    """`papers` is the number of papers that spell the abbreviation out so, `of` that of those that spell it
    out at all."""

    type: EntityType
    abbreviation: str
    long_form: str
    papers: int
    of: int


@cache
def customary_readings() -> tuple[CustomaryReading, ...]:
    """The packaged table."""
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:])
    return tuple(
        CustomaryReading(cast("EntityType", type_), short, long, int(papers), int(of))
        for type_, short, long, papers, of in rows
    )


class Custom(NamedTuple):
    """What a form stands for where a paper does not say."""

    type: EntityType
    form: str
    stands_for: str


@cache
def customs() -> tuple[Custom, ...]:
    """The packaged table of what is well known."""
    lines = CUSTOMARY_FILE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return tuple(Custom(cast("EntityType", type_), form, long) for type_, form, long in rows)
