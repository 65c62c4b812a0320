"""Log-linear (multinomial logistic) models over named features, kept as text that can be read.

A model is a table: one row a feature, one column a class. The score of a class is the sum of the weights of
the features that hold; probabilities are the softmax of the scores (S. Della Pietra, V. Della Pietra and
J. Lafferty, "Inducing features of random fields", 1997; with a Gaussian prior, that is L2, in training).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

BIAS = "bias"


class LogLinear(NamedTuple):
    """`weights` has a weight for each of `classes`; features that it does not know count nothing."""

    classes: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]

    def scores(self, features: Iterable[str]) -> list[float]:
        """The sums of the weights, in the order of `classes`; sums of parts may be added up."""
        known = self.weights
        rows = [known[feature] for feature in features if feature in known]
        if not rows:
            return [0.0] * len(self.classes)
        return [math.fsum(column) for column in zip(*rows, strict=True)]  # whatever their order

    def probabilities(self, features: Iterable[str]) -> list[float]:
        return softmax(self.scores([BIAS, *features]))

    def to_text(self) -> str:
        """Tab-separated, the classes first, features in alphabetical order."""
        rows = [
            "\t".join([feature, *(f"{weight:.2f}" for weight in weights)])
            for feature, weights in sorted(self.weights.items())
        ]
        return "\n".join(["\t".join(["feature", *self.classes]), *rows, ""])


def softmax(scores: list[float]) -> list[float]:
    """
    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def from_text(text: str, file: str = "weights") -> LogLinear:
    """The model of `to_text`. Raises ValueError with the file and number of the first line that is wrong."""
    lines = text.splitlines()
    head = lines[0].split("\t") if lines else []
    if len(head) < 3 or head[0] != "feature":
        raise ValueError(f"{file}, line 1: expected `feature` and at least two classes, parted by tabs")
    weights = {}
    for number, line in enumerate(lines[1:], start=2):
        feature, *columns = line.split("\t")
        if len(columns) != len(head) - 1:
            raise ValueError(f"{file}, line {number}: expected {len(head) - 1} weights, found {len(columns)}")
        try:
            weights[feature] = tuple(map(float, columns))
        except ValueError as error:
            raise ValueError(f"{file}, line {number}: {error}") from error
    return LogLinear(tuple(head[1:]), weights)
