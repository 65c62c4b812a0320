"""What an abbreviation stands for: one reading where one is clear, none where two stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Reading = TypeVar("Reading")

CLEAR = 5
"""A reading that papers give at least this many times as often as all others together is what the
abbreviation means where a paper does not say. The others keep their nodes in the papers that spell them
out."""
OWNER, OWNER_PAPERS = 2, 4
"""What the vocabulary says holds while papers say so this many times as often as anything else, it being as
good as that number of papers."""
_SHORT_WORD = 3
_COINED = 5
_STEM = 5


def clear_reading(papers: Mapping[Reading, int], others: int = 0, enough: int = 1) -> Reading | None:
    """The reading that dominates and that `enough` papers give; `papers` counts for each reading the papers
    that give it, `others` those that give none of these."""
    if not papers:
        return None
    first = max(papers, key=lambda reading: papers[reading])
    rest = sum(papers.values()) - papers[first] + others
    return first if papers[first] >= max(enough, CLEAR * rest) else None


def enough_papers(spellings: Collection[str]) -> int:
    """How many papers must agree on what an abbreviation stands for.

    Few letters stand for much: of the abbreviations in 10,316 abstracts that one paper spells out, a second
    paper that spells them out agrees in a third of the cases for two letters, in two fifths for three, in two
    thirds for four. A coined name (`DiscoNet`) is met again where it is meant.
    """
    singular = [spelling.rstrip("s") for spelling in spellings]
    if all(len(form) >= _COINED and any(c.islower() for c in form) for form in singular):
        return 1
    return {1: 5, 2: 5, 3: 3}.get(min(map(len, singular), default=0), 2)


def holds(owner: Reading, papers: Mapping[Reading, int], others: int = 0) -> bool:
    """Whether the reading of the vocabulary holds against what papers spell out: one odd paper among many
    does not take a well-known abbreviation from its owner."""
    rest = sum(papers.values()) - papers.get(owner, 0) + others
    return OWNER * rest <= papers.get(owner, 0) + OWNER_PAPERS


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two long forms of one abbreviation differ in the endings of their words alone.

    >>> alike(("spatio", "temporal", "graph"), ("spatial", "temporal", "graph"))
    True
    >>> alike(("role", "based", "access", "control"), ("relationship", "based", "access", "control"))
    False
    """
    return len(one) == len(other) and all(map(_same_stem, one, other))


def _same_stem(one: str, other: str) -> bool:
    if one == other:
        return True
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    shorter = min(len(one), len(other))
    return shared >= _SHORT_WORD and shared >= shorter - (2 if shared >= _STEM else 1)
