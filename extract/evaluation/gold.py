"""Annotated papers: the text with its entities, results and comparisons, as an annotator wrote them.

Mentions are strings; every whole-word occurrence of one in the text counts. Evidence is a string of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from extract.paper import Paper
from extract.record import Direction, EntityType, Qualifier, Relation, ResultKind, Role


class GoldError(ValueError):
    """The file is no list of annotated papers; the message names the file and what is wrong."""


class GoldEntity(msgspec.Struct, frozen=True, kw_only=True):
    type: EntityType
    name: str
    mentions: tuple[str, ...]
    role: Role | None = None


class GoldResult(msgspec.Struct, frozen=True, kw_only=True):
    method: str | None = None
    dataset: str | None = None
    metric: str | None = None
    task: str | None = None
    kind: ResultKind
    value: str
    unit: str = ""
    direction: Direction | None = None
    qualifier: Qualifier | None = None
    baseline: str | None = None
    evidence: str = ""


class GoldComparison(msgspec.Struct, frozen=True, kw_only=True):
    subject: str
    relation: Relation
    object: str | None = None
    dataset: str | None = None
    task: str | None = None
    evidence: str = ""


class GoldPaper(Paper, frozen=True, kw_only=True):
    entities: tuple[GoldEntity, ...]
    results: tuple[GoldResult, ...]
    comparisons: tuple[GoldComparison, ...]

    def spans(self) -> set[tuple[int, int, EntityType]]:
        """(start, end, type) of every occurrence of every mention."""
        strings = [(mention, entity.type) for entity in self.entities for mention in entity.mentions]
        return occurrences(self.text, strings)


def read_gold(path: Path) -> list[GoldPaper]:
    """The annotated papers of a JSON file. Raises GoldError, OSError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[GoldPaper])
    except msgspec.DecodeError as error:
        raise GoldError(f"{path}: not a list of annotated papers: {error}") from error


def occurrences(text: str, strings: Iterable[tuple[str, EntityType]]) -> set[tuple[int, int, EntityType]]:
    """Whole-word occurrences of strings; where two overlap, the longer string has it."""
    covered = bytearray(len(text))
    found = set()
    for string, type_ in sorted(strings, key=lambda pair: len(pair[0]), reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", text):
            start, end = match.span()
            if not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                found.add((start, end, type_))
    return found
