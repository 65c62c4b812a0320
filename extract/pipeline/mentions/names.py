"""Names told by their shape: inner capitals, digits, hyphens, versions, or a capital inside a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.mentions.name_cues import cues_at, shape_cues, type_of
from extract.pipeline.tokens import Tokens, tokens_of
from extract.pipeline.words import FUNCTION_WORDS, GENERIC_MODIFIERS, GENERIC_NAMES, VERBS, word_set

SOURCE = "name"
_CORE = re.compile(
    r"\\[A-Za-z]{3,}"  # a macro that stands for a name
    r"|(?=.*[A-Z])(?=.*[A-Za-z].*[A-Za-z])[A-Za-z0-9][\w+*@.'’-]*"
    r"|[a-z]+\d+[a-z]+"
)
_STRONG = re.compile(r".*(?:[a-z\d][A-Z]|[A-Z][A-Z]|[A-Za-z]-?\d|\d[A-Za-z]).*|\\[A-Za-z]+")
_CAPITALISED = re.compile(r"[A-Z][a-zé]+(?:[-'][A-Za-z]+)*")
_VERSION = re.compile(
    r"v?\d{1,2}(?:\.\d{1,2}){0,2}|(?:19|20)\d\d|[Vv]\d(?:\.\d)?|\d+[xX×]\d+|\d+(?:\.\d+)?[BMKk]|'\d\d"
)
_QUANTITY = re.compile(
    r"\d[\d.,]*(?:[KkMBGT]|x|X|D|d|-?(?:bit|shot|way|layer|class|dim|fold|hop|step|D)s?)\b.*|\d+(?:st|nd|rd|th)"
)
_TRAILING = word_set("dataset datasets benchmark benchmarks model models method methods framework algorithm")


class Name(NamedTuple):
    """Tokens `first` to `last` (inclusive)."""

    first: int
    last: int


def find_names(tokens: Tokens) -> Iterator[Name]:
    """Stretches of tokens that have the shape of a name. In a title with capitals throughout only marked
    shapes count."""
    titled = is_title_case(tokens)
    index = 0
    while index < tokens.size:
        if not _starts_name(tokens, index, titled):
            index += 1
            continue
        last = index
        while last + 1 < tokens.size and _continues_name(tokens, last + 1, titled):
            last += 1
        name = _trimmed(tokens, index, last)
        if name:
            yield name
        index = last + 1


def is_title_case(tokens: Tokens) -> bool:
    """Whether most of the longer words of the title start with a capital."""
    words = [
        w
        for w, start in zip(tokens.text, tokens.start, strict=True)
        if start < tokens.title_end and len(w) > 3
    ]
    return sum(w[0].isupper() for w in words) > 0.5 * len(words)


def is_name_word(word: str) -> bool:
    """Whether a word alone has the marked shape of a name: `GPT-4o`, `k-NN`, `ImageNet`, `wav2vec`."""
    return bool(_CORE.fullmatch(word) and _STRONG.fullmatch(word)) and not _QUANTITY.fullmatch(word)


def _starts_name(tokens: Tokens, index: int, titled: bool) -> bool:
    word = tokens.text[index]
    if word.casefold() in GENERIC_NAMES and not _has_version_after(tokens, index):
        return False
    if is_name_word(word):
        return True
    if titled and tokens.start[index] < tokens.title_end:
        return False
    return bool(_CAPITALISED.fullmatch(word)) and _is_naming(word) and len(word) > 2


def _has_version_after(tokens: Tokens, index: int) -> bool:
    return index + 1 < tokens.size and bool(re.fullmatch(r"\d{1,2}(?:\.\d)?", tokens.text[index + 1]))


def _is_naming(word: str) -> bool:
    lower = word.casefold()
    return lower not in FUNCTION_WORDS and lower not in VERBS and lower not in GENERIC_MODIFIERS


def _continues_name(tokens: Tokens, index: int, titled: bool) -> bool:
    word = tokens.text[index]
    if tokens.opens[index] or tokens.start[index] - tokens.end[index - 1] > 1:
        return False
    if word.startswith("\\") or tokens.text[index - 1].startswith("\\"):
        return False
    if tokens.start[index] == tokens.end[index - 1]:
        return False
    if _VERSION.fullmatch(word):
        return not _is_measured(tokens, index)
    return _starts_name(tokens, index, titled)


def _is_measured(tokens: Tokens, index: int) -> bool:
    """Whether a number after a name is a value: `FID 1.06`, `accuracy of X 95 %`."""
    after = tokens.text[index + 1] if index + 1 < tokens.size else ""
    return after in ("%", "\\%", "x", "×", "points", "times") or (
        "." in tokens.text[index] and len(tokens.text[index]) > 3
    )


def _trimmed(tokens: Tokens, first: int, last: int) -> Name | None:
    while first <= last and tokens.lower[last] in _TRAILING:
        last -= 1
    if first > last:
        return None
    if first == last and tokens.opens[first] and not is_name_word(tokens.text[first]):
        return None
    if (
        first < last
        and tokens.opens[first]
        and not is_name_word(tokens.text[first])
        and not _CAPITALISED.fullmatch(tokens.text[first + 1])
    ):
        first += 1
    return Name(first, last)


@Language.factory("claimgraph_names", default_config={"threshold": 0.2})
class NameFinder:
    """Adds candidates for names by shape, typed by the words around all their occurrences. `threshold`: names
    less sure than that are left out."""

    def __init__(self, nlp: Language, name: str, threshold: float) -> None:
        register_extensions()
        self.name = name
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        tokens = tokens_of(doc)
        occurrences: dict[str, list[Name]] = defaultdict(list)
        for found in find_names(tokens):
            occurrences[tokens.source[tokens.start[found.first] : tokens.end[found.last]]].append(found)
        candidates = []
        for string, names in occurrences.items():
            cues = shape_cues(string, len(names))
            for found in names:
                cues |= cues_at(tokens, found.first, found.last)
            type_, confidence = type_of(cues)
            if type_ is None or confidence < self.threshold:
                continue
            candidates += [
                Candidate(tokens.start[n.first], tokens.end[n.last], type_, SOURCE, confidence) for n in names
            ]
        doc._.candidates = doc._.candidates + candidates
        return doc
