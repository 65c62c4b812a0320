"""Abstracts that nobody annotated, as networks read them: what a larger network learns from first.

Several networks, each fitted to other annotated papers, are right more often together than each alone, and
their probabilities say more than their best guesses (Hinton et al. 2015, arXiv:1503.02531).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from extract.pipeline.encoder.component import Network
from extract.pipeline.encoder.inputs import Part, WordPieces, parts_of
from extract.pipeline.encoder.labels import HEADS, SLOTS
from extract.pipeline.encoder.reading import Floats, Reading
from extract.pipeline.mentions.decoding import decode
from extract.training.encoder.targets import NO_ANSWER, SUBJECT, Question, questions_within

Doubles = npt.NDArray[np.float64]

LEAST_SHARE = 0.02
"""An answer that is less likely is left out."""
SURE = 0.5
"""How likely a token has to be a result, or the object of a comparison, to be asked for the slots of one."""


@dataclass(frozen=True)
class GuessedTargets:
    """As `Targets`, with probabilities in place of classes: `classes` has an array (tokens, classes) for each
    of HEADS, in half precision."""

    classes: Mapping[str, Floats]
    questions: tuple[Question, ...]
    names: tuple[int, ...]

    def shares(self, head: str) -> Floats:
        """(tokens, classes): how likely each class is."""
        return self.classes[head].astype(np.float32)

    def within(self, start: int, end: int) -> GuessedTargets:
        """Those of the tokens from `start` to `end` (exclusive), counted from `start`."""
        return GuessedTargets(
            {head: values[start:end] for head, values in self.classes.items()},
            tuple(questions_within(self.questions, start, end)),
            tuple(token - start for token in self.names if start <= token < end),
        )


@dataclass(frozen=True)
class GuessedExample:
    """`targets` are those of the tokens of the part, counted from its start."""

    part: Part
    targets: GuessedTargets


def guessed_examples(
    docs: Iterable[Doc], teachers: Sequence[Network], words: WordPieces
) -> Iterator[GuessedExample]:
    """The parts of Docs that the rules have read (`doc._.mentions`), as the teachers together see them."""
    for doc in docs:
        targets = guessed_targets([teacher.read(doc) for teacher in teachers])
        for part in parts_of(doc, words):
            yield GuessedExample(part, targets.within(part.start, part.end))


def guessed_targets(readings: Sequence[Reading]) -> GuessedTargets:
    """The mean of several readings of one text."""
    classes = {head: np.mean([getattr(one, head) for one in readings], axis=0) for head in HEADS}
    names = tuple(sorted({start for start, _, _ in decode([classes["labels"]])[0]}))
    questions = tuple(_questions(classes, names, readings)) if names else ()
    return GuessedTargets({h: values.astype(np.float16) for h, values in classes.items()}, questions, names)


def _questions(
    classes: Mapping[str, Floats], names: Sequence[int], readings: Sequence[Reading]
) -> Iterator[Question]:
    """What the results and the objects of comparisons ask for, as far as there are any."""
    asking = {"numbers": range(SUBJECT), "rivals": range(SUBJECT, len(SLOTS))}
    for head, slots in asking.items():
        for token in np.flatnonzero(classes[head][:, 0] < SURE).tolist():
            for slot in slots:
                yield _question(token, slot, names, readings)


def _question(token: int, slot: int, names: Sequence[int], readings: Sequence[Reading]) -> Question:
    shares: Doubles = np.mean([_softmax(one.answers(slot, token, names)) for one in readings], axis=0)
    kept = np.flatnonzero(shares >= LEAST_SHARE)
    answers = np.array([NO_ANSWER, *names])[kept]
    left = shares[kept] / shares[kept].sum()
    return Question(token, slot, tuple(answers.tolist()), tuple(left.tolist()))


def _softmax(scores: Doubles) -> Doubles:
    powers = np.exp(scores - scores.max())
    shares: Doubles = powers / powers.sum()
    return shares
