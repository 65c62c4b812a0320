"""Connections that clients cannot hold for ever.

uvicorn bounds the time between two requests and nothing else: who never finishes the head of a request, sends
one without end, or never takes the last of an answer keeps a connection, and a part of the memory.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from queries.server.settings import Limits

HEADERS_KIB = 64
"""Room for the headers of a request, beside that for its address."""
GRACE_SECONDS = 1.0
"""How much longer than who reads a body this waits for it: who reads it has better words."""


class TimedConnection(HttpToolsProtocol):
    """One connection. `look` has to be called now and then."""

    limits = Limits()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._deadline: float | None = None
        self._closing_since: float | None = None
        self._in_head = True
        self._heads = 0
        self._head_size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._deadline = self.loop.time() + self.limits.send_seconds

    def data_received(self, data: bytes) -> None:
        heads = self._heads
        super().data_received(data)
        if not self._in_head or self._heads != heads:
            return
        if self._deadline is None:
            self._deadline = self.loop.time() + self.limits.send_seconds
        self._head_size += len(data)
        if self._head_size > (self.limits.request_kib + HEADERS_KIB) << 10:
            self._refuse(b"431 Request Header Fields Too Large")

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._heads += 1
        self._head_size = 0
        self._deadline = self.loop.time() + self.limits.send_seconds + GRACE_SECONDS
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head = True
        self._deadline = None
        super().on_message_complete()

    def look(self, now: float) -> None:
        """Give the connection up if its time is over."""
        if self.transport.is_closing():
            self._closing_since = self._closing_since or now
            if now - self._closing_since > self.limits.transfer_seconds:
                self.transport.abort()
        elif self._deadline is not None and now > self._deadline:
            self._refuse(b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        """Tell it to who waits for nothing else, and close."""
        if not self.transport.is_closing():
            if self.cycle is None or self.cycle.response_complete:
                self.transport.write(
                    b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
                )
            self.transport.close()


def timed_connections(limits: Limits) -> type[TimedConnection]:
    """What uvicorn makes of each connection under these limits."""
    return type("LimitedConnection", (TimedConnection,), {"limits": limits})
