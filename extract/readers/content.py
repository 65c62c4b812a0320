"""The bytes of one input, as every format's reader takes them: in pieces, decompressed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, NamedTuple

HEAD_SIZE = 1 << 16
"""Bytes by which the format is recognised, and the size of the pieces that are read."""

ENTRY_LIMIT = 1 << 23
"""Bytes that one line, JSON value or XML entry may have; bounds the memory that broken input can take."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Content:
    """`chunks` gives the whole content once, `head` (its beginning) included."""

    path: str
    head: bytes
    chunks: Iterator[bytes]
    as_of: date | None = None


class Line(NamedTuple):
    """A line without its line end; `data` is None where the line is longer than `ENTRY_LIMIT`."""

    number: int
    data: bytes | None


def open_content(path: str, stream: BinaryIO, as_of: date | None) -> Content:
    """Read the head of a stream and leave the rest to be read in pieces."""
    head = _read_up_to(stream, HEAD_SIZE)
    rest = iter(lambda: stream.read(HEAD_SIZE), b"")
    return Content(path, head, itertools.chain((head,), rest), as_of)


def split_lines(chunks: Iterator[bytes]) -> Iterator[Line]:
    """The lines, ended by LF or CR LF, without a byte-order mark at their start."""
    number, rest, too_long = 1, b"", False
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield Line(number, None if too_long else _without_frame(line))
            number, too_long = number + 1, False
        if len(rest) > ENTRY_LIMIT or too_long:
            rest, too_long = b"", True
    if rest or too_long:
        yield Line(number, None if too_long else _without_frame(rest))


def _without_frame(line: bytes) -> bytes:
    return line.removesuffix(b"\r").removeprefix(BYTE_ORDER_MARK)


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    """A pipe may give less than is asked for, long before its end."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
