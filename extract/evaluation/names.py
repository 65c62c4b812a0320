"""When two names, numbers or phrases of one paper mean the same, for scoring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MACRO_WITH_ARGUMENT = re.compile(r"\\[a-zA-Z]+\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\(.)")
_JOINERS = re.compile(r"[\s\-_‐-―/]+")
_SIGNS_WITHOUT_MEANING = re.compile(r"[^\w+%@.*]")


def fold(name: str) -> str:
    """A name without case, markup, joiners and a plural ending."""
    name = _MACRO_WITH_ARGUMENT.sub(r"\1", name)
    name = _ESCAPED.sub(r"\1", name).replace("$", "")
    name = _JOINERS.sub("", name.casefold())
    name = _SIGNS_WITHOUT_MEANING.sub("", name)
    is_plural = len(name) > 3 and name.endswith("s") and not name.endswith("ss")
    return name[:-1] if is_plural else name


def fold_all(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names) - {""}


def number(value: str) -> float | str:
    """The value of a printed number; a folded string where it is none (a range, a fraction)."""
    digits = value.replace(",", "").replace("\\", "").strip(" %x×")
    try:
        return round(float(digits), 6)
    except ValueError:
        return fold(digits)


class SameName:
    """Equality of names within one paper, given the sets of names that stand for one entity."""

    def __init__(self, entities: Sequence[frozenset[str]]) -> None:
        self._entities = entities

    def same(self, one: str | None, other: str | None) -> bool:
        """Both missing, the same folded name, or two names of one entity."""
        if not one or not other:
            return not one and not other
        a, b = fold(one), fold(other)
        return a == b or any(a in names and b in names for names in self._entities)

    def near(self, one: str | None, other: str | None) -> bool:
        """`same`, or one phrase holds the other: for what is only quoted from the text."""
        if self.same(one, other):
            return True
        if not one or not other:
            return False
        a, b = fold(one), fold(other)
        return a in b or b in a
