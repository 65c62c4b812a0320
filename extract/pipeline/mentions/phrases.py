"""Tasks, techniques and metrics written as noun phrases: a head noun and the modifiers before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.heads import (
    ALONE,
    BOUND,
    CAPITALISED,
    LEARNING_METHODS,
    LEARNING_TASKS,
    LOOSE_FIRST,
    MODEL_NAMES,
    PHRASE,
    Head,
)
from extract.pipeline.mentions.names import is_name_word
from extract.pipeline.tokens import Tokens, singular, tokens_of
from extract.pipeline.words import FUNCTION_WORDS, GENERIC_MODIFIERS, GENERIC_NAMES, GENERIC_PHRASES, VERBS

SOURCE = "phrase"
_WORD = re.compile(r"[A-Za-z0-9][\w'’.+-]*")
_ADVERBS_IN_NAMES = frozenset(
    {"weakly", "fully", "partially", "family", "early", "anomaly", "assembly", "supply"}
)
_STOPPING = FUNCTION_WORDS | GENERIC_MODIFIERS | VERBS
_BELONGS_TO_NAME = frozenset(
    {"convolutional", "reinforcement", "q-learning", "metric", "belief", "speech", "embedded"}
)


class Phrase(NamedTuple):
    """Tokens `first` to `last` (inclusive), and what their head says."""

    first: int
    last: int
    head: Head


def find_phrases(tokens: Tokens, max_words: int = 5) -> Iterator[Phrase]:
    """One phrase for every stretch of naming words that holds a known head, the best if there are several."""
    first = 0
    while first < tokens.size:
        last = first
        while last < tokens.size and _is_naming(tokens, last) and not (last > first and tokens.opens[last]):
            last += 1
        if last > first:
            yield from _phrases_in(tokens, first, last - 1, max_words)
        first = max(last, first + 1)


def _is_naming(tokens: Tokens, index: int) -> bool:
    word = tokens.lower[index]
    if word in _STOPPING or len(word) < 2 or not _WORD.fullmatch(word):
        return False
    if word.endswith("ly") and word not in _ADVERBS_IN_NAMES:
        return False
    return (not word.isdigit() and not word[0].isdigit()) or word[-1:].isalpha()


def _phrases_in(tokens: Tokens, first: int, last: int, max_words: int) -> Iterator[Phrase]:
    start = first
    while start <= last:
        found = _best_head(tokens, start, last, max_words)
        if found is None:
            return
        yield found
        start = found.last + 1


def _best_head(tokens: Tokens, first: int, last: int, max_words: int) -> Phrase | None:
    """The surest head of the stretch; a later one wins over an earlier one of the same sureness."""
    best: Phrase | None = None
    for index in range(first, last + 1):
        begin = _begin(tokens, max(first, index - max_words + 1), index)
        head = head_of(tokens.lower[begin : index + 1])
        if head and begin == index and tokens.text[index] in CAPITALISED:
            continue
        if head is None:
            continue
        sureness = head[1] * (1.0 if index == last else 0.75)
        if best is None or sureness + 0.1 >= best.head[1]:
            best = Phrase(begin, index, (head[0], round(sureness, 2)))
    return best


def _begin(tokens: Tokens, first: int, head: int) -> int:
    """Where the phrase begins: after adjectives that are no part of it, and after names by shape."""
    for index in range(head - 1, first - 1, -1):
        if is_name_word(tokens.text[index]) and not _may_modify(tokens.text[index]):
            first = index + 1
            break
    bound = BOUND.get(singular(tokens.lower[head]))
    if bound is not None and tokens.lower[head - 1] not in bound:
        return head
    while first < head and tokens.lower[first] in LOOSE_FIRST:
        if tokens.lower[first + 1] in _BELONGS_TO_NAME and first + 1 < head:
            break
        first += 1
    return first


def _may_modify(word: str) -> bool:
    """Short capitals and dimensions stand before heads: `CTR prediction`, `3D detection`."""
    return word.casefold() in GENERIC_NAMES or len(word) <= 3 or "-to-" in word.casefold()


def head_of(words: list[str]) -> Head | None:
    """Type and sureness of a phrase (words in lower case), None where it is not the name of anything.

    >>> head_of(["semantic", "segmentation"]), head_of(["deep", "learning"])
    (('Task', 0.85), None)
    """
    noun = singular(words[-1])
    if " ".join([*words[:-1], noun]) in GENERIC_PHRASES:
        return None
    if len(words) == 1:
        return ALONE.get(words[0]) or ALONE.get(noun)
    if noun == "learning":
        return _head_of_learning(words[-2])
    if noun in ("model", "mechanism"):
        return ("Method", 0.7) if words[-2] in MODEL_NAMES else None
    return PHRASE.get(noun) or _hyphenated(noun)


def _head_of_learning(before: str) -> Head:
    if before in LEARNING_TASKS or before.startswith(("few-shot", "zero-shot", "semi-", "weakly")):
        return ("Task", 0.85)
    return ("Method", 0.85) if before in LEARNING_METHODS else ("Method", 0.45)


def _hyphenated(noun: str) -> Head | None:
    """`image-captioning` has the head `captioning`."""
    tail = noun.rpartition("-")[2]
    return PHRASE.get(tail) if tail != noun and len(tail) > 4 else None


@Language.factory("claimgraph_phrases", default_config={"max_words": 5})
class PhraseFinder:
    """Adds candidates for noun phrases with a known head. `max_words`: the longest phrase, head included."""

    def __init__(self, nlp: Language, name: str, max_words: int) -> None:
        register_extensions()
        self.name = name
        self.max_words = max_words

    def __call__(self, doc: Doc) -> Doc:
        tokens = tokens_of(doc)
        doc._.candidates = doc._.candidates + [
            Candidate(tokens.start[p.first], tokens.end[p.last], p.head[0], SOURCE, p.head[1])
            for p in find_phrases(tokens, self.max_words)
        ]
        return doc
