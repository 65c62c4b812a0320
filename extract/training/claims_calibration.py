"""From products of probabilities to how often claims are right, as met on papers that were not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from extract.evaluation.gold import GoldComparison, GoldResult
from extract.evaluation.names import number
from extract.pipeline.annotations import ComparisonAnnotation, ResultAnnotation
from extract.pipeline.calibration import CERTAIN
from extract.training.claims_labels import AnnotatedDoc

Outcome = tuple[float, bool]
"""What was said of a claim without calibration, and whether it is right."""

_Found = TypeVar("_Found")
_Gold = TypeVar("_Gold")
_SMALLEST_STEP = 60


def result_outcomes(doc: AnnotatedDoc, results: Sequence[ResultAnnotation]) -> list[Outcome]:
    """A result is right where value, kind, metric and dataset are."""

    def same(found: ResultAnnotation, gold: GoldResult) -> bool:
        return (
            number(found["value"]) == number(gold.value)
            and found["kind"] == gold.kind
            and doc.names.same(found["metric"], gold.metric)
            and doc.names.same(found["dataset"], gold.dataset)
        )

    return [(f["confidence"], right) for f, right in _right(results, doc.gold_results, same)]


def comparison_outcomes(doc: AnnotatedDoc, comparisons: Sequence[ComparisonAnnotation]) -> list[Outcome]:
    """A comparison is right where relation, subject and object are; it counts once for all its datasets."""

    def same(found: ComparisonAnnotation, gold: GoldComparison) -> bool:
        return (
            found["relation"] == gold.relation
            and doc.names.near(found["subject"], gold.subject)
            and (gold.relation == "sets_sota" or doc.names.near(found["object"], gold.object))
        )

    once = {(c["subject"], c["relation"], c["object"]): c for c in comparisons}
    return [(f["confidence"], right) for f, right in _right(list(once.values()), doc.gold_comparisons, same)]


def _right(
    found: Sequence[_Found], gold: Sequence[_Gold], same: Callable[[_Found, _Gold], bool]
) -> list[tuple[_Found, bool]]:
    """Each annotated claim makes one found claim right."""
    free = list(gold)
    outcomes = []
    for one in found:
        partner = next((g for g in free if same(one, g)), None)
        if partner is not None:
            free.remove(partner)
        outcomes.append((one, partner is not None))
    return outcomes


def rising_steps(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Isotonic regression by pooling adjacent violators (M. Ayer and others, "An empirical distribution
    function for sampling with incomplete information", 1955), on bins of at least 60 outcomes. Without any,
    what is said is taken at its word.

    >>> rising_steps([(0.2, False)] * 60 + [(0.8, True)] * 60)
    [(0.2, 0.016), (0.8, 0.984)]
    """
    if not outcomes:
        return list(CERTAIN)
    pools: list[list[float]] = []  # sum of products, number right, number
    ordered = sorted(outcomes)
    bins = max(1, len(ordered) // _SMALLEST_STEP)
    for i in range(bins):
        part = ordered[i * len(ordered) // bins : (i + 1) * len(ordered) // bins]
        pools.append([sum(p for p, _ in part), float(sum(r for _, r in part)), float(len(part))])
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [(round(pool[0] / pool[2], 3), round(_share(pool), 3)) for pool in pools]


def _share(pool: list[float]) -> float:
    """How many are right, as if two more had been seen, of which one was (Laplace's rule of succession)."""
    return (pool[1] + 1) / (pool[2] + 2)
