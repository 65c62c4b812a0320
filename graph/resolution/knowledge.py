"""What is known of names before any paper is read: the packaged vocabulary, by folded name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from extract.record import EntityType
from extract.vocabulary import Term, vocabulary
from graph.names import is_abbreviation, name_words
from graph.resolution.abbreviations import Custom, CustomaryReading, customary_readings, customs
from graph.resolution.families import more_general
from graph.resolution.keys import bare_name, entity_key

WELL_KNOWN = 10
"""As many papers as it counts for that a form is known, without counting, to stand for something."""


class Knowledge:
    """Terms by type and folded name, and how papers of the field spell abbreviations out.

    A form that is the name of one term and an alias of another is the first; a form that is only an alias,
    and of two terms, names neither.
    """

    def __init__(
        self,
        terms: Iterable[Term] = (),
        readings: Iterable[CustomaryReading] = (),
        customs: Iterable[Custom] = (),
    ) -> None:
        ordered = sorted(terms, key=lambda term: (term.type, term.name, term.aliases))
        counted, well_known = sorted(readings), sorted(customs)
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
        self._long_forms: dict[tuple[str, str], str] = {}
        self._more_general: dict[tuple[EntityType, str], tuple[str, ...]] = {}
        for custom in well_known:
            self._add_custom(custom)
        for row in counted:
            self._add_reading(row.type, row.abbreviation, row.long_form, row.papers, row.of)
        self.digest = hashlib.sha256(repr((ordered, counted, well_known)).encode()).hexdigest()[:16]

    def _add_reading(self, type_: EntityType, short: str, long: str, papers: int, of: int) -> None:
        key, long_key = (type_, entity_key(type_, short)), entity_key(type_, long)
        self._customs.setdefault(key, Counter())[self.key(type_, long_key) or long_key] += papers
        self._long_forms.setdefault((type_, long_key), long)
        self._spelled_out[key] = max(self._spelled_out.get(key, 0), of)

    def _add_custom(self, custom: Custom) -> None:
        """The long form of a term is one more of its names, and so is what abbreviates nothing; else the form
        is an abbreviation as counted ones are, known as if from many papers."""
        type_, short, long = custom.type, *(entity_key(custom.type, name) for name in custom[1:])
        term, meant = self.key(type_, short), self.key(type_, long)
        if term is not None and meant is None:
            self._by_alias.setdefault((type_, long), set()).add(term)
        elif term is None and meant is not None and not is_abbreviation(custom.form, custom.stands_for):
            self._by_alias.setdefault((type_, short), set()).add(meant)
        elif term is None:
            self._add_reading(*custom, WELL_KNOWN, WELL_KNOWN)

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

    def spelled(self, type_: EntityType, key: str) -> str | None:
        """What the thing with this key is called: the name of the term, the long form of an abbreviation."""
        term = self.term(type_, key)
        return term.name if term else self._long_forms.get((type_, key))

    def is_short_for(self, type_: EntityType, name: str) -> bool:
        """Whether the term that goes by this name is called by more words, of which these are the last:
        summarization that of texts."""
        term = self.named(type_, name)
        words = name_words(name)
        return term is not None and len(name_words(term.name)) > len(words) == len(
            set(words) & set(name_words(term.name)[-len(words) :])
        )

    def spells(self, type_: EntityType, name: str) -> bool:
        """Whether a term goes by this name, to the letter."""
        term = self.named(type_, name)
        return term is not None and name in term.forms

    def is_family(self, type_: EntityType, name: str) -> bool:
        """Whether a term is a version or form of the one that goes by this name."""
        return self.knows(type_, name) and (type_, self.key(type_, entity_key(type_, name))) in self._families

    def readings(self, type_: EntityType, key: str) -> tuple[Mapping[str, int], int]:
        """How many papers of the field spell the abbreviation with this key out as which key, and how many
        as something else."""
        readings = self._customs.get((type_, key), Counter())
        return readings, max(0, self._spelled_out.get((type_, key), 0) - readings.total())

    @staticmethod
    def _spelled(term: Term) -> tuple[str, ...]:
        """The name, and of an abbreviation the long forms: they tell the family that it hides."""
        if term.type != "Method" or not term.name.replace("-", "").isupper():
            return (term.name,)
        return (term.name, *(alias for alias in term.aliases if " " in alias))

    def more_general(self, type_: EntityType, name: str) -> tuple[str, ...]:
        """The names of what the one of this name is the nearest version, size, split or form of."""
        known = self._more_general.get((type_, name))
        if known is None:
            known = self._more_general[type_, name] = self._find_more_general(type_, name)
        return known

    def _find_more_general(self, type_: EntityType, name: str) -> tuple[str, ...]:
        term = self.named(type_, name)
        if term is not None and term.family is not None:
            return (term.family,)
        forms = self._spelled(term) if term else (bare_name(type_, name),)
        found = next(filter(None, (more_general(type_, form, self) for form in forms)), ())
        named = (general.name if (general := self.named(type_, one)) else one for one in found)
        return tuple(one for one in named if term is None or one != term.name)


@cache
def packaged_knowledge() -> Knowledge:
    """The vocabulary and the customary abbreviations that come with the distribution."""
    return Knowledge(vocabulary(), customary_readings(), customs())
