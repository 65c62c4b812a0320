"""Training the tagger: teachers on parts of the annotation, a student on all of it and on what they say.

Each teacher leaves out one part of the annotated papers; what it says of that part trains the choice of
strings, which so learns from readings as uncertain as those of new papers. The mean of the teachers on papers
without annotation trains the student beside the annotation (self-training with soft targets: Hinton et al.
2015, arXiv:1503.02531).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from thinc.api import Adam, Model, Optimizer, fix_random_seed, set_dropout_rate

from extract.pipeline.tagger import Tagger
from extract.pipeline.tagger_model import Probabilities
from extract.training.examples import Example


@dataclass(frozen=True)
class TaggerSettings:
    """`batch` is in tokens; `learn_rate` rises over `warmup` steps and falls linearly to a fiftieth."""

    epochs: int = 6
    batch: int = 4000
    learn_rate: float = 0.001
    warmup: int = 200
    dropout: float = 0.2
    seed: int = 0


def train_tagger(
    tagger: Tagger, examples: Sequence[Example], settings: TaggerSettings, start: bytes | None = None
) -> None:
    """Fit the network of a tagger, from `start` (as `Model.to_bytes` gives it) or from nothing; it ends with
    the average of its weights over the training."""
    fix_random_seed(settings.seed)
    shuffle = random.Random(settings.seed)
    model = tagger.model
    tagger.initialize()
    if start is not None:
        model.from_bytes(start)
    set_dropout_rate(model, settings.dropout)
    optimizer = Adam(settings.learn_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    tokens = sum(len(example.doc) for example in examples)
    steps = settings.epochs * (tokens // settings.batch + 1)
    step = 0
    for _ in range(settings.epochs):
        for batch in _batches(examples, settings.batch, shuffle):
            step += 1
            rise, fall = min(1.0, step / settings.warmup), max(0.02, 1 - step / steps)
            optimizer.learn_rate = settings.learn_rate * rise * fall
            _update(model, batch, optimizer)
    set_dropout_rate(model, 0.0)
    averages = optimizer.averages
    with model.use_params(averages):
        trained = model.to_bytes()
    model.from_bytes(trained)


def _batches(examples: Sequence[Example], size: int, shuffle: random.Random) -> Iterator[list[Example]]:
    order = list(examples)
    shuffle.shuffle(order)
    batch: list[Example] = []
    for example in order:
        batch.append(example)
        if sum(len(other.doc) for other in batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _update(model: Model[Any, Any], batch: Sequence[Example], optimizer: Optimizer) -> None:
    """One step down the gradient of the cross entropy, averaged over tokens."""
    guesses, backpropagate = model.begin_update([example.doc for example in batch])
    weight = len(batch) / sum(len(example.doc) for example in batch)
    backpropagate([(guess - example.targets) * weight for guess, example in zip(guesses, batch, strict=True)])
    model.finish_update(optimizer)


def mean(readings: Sequence[Sequence[Probabilities]]) -> list[Probabilities]:
    """What several taggers say together of the same documents."""
    return [np.mean(np.stack(each), axis=0) for each in zip(*readings, strict=True)]
