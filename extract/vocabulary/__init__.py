"""Well-known methods, datasets, metrics and tasks of the field, with their other names and their families.

The terms stand in one tab-separated file a type beside this module; README.md there says what the columns
mean and how to add a term. What is here is general knowledge: a name is looked up, not learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, cast

from extract.record import ENTITY_TYPES, EntityType

Better = Literal["higher", "lower"]

FILES: Mapping[EntityType, str] = MappingProxyType(
    {"Method": "methods.tsv", "Dataset": "datasets.tsv", "Metric": "metrics.tsv", "Task": "tasks.tsv"}
)
AMBIGUOUS_FILE = "ambiguous.tsv"
COLUMNS = ("name", "aliases", "family", "better", "match")
AMBIGUOUS_COLUMNS = ("form", "types", "note")
ALIAS_SEPARATOR = " | "
_UNTIDY = re.compile(r"^\s| \t|\t | $|  ")


class VocabularyError(ValueError):
    """A line of a data file that cannot be read. The message starts with `FILE:LINE:`."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing with a name. `family` is the `name` of the more general term of the same type of which this
    one is a version, size, split or form; `better` is which way a metric improves, None where that depends.

    `exact`: its forms are also ordinary words or common abbreviations of something else, so they count only
    where they are written just so, in case, hyphens and number. Forms of other terms may vary in these.
    """

    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    family: str | None = None
    better: Better | None = None
    exact: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)


@cache
def vocabulary() -> tuple[Term, ...]:
    """Every term: methods, datasets, metrics, tasks, each in the order of its file.

    Raises VocabularyError where a file is malformed; that does not happen with the files as shipped.
    """
    return tuple(term for type_ in ENTITY_TYPES for term in parse_terms(type_, *_data_file(FILES[type_])))


@cache
def ambiguous_forms() -> Mapping[str, tuple[EntityType, ...]]:
    """The forms that, written just so, name things of two types, with these types, the commonest first."""
    return MappingProxyType(parse_ambiguous(*_data_file(AMBIGUOUS_FILE)))


def parse_terms(type_: EntityType, path: str, text: str) -> list[Term]:
    """Read the text of one data file; `path` is for error messages. Raises VocabularyError."""
    terms: dict[str, Term] = {}
    families: dict[str, str] = {}
    for where, cells in _rows(path, text, COLUMNS):
        term = _term(type_, where, cells)
        if term.name in terms:
            raise VocabularyError(f"{where}: {term.name!r} stands in the file twice")
        terms[term.name] = term
        if term.family:
            families[term.family] = where
    for family, where in families.items():
        if family not in terms:
            raise VocabularyError(f"{where}: the family {family!r} has no entry of its own")
    return list(terms.values())


def parse_ambiguous(path: str, text: str) -> dict[str, tuple[EntityType, ...]]:
    """Read the text of the table of ambiguous forms; `path` is for error messages. Raises VocabularyError."""
    forms: dict[str, tuple[EntityType, ...]] = {}
    for where, (form, types, _note) in _rows(path, text, AMBIGUOUS_COLUMNS):
        names = types.split()
        if form in forms or len(set(names)) < 2 or not set(names) <= set(ENTITY_TYPES):
            raise VocabularyError(
                f"{where}: expected a new form and two or more of {', '.join(ENTITY_TYPES)}"
            )
        forms[form] = cast("tuple[EntityType, ...]", tuple(names))
    return forms


def _data_file(name: str) -> tuple[str, str]:
    """The name of a file of this package, as messages give it, and its text."""
    return f"extract/vocabulary/{name}", resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def _rows(path: str, text: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The cells of each line below the header, with `path:line`. Lines that start with `#` are comments."""
    width = len(columns)
    header_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}:{number}"
        cells = line.split("\t")
        if len(cells) > width:
            raise VocabularyError(f"{where}: {len(cells)} columns where {width} are expected")
        if _UNTIDY.search(line):
            raise VocabularyError(f"{where}: an empty first column, or white space around a cell")
        cells += [""] * (width - len(cells))  # editors strip the tabs that end a line
        if header_seen:
            yield where, cells
        elif tuple(cells) != columns:
            raise VocabularyError(f"{where}: expected the header {' '.join(columns)} (tab-separated)")
        header_seen = True
    if not header_seen:
        raise VocabularyError(f"{path}:1: no header")


def _term(type_: EntityType, where: str, cells: list[str]) -> Term:
    name, aliases, family, better, match = cells
    forms = tuple(aliases.split(ALIAS_SEPARATOR)) if aliases else ()
    if "|" in name or "" in forms or "|" in "".join(forms):
        raise VocabularyError(f"{where}: aliases are separated by {ALIAS_SEPARATOR!r}, and none is empty")
    if forms and len({name, *forms}) != len(forms) + 1:
        raise VocabularyError(f"{where}: {name!r} has the same form twice")
    if better and (type_ != "Metric" or better not in ("higher", "lower")):
        raise VocabularyError(f"{where}: better is higher, lower or empty, and for metrics alone: {better!r}")
    if match not in ("", "exact"):
        raise VocabularyError(f"{where}: match is exact or empty, not {match!r}")
    direction = cast("Better | None", better or None)
    return Term(type_, name, forms, family or None, direction, match == "exact")
