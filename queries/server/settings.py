"""What can be set about the server. Every limit has a name, a unit and a default that suits a laptop."""

from __future__ import annotations

import os
from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one question may cost, and how many may be asked at a time."""

    seconds: float = 10.0
    """Time an answer may take to compute; waiting for a slow client does not count."""
    rows: int = 1_000_000
    """Rows of a SPARQL result, or triples of a graph."""
    table_rows: int = 10_000
    """Rows of an answer as one JSON table (`/cypher`, `/api/query`, `/api/questions`); the rest is cut off,
    and the answer says so."""
    memory_mib: int = 1024
    """Memory that a process may use to answer."""
    request_kib: int = 256
    """Size of the body of a request, and of its address."""
    send_seconds: float = 15.0
    """Time a client may take to send the head of a request, and as much again for its body."""
    transfer_seconds: float = 300.0
    """Time a client may take to fetch an answer."""
    parallel: int = max(2, os.cpu_count() or 2)
    """Questions that are answered at the same time, besides those that run long."""
    long_running: int = 8
    """Questions that may run on for longer; of more, the one that has been busy longest is stopped."""
    queue: int = 256
    """Questions that may wait for their turn."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a graph is served. `host` and `port` are where the server listens, port 0 for any free one."""

    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ()
    """Names, beside `localhost` and addresses, by which the server may be called."""
    cors_origins: tuple[str, ...] = ()
    """Origins, beside those of this machine, whose pages may read answers; `*` stands for all."""
    limits: Limits = Limits()
