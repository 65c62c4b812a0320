"""Choosing the metric, dataset and task of a number among the candidates.

Each candidate gets a score from how it stands to the number; the best one above a floor is taken. The scores
are plain sums of the weights below, so that a trained ranker can replace `metric_score`, `dataset_score` and
`task_score` one by one.
"""

from __future__ import annotations

from extract.pipeline.claim_context import ClaimContext, Mention
from extract.pipeline.quantity_reading import Quantity
from extract.pipeline.results_candidates import Candidate, SentenceClaims
from extract.pipeline.results_links import LINK_RIGHT, Link, dataset_link, metric_link
from extract.pipeline.results_polarity import RESOURCE

_METRIC_WEIGHT: dict[Link, float] = {"aligned": 9.0, "beside": 5.5, "linked": 4.5, "near": 1.0}
_DATASET_WEIGHT: dict[Link, float] = {"aligned": 9.5, "beside": 5.0, "linked": 5.0, "near": 2.5}

_NEVER = 100.0

# Units of quality that look like units of measure.
_PHYSICAL = ("dB", "mm", "cm", "pixels", "px")


def best(candidates: list[Candidate], scores: list[float], floor: float) -> Candidate | None:
    """The candidate of the highest score (the first of equals), or None where none reaches the floor."""
    if not candidates:
        return None
    top = max(range(len(candidates)), key=lambda i: (scores[i], -i))
    return candidates[top] if scores[top] >= floor else None


def metric_of(sentence: SentenceClaims, quantity: Quantity) -> Candidate | None:
    """The metric a number is a value of."""
    candidates = sentence.candidates(quantity, "Metric")
    return best(candidates, [metric_score(quantity, c) for c in candidates], floor=-5.0)


def metric_score(quantity: Quantity, candidate: Candidate) -> float:
    """Higher for metrics that stand beside the number and can be measured in its unit."""
    weight = _METRIC_WEIGHT[metric_link(candidate)] + (0.5 if candidate.side < 0 else 0.0)
    distance = len(candidate.gap) / 50 + 0.9 * candidate.numbers + 0.7 * candidate.clauses
    return weight - distance - _unlike_unit(quantity, candidate.mention)


def _unlike_unit(quantity: Quantity, metric: Mention) -> float:
    resource = bool(RESOURCE.search(metric.name))
    if quantity["unit_class"] == "measure":
        physical = quantity["unit"] in _PHYSICAL or "bit" in quantity["unit"] or "bp" in quantity["unit"]
        return 0.0 if resource != physical else _NEVER
    if quantity["kind"] == "factor":
        return 0.0 if resource else 7.0
    if quantity["kind"] == "score" and resource:
        return 4.0
    return 1.5 if resource and quantity["trend"] not in ("down", "up") else 0.0


def dataset_of(sentence: SentenceClaims, quantity: Quantity) -> Candidate | None:
    """The dataset a number was measured on."""
    candidates = sentence.candidates(quantity, "Dataset")
    return best(candidates, [dataset_score(c) for c in candidates], floor=-5.0)


def dataset_score(candidate: Candidate) -> float:
    """Higher for datasets that `on`, `in` or a bracket links to the number, or that open the sentence."""
    weight = _DATASET_WEIGHT[dataset_link(candidate)]
    distance = len(candidate.gap) / 60 + 1.5 * candidate.numbers + 0.8 * candidate.clauses
    trained = 1.5 if candidate.mention.role == "trained" else 0.0
    return weight - distance - 0.5 * candidate.rivals - trained


def said_of_all(sentence: SentenceClaims, quantity: Quantity, dataset: Candidate) -> bool:
    """Is a number said of every dataset of a list, as in `by 5% on A and B`?"""
    if dataset.aligned or len(sentence.list_of(quantity)) > 1:
        return False
    if len(sentence.quantities) == 1:
        return True
    return dataset.side > 0 and not dataset.numbers and bool(LINK_RIGHT.fullmatch(dataset.gap))


def task_of(sentence: SentenceClaims, quantity: Quantity) -> Candidate | None:
    """The task a number is about, where a word links it."""
    candidates = sentence.candidates(quantity, "Task")
    return best(candidates, [task_score(c) for c in candidates], floor=2.0)


def task_score(candidate: Candidate) -> float:
    """Like a dataset's, but a task is taken only where it is linked."""
    score = dataset_score(candidate)
    linked = candidate.aligned or (candidate.side > 0 and LINK_RIGHT.fullmatch(candidate.gap))
    return score if linked or not candidate.numbers else score - 2.0


def dataset_before(context: ClaimContext, sentence: SentenceClaims, quantity: Quantity) -> str | None:
    """From earlier sentences: the datasets listed there for a list of as many numbers, or the last one."""
    members = sentence.list_of(quantity)
    index = context.sentence_index(sentence.span[0])
    for earlier in range(index - 1, 0, -1):
        mentions = context.mentions_in(*context.sentences[earlier], "Dataset")
        names = list(dict.fromkeys(m.name for m in mentions))
        if len(members) > 1 and len(names) == len(members):
            return names[next(i for i, q in enumerate(members) if q is quantity)]
        if names and earlier == index - 1 and len(members) == 1:
            return names[0] if len(names) == 1 else None
    return None
