"""What a classifier sees of a number to say whether it measures a method, and as what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.claims.words import Words, length_class
from extract.pipeline.quantities.reading import Quantity
from extract.record import EntityType

_NEAR = 4
_AROUND = 8
_TYPES: tuple[EntityType, ...] = ("Method", "Dataset", "Metric")


def sentence_features(context: ClaimContext, quantities: Sequence[Quantity]) -> list[list[str]]:
    """The features of every quantity of a text, in order."""
    spans = [context.sentence(quantity["start"]) for quantity in quantities]
    features = []
    for position, span in enumerate(spans):
        first = spans.index(span)
        numbers = [(q["start"], q["end"]) for q, s in zip(quantities, spans, strict=True) if s == span]
        features.append(quantity_features(context, quantities, position, context.row(span, numbers), first))
    return features


def quantity_features(
    context: ClaimContext, quantities: Sequence[Quantity], position: int, row: Words, first: int
) -> list[str]:
    """Features of one of the quantities of a sentence; `row` is the sentence, `first` the first of its
    quantities. The verdict of the rules (`rule`, `kind`, `measures`) is among them."""
    quantity = quantities[position]
    verdict = quantity["kind"] if quantity["measures"] else "none"
    unit, rule = quantity["unit_class"], quantity["rule"]
    sentence = context.sentence_index(quantity["start"])
    features = [
        f"rules {verdict}",
        f"rules {verdict} {unit}",
        f"rule {rule} {verdict}",
        f"rule {rule} {unit}",
        *[f"rule part {part} {verdict}" for part in rule.split("/")],
        f"unit {quantity['unit']}",
        f"shape {_shape(quantity)}",
        f"shape {_shape(quantity)} {unit}",
        f"sign {quantity['sign']} {unit}",
        f"pair {quantity['pair']}",
        f"title {sentence == 0}",
        f"last sentences {min(len(context.sentences) - sentence, 4)}",
    ]
    features += context.read.kind(quantity["start"])
    if quantity["qualifier"]:
        features.append(f"qualifier {quantity['qualifier']}")
    features += _beside(row, row.place(quantity["start"]), unit)
    features += _company(context, quantity, unit)
    if position > first:
        before = quantities[position - 1]
        gap = row.place(quantity["start"]) - row.place(before["start"]) - 1
        told = before["kind"] if before["measures"] else "none"
        alike = before["unit_class"] == unit
        features += [f"after {told} {verdict}", f"after {told} {alike} {length_class(gap)}"]
    return features


def _shape(quantity: Quantity) -> str:
    """Digits by their number: `9.99`, `99`, `9,9`, `9999`; a range is a shape of its own."""
    if "-" in quantity["value"]:
        return "range"
    return re.sub(r"\d", "9", quantity["value"])[:8]


def _beside(row: Words, place: int, unit: str) -> list[str]:
    at = row.at
    features = []
    for step in range(1, _NEAR + 1):
        features += [f"left {step} {at(place - step)}", f"right {step} {at(place + step)}"]
    features += [
        f"left {at(place - 2)} {at(place - 1)}",
        f"left {at(place - 1)} {unit}",
        f"right {at(place + 1)} {at(place + 2)}",
        f"right {at(place + 1)} {unit}",
        f"between {at(place - 1)} {at(place + 1)}",
    ]
    features += [f"before {word}" for word in set(row.words[max(0, place - _AROUND) : place])]
    features += [f"behind {word}" for word in set(row.words[place + 1 : place + 1 + _AROUND])]
    return features


def _company(context: ClaimContext, quantity: Quantity, unit: str) -> list[str]:
    """Which types of entities the sentence names."""
    span = context.sentence(quantity["start"])
    types = {mention.type for mention in context.mentions_in(*span)}
    named = "".join(type_[1] for type_ in _TYPES if type_ in types)
    return [f"names {named} {unit}", *[f"names {type_} {unit}" for type_ in types]]
