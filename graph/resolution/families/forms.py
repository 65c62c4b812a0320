"""The word lists of `forms.toml`, and what the rules share: the pieces of a name, checks of a stem."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from extract.record import EntityType
from graph.names import name_key

MAX_LENGTH = 160
"""Nothing longer has a family: it is no name."""
MIN_LETTERS = 2
"""A single letter names no family: `T5` is no version of `T`."""
MIN_GLUED = 3
"""Letters that a name needs for the digits behind it to be a version, where nothing stands between them."""

_BOUNDARY = re.compile(
    r"(?<=[^\W_])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z0-9])|(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)"
)
_WORD = re.compile(r"[^\s\-–—_/:,;()]+")
_PROPER = re.compile(r"[A-Z0-9]|[^\W\d_a-z]")
_EDGES = " \t-–—_/:,;.@"


class Terms(Protocol):
    """What the rules ask of what is known."""

    def knows(self, type_: EntityType, name: str) -> bool:
        """Whether a term of the type goes by this name, just so."""

    def spells(self, type_: EntityType, name: str) -> bool:
        """Whether a term of the type goes by this name, to the letter."""

    def is_short_for(self, type_: EntityType, name: str) -> bool:
        """Whether the term that goes by this name is called by more words, of which these are the last."""

    def is_family(self, type_: EntityType, name: str) -> bool:
        """Whether a known term is a version or form of the one that goes by this name."""


@cache
def _forms() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8"))


@cache
def words(table: str, entry: str) -> frozenset[str]:
    """A list, in lower case."""
    return frozenset(_forms()[table][entry].lower().split())


@cache
def keys(table: str, entry: str) -> frozenset[str]:
    """A list of names, folded."""
    return frozenset(name_key(name) for name in _forms()[table][entry].split())


@cache
def size_letters() -> dict[str, str]:
    """`S` for small and the like, in lower case."""
    return dict(_forms()["model"]["size_letters"])


def stem(name: str) -> str:
    """What is left of a name that lost its end, without the signs that tied it."""
    return name.strip(_EDGES)


def letters(name: str) -> int:
    """How many letters it has."""
    return sum(c.isalpha() for c in name)


def is_proper(name: str) -> bool:
    """Whether it holds a capital letter or a digit, as names of systems and collections do."""
    return bool(_PROPER.search(name))


def word_spans(name: str) -> list[tuple[int, int]]:
    """Where the words of the name stand; hyphens part words."""
    return [match.span() for match in _WORD.finditer(name)]


def inner_starts(name: str) -> list[int]:
    """Where words start, and what looks like a name within a word: `OL|MoE`, `Scribble|KITTI`."""
    starts = {start for start, _ in word_spans(name)}
    return sorted(starts | {match.start() for match in _BOUNDARY.finditer(name)})


def inner_ends(name: str) -> list[int]:
    """Where words end, and what looks like a name within a word."""
    ends = {end for _, end in word_spans(name)}
    return sorted(ends | {match.start() for match in _BOUNDARY.finditer(name)})
