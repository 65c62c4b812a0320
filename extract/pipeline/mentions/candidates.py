"""From candidates to mentions: one type a string, the longest of overlapping names, every occurrence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, Mention, register_extensions
from extract.pipeline.tokens import singular, tokens_of
from extract.pipeline.words import GENERIC_NAMES, GENERIC_PHRASES
from extract.record import ENTITY_TYPES, EntityType

NAME_SOURCE = "name"
INTRODUCED_SOURCE = "introduced"
# Combined confidence, and the share of entities that were right, over annotated abstracts.
MEASURED = (
    (0.45, 0.25),
    (0.55, 0.33),
    (0.65, 0.38),
    (0.75, 0.47),
    (0.85, 0.62),
    (0.9, 0.76),
    (0.95, 0.88),
    (1.0, 0.97),
)
OWN_MACRO = re.compile(
    r"\\(?:our|method|model|name|sys|approach|tool|framework|alg|proposed)\w*", re.IGNORECASE
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}s?")


def mention_key(text: str) -> str:
    """One key for the variants of a name: case, hyphens, spaces and plural are folded, but the case of
    acronyms counts (`SAM` is not `Sam`).

    >>> mention_key("Graph-Convolutional Networks") == mention_key("graph convolutional network")
    True
    """
    if _ACRONYM.fullmatch(text):
        return text.removesuffix("s")
    folded = re.sub(r"[\s_‐-―-]+", " ", text.casefold()).strip()
    head, _, last = folded.rpartition(" ")
    return f"{head} {singular(last)}".strip().replace(" ", "")


class Evidence:
    """What is known of one key: its strings and the confidence of every source in every type."""

    def __init__(self) -> None:
        self.strings: set[str] = set()
        self.sources: dict[tuple[EntityType, str], float] = {}

    def add(self, text: str, candidate: Candidate) -> None:
        self.strings.add(text)
        slot = (candidate.type, candidate.source)
        self.sources[slot] = max(self.sources.get(slot, 0.0), candidate.confidence)

    def merge(self, other: Evidence) -> None:
        self.strings |= other.strings
        for slot, confidence in other.sources.items():
            self.sources[slot] = max(self.sources.get(slot, 0.0), confidence)

    def trust_words(self) -> None:
        """Let what the words of the name say (its head, the vocabulary, the noun that introduces it) win
        over its shape and place. A short acronym may be another thing than the vocabulary knows."""
        several = any(" " in string for string in self.strings)
        known = several or not any(_ACRONYM.fullmatch(string) for string in self.strings)
        said = {
            type_
            for type_, source in self.sources
            if (source == "phrase" and several)
            or (source == "vocabulary" and known)
            or (source == INTRODUCED_SOURCE and type_ == "Dataset")
        }
        if said:
            self.sources = {
                slot: confidence
                for slot, confidence in self.sources.items()
                if slot[1] != NAME_SOURCE or slot[0] in said
            }

    def best(self) -> tuple[EntityType, float]:
        """The type with the highest confidence; sources are taken as independent (noisy or)."""
        doubt: dict[EntityType, float] = defaultdict(lambda: 1.0)
        for (type_, _), confidence in self.sources.items():
            doubt[type_] *= 1.0 - min(confidence, 0.99)
        type_ = max(ENTITY_TYPES, key=lambda t: 1.0 - doubt[t])
        return type_, 1.0 - doubt[type_]


def reliability(confidence: float) -> float:
    """How often mentions of a combined confidence are right: sources are not independent, so that the noisy
    or says too much. Between the measured points it is linear.

    >>> reliability(0.9), reliability(1.0)
    (0.76, 0.97)
    """
    for (low, right_low), (high, right_high) in pairwise(MEASURED):
        if confidence <= high:
            share = max(confidence - low, 0.0) / (high - low)
            return round(right_low + share * (right_high - right_low), 3)
    return MEASURED[-1][1]


def weigh(
    text: str,
    candidates: Iterable[Candidate],
    abbreviations: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[str, Evidence]:
    """The evidence by key. An abbreviation and its long form share one, under the key of the long form."""
    pool: dict[str, Evidence] = defaultdict(Evidence)
    for candidate in candidates:
        string = text[candidate.start : candidate.end]
        pool[mention_key(string)].add(string, candidate)
    for short, long in abbreviations:
        _join(pool, text[slice(*short)], text[slice(*long)])
    _join_macros(pool, text)
    for evidence in pool.values():
        evidence.trust_words()
    _accept_variants(pool)
    return pool


def _accept_variants(pool: dict[str, Evidence]) -> None:
    """`Net-S` and `Net2` are methods where the paper introduces a method `Net`."""
    own = tuple(
        string
        for evidence in pool.values()
        if ("Method", INTRODUCED_SOURCE) in evidence.sources
        for string in evidence.strings
        if len(string) > 2 and any(c.isupper() for c in string[1:])
    )
    for evidence in pool.values():
        if any(_extends(string, name) for string in evidence.strings for name in own):
            evidence.sources["Method", "variant"] = 0.8


def _extends(string: str, name: str) -> bool:
    return string.startswith(name) and len(string) > len(name) and not string[len(name)].isalpha()


def _join(pool: dict[str, Evidence], short: str, long: str) -> None:
    short_key, long_key = mention_key(short), mention_key(long)
    if short_key == long_key:
        return
    generic = is_generic(long) or is_generic(short)
    joined = pool.pop(long_key, Evidence())
    if short_key in pool:
        joined.merge(pool.pop(short_key))
    if joined.sources and not generic:
        joined.strings |= {short, long}
        pool[long_key] = joined


def _join_macros(pool: dict[str, Evidence], text: str) -> None:
    """The macros by which authors write the name of their method are one name, and it is the one that the
    title gives before its colon, if it gives any."""
    own = [key for key, evidence in pool.items() if any(OWN_MACRO.fullmatch(s) for s in evidence.strings)]
    title, colon, _ = text.partition("\n")[0].partition(":")
    head = mention_key(title.strip()) if colon else ""
    if not own:
        return
    key = head if head in pool else own[0]
    joined = pool.pop(key)
    for other in own:
        if other != key and other in pool:
            joined.merge(pool.pop(other))
    pool[key] = joined


def is_generic(text: str) -> bool:
    """Whether the string names a field or any model at all: `deep learning`, `LLMs`."""
    lower = text.casefold()
    head, _, last = lower.rpartition(" ")
    return lower in GENERIC_NAMES or f"{head} {singular(last)}".strip() in GENERIC_PHRASES


def occurrences(text: str, folded: str, string: str) -> list[tuple[int, int]]:
    """Whole-word occurrences of a name and of its plural or singular. A name that is all lower case, or of
    several words, is found in any case."""
    exact = " " not in string and string != string.casefold()
    haystack = text if exact else folded
    needle = string if exact else string.casefold()
    forms = [needle]
    if needle[-1:].isalpha() and len(needle) > 2:
        forms.append(singular(needle) if singular(needle) != needle else needle + "s")
    return [span for form in forms for span in _find(haystack, form)]


def _find(haystack: str, needle: str) -> list[tuple[int, int]]:
    found = []
    start = haystack.find(needle)
    while start >= 0:
        end = start + len(needle)
        inside = (start and _is_word(haystack[start - 1])) or (
            end < len(haystack) and _is_word(haystack[end])
        )
        if not inside:
            found.append((start, end))
        start = haystack.find(needle, start + 1)
    return found


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def fold(text: str) -> str:
    """Lower case of the same length."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


@Language.factory("claimgraph_mentions", default_config={"threshold": 0.45})
class MentionChooser:
    """Chooses mentions among the candidates. `threshold`: strings less sure than that are left out."""

    def __init__(self, nlp: Language, name: str, threshold: float) -> None:
        register_extensions()
        self.name = name
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        text = tokens_of(doc).source
        folded = fold(text)
        found: list[Mention] = []
        for key, evidence in weigh(text, doc._.candidates, doc._.abbreviations).items():
            type_, confidence = evidence.best()
            if confidence < self.threshold:
                continue
            sure = reliability(confidence)
            for string in sorted(evidence.strings):
                if not is_generic(string):
                    found += [
                        Mention(start, end, type_, key, sure)
                        for start, end in occurrences(text, folded, string)
                    ]
        doc._.mentions = _longest(found)
        return doc


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Without overlap, the longest first, in order of the text."""
    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in sorted(set(mentions), key=lambda m: (m.start - m.end, m.start, m.key)):
        if covered.isdisjoint(range(mention.start, mention.end)):
            covered.update(range(mention.start, mention.end))
            taken.append(mention)
    return sorted(taken)
