"""Which part of the annotated papers a model is kept from, so that others can learn from what it says of them
as it will be said of papers that nobody has annotated."""

from __future__ import annotations

FOLDS = 2


def fold_of(index: int) -> int:
    """The part of the paper with this place among the annotated ones."""
    return index % FOLDS
