"""Whether confidences mean what they say: of all that is given with confidence 0.8, eight in ten are right.

Binned confidence against the share that is right, and the expected calibration error (Naeini, Cooper and
Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; Guo et al., "On
Calibration of Modern Neural Networks", ICML 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.evaluation.matching import PaperMatch

BINS = 10


@dataclass
class Bin:
    """What was found with a confidence from `low` up to `high`."""

    low: float
    high: float
    found: int = 0
    right: int = 0
    confidence_sum: float = 0.0

    @property
    def confidence(self) -> float:
        """The mean confidence; the middle of the bin where it is empty."""
        return self.confidence_sum / self.found if self.found else (self.low + self.high) / 2

    @property
    def share_right(self) -> float:
        return self.right / self.found if self.found else 0.0


@dataclass(frozen=True)
class Reliability:
    """`name` says what was judged: entities, results by their core, comparisons."""

    name: str
    bins: tuple[Bin, ...]

    @property
    def found(self) -> int:
        return sum(part.found for part in self.bins)

    @property
    def expected_calibration_error(self) -> float:
        """The mean distance between confidence and share right, from 0 to 1, weighted by what was found."""
        gaps = sum(part.found * abs(part.share_right - part.confidence) for part in self.bins)
        return gaps / self.found if self.found else 0.0


def reliability(matches: Iterable[PaperMatch], *, bins: int = BINS) -> tuple[Reliability, ...]:
    """For entities (type and a name right), results (core right) and comparisons, in `bins` equal bins."""
    papers = list(matches)
    judged = {
        "entities": (item for match in papers for item in _entities(match)),
        "results (core)": (item for match in papers for item in _results(match)),
        "comparisons": (item for match in papers for item in _comparisons(match)),
    }
    return tuple(Reliability(name, binned(items, bins)) for name, items in judged.items())


def binned(items: Iterable[tuple[float, bool]], bins: int = BINS) -> tuple[Bin, ...]:
    """Equal bins over pairs of confidence and whether it was right; a confidence of 1 is in the last."""
    parts = tuple(Bin(index / bins, (index + 1) / bins) for index in range(bins))
    for confidence, right in items:
        part = parts[min(bins - 1, max(0, int(confidence * bins)))]
        part.found += 1
        part.right += right
        part.confidence_sum += confidence
    return parts


def _entities(match: PaperMatch) -> Iterator[tuple[float, bool]]:
    right = set(match.entities.values())
    for index, entity in enumerate(match.found_entities):
        yield entity.confidence, index in right


def _results(match: PaperMatch) -> Iterator[tuple[float, bool]]:
    right = {found for _, found in match.results["core"]}
    for index, result in enumerate(match.found_results):
        yield result.confidence, index in right


def _comparisons(match: PaperMatch) -> Iterator[tuple[float, bool]]:
    right = {found for _, found in match.comparisons}
    for index, comparison in enumerate(match.found_comparisons):
        yield comparison.confidence, index in right
