"""What the annotation of a paper asks of the network, token by token."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from spacy.attrs import IDX
from spacy.tokens import Doc

from extract.evaluation.gold import GoldComparison, GoldPaper
from extract.markup import clean
from extract.pipeline.encoder.inputs import Integers
from extract.pipeline.encoder.labels import KINDS, LABEL_INDEX, RELATIONS, ROLES, SLOTS, places
from extract.training.claims_labels import AnnotatedDoc, annotated, gold_entities

UNASKED = -1
"""A token of which the annotation does not say."""
NO_ANSWER = -1
"""In place of a token: nothing in the text fills the slot."""
BASELINE, SUBJECT = SLOTS.index("baseline"), SLOTS.index("subject")


class Question(NamedTuple):
    """`token` asks for one of SLOTS; each of `right` is an answer: a token that begins a name (or, for a
    baseline, a phrase), or NO_ANSWER."""

    token: int
    slot: int
    right: tuple[int, ...]


@dataclass(frozen=True)
class Targets:
    """Classes of HEADS for each token of a text (`roles` is UNASKED outside of names), what tokens ask of
    others, and the tokens that begin a name: the alternatives to choose from, but for a baseline, which any
    token may begin.

    `unplaced` counts what the annotation says and no token could be found for.
    """

    labels: Integers
    roles: Integers
    numbers: Integers
    rivals: Integers
    questions: tuple[Question, ...]
    names: tuple[int, ...]
    unplaced: Counter[str] = field(default_factory=Counter)

    def within(self, start: int, end: int) -> Targets:
        """Those of the tokens from `start` to `end` (exclusive), counted from `start`; questions whose every
        answer lies elsewhere are left out."""
        stretch = slice(start, end)
        return Targets(
            self.labels[stretch],
            self.roles[stretch],
            self.numbers[stretch],
            self.rivals[stretch],
            tuple(_within(self.questions, start, end)),
            tuple(token - start for token in self.names if start <= token < end),
        )


def _within(questions: Iterable[Question], start: int, end: int) -> Iterator[Question]:
    for token, slot, right in questions:
        near = tuple(
            other if other == NO_ANSWER else other - start
            for other in right
            if other == NO_ANSWER or start <= other < end
        )
        if start <= token < end and near:
            yield Question(token - start, slot, near)


def targets_of(paper: GoldPaper, doc: Doc) -> Targets:
    """The targets of an annotated paper for a Doc, with sentences, of its cleaned text. The Doc stays as it
    is."""
    return _Placing(paper, doc).targets()


class _Placing:
    """Finds the tokens that the annotation of one paper speaks of."""

    def __init__(self, paper: GoldPaper, doc: Doc) -> None:
        self.paper, self.doc = paper, doc
        self.starts = doc.to_array([IDX]).ravel().astype(np.int64)
        read = doc.copy()
        read._.entities = gold_entities(paper)
        self.claims: AnnotatedDoc = annotated(paper, read)
        self.entities = read._.entities
        self.beginnings = {
            entity["name"]: sorted({self.token(start) for start, _ in entity["mentions"]})
            for entity in self.entities
        }
        self.names = {token for tokens in self.beginnings.values() for token in tokens}
        self.questions: list[Question] = []
        self.unplaced: Counter[str] = Counter()

    def targets(self) -> Targets:
        labels, roles = self._labels(), self._roles()
        numbers, rivals = self._numbers(), self._rivals()
        names = tuple(sorted(self.names))
        return Targets(labels, roles, numbers, rivals, tuple(self.questions), names, self.unplaced)

    def token(self, offset: int) -> int:
        """The token that holds a character."""
        return max(0, int(np.searchsorted(self.starts, offset, side="right")) - 1)

    def _labels(self) -> Integers:
        labels = np.zeros(len(self.doc), dtype=np.int64)
        cleaned = clean(self.paper.text)
        for start, end, type_ in sorted(self.paper.spans()):
            offsets = cleaned.clean_span(start, end)
            span = self.doc.char_span(*offsets) if offsets else None
            if span is None:
                self.unplaced["mention"] += 1
                continue
            for place, token in zip(places(len(span)), range(span.start, span.end), strict=True):
                labels[token] = LABEL_INDEX[f"{place}-{type_}"]
        return labels

    def _roles(self) -> Integers:
        roles = np.full(len(self.doc), UNASKED, dtype=np.int64)
        for entity in self.entities:
            if not entity["role"]:
                continue
            for start, end in entity["mentions"]:
                roles[self.token(start) : self.token(end - 1) + 1] = ROLES.index(entity["role"])
        return roles

    def _numbers(self) -> Integers:
        """Also what numbers ask for: one answer right for each result with that number."""
        numbers = np.zeros(len(self.doc), dtype=np.int64)
        for quantity, results in zip(self.claims.quantities, self.claims.results, strict=True):
            if not results:
                continue
            token = self.token(quantity["start"])
            numbers[token] = KINDS.index(results[0].kind)
            for slot, name in enumerate(SLOTS[:SUBJECT]):
                fillers = [(getattr(result, name), result.evidence) for result in results]
                self._ask(token, slot, [self._answers(slot, *filler) for filler in fillers])
        placed = {id(result) for results in self.claims.results for result in results}
        self.unplaced["result"] += sum(id(result) not in placed for result in self.claims.gold_results)
        return numbers

    def _rivals(self) -> Integers:
        """Also what the objects of comparisons ask for."""
        rivals = np.zeros(len(self.doc), dtype=np.int64)
        for comparison in self.claims.gold_comparisons:
            if comparison.relation == "sets_sota" or not comparison.object:
                continue
            tokens = self._objects(comparison)
            if not tokens:
                self.unplaced["object"] += 1
                continue
            rivals[tokens] = RELATIONS.index(comparison.relation)
            answers = self._answers(SUBJECT, comparison.subject, comparison.evidence)
            for token in tokens:
                self._ask(token, SUBJECT, [answers])
        return rivals

    def _objects(self, comparison: GoldComparison) -> list[int]:
        """Where the sentence of a comparison names its object, by any of the names of the entity."""
        span = self.claims.evidence[comparison.evidence]
        if span is None or not comparison.object:
            return []
        first, last = self.token(span[0]), self.token(span[1] - 1)
        if comparison.object in self.beginnings:
            return [token for token in self.beginnings[comparison.object] if first <= token <= last]
        at = self.claims.context.text.find(clean(comparison.object).text, *span)
        return [self.token(at)] if at >= 0 else []

    def _answers(self, slot: int, name: str | None, evidence: str) -> set[int]:
        """The tokens that begin the name of an entity, or what is named where it stands in or after the
        evidence: another name, and for a baseline any phrase."""
        if name is None:
            return {NO_ANSWER}
        if name in self.beginnings:
            return set(self.beginnings[name])
        span = self.claims.evidence[evidence]
        at = self.claims.context.text.find(clean(name).text, span[0] if span else 0)
        if at < 0 or (slot != BASELINE and self.token(at) not in self.names):
            return set()
        return {self.token(at)}

    def _ask(self, token: int, slot: int, answers: Iterable[set[int]]) -> None:
        right: set[int] = set()
        for tokens in answers:
            right |= tokens
            self.unplaced[f"{SLOTS[slot]} of a claim"] += not tokens
        if right:
            self.questions.append(Question(token, slot, tuple(sorted(right))))


def unplaced_in(targets: Iterable[Targets]) -> dict[str, int]:
    """How often each thing could not be placed in several papers."""
    counts: dict[str, int] = defaultdict(int)
    for some in targets:
        for name, count in some.unplaced.items():
            counts[name] += count
    return {name: count for name, count in sorted(counts.items()) if count}
