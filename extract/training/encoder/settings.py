"""How the networks are fitted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FitSettings:
    """`batch` is in texts; `base_rate` and `rate` are the highest of the learning rates, of what comes from
    the base and of the rest; those named as heads are the weights of their losses in the sum."""

    epochs: int = 3
    batch: int = 8
    base_rate: float = 1e-4
    rate: float = 1e-3
    weight_decay: float = 0.01
    labels: float = 4.0
    roles: float = 0.4
    numbers: float = 4.0
    rivals: float = 4.0
    questions: float = 0.4
    seed: int = 1


FROM_BASE = FitSettings()
"""Of a network of some of the papers."""
FROM_MEAN = FitSettings(epochs=1)
"""Of the network of all papers, which starts from the mean of those, at the highest rate again (warm
restarts, arXiv:1608.03983)."""
LAST_PASS = FitSettings(epochs=1, base_rate=4e-5, rate=4e-4)
"""Over what is like the papers to come."""
