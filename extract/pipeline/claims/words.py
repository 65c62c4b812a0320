"""A sentence as a row of words in which names and numbers are only marked as such.

What is trained on claims sees `@Method reaches # @Metric on @Dataset`, so that it learns how claims are
worded and not what single papers say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.pipeline.annotations import Offsets
from extract.pipeline.words import word_set

NUMBER = "#"
OTHER_NUMBER = "0"
"""A number that is not marked."""
EDGE = "^"
"""Stands for what lies outside of the sentence."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.,]*|[^\w\s]", re.ASCII)

# Words after which something else may be spoken of.
_CONTRAST = word_set(
    "than while whereas but compared versus vs over against outperforms outperforming surpasses surpassing"
    " exceeds exceeding beating beats previous baseline original only though although unlike"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence in lower case, with offsets; `contrasts` are places of words of contrast."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    contrasts: list[int]

    def place(self, offset: int) -> int:
        """Which word an offset lies in, or the nearest before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def at(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else EDGE

    def contrast_before(self, place: int) -> str:
        """The last word of contrast before a place, or `EDGE`."""
        index = bisect_left(self.contrasts, place) - 1
        return self.words[self.contrasts[index]] if index >= 0 else EDGE

    def parted(self, left: int, right: int) -> int:
        """How many words of contrast stand between two places."""
        return bisect_left(self.contrasts, right) - bisect_right(self.contrasts, left)


def words_of(text: str, sentence: Offsets, marks: Sequence[tuple[int, int, str]]) -> Words:
    """The words of a sentence; `marks` are stretches (start, end, sign) that count as one word each."""
    start, limit = sentence
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def plain(low: int, high: int) -> None:
        for match in _WORD.finditer(text, low, high):
            word = match.group().lower()
            words.append(OTHER_NUMBER if word[0].isdigit() else word)
            starts.append(match.start())
            ends.append(match.end())

    at = start
    for low, high, sign in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if low < at or low >= limit:
            continue
        plain(at, low)
        words.append(sign)
        starts.append(low)
        ends.append(high)
        at = high
    plain(at, limit)
    contrasts = [place for place, word in enumerate(words) if word in _CONTRAST]
    return Words(words, starts, ends, contrasts)


def length_class(words: int) -> str:
    """A distance in words, coarser the longer it is.

    >>> [length_class(n) for n in (0, 1, 5, 8, 30)]
    ['0', '1', '4', '8', '16']
    """
    return str(words if words < 3 else 2 ** (words.bit_length() - 1) if words < 32 else 32)


def between(row: Words, left: int, right: int, side: str) -> list[str]:
    """Features of the words between two places and right around them; `side` opens each."""
    gap = row.words[left + 1 : right]
    features = [
        f"{side} far {length_class(len(gap))}",
        f"{side} before {row.at(left - 1)}",
        f"{side} after {row.at(right + 1)}",
        f"{side} parted {min(row.parted(left, right), 2)}",
    ]
    if not gap:
        return [*features, f"{side} beside"]
    features += [f"{side} first {gap[0]}", f"{side} last {gap[-1]}"]
    if len(gap) <= 4:
        features.append(f"{side} gap {' '.join(gap)}")
    else:
        features += [f"{side} first {gap[0]} {gap[1]}", f"{side} last {gap[-2]} {gap[-1]}"]
    if len(gap) <= 24:
        features += [f"{side} has {word}" for word in set(gap)]
    return features
