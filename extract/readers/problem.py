"""What a reader could not use, said so that the user finds the place."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """A part of the input that was skipped. `line` counts from 1; None where the whole input is meant."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"
