"""What the encoder says, as features for the log-linear models that decide.

A probability becomes the steps that it reaches on the scale of log odds (`reads score > 2`), so that a model
weighs it without a shape fixed beforehand. Where a pipeline has no encoder there are no such features.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from spacy.attrs import IDX
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets
from extract.pipeline.encoder.labels import KINDS, RELATIONS, ROLES, SLOTS
from extract.pipeline.encoder.reading import reading_of

STEPS = (-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5)
"""Log odds."""
_LEAST = 1e-6


class Unnamed(NamedTuple):
    """What is no name and may yet fill a slot, by its offsets."""

    start: int
    end: int


Filling = int | Unnamed | None
"""An entity by its number, words that are no name, or nothing."""
Shares = Mapping[Filling, float]
"""How likely each fills a slot."""


def steps(name: str, probability: float) -> list[str]:
    """The features of a probability.

    >>> steps("score", 0.3)
    ['score > -5', 'score > -4', 'score > -3', 'score > -2', 'score > -1']
    """
    held = min(max(probability, _LEAST), 1 - _LEAST)
    odds = math.log(held / (1 - held))
    return [f"{name} > {step}" for step in STEPS if odds > step]


class Evidence:
    """The reading of a Doc, asked by character offsets. `named` has the start of every mention and the number
    of its entity: these are what may fill a slot."""

    def __init__(self, doc: Doc, named: Sequence[tuple[int, int]]) -> None:
        self.reading = reading_of(doc)
        # Of every token, white space too: the reading has a row for each.
        self._starts = doc.to_array([IDX]).ravel().tolist()
        self._owners = [entity for _, entity in named]
        self._candidates = [self._token(start) for start, _ in named]
        self._shares: dict[tuple[str, int, tuple[Unnamed, ...]], Shares] = {}

    def _token(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def kind(self, offset: int) -> list[str]:
        """Of a number that starts at an offset: whether it measures, and as what kind."""
        if self.reading is None:
            return []
        row = self.reading.numbers[self._token(offset)]
        return [f for kind, p in zip(KINDS, row, strict=True) for f in steps(f"reads {kind}", float(p))]

    def relation(self, offset: int) -> list[str]:
        """Of what starts at an offset: whether something is compared with it, and how."""
        if self.reading is None:
            return []
        row = self.reading.rivals[self._token(offset)]
        return [f for name, p in zip(RELATIONS, row, strict=True) for f in steps(f"reads {name}", float(p))]

    def objects_in(self, span: Offsets, least: float) -> list[int]:
        """Where the tokens of a span start that are at least so likely to begin what something is compared
        with."""
        if self.reading is None:
            return []
        compared = 1.0 - self.reading.rivals[:, RELATIONS.index("none")]
        return [int(self._starts[token]) for token in self._tokens(span) if compared[token] >= least]

    def roles(self, spans: Iterable[Offsets], roles: Sequence[str]) -> list[str]:
        """Of an entity with mentions at `spans`: each role, on average and where it is likeliest."""
        if self.reading is None:
            return []
        rows = np.array([self._role_shares(span, roles) for span in spans])
        mean, most = rows.mean(axis=0), rows.max(axis=0)
        features = [f"reads most {roles[int(mean.argmax())]}"]
        for index, role in enumerate(roles):
            features += steps(f"reads {role}", float(mean[index]))
            features += steps(f"reads somewhere {role}", float(most[index]))
        return features

    def _role_shares(self, span: Offsets, roles: Sequence[str]) -> list[float]:
        assert self.reading is not None
        first, last = self._token(span[0]), self._token(span[1] - 1)
        row = self.reading.roles[first : last + 1].astype(np.float64).mean(axis=0)
        shares = [float(row[ROLES.index(role)]) for role in roles]
        whole = sum(shares) or 1.0
        return [share / whole for share in shares]

    def shares(self, slot: str, offset: int, phrases: tuple[Unnamed, ...] = ()) -> Shares:
        """How likely each entity, each phrase, or none fills a slot of what starts at an offset."""
        if self.reading is None:
            return {}
        key = slot, self._token(offset), phrases
        if key not in self._shares:
            asked: list[tuple[Filling, int]] = list(zip(self._owners, self._candidates, strict=True))
            asked += [(phrase, token) for phrase in phrases for token in self._tokens(phrase)]
            self._shares[key] = self._ask(SLOTS.index(slot), key[1], asked)
        return self._shares[key]

    def _tokens(self, words: Offsets) -> range:
        return range(self._token(words[0]), self._token(words[1] - 1) + 1)

    def _ask(self, slot: int, token: int, asked: Sequence[tuple[Filling, int]]) -> Shares:
        """Of `asked`, each with the token that may answer for it; several tokens of one add up."""
        shares: dict[Filling, float] = defaultdict(float)
        for filling, share in zip(
            (None, *(filling for filling, _ in asked)),
            self._answers(slot, token, [other for _, other in asked]),
            strict=True,
        ):
            shares[filling] += share
        return dict(shares)

    def _answers(self, slot: int, token: int, candidates: Sequence[int]) -> list[float]:
        assert self.reading is not None
        scores = self.reading.answers(slot, token, candidates)
        odds = np.exp(scores - scores.max())
        whole = math.fsum(odds.tolist())
        return [odd / whole for odd in odds.tolist()]

    def pointed_at(self, slot: str, offset: int, span: Offsets, least: float) -> list[int]:
        """Where the tokens of a span start that are, among all tokens, at least so likely to fill a slot of
        what starts at an offset; the likeliest first."""
        if self.reading is None:
            return []
        everything = range(len(self._starts))
        shares = self._answers(SLOTS.index(slot), self._token(offset), everything)[1:]
        likely = [token for token in self._tokens(span) if shares[token] >= least]
        return [int(self._starts[token]) for token in sorted(likely, key=lambda token: -shares[token])]

    def filler(
        self, slot: str, offset: int, entities: Sequence[Filling], phrases: tuple[Unnamed, ...] = ()
    ) -> list[str]:
        """Of what may fill a slot: an entity, a list of them, one of the `phrases`, or none."""
        shares = self.shares(slot, offset, phrases)
        if not shares:
            return []
        share = math.fsum(shares.get(entity, 0.0) for entity in entities)
        best = max(shares.values())
        listed = "reads list" if len(entities) > 1 else "reads"
        features = steps(listed, share)
        if len(entities) > 1:
            features += steps("reads least of list", min(shares.get(entity, 0.0) for entity in entities))
        elif shares.get(entities[0], 0.0) == best:
            features.append("reads best")
        return features
