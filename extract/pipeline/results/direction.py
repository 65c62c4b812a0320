"""Which way a change or factor moved what it measures: a classifier over what the rules make of it."""

from __future__ import annotations

from extract.pipeline.claims.models import ClaimModels
from extract.pipeline.results.polarity import LOWER_IS_BETTER, RESOURCE, direction_of
from extract.pipeline.results.views import NumberView
from extract.record import Direction

DIRECTIONS: tuple[Direction, Direction] = ("down", "up")


def choose_direction(models: ClaimModels, view: NumberView, metric: str | None) -> Direction | None:
    """None for scores."""
    if view.quantity["kind"] == "score":
        return None
    down, up = models.classifiers["direction"].probabilities(direction_features(view, metric))
    return "down" if down > up else "up"


def direction_features(view: NumberView, metric: str | None) -> list[str]:
    """What the rules say, the metric, and the words around the number."""
    quantity, place, at = view.quantity, view.place, view.row.at
    told = direction_of(quantity, metric)
    lower = bool(metric and LOWER_IS_BETTER.search(metric))
    cost = bool(metric and RESOURCE.search(metric))
    features = [
        f"rules {told}",
        f"rules {told} {quantity['kind']}",
        f"trend {quantity['trend']} {lower}",
        f"trend {quantity['trend']} {lower} {cost} {quantity['unit_class']}",
        f"sign {quantity['sign']} {told}",
        f"metric {metric.lower().split()[-1] if metric else None}",
        f"lower {lower} {cost} {bool(metric)}",
        f"right {at(place + 1)} {at(place + 2)}",
        f"right {at(place + 1)} {told}",
    ]
    features += [f"behind {word}" for word in set(view.row.words[place + 1 : place + 6])]
    features += [f"before {word}" for word in set(view.row.words[max(0, place - 7) : place])]
    return features
