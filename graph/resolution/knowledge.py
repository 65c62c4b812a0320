"""What is known of names before any paper is read: the packaged vocabulary, by folded name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

from extract.record import EntityType
from extract.vocabulary import Term, vocabulary
from graph.names import name_key


class Knowledge:
    """Terms by type and folded name.

    A form that is the name of one term and an alias of another is the first; a form that is only an alias,
    and of two terms, names neither.
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        ordered = sorted(terms, key=lambda term: (term.type, term.name, term.aliases))
        self._terms: dict[tuple[str, str], Term] = {}
        for term in ordered:
            self._terms.setdefault((term.type, name_key(term.name)), term)
        self._by_alias: dict[tuple[str, str], set[str]] = {}
        for term in ordered:
            canonical = name_key(term.name)
            for form in term.aliases:
                self._by_alias.setdefault((term.type, name_key(form)), set()).add(canonical)
        self.digest = hashlib.sha256(repr(ordered).encode()).hexdigest()[:16]

    def key(self, type_: EntityType, key: str) -> str | None:
        """The key of the name of the term that this key names; None where no term, or more than one, does."""
        if (type_, key) in self._terms:
            return key
        named = self._by_alias.get((type_, key), set())
        return next(iter(named)) if len(named) == 1 else None

    def term(self, type_: EntityType, key: str) -> Term | None:
        """The term whose name has this key."""
        return self._terms.get((type_, key))


@cache
def packaged_knowledge() -> Knowledge:
    """The vocabulary that comes with the distribution."""
    return Knowledge(vocabulary())
