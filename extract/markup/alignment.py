"""The map between a text as it was read and the same text without markup, exact to the character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of clean text [clean_start, clean_end) and the original [start, end) it came from.

    A copy corresponds character by character; otherwise every clean character stands for the whole original
    stretch (`Ü` for `\\"U`).
    """

    clean_start: int
    clean_end: int
    start: int
    end: int
    is_copy: bool

    def original_start(self, clean: int) -> int:
        return self.start + clean - self.clean_start if self.is_copy else self.start

    def original_end(self, clean: int) -> int:
        return self.end - (self.clean_end - clean) if self.is_copy else self.end


class Group(NamedTuple):
    """Two invisible delimiters of the original, [start, content) before and [closing, end) after the content.

    `parent` is the index of the group around it, -1 for none.
    """

    start: int
    content: int
    closing: int
    end: int
    parent: int


@dataclass(frozen=True)
class CleanText:
    """A text without markup. Offsets count characters; spans are half open.

    `pieces` are ordered in both texts and do not overlap; what lies between them in the original is markup
    that prints nothing. `groups` are properly nested and ordered by their start.
    """

    text: str
    original: str
    pieces: Sequence[Piece] = field(repr=False)
    groups: Sequence[Group] = field(default=(), repr=False)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The shortest original span that holds what the clean span [start, end) came from.

        Delimiters that would be cut in two are taken along whole, if that adds no other visible text: in
        `{\\bf S}liced` the word maps to all of it, in `{\\em labeled}` to `labeled` alone. An empty span maps
        to the point before the next visible character. Raises ValueError for a span outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span ({start}, {end}) is outside a text of {len(self.text)} characters")
        if start == end:
            return self._original_point(start)
        first, last = self._piece_at(start), self._piece_at(end - 1)
        original_start = self.pieces[first].original_start(start)
        original_end = self.pieces[last].original_end(end)
        if not self.groups:
            return original_start, original_end
        left = self.pieces[first - 1].end if first else 0
        right = self.pieces[last + 1].start if last + 1 < len(self.pieces) else len(self.original)
        if original_start > self.pieces[first].start:
            left = original_start
        if original_end < self.pieces[last].end:
            right = original_end
        original_start = self._widen_left(original_start, original_end, left)
        return original_start, self._widen_right(original_start, original_end, right)

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """`original_span`, with the empty braces after a macro: for `\\ours` the paper prints `\\ours{}`."""
        first, last = self.original_span(start, end)
        braces = self.original.startswith("\\", first) and self.original.startswith("{}", last)
        return first, last + 2 if braces else last

    def clean_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The clean characters that came from the original span [start, end); None where none is left.

        A character that came from a longer stretch counts if any of the stretch is inside. Raises ValueError
        for a span outside the original.
        """
        if not 0 <= start <= end <= len(self.original):
            raise ValueError(f"span ({start}, {end}) is outside a text of {len(self.original)} characters")
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        last = bisect_left(self.pieces, end, key=lambda piece: piece.start) - 1
        if start == end or first > last:
            return None
        head, tail = self.pieces[first], self.pieces[last]
        clean_start = head.clean_start + max(0, start - head.start) if head.is_copy else head.clean_start
        clean_end = tail.clean_end - max(0, tail.end - end) if tail.is_copy else tail.clean_end
        return clean_start, clean_end

    def _original_point(self, clean: int) -> tuple[int, int]:
        if clean == len(self.text):
            return len(self.original), len(self.original)
        point = self.pieces[self._piece_at(clean)].original_start(clean)
        return point, point

    def _piece_at(self, clean: int) -> int:
        return bisect_right(self.pieces, clean, key=lambda piece: piece.clean_start) - 1

    def _around(self, position: int) -> Iterator[Group]:
        """The groups with `position` in their content, the innermost first."""
        index = bisect_right(self.groups, position, key=lambda group: group.start) - 1
        while index >= 0:
            group = self.groups[index]
            if group.content <= position < group.closing:
                yield group
            index = group.parent

    def _widen_left(self, start: int, end: int, limit: int) -> int:
        for group in self._around(start):
            if group.end > end or group.start < limit:
                break
            start = group.start
        return start

    def _widen_right(self, start: int, end: int, limit: int) -> int:
        for group in self._around(end - 1):
            if group.start < start or group.end > limit:
                break
            end = group.end
        return end


class Aligner:
    """Collects clean text from left to right, and where each part of it came from."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._text: list[str] = []
        self._pieces: list[Piece] = []
        self._groups: list[Group] = []
        self._open: list[int] = []
        self._length = 0

    @property
    def last(self) -> str:
        """The last clean character, empty at the start of the text."""
        return self._text[-1][-1] if self._text else ""

    def copy(self, start: int, end: int) -> None:
        """Take original[start:end] as it is."""
        if start < end:
            self._add(self.original[start:end], start, end, True)

    def replace(self, start: int, end: int, text: str) -> None:
        """Let `text` stand for original[start:end], which must not be empty; an empty text leaves it out."""
        if text:
            self._add(text, start, end, text == self.original[start:end])

    def drop_trailing_blanks(self) -> None:
        """Take back the spaces and tabs that the last stretch of clean text ends in."""
        if not self._pieces:
            return
        kept = self._text[-1].rstrip(" \t")
        if kept and not self._pieces[-1].is_copy:
            return
        piece, cut = self._pieces.pop(), len(self._text.pop()) - len(kept)
        self._length -= cut
        if kept:
            self._text.append(kept)
            self._pieces.append(piece._replace(clean_end=piece.clean_end - cut, end=piece.end - cut))

    def open_group(self, start: int, content: int, closing: int, end: int) -> None:
        """Record delimiters; content is added before the next `close_group`."""
        parent = self._open[-1] if self._open else -1
        self._open.append(len(self._groups))
        self._groups.append(Group(start, content, closing, end, parent))

    def close_group(self) -> None:
        self._open.pop()

    def finish(self) -> CleanText:
        return CleanText("".join(self._text), self.original, tuple(self._pieces), tuple(self._groups))

    def _add(self, text: str, start: int, end: int, is_copy: bool) -> None:
        self._text.append(text)
        self._pieces.append(Piece(self._length, self._length + len(text), start, end, is_copy))
        self._length += len(text)
