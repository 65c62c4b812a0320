"""How likely a result is right, from the kind of its number and the way its metric and dataset were found.

The figures are precision on the training annotation, with entities found by the pipeline: how often a number
of that class and kind is a result of that kind, and, where it is, how often a metric or dataset tied to it in
that way is the right one. A result's confidence is their product: the chance that value, kind, metric and
dataset are all right.
"""

from __future__ import annotations

from typing import Literal

from extract.pipeline.quantity_reading import Quantity
from extract.pipeline.results_links import Link

FillerLink = Link | Literal["before", "none"]

NUMBER: dict[str, float] = {
    "percent change": 0.96,
    "percent score": 0.88,
    "percent factor": 0.71,
    "times factor": 0.92,
    "points change": 0.90,
    "measure score": 0.92,
    "measure change": 0.75,
    "none score": 0.84,  # no unit
    "none change": 0.90,
    "none factor": 0.90,
    "weak score": 0.71,  # only a weak cue says that the number measures something
    "weak change": 0.56,
}
METRIC: dict[FillerLink, float] = {
    "aligned": 0.94,
    "beside": 0.87,
    "linked": 0.93,
    "near": 0.68,
    "none": 0.72,
}
DATASET: dict[FillerLink, float] = {
    "aligned": 0.95,
    "beside": 0.71,
    "linked": 0.88,
    "near": 0.70,
    "before": 0.57,  # taken from an earlier sentence
    "none": 0.73,
}
RARE_NUMBER = 0.5  # for classes met too seldom to be counted


def number_class(quantity: Quantity) -> str:
    """The row of `NUMBER` that a quantity falls under."""
    rule = quantity["rule"]
    weak = "weak" if "weak" in rule or "percent-share" in rule or "cue" in rule else quantity["unit_class"]
    return f"{weak} {quantity['kind']}"


def confidence(quantity: Quantity, metric: FillerLink, dataset: FillerLink) -> float:
    """The chance, from 0 to 1, that a result is right in value, kind, metric and dataset."""
    number = NUMBER.get(number_class(quantity), RARE_NUMBER)
    return round(number * METRIC[metric] * DATASET[dataset], 3)
