"""Fits a log-linear model by L-BFGS with an L2 prior; the same rows in the same order give the same model.

J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd edition, algorithms 7.4 and 7.5, with a
backtracking line search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pipeline.loglinear import BIAS, LogLinear
from extract.training.origins import is_copy

Vector = NDArray[np.float64]
Objective = Callable[[Vector], tuple[float, Vector]]


class Example(NamedTuple):
    """The features that hold, the class, and how much it counts."""

    features: Sequence[str]
    label: str
    weight: float = 1.0


def fit(
    examples: Sequence[Example],
    classes: tuple[str, ...],
    *,
    l2: float = 1.0,
    least: int = 3,
    iterations: int = 100,
) -> LogLinear:
    """The most probable weights. `least`: features of fewer examples are left out; `l2`: strength of the
    prior, the inverse of its variance. Copies of features for one origin are learned and not kept. Raises
    ValueError without examples or for a label that is no class."""
    if not examples:
        raise ValueError("no examples to learn from")
    unknown = {example.label for example in examples} - set(classes)
    if unknown:
        raise ValueError(f"labels that are no class: {sorted(unknown)}")
    counts = Counter(feature for example in examples for feature in set(example.features))
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    index[BIAS] = len(index)
    objective = _objective(examples, classes, index, l2)
    solution = minimize(objective, np.zeros(len(index) * len(classes)), iterations)
    table = solution.reshape(len(index), len(classes))
    weights = {f: tuple(round(float(w), 2) for w in table[i]) for f, i in index.items() if not is_copy(f)}
    return LogLinear(classes, {f: row for f, row in weights.items() if any(abs(w) >= 0.02 for w in row)})


def _objective(
    examples: Sequence[Example], classes: tuple[str, ...], index: dict[str, int], l2: float
) -> Objective:
    """Negative log likelihood and prior, with the gradient."""
    rows = [
        sorted({index[f] for f in example.features if f in index} | {index[BIAS]}) for example in examples
    ]
    flat = np.array([i for row in rows for i in row], dtype=np.int64)
    lengths = np.array([len(row) for row in rows])
    begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    gold = np.array([classes.index(example.label) for example in examples])
    strength = np.array([example.weight for example in examples])
    target = np.zeros((len(rows), len(classes)))
    target[np.arange(len(rows)), gold] = 1.0

    def evaluate(point: Vector) -> tuple[float, Vector]:
        weights = point.reshape(len(index), len(classes))
        scores = np.add.reduceat(weights[flat], begins, axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        log_total = np.log(np.exp(scores).sum(axis=1))
        loss = float((strength * (log_total - scores[np.arange(len(rows)), gold])).sum())
        error = (np.exp(scores - log_total[:, None]) - target) * strength[:, None]
        gradient = np.stack(
            [
                np.bincount(flat, weights=np.repeat(column, lengths), minlength=len(index))
                for column in error.T
            ],
            axis=1,
        )
        return loss + 0.5 * l2 * float(point @ point), (gradient + l2 * weights).ravel()

    return evaluate


def minimize(objective: Objective, start: Vector, iterations: int, memory: int = 8) -> Vector:
    """A point where the gradient is nearly zero, or the best after so many iterations."""
    point = start
    value, gradient = objective(point)
    steps: list[tuple[Vector, Vector]] = []
    for _ in range(iterations):
        direction = _direction(gradient, steps)
        slope = float(gradient @ direction)
        length = 1.0 if steps else 1.0 / max(1.0, float(np.abs(gradient).max()))
        while True:
            tried = point + length * direction
            new_value, new_gradient = objective(tried)
            if new_value <= value + 1e-4 * length * slope or length < 1e-8:
                break
            length *= 0.5
        step, change = tried - point, new_gradient - gradient
        if float(step @ change) > 1e-10:
            steps = [*steps[-(memory - 1) :], (step, change)]
        done = value - new_value < 1e-5 * abs(new_value)
        point, value, gradient = tried, new_value, new_gradient
        if done:
            break
    return point


def _direction(gradient: Vector, steps: list[tuple[Vector, Vector]]) -> Vector:
    """The two-loop recursion: minus the gradient times an estimate of the inverse Hessian."""
    direction = -gradient
    factors = []
    for step, change in reversed(steps):
        factor = float(step @ direction) / float(step @ change)
        factors.append(factor)
        direction = direction - factor * change
    if steps:
        step, change = steps[-1]
        direction = direction * (float(step @ change) / float(change @ change))
    for (step, change), factor in zip(steps, reversed(factors), strict=True):
        direction = direction + step * (factor - float(change @ direction) / float(step @ change))
    return direction
