"""Customary abbreviations: how papers of the field spell them out, with the number of papers that do.

The table beside this module was counted by `graph.resolution.mine_abbreviations` in the abstracts of 10,316
arXiv papers. It is a prior: what the papers of a graph spell out is added to it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from extract.record import EntityType

FILE = Path(__file__).with_name("abbreviations.tsv")
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
