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

NUMBER: dict[str, float] = {}
METRIC: dict[FillerLink, float] = {}
DATASET: dict[FillerLink, float] = {}
OTHER_NUMBER = 0.6


def number_class(quantity: Quantity) -> str:
    """The row of `NUMBER` that a quantity falls under."""
    rule = quantity["rule"]
    weak = "weak" if "weak" in rule or "percent-share" in rule or "cue" in rule else quantity["unit_class"]
    return f"{weak} {quantity['kind']}"


def confidence(quantity: Quantity, metric: FillerLink, dataset: FillerLink) -> float:
    """The chance, from 0 to 1, that a result is right in value, kind, metric and dataset."""
    number = NUMBER.get(number_class(quantity), OTHER_NUMBER)
    return round(number * METRIC.get(metric, 1.0) * DATASET.get(dataset, 1.0), 3)
