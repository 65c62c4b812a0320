"""Fits rankers and classifiers by the likelihood of what is right, under a Gaussian prior (L2).

Rankers: of several alternatives in a group, those that are right should get the probability. Where
more than one is right (several mentions of one entity), their probabilities are added up before the
logarithm, so that the model may prefer either.

Classifiers: the mean of the prior need not be zero; what rules know of wordings too rare to be learned is put
there, and the examples move it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pipeline.claims.models import BIAS, Classifier, Ranker
from extract.training.roles_fit import Example, Objective, Vector, minimize

Prior = Mapping[str, Mapping[str, float]]
"""The weights by feature and class that are expected before any example; zero where nothing is said."""

SMALLEST = 0.02
"""Weights nearer to zero are left out."""


class Group(NamedTuple):
    """Alternatives by their features, and which of them are right (at least one)."""

    alternatives: Sequence[Sequence[str]]
    right: Sequence[bool]


def fit_ranker(groups: Sequence[Group], *, l2: float, least: int = 3, iterations: int = 120) -> Ranker:
    """The most probable weights under a Gaussian prior of variance 1 / `l2`; features of fewer than `least`
    groups are left out. Raises ValueError without groups or where a group has no right alternative."""
    if not groups or not all(any(group.right) for group in groups):
        raise ValueError("every group needs a right alternative, and there must be groups")
    counts = Counter(feature for group in groups for feature in set().union(*group.alternatives))
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    if not index:
        return {}
    objective = _objective(groups, index, l2)
    solution = minimize(objective, np.zeros(len(index)), iterations)
    rounded = {feature: round(float(solution[i]), 2) for feature, i in index.items()}
    return {feature: weight for feature, weight in rounded.items() if abs(weight) >= SMALLEST}


def _objective(groups: Sequence[Group], index: dict[str, int], l2: float) -> Objective:
    """Negative log likelihood and prior, with the gradient."""
    rows = [[index[f] for f in features if f in index] for group in groups for features in group.alternatives]
    columns = np.array([i for row in rows for i in row], dtype=np.int64)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    sizes = np.array([len(group.alternatives) for group in groups])
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = np.array([r for group in groups for r in group.right], dtype=bool)

    def shares(scores: Vector) -> tuple[Vector, NDArray[np.float64]]:
        """The softmax within each group, and the logarithm of what it was divided by."""
        top = np.maximum.reduceat(scores, begins)
        powers = np.exp(scores - np.repeat(top, sizes))
        whole = np.add.reduceat(powers, begins)
        return powers / np.repeat(whole, sizes), np.log(whole) + top

    def evaluate(weights: Vector) -> tuple[float, Vector]:
        scores = np.bincount(owners, weights=weights[columns], minlength=len(rows)).astype(np.float64)
        all_shares, all_log = shares(scores)
        right_shares, right_log = shares(np.where(right, scores, np.float64(-1e9)).astype(np.float64))
        loss = float((all_log - right_log).sum()) + 0.5 * l2 * float(weights @ weights)
        error = all_shares - right_shares
        gradient = np.bincount(columns, weights=error[owners], minlength=len(index))
        return loss, gradient + l2 * weights

    return evaluate


def fit_classifier(
    examples: Sequence[Example],
    classes: tuple[str, ...],
    *,
    l2: float,
    prior: Prior,
    least: int = 3,
    iterations: int = 60,
) -> Classifier:
    """The most probable weights under a prior of variance 1 / `l2` around `prior`; other features of fewer
    than `least` examples are left out. Raises ValueError without examples or for a label that is no class."""
    unknown = {example.label for example in examples} - set(classes)
    if unknown or not examples:
        raise ValueError(f"no examples, or labels that are no class: {sorted(unknown)}")
    counts = Counter(feature for example in examples for feature in set(example.features))
    kept = sorted({f for f, n in counts.items() if n >= least} | set(prior) | {BIAS})
    index = {feature: i for i, feature in enumerate(kept)}
    mean = np.array([[prior.get(f, {}).get(name, 0.0) for name in classes] for f in kept]).ravel()
    objective = _class_objective(examples, classes, index, l2, mean)
    table = minimize(objective, mean, iterations).reshape(len(index), len(classes))
    rows = {feature: tuple(round(float(w), 2) for w in table[i]) for feature, i in index.items()}
    return Classifier(classes, {f: row for f, row in rows.items() if max(map(abs, row)) >= SMALLEST})


def _class_objective(
    examples: Sequence[Example], classes: tuple[str, ...], index: dict[str, int], l2: float, mean: Vector
) -> Objective:
    rows = [sorted({index[f] for f in (BIAS, *example.features) if f in index}) for example in examples]
    columns = np.array([i for row in rows for i in row], dtype=np.int64)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    gold = np.array([classes.index(example.label) for example in examples])
    target = np.zeros((len(rows), len(classes)))
    target[np.arange(len(rows)), gold] = 1.0

    def evaluate(point: Vector) -> tuple[float, Vector]:
        weights = point.reshape(len(index), len(classes)).T
        scores = np.stack(
            [np.bincount(owners, weights=w[columns], minlength=len(rows)) for w in weights], axis=1
        )
        scores -= scores.max(axis=1, keepdims=True)
        whole = np.log(np.exp(scores).sum(axis=1))
        away = point - mean
        loss = float((whole - scores[np.arange(len(rows)), gold]).sum()) + 0.5 * l2 * float(away @ away)
        error = (np.exp(scores - whole[:, None]) - target).T
        slopes = [np.bincount(columns, weights=e[owners], minlength=len(index)) for e in error]
        return loss, np.stack(slopes, axis=1).ravel() + l2 * away

    return evaluate
