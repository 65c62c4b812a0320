"""Choosing what fills the slots of a result: the filler that the trained ranker finds likeliest."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from extract.pipeline.claims.models import ClaimModels
from extract.pipeline.results.features import Filler, fillers
from extract.pipeline.results.views import NumberView, Slot


class Choice(NamedTuple):
    """The names that fill a slot (none, one, or those of a list) and how likely that is right."""

    names: tuple[str, ...]
    probability: float

    @property
    def name(self) -> str | None:
        return self.names[0] if self.names else None


def choose(models: ClaimModels, view: NumberView, slot: Slot, *, but: str | None = None) -> Choice:
    """The likeliest filler of a slot but for a name that is taken; mentions of an entity count together."""
    return best(models, slot, fillers(view, slot), but)


def best(models: ClaimModels, slot: Slot, found: list[Filler], but: str | None) -> Choice:
    if len(found) == 1:
        return Choice((), 1.0)
    shares: dict[tuple[str, ...], float] = defaultdict(float)
    for filler, share in zip(found, models.rank(slot, [f.features for f in found]), strict=True):
        shares[filler.names] += share
    if but:
        shares.pop((but,), None)
    names = max(shares, key=lambda key: (shares[key], key))
    return Choice(names, shares[names])
