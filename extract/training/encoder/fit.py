"""Fitting the network to annotated papers: all heads at once, by AdamW (arXiv:1711.05101).

The learning rate rises for a tenth of the steps and then falls linearly to a fiftieth. Multiplications are in
bfloat16 where the processor can, to save time; sums, losses and weights are in full. One thread, so that the
same papers give the same network on the same machine.
"""

from __future__ import annotations

import copy
import logging
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.pipeline.encoder.inputs import Integers, Part
from extract.pipeline.encoder.labels import HEADS, POINTER_WIDTH, SLOTS
from extract.training.encoder.base import Base
from extract.training.encoder.checkpoint import Checkpoint
from extract.training.encoder.examples import Example
from extract.training.encoder.network import EncoderNetwork, network_from
from extract.training.encoder.settings import FitSettings
from extract.training.encoder.targets import BASELINE, NO_ANSWER, UNASKED, Targets

WINDOW = 16
"""Batches whose texts are put together by length, so that none is held up by one long text."""
CLIP = 1.0
"""The longest gradient."""
KEPT_EVERY = 100
"""Steps between two times that a fit is kept."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Batch:
    """Texts in a row. `inputs` are the arguments of the network; `classes` are the targets of HEADS."""

    inputs: Mapping[str, Tensor | list[int]]
    classes: Mapping[str, Tensor]
    targets: Sequence[Targets]


def fit(
    examples: Sequence[Example],
    start: Base | EncoderNetwork,
    settings: FitSettings,
    unfinished: Path | None = None,
) -> EncoderNetwork:
    """A network fitted to the examples, which are in an order that is always the same. It starts from a
    base, or as a copy of a network that was fitted before. Where it stands it keeps in the file `unfinished`
    now and then; from there it goes on, and gives the network that it would have given at a stretch.

    Raises TrainingError where that file is of another fit, OSError."""
    with _repeatable(settings.seed):
        network = network_from(start) if isinstance(start, Base) else copy.deepcopy(start)
        steps = settings.epochs * math.ceil(len(examples) / settings.batch)
        optimizer = _optimizer(network, settings)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, steps))
        checkpoint = Checkpoint(unfinished, steps, repr(settings)) if unfinished else None
        resumed = checkpoint.resume(network, optimizer, schedule) if checkpoint else 0
        if resumed:
            _log.info("going on after step %d of %d, from %s", resumed, steps, unfinished)
        shuffle = random.Random(settings.seed)
        network.train()
        done = 0
        for epoch in range(settings.epochs):
            losses = []
            for batch in batches(examples, settings.batch, shuffle):
                done += 1
                if done <= resumed:
                    continue
                losses.append(_step(network, optimizer, packed(batch), settings))
                schedule.step()
                if checkpoint and done % KEPT_EVERY == 0:
                    checkpoint.keep(done, network, optimizer, schedule)
            if losses:
                _log.info("epoch %d of %d: loss %.3f", epoch + 1, settings.epochs, np.mean(losses))
        network.eval()
        return network


def _step(
    network: EncoderNetwork, optimizer: torch.optim.Optimizer, batch: Batch, settings: FitSettings
) -> float:
    """One step of the optimiser; gives the loss before it."""
    loss = batch_loss(network, batch, settings)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimizer.step()
    return float(loss.item())


@contextmanager
def _repeatable(seed: int) -> Iterator[None]:
    """One thread, deterministic algorithms, and random numbers from the seed; afterwards all is as before."""
    threads, was = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    filled = torch.utils.deterministic.fill_uninitialized_memory
    with torch.random.fork_rng(devices=[]):
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(True)
        torch.utils.deterministic.fill_uninitialized_memory = False  # nothing here reads such
        torch.manual_seed(seed)
        try:
            yield
        finally:
            torch.set_num_threads(threads)
            torch.use_deterministic_algorithms(was)
            torch.utils.deterministic.fill_uninitialized_memory = filled


def _optimizer(network: EncoderNetwork, settings: FitSettings) -> torch.optim.Optimizer:
    for parameter in network.frozen():
        parameter.requires_grad_(False)
    pretrained = list(network.pretrained())
    others = {id(parameter) for parameter in (*pretrained, *network.frozen())}
    rest = [parameter for parameter in network.parameters() if id(parameter) not in others]
    groups = [{"params": pretrained, "lr": settings.base_rate}, {"params": rest, "lr": settings.rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=settings.weight_decay)


def _share_of_rate(step: int, steps: int) -> float:
    warmup = max(1, steps // 10)
    return min((step + 1) / warmup, max(0.02, (steps - step) / max(1, steps - warmup)))


def batches(examples: Sequence[Example], size: int, shuffle: random.Random) -> Iterator[list[Example]]:
    """Every example once, in batches of like length."""
    order = list(examples)
    shuffle.shuffle(order)
    made = []
    for begin in range(0, len(order), size * WINDOW):
        window = sorted(order[begin : begin + size * WINDOW], key=lambda example: len(example.part.pieces))
        made += [window[at : at + size] for at in range(0, len(window), size)]
    shuffle.shuffle(made)
    yield from made


def packed(examples: Sequence[Example]) -> Batch:
    """The examples in a row."""
    parts = [example.part for example in examples]
    targets = [example.targets for example in examples]
    classes = {head: _row([getattr(some, head) for some in targets]) for head in HEADS}
    return Batch(packed_inputs(parts), classes, targets)


def packed_inputs(parts: Sequence[Part]) -> dict[str, Tensor | list[int]]:
    """The arguments of the network for several parts."""
    sizes = [len(part.pieces) for part in parts]
    begins = np.cumsum([0, *sizes[:-1]])
    return {
        "pieces": _row([part.pieces for part in parts]),
        "positions": _row([np.arange(size) for size in sizes]),
        "forms": _row([part.forms for part in parts]),
        "first": _row([part.first + begin for part, begin in zip(parts, begins, strict=True)]),
        "last": _row([part.last + begin for part, begin in zip(parts, begins, strict=True)]),
        "features": _row([part.features for part in parts]),
        "piece_sizes": sizes,
        "token_sizes": [len(part.first) for part in parts],
    }


def _row(arrays: Sequence[Integers]) -> Tensor:
    return torch.from_numpy(np.concatenate(arrays).astype(np.int64))


def batch_loss(network: EncoderNetwork, batch: Batch, settings: FitSettings) -> Tensor:
    """The weighted sum of the losses of all heads and of the questions."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_multiplies_in_half()):
        outputs = {name: values.float() for name, values in network(**batch.inputs).items()}
    loss = settings.questions * question_loss(outputs, batch)
    for head in HEADS:
        classes = batch.classes[head]
        if bool((classes != UNASKED).any()):
            entropy = functional.cross_entropy(outputs[head], classes, ignore_index=UNASKED)
            loss = loss + getattr(settings, head) * entropy
    return loss


def _multiplies_in_half() -> bool:
    """Whether the processor multiplies matrices of bfloat16 faster than those of float32. Where it has no
    unit for matrices, only the instruction of AVX-512, a step in bfloat16 takes 1.4 times as long as one in
    float32 (Xeon, Sapphire Rapids, with AMX switched off); where it has not even that, many times."""
    has = torch.cpu.get_capabilities()
    return any(has.get(name) for name in ("amx_bf16", "bf16"))


def question_loss(outputs: Mapping[str, Tensor], batch: Batch) -> Tensor:
    """The mean over all questions of how unlikely the network takes the right answers together to be."""
    sizes = batch.inputs["token_sizes"]
    queries, keys, none = (outputs[name].split(sizes) for name in ("queries", "keys", "none"))
    losses = [
        _surprises(asking, offering, nothing, targets)
        for asking, offering, nothing, targets in zip(queries, keys, none, batch.targets, strict=True)
        if targets.questions and targets.names
    ]
    return torch.cat(losses).mean() if losses else torch.zeros(())


def _surprises(queries: Tensor, keys: Tensor, none: Tensor, targets: Targets) -> Tensor:
    """Minus the logarithm of the probability of all right answers, for each question of a text."""
    tokens = torch.tensor([question.token for question in targets.questions])
    slots = torch.tensor([question.slot for question in targets.questions])
    asked = queries.view(-1, len(SLOTS), POINTER_WIDTH)[tokens, slots]
    offered = keys.view(-1, len(SLOTS), POINTER_WIDTH)[:, slots]
    scores = torch.einsum("qw,tqw->qt", asked, offered) / POINTER_WIDTH**0.5
    scores = torch.cat([none[tokens, slots][:, None], scores], 1)
    possible, right = alternatives(targets, len(keys))
    scores = scores.masked_fill(~possible, -math.inf)
    return torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -math.inf), 1)


def alternatives(targets: Targets, tokens: int) -> tuple[Tensor, Tensor]:
    """Of each question, as (questions, 1 + tokens): what may answer it, and what is right. The first
    column is none."""
    possible = np.zeros((len(targets.questions), 1 + tokens), dtype=np.bool_)
    right = np.zeros_like(possible)
    names = np.array([NO_ANSWER, *targets.names]) - NO_ANSWER
    for row, question in enumerate(targets.questions):
        possible[row, slice(None) if question.slot == BASELINE else names] = True
        right[row, np.array(question.right) - NO_ANSWER] = True
    return torch.from_numpy(possible), torch.from_numpy(right)
