"""Choosing what fills the slots of a result: the filler that the trained ranker finds likeliest."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import NamedTuple

from extract.pipeline.claims.models import ClaimModels
from extract.pipeline.results.features import fillers
from extract.pipeline.results.views import NumberView, Slot


class Choice(NamedTuple):
    """The names that fill a slot (none, one, or those of a list) and how likely that is right."""

    names: tuple[str, ...]
    probability: float

    @property
    def name(self) -> str | None:
        return self.names[0] if self.names else None


def choose(models: ClaimModels, view: NumberView, slot: Slot) -> Choice:
    """The likeliest filler of a slot."""
    return _choices(models, view, slot)[0]


def choose_opponents(models: ClaimModels, view: NumberView) -> tuple[Choice, Choice]:
    """The methods and the baseline that are likeliest together: nothing is measured against itself, and which
    of the two gives way then is not settled beforehand."""
    pairs = product(_choices(models, view, "method"), _choices(models, view, "baseline"))
    apart = ((methods, other) for methods, other in pairs if not other.names or other.name != methods.name)
    return max(apart, key=lambda pair: pair[0].probability * pair[1].probability)


def _choices(models: ClaimModels, view: NumberView, slot: Slot) -> list[Choice]:
    """All that may fill a slot, the likeliest first; mentions of an entity count together."""
    found = fillers(view, slot)
    shares: dict[tuple[str, ...], float] = defaultdict(float)
    for filler, share in zip(found, models.rank(slot, [f.features for f in found]), strict=True):
        shares[filler.names] += share
    ordered = sorted(shares.items(), key=lambda item: (item[1], item[0]), reverse=True)
    return [Choice(*item) for item in ordered]
