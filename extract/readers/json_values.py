"""JSON values of any number, one after another or in one list, without holding more than one of them.

Ready-made streaming parsers stop at the first error and tell no line. This one only finds where each value
starts and ends, by its strings and brackets, so a broken value costs itself alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.readers.content import BYTE_ORDER_MARK, ENTRY_LIMIT

_GAP = re.compile(rb"[\s,]*")
# A string cannot hold a line end (RFC 8259, section 7), so one that is never closed ends there. The quote
# alone is a string of which the end has not been read yet.
_STRING = rb'"(?:[^"\\\n]|\\[^\n])*["\n]|"'
_MARK = re.compile(_STRING + rb"|[{}\[\]]")
_SCALAR = re.compile(_STRING + rb'|[^\s,"{}\[\]]+|[}\]]')


class JsonValue(NamedTuple):
    """The bytes of one value and the line that it starts on. `complete` is False for the last one where the
    file ends within it (or within the list, `data` then being empty), or where it exceeds `ENTRY_LIMIT`."""

    line: int
    data: bytes
    complete: bool = True


def split_json_values(chunks: Iterator[bytes]) -> Iterator[JsonValue]:
    """The values of a JSON list, or values that stand one after another."""
    splitter = _Splitter()
    for chunk in chunks:
        yield from splitter.feed(chunk)
        if len(splitter.buffer) > ENTRY_LIMIT:
            break
    yield from splitter.close()


class _Splitter:
    def __init__(self) -> None:
        self.buffer = b""
        self._position = 0
        self._line = 1
        self._started = False
        self._in_list = False
        self._enough = 0

    def feed(self, chunk: bytes) -> Iterator[JsonValue]:
        self.buffer += chunk if self._started else chunk.removeprefix(BYTE_ORDER_MARK)
        if len(self.buffer) < self._enough:
            return
        yield from self._whole_values(at_end=False)
        # A value that spans many chunks is not searched anew for each of them.
        self._enough = 2 * len(self.buffer)

    def close(self) -> Iterator[JsonValue]:
        yield from self._whole_values(at_end=True)
        if self.buffer or self._in_list:
            yield JsonValue(self._line, self.buffer, complete=False)

    def _whole_values(self, at_end: bool) -> Iterator[JsonValue]:
        while self._find_value():
            end = _value_end(self.buffer, self._position, at_end)
            if end is None:
                break
            yield JsonValue(self._line, self.buffer[self._position : end])
            self._advance(end)
        self.buffer = self.buffer[self._position :]
        self._position = 0

    def _find_value(self) -> bool:
        """Go to the start of the next value, over the brackets of the list that holds the values."""
        while True:
            gap = _GAP.match(self.buffer, self._position)
            self._advance(gap.end() if gap else self._position)
            mark = self.buffer[self._position : self._position + 1]
            opens = mark == b"[" and not self._started
            self._started = self._started or bool(mark)
            if not opens and not (mark == b"]" and self._in_list):
                return bool(mark)
            self._in_list = opens
            self._advance(self._position + 1)

    def _advance(self, position: int) -> None:
        self._line += self.buffer.count(b"\n", self._position, position)
        self._position = position


def _value_end(buffer: bytes, start: int, at_end: bool) -> int | None:
    """Where the value that starts at `start` ends, None where the buffer ends before."""
    if buffer[start] not in b"{[":
        match = _SCALAR.match(buffer, start)
        known = match is not None and match[0] != b'"' and (at_end or match.end() < len(buffer))
        return match.end() if match and known else None
    depth = 0
    for match in _MARK.finditer(buffer, start):
        mark = match[0]
        if mark == b'"':
            return None
        depth += (mark in b"{[") - (mark in b"}]")
        if depth == 0:
            return match.end()
    return None
