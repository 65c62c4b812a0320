"""The word pieces that are worth their place: those that texts of the field hold, and all signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extract.pipeline.encoder.inputs import CLOSING, OPENING, UNKNOWN, WordPieces
from extract.training.encoder.base import WORD_EMBEDDINGS, Base

MARKS = (UNKNOWN, OPENING, CLOSING)


def piece_counts(tokens: Iterable[str], pieces: str) -> Counter[str]:
    """How often each piece of a vocabulary (one piece a line) occurs in tokens."""
    words = WordPieces.parse(pieces)
    names = pieces.split("\n")
    counts: Counter[str] = Counter()
    for token, times in Counter(tokens).items():
        for piece in words.of(token):
            counts[names[piece]] += times
    return counts


def smaller(base: Base, counts: Counter[str], least: int) -> Base:
    """The base with the pieces that occur at least so often, all single characters, and the marks. A word
    whose piece is gone is split into shorter ones."""
    kept = [
        (row, piece)
        for row, piece in enumerate(base.pieces.split("\n"))
        if piece and (piece in MARKS or len(piece.removeprefix("##")) == 1 or counts[piece] >= least)
    ]
    rows = [row for row, _ in kept]
    weights = {**base.weights, WORD_EMBEDDINGS: base.weights[WORD_EMBEDDINGS][rows]}
    return Base(weights, "".join(f"{piece}\n" for _, piece in kept))
