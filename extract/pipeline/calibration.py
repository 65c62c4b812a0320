"""From what a model says to how often it is right: steps measured on papers that were not trained on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Steps = Sequence[tuple[float, float]]
"""What is said, and how often that is right; both rise."""
CERTAIN: Steps = ((0.0, 0.0), (1.0, 1.0))
"""Before any is measured: it is as it is said."""


def at_steps(steps: Steps, value: float) -> float:
    """Between two steps in proportion, beyond them as at the nearest.

    >>> at_steps([(0.0, 0.2), (1.0, 0.4)], 0.5)
    0.3
    """
    after = bisect_right(steps, value, key=lambda step: step[0])
    if after in (0, len(steps)):
        return round(steps[min(after, len(steps) - 1)][1], 3)
    (left, low), (right, high) = steps[after - 1], steps[after]
    return round(low + (high - low) * (value - left) / (right - left), 3)
