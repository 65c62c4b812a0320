"""What is known of names before any paper is read: the packaged vocabulary, by folded name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from extract.record import EntityType
from extract.vocabulary import Term, vocabulary
from graph.resolution.abbreviations import CustomaryReading, customary_readings
from graph.resolution.families import more_general
from graph.resolution.keys import bare_name, entity_key


class Knowledge:
    """Terms by type and folded name, and how papers of the field spell abbreviations out.

    A form that is the name of one term and an alias of another is the first; a form that is only an alias,
    and of two terms, names neither.
    """

    def __init__(self, terms: Iterable[Term] = (), customs: Iterable[CustomaryReading] = ()) -> None:
        ordered = sorted(terms, key=lambda term: (term.type, term.name, term.aliases))
        customs = sorted(customs)
        self._terms: dict[tuple[str, str], Term] = {}
        for term in ordered:
            self._terms.setdefault((term.type, entity_key(term.type, term.name)), term)
        self._by_alias: dict[tuple[str, str], set[str]] = {}
        for term in ordered:
            canonical = entity_key(term.type, term.name)
            for form in term.aliases:
                self._by_alias.setdefault((term.type, entity_key(term.type, form)), set()).add(canonical)
        self._families = {
            (term.type, self.key(term.type, entity_key(term.type, term.family)))
            for term in ordered
            if term.family
        }
        self._customs: dict[tuple[str, str], Counter[str]] = {}
        self._spelled_out: dict[tuple[str, str], int] = {}
        for custom in customs:
            short = (custom.type, entity_key(custom.type, custom.abbreviation))
            long = entity_key(custom.type, custom.long_form)
            self._customs.setdefault(short, Counter())[long] += custom.papers
            self._spelled_out[short] = custom.of
        self.digest = hashlib.sha256(repr((ordered, customs)).encode()).hexdigest()[:16]

    def key(self, type_: EntityType, key: str) -> str | None:
        """The key of the name of the term that this key names; None where no term, or more than one, does."""
        if (type_, key) in self._terms:
            return key
        named = self._by_alias.get((type_, key), set())
        return next(iter(named)) if len(named) == 1 else None

    def term(self, type_: EntityType, key: str) -> Term | None:
        """The term whose name has this key."""
        return self._terms.get((type_, key))

    def named(self, type_: EntityType, name: str) -> Term | None:
        """The term that goes by this name."""
        key = self.key(type_, entity_key(type_, name))
        return None if key is None else self._terms[type_, key]

    def knows(self, type_: EntityType, name: str) -> bool:
        """Whether a term goes by this name, written just so where the term asks for that."""
        term = self.named(type_, name)
        return term is not None and (not term.exact or name in term.forms)

    def is_family(self, type_: EntityType, name: str) -> bool:
        """Whether a term is a version or form of the one that goes by this name."""
        return self.knows(type_, name) and (type_, self.key(type_, entity_key(type_, name))) in self._families

    def readings(self, type_: EntityType, key: str) -> tuple[Mapping[str, int], int]:
        """How many papers of the field spell the abbreviation with this key out as which key, and how many
        as something else."""
        readings = self._customs.get((type_, key), Counter())
        return readings, self._spelled_out.get((type_, key), 0) - readings.total()

    def more_general(self, type_: EntityType, name: str) -> tuple[str, ...]:
        """The names of what the one of this name is the nearest version, size, split or form of."""
        term = self.named(type_, name)
        if term is not None and term.family is not None:
            return (term.family,)
        found = more_general(type_, bare_name(type_, term.name if term else name), self)
        return tuple(general.name if (general := self.named(type_, one)) else one for one in found)


@cache
def packaged_knowledge() -> Knowledge:
    """The vocabulary and the customary abbreviations that come with the distribution."""
    return Knowledge(vocabulary(), customary_readings())
