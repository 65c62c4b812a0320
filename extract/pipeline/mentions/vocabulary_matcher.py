"""Names that the vocabulary knows, found in any case, with hyphens or spaces, in singular or plural."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.tokens import Tokens, tokens_of
from extract.pipeline.words import word_set
from extract.record import EntityType
from extract.vocabulary import Term, ambiguous_forms, vocabulary

SOURCE = "vocabulary"
_SEPARATORS = re.compile(r"[\s/_‐-―-]+")

Reading = tuple[EntityType, float]

# How often a match is a mention, by what it looks like, over annotated abstracts, rounded: with a capital
# beyond its first letter, one plain word, several plain words. Metrics: with a number nearby, and without.
SHARES: dict[str, tuple[float, float, float]] = {
    "Method": (0.85, 0.6, 0.8),
    "Dataset": (0.9, 0.45, 0.85),
    "Task": (0.8, 0.25, 0.8),
    "Metric": (0.9, 0.65, 0.7),
    "Metric without number": (0.45, 0.3, 0.4),
}
NEARBY = 45  # characters
_DIGIT = re.compile(r"\d")
_SCORE = re.compile(r"(?<=\S) scores?$", re.IGNORECASE)
# A longer form that only adds one of these to a shorter one is not the name: `transformer architecture`.
_ADDED = word_set(
    "architecture architectures mechanism mechanisms algorithm algorithms module modules "
    "framework method methods"
)


class VocabularyIndex:
    """Forms of terms by their folded text. Ambiguous forms have several types, the commonest first."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._any: dict[str, list[EntityType]] = {}
        self._marked: set[str] = set()
        self._exact: dict[str, list[EntityType]] = {}
        self._prefixes: set[str] = set()
        ambiguous = ambiguous_forms()
        for term in terms:
            for form in term.forms:
                self._add(form, term.exact, ambiguous.get(form, (term.type,)))

    def _add(self, form: str, exact: bool, types: Iterable[EntityType]) -> None:
        table = self._exact if exact else self._any
        for key in [form] if exact else _variants(form):
            known = table.setdefault(key, [])
            known += [type_ for type_ in types if type_ not in known]
            if _is_marked(form) and not any(letter.isdigit() for letter in form):
                self._marked.add(key)
            folded = fold_form(key)
            self._prefixes.update(folded[:length] for length in range(1, len(folded) + 1))

    def starts(self, folded: str) -> bool:
        """Whether any form starts with this folded text."""
        return folded in self._prefixes

    def types(self, text: str, folded: str) -> list[EntityType]:
        """Types of a string of the paper, the commonest first; empty where it is unknown."""
        found = self._exact.get(text)
        if found is None and (folded not in self._marked or _is_marked(text)):
            found = self._any.get(folded)
        return found or []


def _is_marked(form: str) -> bool:
    """Whether capitals beyond the first letter tell a name from a word: `CLIP` is none of `clip`, `clips`."""
    return any(letter.isupper() for letter in form[1:])


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


def find_terms(tokens: Tokens, index: VocabularyIndex, second: float = 0.4) -> Iterator[Candidate]:
    """The longest known form at every token. `second` lowers the confidence of the rarer types of a form."""
    folded = [fold_form(word) for word in tokens.text]
    first = 0
    while first < tokens.size:
        last, types = _longest_match(tokens, folded, index, first)
        for rank, type_ in enumerate(types):
            start, end = tokens.start[first], tokens.end[last]
            if type_ == "Metric":
                end = start + len(_SCORE.sub("", tokens.source[start:end]))
            share = _share(tokens.source, start, end, type_)
            yield Candidate(start, end, type_, SOURCE, share if rank == 0 else round(share * second, 2))
        first = last + 1


def _share(source: str, start: int, end: int, type_: EntityType) -> float:
    text = source[start:end]
    near = type_ != "Metric" or _DIGIT.search(source, max(0, start - NEARBY), end + NEARBY)
    marked, one, several = SHARES[type_ if near else "Metric without number"]
    if _is_marked(text):
        return marked
    return several if " " in text or "-" in text else one


def _longest_match(
    tokens: Tokens, folded: list[str], index: VocabularyIndex, first: int
) -> tuple[int, list[EntityType]]:
    """The last token of the longest form that starts at `first`, and its types; `first` and none without."""
    found: tuple[int, list[EntityType]] = (first, [])
    joined = ""
    for last in range(first, tokens.size):
        joined += folded[last]
        if (last > first and tokens.opens[last]) or not joined or not index.starts(joined):
            break
        types = index.types(tokens.source[tokens.start[first] : tokens.end[last]], joined)
        if types and not (found[1] and tokens.lower[last] in _ADDED):
            found = (last, types)
    return found


@Language.factory("claimgraph_vocabulary", default_config={"second": 0.4})
class VocabularyMatcher:
    """Adds candidates for terms of the vocabulary. `second`: by how much the rarer type of a form is less
    sure than the commonest."""

    def __init__(self, nlp: Language, name: str, second: float) -> None:
        register_extensions()
        self.name = name
        self.second = second
        self.index = VocabularyIndex(vocabulary())

    def __call__(self, doc: Doc) -> Doc:
        doc._.candidates = doc._.candidates + list(find_terms(tokens_of(doc), self.index, self.second))
        return doc
