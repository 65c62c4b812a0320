"""How networks are fitted, and how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FitSettings:
    """`batch` is in texts; `base_rate` and `rate` are the highest of the learning rates, of what comes from
    the base and of the rest; those named as heads are the weights of their losses in the sum. With one of the
    `threads` the same papers give the same network on the same machine."""

    epochs: int = 5
    batch: int = 8
    base_rate: float = 1.5e-4
    rate: float = 1.5e-3
    weight_decay: float = 0.01
    labels: float = 4.0
    roles: float = 0.4
    numbers: float = 4.0
    rivals: float = 4.0
    questions: float = 0.4
    seed: int = 0
    threads: int = 1


FIT = FitSettings()
"""Of the small networks."""
FIT_GUESSES = FitSettings(epochs=1, base_rate=1e-4, rate=1e-3)
FIT_LARGE = FitSettings(epochs=3, base_rate=7e-5, rate=7e-4)
"""Of large networks that start from one of guesses."""
