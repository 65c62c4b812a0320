"""Many clients at once, some of whose queries run away; what they saw, and what it cost the server.

Clients are coroutines with a plain HTTP client on top of asyncio's streams, so that a hundred of them cost
little beside what they ask.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit


@dataclass
class Seen:
    """Seconds that good answers took, by address; statuses of all; memory of the server in MiB over time."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    runaway_statuses: Counter[int] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


async def crowd(
    url: str,
    addresses: Sequence[str],
    runaway: str,
    *,
    clients: int,
    seconds: float,
    pause: float,
    pid: int,
) -> Seen:
    """Have so many clients ask one of the addresses each, again and again with a pause of `pause` seconds on
    average, while a runaway starts every second. `pid` is the server's."""
    seen = Seen()
    end = time.monotonic() + seconds
    tasks = [_client(url, addresses, random.Random(number), end, pause, seen) for number in range(clients)]
    await asyncio.gather(*tasks, _runaways(url, runaway, end, seen), _watch(pid, end, seen))
    return seen


async def _client(
    url: str, addresses: Sequence[str], chance: random.Random, end: float, pause: float, seen: Seen
) -> None:
    await asyncio.sleep(chance.uniform(0, 2 * pause))
    while time.monotonic() < end:
        address = chance.choice(addresses)
        start = time.monotonic()
        try:
            status, _ = await get(url, address)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            seen.failures.append(f"{address}: {error!r}")
        else:
            seen.statuses[status] += 1
            seen.seconds.setdefault(address, []).append(time.monotonic() - start)
        await asyncio.sleep(chance.uniform(0, 2 * pause))


async def _runaways(url: str, address: str, end: float, seen: Seen) -> None:
    async def ask() -> None:
        status, _ = await get(url, address)
        seen.runaway_statuses[status] += 1

    async with asyncio.TaskGroup() as group:
        while time.monotonic() < end:
            group.create_task(ask())
            await asyncio.sleep(1)


async def _watch(pid: int, end: float, seen: Seen) -> None:
    """The memory of the server's own process."""
    status = Path(f"/proc/{pid}/status")
    while time.monotonic() < end:
        if status.exists():
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
            seen.memory.append(int(line.split()[1]) / 1024)
        await asyncio.sleep(1)


async def get(url: str, address: str) -> tuple[int, bytes]:
    """The status and content of an answer."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        head = f"GET {address} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        received = await reader.readuntil(b"\r\n\r\n")
        content = await reader.read()
        return int(received.split(b" ", 2)[1]), content
    finally:
        writer.close()


def sparql_address(query: str) -> str:
    return f"/sparql?query={quote(query)}"
