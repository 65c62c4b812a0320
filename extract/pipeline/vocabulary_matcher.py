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
        self._folded: dict[str, dict[EntityType, float]] = {}
        self._exact: dict[str, dict[EntityType, float]] = {}
        self._prefixes: set[str] = set()
        self.longest = 1
        ambiguous = ambiguous_forms()
        for term in terms:
            for form in term.forms:
                types = ambiguous.get(form, (term.type,))
                sure = confidence if types[0] == term.type else second
                self._add(form, term, sure)

    def _add(self, form: str, term: Term, sure: float) -> None:
        table = self._exact if term.exact else self._folded
        for key in [form] if term.exact else _variants(form):
            table.setdefault(key, {})[term.type] = sure
        self._prefixes.add(fold_form(form)[:2])
        self.longest = max(self.longest, 1 + len(_SEPARATORS.findall(form)) + len(re.findall(r"\W", form)))

    def may_start(self, word: str) -> bool:
        """Whether any form starts like this token; a quick test before `readings`."""
        return fold_form(word)[:2] in self._prefixes or len(word) == 1

    def readings(self, text: str) -> list[Reading]:
        """Types of a string of the paper with their confidence, best first; empty where it is unknown."""
        found = self._exact.get(text) or self._folded.get(fold_form(text)) or {}
        return sorted(found.items(), key=lambda reading: (-reading[1], reading[0]))


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


def find_terms(text: str, tokens: Tokens, index: VocabularyIndex) -> Iterator[Candidate]:
    """The longest known form at every token, in all its readings."""
    first = 0
    while first < tokens.size:
        last = _longest_match(text, tokens, index, first) if index.may_start(tokens.text[first]) else None
        if last is None:
            first += 1
            continue
        start, end = tokens.start[first], tokens.end[last]
        for type_, confidence in index.readings(text[start:end]):
            yield Candidate(start, end, type_, SOURCE, confidence)
        first = last + 1


def _longest_match(text: str, tokens: Tokens, index: VocabularyIndex, first: int) -> int | None:
    found = None
    for last in range(first, min(first + index.longest, tokens.size)):
        if last > first and tokens.opens[last]:
            break
        if index.readings(text[tokens.start[first] : tokens.end[last]]):
            found = last
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
        doc._.candidates = doc._.candidates + list(find_terms(doc.text, tokens_of(doc), self.index))
        return doc
