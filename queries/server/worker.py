"""A process that answers questions, one at a time, until the server goes away.

pyoxigraph cannot cancel a query; ending the process that runs it is what stops one for certain. So queries
are kept out of the server's own process, and the operating system bounds each process: its memory, and the
time of one question, should the server not be there any more to stop it.
"""

from __future__ import annotations

import logging
import signal
import socket
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from graph.directory import GraphDirectory, Manifest, Snapshot
from graph.errors import GraphError
from queries.errors import QueryError
from queries.server.answers import AnswerWriter, Refused
from queries.server.cypher_reader import CypherReader
from queries.server.frames import LENGTH, Fault, Kind, Ready, frame
from queries.server.settings import MIB, Limits
from queries.server.sparql_reader import SparqlReader
from queries.server.view_reader import ViewReader

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

GRACE_SECONDS = 5
"""How much later than the server the operating system ends a process that takes too long."""


class Reader(Protocol):
    """What a process holds open to answer from."""

    def answer(self, question: bytes, out: AnswerWriter) -> None:
        """Write the answer up to its end. Raises QueryError, Refused."""


READERS: dict[str, Callable[[Snapshot, Limits], Reader]] = {
    "sparql": SparqlReader,
    "cypher": CypherReader,
    "views": ViewReader,
}


def serve(role: str, folder: Path, limits: Limits, connection: socket.socket) -> None:
    """Open the current state of the graph, say so, and answer until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    try:
        with GraphDirectory(folder).snapshot() as snapshot:
            reader = READERS[role](snapshot, limits)
            _bound_memory(role, limits)
            ready = Ready(graph_version(snapshot.manifest), snapshot.generation)
            connection.sendall(frame(Kind.READY, msgspec.msgpack.encode(ready)))
            while question := _receive(connection):
                _answer(reader, question, connection, limits)
    except GraphError as error:
        AnswerWriter(connection).fail(Fault(503, str(error)))
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server is gone


def graph_version(manifest: Manifest) -> str:
    """What differs for two states of the graph, also where a folder is made anew and counts from one."""
    return f"{manifest.generation}-{zlib.crc32(msgspec.json.encode(manifest)):08x}"


def _answer(reader: Reader, question: bytes, connection: socket.socket, limits: Limits) -> None:
    out = AnswerWriter(connection)
    _end_after(limits.seconds + limits.transfer_seconds + GRACE_SECONDS)
    try:
        reader.answer(question, out)
        out.end()
    except QueryError as error:
        out.fail(Fault(400, str(error)))
    except Refused as refused:
        out.fail(Fault(refused.status, refused.message))
    except (MemoryError, RecursionError):
        out.fail(Fault(503, "the question needs more memory than it may have"))
    except ConnectionError:
        raise  # the server is gone
    except Exception:
        log.exception("a question went wrong")
        out.fail(Fault(500, "something went wrong here, which is written in the server's log"))
    finally:
        _end_after(0)


def _end_after(seconds: float) -> None:
    """Have the system end this process, however busy it is, unless called again before; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(role: str, limits: Limits) -> None:
    """Have the system refuse more memory than the limit to who runs SPARQL. Ladybug has a limit of its own,
    and views cost no more than what they show."""
    if resource is None or role != "sparql":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    allowed = limits.memory_mib * MIB
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard >= allowed:
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def _receive(connection: socket.socket) -> bytes:
    """The next question; empty when the server is gone."""
    header = _exactly(connection, LENGTH.size)
    return _exactly(connection, LENGTH.unpack(header)[0]) if header else b""


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
