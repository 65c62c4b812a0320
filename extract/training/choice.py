"""Training the choice of strings: a log-linear model, fitted by Newton's method on unseen papers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.markup import clean
from extract.pipeline.mentions.string_choice import CLASSES, Array, ChoiceWeights, features
from extract.pipeline.mentions.tagger import candidates_of
from extract.pipeline.tokens import tokens_of
from extract.record import EntityType

STRENGTH = 3.0
"""Of the L2 penalty, on standardised features."""
STEPS = 25
CONSTANT = 1e-4
"""A feature that varies less says nothing, and is not blown up to the scale of the others."""


def train_choice(papers: Sequence[GoldPaper], docs: Sequence[Doc]) -> ChoiceWeights:
    """Weights from the Docs of annotated papers, read by an encoder that had not seen them."""
    rows: list[Array] = []
    wanted: list[int] = []
    for paper, doc in zip(papers, docs, strict=True):
        types = annotated_strings(paper)
        title_end = tokens_of(doc).title_end
        for candidate in candidates_of(doc):
            rows.append(features(candidate, title_end))
            wanted.append(CLASSES.index(types.get(candidate.text)))
    return fit(np.stack(rows), np.array(wanted))


def annotated_strings(paper: GoldPaper) -> dict[str, EntityType]:
    """The strings of the cleaned text that are mentions, with their type."""
    cleaned = clean(paper.text)
    placed = ((cleaned.clean_span(start, end), type_) for start, end, type_ in sorted(paper.spans()))
    return {cleaned.text[slice(*offsets)]: type_ for offsets, type_ in placed if offsets}


def fit(rows: Array, wanted: np.ndarray) -> ChoiceWeights:
    """Minimise the cross entropy with an L2 penalty by Newton steps; all is exact, so nothing is random."""
    average, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < CONSTANT] = 1.0
    inputs = np.hstack([(rows - average) / scale, np.ones((len(rows), 1))])
    count, width, classes = len(inputs), inputs.shape[1], len(CLASSES)
    penalty = np.full(width, STRENGTH)
    penalty[-1] = 1e-3
    weights = np.zeros((classes, width))
    target = np.eye(classes)[wanted]
    for _ in range(STEPS):
        logits = inputs @ weights.T
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = odds / odds.sum(axis=1, keepdims=True)
        gradient = (shares - target).T @ inputs + penalty * weights
        hessian = np.zeros((classes * width, classes * width))
        for a in range(classes):
            for b in range(a, classes):
                curvature = shares[:, a] * ((a == b) - shares[:, b])
                block = (inputs * curvature[:, None]).T @ inputs
                hessian[a * width : (a + 1) * width, b * width : (b + 1) * width] = block
                hessian[b * width : (b + 1) * width, a * width : (a + 1) * width] = block
        hessian += np.diag(np.tile(penalty, classes))
        step = np.linalg.solve(hessian, gradient.ravel()).reshape(weights.shape)
        weights -= step
        if np.abs(step).max() < 1e-6 * max(1, count) ** 0.5:
            break
    return ChoiceWeights(weights[:, :-1], weights[:, -1], average, scale)
