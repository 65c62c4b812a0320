"""Which strings of a paper are names, and of what: one decision a string, from all of its occurrences.

A string means one thing throughout a paper, so what the tagger and the rules say at each occurrence is
weighed together, in a log-linear model over no name and the four types.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from extract.pipeline.annotations import Mention
from extract.pipeline.encoder.reading import Floats
from extract.pipeline.mentions.candidates import mention_key
from extract.pipeline.mentions.decoding import TokenSpan, likely_spans, span_probabilities
from extract.record import ENTITY_TYPES, EntityType

Array = npt.NDArray[np.float64]

FLOOR = 0.1
"""A span that is less probable in every type, and in no reading of tagger or rules, is no candidate."""
LONGEST = 9
CLASSES = (None, *ENTITY_TYPES)
_TINY = 1e-4
_TYPE_INDEX = {type_: index for index, type_ in enumerate(ENTITY_TYPES)}


@dataclass
class StringEvidence:
    """A candidate string: its whole-word occurrences (character offsets), the token spans among them, and for
    each occurrence and type the tagger's probability, whether it reads the name there, and the rules'
    confidence."""

    text: str
    occurrences: list[tuple[int, int]]
    tokens: list[tuple[int, int] | None]
    probability: Array
    read: Array
    rules: Array
    inside: float = 0.0
    """share of occurrences within a longer name that the tagger reads"""
    around: float = 0.0
    """share of occurrences that hold a shorter such name"""
    crossing: float = 0.0
    """share of occurrences that overlap such a name otherwise"""
    folded: list[Array] = field(default_factory=list)
    """probabilities of all strings that differ in case, hyphens or plural alone"""


def gather(doc: Doc, text: str, probabilities: Floats, spans: Sequence[TokenSpan]) -> list[StringEvidence]:
    """The candidate strings of a paper, in alphabetical order, with what is known of each."""
    bounds = doc.to_array([IDX, LENGTH]).astype("int64").tolist()
    starts = {start: index for index, (start, _) in enumerate(bounds)}
    ends = {start + length: index + 1 for index, (start, length) in enumerate(bounds)}
    rules = {(m.start, m.end): m for m in doc._.mentions}
    candidates = {text[start:end] for start, end in rules}
    proposed = likely_spans(probabilities, FLOOR, LONGEST) | {(start, end) for start, end, _ in spans}
    candidates |= {text[bounds[start][0] : sum(bounds[end - 1])] for start, end in proposed}
    read = {(start, end): type_ for start, end, type_ in spans}
    found = []
    for string in sorted(candidates):
        occurrences = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", text)]
        if not occurrences or "\n" in string:
            continue
        tokens = [_token_span(starts, ends, *span) for span in occurrences]
        evidence = StringEvidence(
            string,
            occurrences,
            tokens,
            np.array([span_probabilities(probabilities, *t) if t else np.zeros(4) for t in tokens]),
            np.array([_one_hot(read.get(t) if t else None) for t in tokens]),
            np.array([_rule_vector(rules.get(span)) for span in occurrences]),
        )
        _place_among(evidence, spans)
        found.append(evidence)
    by_form: dict[str, list[Array]] = defaultdict(list)
    for evidence in found:
        by_form[_form(evidence.text)].append(evidence.probability)
    for evidence in found:
        evidence.folded = by_form[_form(evidence.text)]
    return found


def _token_span(starts: dict[int, int], ends: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    first, last = starts.get(start), ends.get(end)
    return None if first is None or last is None else (first, last)


def _one_hot(type_: EntityType | None) -> Array:
    vector = np.zeros(len(ENTITY_TYPES))
    if type_ is not None:
        vector[_TYPE_INDEX[type_]] = 1.0
    return vector


def _rule_vector(mention: Mention | None) -> Array:
    return _one_hot(mention.type) * mention.confidence if mention else _one_hot(None)


def _form(string: str) -> str:
    return string.casefold().replace("-", " ").removesuffix("s")


def _place_among(evidence: StringEvidence, spans: Sequence[TokenSpan]) -> None:
    inside = around = crossing = 0
    for tokens in evidence.tokens:
        if tokens is None:
            continue
        start, end = tokens
        near = [(a, b) for a, b, _ in spans if a < end and start < b and (a, b) != tokens]
        inside += any(a <= start and end <= b for a, b in near)
        around += any(start <= a and b <= end for a, b in near)
        crossing += bool(near)
    count = len(evidence.occurrences)
    evidence.inside, evidence.around, evidence.crossing = inside / count, around / count, crossing / count


def features(evidence: StringEvidence, title_end: int) -> Array:
    """What the model weighs of a string."""
    probability = evidence.probability
    odds = np.log((probability + _TINY) / (1 - probability + _TINY)) / 9
    variants = np.concatenate(evidence.folded)
    string = evidence.text
    count = len(evidence.occurrences)
    shape = [
        evidence.inside,
        evidence.around,
        evidence.crossing,
        min(count, 6) / 6,
        count == 1,
        len(string.split()) / 5,
        len(string) / 30,
        string[0].isupper(),
        any(c.isupper() for c in string[1:]),
        any(c.isdigit() for c in string),
        "-" in string,
        string.isupper(),
        any(start < title_end for start, _ in evidence.occurrences),
        not evidence.rules.any(),
        not evidence.read.any(),
        len(evidence.folded) > 1,
    ]
    return np.concatenate(
        [
            *(reduce(array, axis=0) for array in (probability, odds) for reduce in (np.mean, np.max)),
            odds.min(axis=0),
            variants.mean(axis=0),
            variants.max(axis=0),
            evidence.read.mean(axis=0),
            evidence.rules.mean(axis=0),
            evidence.rules.max(axis=0),
            np.array(shape, dtype=float),
        ]
    )


@dataclass(frozen=True)
class ChoiceWeights:
    """Of the log-linear model: `weights` (classes, features) on features less `mean` and over `scale`."""

    weights: Array
    bias: Array
    mean: Array
    scale: Array

    def probabilities(self, rows: Sequence[Array]) -> Array:
        """(strings, classes): the first class is no name."""
        if not rows:
            return np.zeros((0, len(CLASSES)))
        logits = (np.stack(rows) - self.mean) / self.scale @ self.weights.T + self.bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def write(self, path: Path) -> None:
        values = {name: np.round(getattr(self, name), 5).tolist() for name in self.__dataclass_fields__}
        path.write_text(json.dumps(values), encoding="utf-8")

    @staticmethod
    def read(path: Path) -> ChoiceWeights:
        values = json.loads(path.read_text(encoding="utf-8"))
        return ChoiceWeights(**{name: np.array(value) for name, value in values.items()})


def choose(
    candidates: Sequence[StringEvidence], probabilities: Array, keys: dict[str, str], threshold: float
) -> list[Mention]:
    """The mentions of the strings that are more probably names than not, in the order of the text.

    Strings of one key are of one type: the one that they support most together. Where occurrences overlap,
    the longer string has it, as in the annotation.
    """
    names = [(c, p) for c, p in zip(candidates, probabilities, strict=True) if 1 - p[0] >= threshold]
    support: dict[str, Array] = defaultdict(lambda: np.zeros(len(ENTITY_TYPES)))
    for candidate, shares in names:
        support[_key(candidate, keys)] += shares[1:] * len(candidate.occurrences)
    covered: set[int] = set()
    chosen = []
    for candidate, shares in sorted(names, key=lambda pair: (-len(pair[0].text), pair[0].text)):
        key = _key(candidate, keys)
        type_ = ENTITY_TYPES[int(support[key].argmax())]
        for start, end in candidate.occurrences:
            if covered.isdisjoint(range(start, end)):
                covered.update(range(start, end))
                chosen.append(Mention(start, end, type_, key, round(float(1 - shares[0]), 3)))
    return sorted(chosen)


def _key(candidate: StringEvidence, keys: dict[str, str]) -> str:
    return keys.get(candidate.text) or mention_key(candidate.text)


def keys_of(
    text: str, mentions: Iterable[Mention], pairs: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[str, str]:
    """The key of each string that the rules have one for: an abbreviation has that of its long form."""
    keys = {text[m.start : m.end]: m.key for m in mentions}
    for short, long in pairs:
        key = keys.get(text[slice(*long)]) or mention_key(text[slice(*long)])
        keys[text[slice(*short)]] = keys[text[slice(*long)]] = key
    return keys
