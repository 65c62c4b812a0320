"""What passes between the server and a process that answers.

A question is its length and a msgpack text. An answer is a series of frames: kind, length, content.
"""

from __future__ import annotations

import struct
from enum import IntEnum

import msgspec

HEADER = struct.Struct(">BI")
LENGTH = struct.Struct(">I")
CHUNK = 1 << 16
"""Bytes of an answer that are collected before they are sent."""


class Kind(IntEnum):
    """A process says READY once; to each question HEAD, any number of DATA and END, or FAULT at any time."""

    READY = 1
    HEAD = 2
    DATA = 3
    END = 4
    FAULT = 5


class Ready(msgspec.Struct, frozen=True):
    """The state of the graph that the process has open."""

    version: str
    generation: int


class Head(msgspec.Struct, frozen=True):
    """What comes before the content of an answer."""

    media_type: str


class Fault(msgspec.Struct, frozen=True):
    """Why there is no answer, or no more of it: an HTTP status, and words for whoever asked."""

    status: int
    message: str


def frame(kind: Kind, content: bytes = b"") -> bytes:
    return HEADER.pack(kind, len(content)) + content
