"""What a process that answers writes its answer to."""

from __future__ import annotations

import socket

import msgspec

from queries.server.frames import CHUNK, Fault, Head, Kind, frame


class Refused(Exception):  # noqa: N818 - the name says what happened
    """A question gets no answer, or no more of it, for a reason that has an HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class AnswerWriter:
    """Sends one answer, in pieces, so that it need not fit into memory. Writing waits for the one who reads.

    Nothing is sent before a piece is full: an answer that fails early is a fault and nothing else.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._head = b""
        self._content = bytearray()

    def head(self, media_type: str) -> None:
        """Say what kind of content comes. Called once, before anything is written."""
        self._head = frame(Kind.HEAD, msgspec.msgpack.encode(Head(media_type)))

    def write(self, content: bytes) -> int:
        """As binary files do, since engines write to those."""
        self._content += content
        if len(self._content) >= CHUNK:
            self._send()
        return len(content)

    def flush(self) -> None:
        """Nothing: pieces are sent when they are full."""

    def end(self) -> None:
        """The answer is complete."""
        self._send(frame(Kind.END))

    def fail(self, fault: Fault) -> None:
        """There is no answer, or no more of it."""
        self._head = b""
        self._content.clear()
        self._connection.sendall(frame(Kind.FAULT, msgspec.msgpack.encode(fault)))

    def _send(self, end: bytes = b"") -> None:
        data = frame(Kind.DATA, bytes(self._content)) if self._content else b""
        self._connection.sendall(self._head + data + end)
        self._head = b""
        self._content.clear()
