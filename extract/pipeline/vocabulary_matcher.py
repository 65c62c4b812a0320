"""Names that the vocabulary knows, found in any case, with hyphens or spaces, in singular or plural."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.tokens import Tokens, tokens_of
from extract.record import EntityType
from extract.vocabulary import Term, ambiguous_forms, vocabulary

SOURCE = "vocabulary"
_SEPARATORS = re.compile(r"[\s/_‐-―-]+")

Reading = tuple[EntityType, float]


class VocabularyIndex:
    """Forms of terms by their folded text. Ambiguous forms have several readings, the commonest first."""

    def __init__(self, terms: Iterable[Term], confidence: float, second: float) -> None:
        self._any: dict[str, dict[EntityType, float]] = {}
        self._exact: dict[str, dict[EntityType, float]] = {}
        self._prefixes: set[str] = set()
        ambiguous = ambiguous_forms()
        for term in terms:
            for form in term.forms:
                types = ambiguous.get(form, (term.type,))
                self._add(form, term, confidence if types[0] == term.type else second)

    def _add(self, form: str, term: Term, sure: float) -> None:
        table = self._exact if term.exact else self._any
        for key in [form] if term.exact else _variants(form):
            table.setdefault(key, {})[term.type] = sure
            folded = fold_form(key)
            self._prefixes.update(folded[:length] for length in range(1, len(folded) + 1))

    def starts(self, folded: str) -> bool:
        """Whether any form starts with this folded text."""
        return folded in self._prefixes

    def readings(self, text: str, folded: str) -> list[Reading]:
        """Types of a string of the paper with their confidence, best first; empty where it is unknown."""
        found = self._exact.get(text) or self._any.get(folded)
        return sorted(found.items(), key=lambda reading: (-reading[1], reading[0])) if found else []


def fold_form(form: str) -> str:
    """Lower case without spaces, hyphens and slashes."""
    return _SEPARATORS.sub("", form.casefold())


def _variants(form: str) -> list[str]:
    """The folded form, and its plural where it has one."""
    folded = fold_form(form)
    if not folded[-1:].isalpha() or folded.endswith("s"):
        return [folded]
    if folded.endswith("y") and folded[-2:-1] not in "aeiou":
        return [folded, folded[:-1] + "ies"]
    return [folded, folded + ("es" if folded.endswith(("x", "ch", "sh")) else "s")]


def find_terms(tokens: Tokens, index: VocabularyIndex) -> Iterator[Candidate]:
    """The longest known form at every token, in all its readings."""
    folded = [fold_form(word) for word in tokens.text]
    first = 0
    while first < tokens.size:
        last, readings = _longest_match(tokens, folded, index, first)
        for type_, confidence in readings:
            yield Candidate(tokens.start[first], tokens.end[last], type_, SOURCE, confidence)
        first = last + 1


def _longest_match(
    tokens: Tokens, folded: list[str], index: VocabularyIndex, first: int
) -> tuple[int, list[Reading]]:
    """The last token of the longest form that starts at `first`, and its readings; `first` and none without."""
    found: tuple[int, list[Reading]] = (first, [])
    joined = ""
    for last in range(first, tokens.size):
        joined += folded[last]
        if (last > first and tokens.opens[last]) or not joined or not index.starts(joined):
            break
        readings = index.readings(tokens.source[tokens.start[first] : tokens.end[last]], joined)
        if readings:
            found = (last, readings)
    return found


@Language.factory("claimgraph_vocabulary", default_config={"confidence": 0.85, "second_reading": 0.3})
class VocabularyMatcher:
    """Adds candidates for terms of the vocabulary. `confidence`: how sure a match is; `second_reading`: the same
    for the rarer type of an ambiguous form."""

    def __init__(self, nlp: Language, name: str, confidence: float, second_reading: float) -> None:
        register_extensions()
        self.name = name
        self.index = VocabularyIndex(vocabulary(), confidence, second_reading)

    def __call__(self, doc: Doc) -> Doc:
        doc._.candidates = doc._.candidates + list(find_terms(tokens_of(doc), self.index))
        return doc
