"""What the encoder says of a token, class by class, and the questions that one token asks of others."""

from __future__ import annotations

from extract.record import ENTITY_TYPES

LABELS: tuple[str, ...] = ("O", *(f"{place}-{type_}" for type_ in ENTITY_TYPES for place in "BILU"))
"""Of names, in the BILU scheme."""
LABEL_INDEX = {label: index for index, label in enumerate(LABELS)}
ROLES = ("none", "introduced", "used", "compared", "mentioned", "evaluated", "trained")
"""Of a name that holds the token; `none` for a token of no method or dataset."""
KINDS = ("none", "score", "change", "factor")
"""Of the result whose number the token begins."""
RELATIONS = ("none", "outperforms", "matches", "underperforms", "improves")
"""Of a comparison whose object the token begins."""
SLOTS = ("method", "dataset", "metric", "task", "baseline", "subject")
"""What a number (but for `subject`) or the object of a comparison asks: which name fills the slot? A
`baseline` may be a phrase, so any token can answer."""

HEADS: dict[str, tuple[str, ...]] = {
    "labels": LABELS,
    "roles": ROLES,
    "numbers": KINDS,
    "rivals": RELATIONS,
}
"""The network's outputs of one probability a class, for each token."""
POINTER_WIDTH = 64
"""Of the vectors by whose product a slot asks: `queries` and `keys` are (tokens, slots, width)."""


def places(length: int) -> str:
    """The places of a name's tokens in the BILU scheme.

    >>> places(1), places(2), places(4)
    ('U', 'BL', 'BIIL')
    """
    return "U" if length == 1 else "B" + "I" * (length - 2) + "L"
