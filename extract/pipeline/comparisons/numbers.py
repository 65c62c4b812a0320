"""Comparisons held against the numbers of their own sentence: who scores less does not outperform.

`X achieves 56.8% on GSM8K, compared to 92.0% for Y` sets X against Y by words that say nothing of who is
better; the two scores do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.pipeline.annotations import ComparisonAnnotation, ResultAnnotation
from extract.pipeline.results.polarity import LOWER_IS_BETTER
from extract.record import Relation

_TURNED: dict[Relation, Relation] = {"outperforms": "underperforms", "underperforms": "outperforms"}

Place = tuple[str | None, str | None]
"""Dataset and metric."""


def agreeing(
    comparisons: Iterable[ComparisonAnnotation], results: Sequence[ResultAnnotation]
) -> Iterator[ComparisonAnnotation]:
    """The comparisons, turned round where every pair of scores of the same sentence says the opposite."""
    for comparison in comparisons:
        told = list(_subject_is_worse(comparison, results))
        said = comparison["relation"]
        if said in _TURNED and told and all(worse == (said == "outperforms") for worse in told):
            comparison = {**comparison, "relation": _TURNED[said]}
        yield comparison


def _subject_is_worse(
    comparison: ComparisonAnnotation, results: Sequence[ResultAnnotation]
) -> Iterator[bool]:
    """For each dataset and metric with a score of both sides in the sentence: is the subject's the worse?"""
    of_subject = _scores(comparison["subject"], comparison, results)
    of_object = _scores(comparison["object"], comparison, results)
    for place, one in of_subject.items():
        other = of_object.get(place)
        if other is not None and one != other:
            lower_is_better = bool(place[1] and LOWER_IS_BETTER.search(place[1]))
            yield (one < other) != lower_is_better


def _scores(
    method: str | None, comparison: ComparisonAnnotation, results: Sequence[ResultAnnotation]
) -> dict[Place, float]:
    """The scores of a method in the sentence of a comparison, but for places with more than one."""
    found: dict[Place, list[float]] = {}
    for result in results:
        value = _number(result["value"])
        here = result["evidence"] == comparison["evidence"]
        if here and method and result["method"] == method and result["kind"] == "score" and value is not None:
            found.setdefault((result["dataset"], result["metric"]), []).append(value)
    return {place: values[0] for place, values in found.items() if len(values) == 1}


def _number(value: str) -> float | None:
    try:
        return float(value.replace(",", ""))
    except ValueError:
        return None
