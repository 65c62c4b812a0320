"""What the encoder says of a text, token by token, and of which token answers which question of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from extract.pipeline.encoder.labels import HEADS, POINTER_WIDTH, SLOTS

Floats = npt.NDArray[np.float32]

OUTPUTS = (*HEADS, "queries", "keys", "none")


@dataclass(frozen=True)
class Reading:
    """Arrays of one row a token.

    `labels`, `roles`, `numbers` and `rivals` are probabilities of the classes of `HEADS`; `queries` and
    `keys` (tokens, slots, width) are what a token asks and answers for each of `SLOTS`, and `none` (tokens,
    slots) how much speaks for no answer.
    """

    labels: Floats
    roles: Floats
    numbers: Floats
    rivals: Floats
    queries: Floats
    keys: Floats
    none: Floats

    def answers(self, slot: int, token: int, candidates: Sequence[int]) -> npt.NDArray[np.float64]:
        """How much speaks for no answer and for each candidate token (unnormalised logarithms), when `token`
        asks for one of `SLOTS`."""
        query = self.queries[token, slot].astype(np.float64)
        scores = self.keys[list(candidates), slot].astype(np.float64) @ query / POINTER_WIDTH**0.5
        return np.concatenate([[float(self.none[token, slot])], scores])


def joined(parts: Sequence[dict[str, Floats]]) -> Reading:
    """The reading of a text from those of its parts."""
    if not parts:
        return Reading(**{name: _empty(name) for name in OUTPUTS})
    return Reading(**{name: np.concatenate([part[name] for part in parts]) for name in OUTPUTS})


def _empty(name: str) -> Floats:
    if name in HEADS:
        return np.zeros((0, len(HEADS[name])), dtype=np.float32)
    shape = (0, len(SLOTS)) if name == "none" else (0, len(SLOTS), POINTER_WIDTH)
    return np.zeros(shape, dtype=np.float32)


def reading_of(doc: Doc) -> Reading | None:
    """What the encoder has said of a Doc; None where there is none in the pipeline."""
    values = doc._.reading if Doc.has_extension("reading") else None
    return Reading(**values) if values is not None else None


def forget_reading(doc: Doc) -> None:
    """Drop the reading when all that asks it has done so: it is much larger than the text."""
    if Doc.has_extension("reading"):
        doc._.reading = None


def register_reading() -> None:
    """Declare `doc._.reading`, a dict of arrays (so that a Doc survives `to_bytes`); safe to call again."""
    if not Doc.has_extension("reading"):
        Doc.set_extension("reading", default=None)
