"""The processes that answer, and who gets one of them.

There are as many processes as questions may be answered at a time. A question that runs on for longer than
PATIENCE_SECONDS no longer counts, so that another process can take its place. The longer it keeps the
processor busy, the lower its priority; its process ends with it, since no priority can be raised again. Where
too many run long, the one that has been busy longest is stopped. So a runaway costs others little.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from graph.directory import GraphDirectory
from graph.errors import GraphError
from queries.server.answers import Refused
from queries.server.frames import HEADER, LENGTH, Fault, Head, Kind, Ready
from queries.server.kept import KeptAnswers
from queries.server.settings import Limits
from queries.server.worker import graph_version, serve

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.25
"""A question that takes longer is one that runs long."""
LOWER_PRIORITIES = ((0.5, 5), (2.0, 15))
"""Time on the processor in seconds, after which a question gets a priority lower by so many steps: a third of
what others get, then a thirtieth (sched(7))."""
START_SECONDS = 60.0
"""A process that is not ready after so long is given up."""
RETRY_SECONDS = 1.0
LOOK_SECONDS = 1.0
"""How often a pool looks whether the graph was built anew."""

# A server of forks has everything imported already, so that a process is ready within milliseconds.
_method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_processes: Any = multiprocessing.get_context(_method)
if _method == "forkserver":
    _processes.set_forkserver_preload([serve.__module__])
_starting = threading.Lock()


class Worker:
    """One process, and the connection to it."""

    def __init__(self, role: str, folder: Path, limits: Limits) -> None:
        self._near, far = socket.socketpair()
        arguments = (role, folder, limits, far)
        self._process = _processes.Process(target=serve, args=arguments, daemon=True)
        self._far = far
        self.ready = Ready("", 0)
        self.retired = False
        """Whether the graph has been built anew since this process opened it."""

    async def start(self) -> None:
        """Return when it is ready. Raises Refused with the process's own words where it cannot open the
        graph."""
        await asyncio.to_thread(self._start_process)
        self._near.setblocking(False)
        self._reader, self._writer = await asyncio.open_connection(sock=self._near, limit=1 << 20)
        async with asyncio.timeout(START_SECONDS):
            _, content = await self.next_frame()
        self.ready = msgspec.msgpack.decode(content, type=Ready)

    def _start_process(self) -> None:
        with self._far, _program_left_alone():
            self._process.start()

    def ask(self, question: bytes) -> None:
        self._writer.write(LENGTH.pack(len(question)) + question)

    async def next_frame(self) -> tuple[Kind, bytes]:
        """Raises Refused for a fault, and for a process that has come to its end."""
        try:
            kind, size = HEADER.unpack(await self._reader.readexactly(HEADER.size))
            content = await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            message = "stopped: the question needs more memory than it may have"
            raise Refused(503, message) from None
        if kind == Kind.FAULT:
            fault = msgspec.msgpack.decode(content, type=Fault)
            raise Refused(fault.status, fault.message)
        return Kind(kind), content

    @property
    def alive(self) -> bool:
        return not self._reader.at_eof()

    def busy_seconds(self) -> float:
        """Time on the processor so far; where the system does not tell, the time of day does as well."""
        try:  # the identifier that clock_getcpuclockid(3) gives for a process on Linux
            return time.clock_gettime((~(self._process.pid or 0) << 3) | 2)
        except (AttributeError, OSError):
            return time.monotonic()

    def lower_priority(self, steps: int) -> None:
        """Put it so many steps below this process."""
        if hasattr(os, "setpriority") and self._process.pid:
            with suppress(OSError):
                priority = os.getpriority(os.PRIO_PROCESS, 0) + steps
                os.setpriority(os.PRIO_PROCESS, self._process.pid, priority)

    def stop(self) -> None:
        """End the process at once, whatever it is doing."""
        if self._process.pid is not None:
            self._process.kill()
        if hasattr(self, "_writer"):
            self._writer.transport.abort()
        else:
            self._near.close()


class Answer:
    """An answer on its way: its media type, and pieces of its content.

    Has to be closed, which gives the process back, or ends it if it is still at work.
    """

    def __init__(self, pool: Pool, worker: Worker) -> None:
        self._pool = pool
        self.worker = worker
        self.version = worker.ready.version
        self.media_type = ""
        self.overdue = False
        self.lowered = 0
        self._busy_before = worker.busy_seconds()
        self._done = False
        self._stopped = ""
        self._seconds = pool.limits.seconds
        self._timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._look)

    async def begin(self, question: bytes) -> None:
        """Ask, and wait until the answer begins. Raises Refused."""
        self.worker.ask(question)
        kind, content = await self._next()
        assert kind is Kind.HEAD
        self.media_type = msgspec.msgpack.decode(content, type=Head).media_type

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content. Raises Refused where the rest does not come."""
        while True:
            kind, content = await self._next()
            if kind is Kind.END:
                self._done = True
                return
            yield content

    def give_way(self, reason: str) -> None:
        """Stop, in favour of others."""
        self._stopped = reason
        self.worker.stop()

    def close(self) -> None:
        self._timer.cancel()
        self._pool.take_back(self, reusable=self._done and not self.lowered)

    @property
    def stopped(self) -> bool:
        return bool(self._stopped)

    def busy_seconds(self) -> float:
        """Time on the processor so far."""
        return self.worker.busy_seconds() - self._busy_before

    def _look(self) -> None:
        """Let others go first, now and then until this one is the last. Time on the processor tells a runaway
        from a question on a machine that has much else to do."""
        if not self._pool.may_run_long:
            return
        for seconds, steps in LOWER_PRIORITIES[self.lowered :]:
            if self.busy_seconds() >= seconds:
                self.worker.lower_priority(steps)
                self.lowered += 1
        if not self.overdue:
            self._pool.let_run_on(self)
        if not self.overdue or self.lowered < len(LOWER_PRIORITIES):
            self._timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._look)

    async def _next(self) -> tuple[Kind, bytes]:
        """The next frame. Only the time that the process takes counts, not that between two calls."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            async with asyncio.timeout(max(self._seconds, 0)):
                return await self.worker.next_frame()
        except TimeoutError:
            limit = self._pool.limits.seconds
            raise Refused(503, f"stopped after {limit:g} s, the limit here: ask for less") from None
        except Refused as refused:
            if self._stopped:
                raise Refused(503, self._stopped) from None
            self._done = refused.status < 500
            raise
        finally:
            self._seconds -= loop.time() - start


class Pool:
    """Processes of one role (`queries.server.worker.READERS`) over the current state of a graph."""

    def __init__(
        self,
        role: str,
        folder: Path,
        limits: Limits,
        *,
        parallel: int | None = None,
        may_run_long: bool = True,
    ) -> None:
        """`parallel` in place of that of the limits. Unless a question `may_run_long`, none is treated as one
        that does: for processes that are dear to start and answer known questions."""
        self.role = role
        self.limits = limits
        self.version = ""
        self.generation = 0
        self.kept = KeptAnswers()
        self._folder = folder
        self._parallel = parallel or limits.parallel
        self.may_run_long = may_run_long
        self._idle: list[Worker] = []
        self._starting = 0
        self._busy: dict[Answer, None] = {}
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Start the first process, then the others. Raises Refused where the graph cannot be opened."""
        self._starting += 1
        await self._start()
        self._fill()
        self._spawn(self._watch())

    async def close(self) -> None:
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in [*self._idle, *(answer.worker for answer in self._busy)]:
            worker.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def answer(self, question: msgspec.Struct) -> Answer:
        """Ask as soon as it is this question's turn. The answer has begun; the caller closes it.

        Raises Refused: 400 for a question that cannot be answered, 503 where it takes too much of something.
        """
        try:
            content = msgspec.msgpack.encode(question)
        except (OverflowError, RecursionError) as error:
            raise Refused(400, f"the question holds what cannot be asked for: {error}") from None
        answer = Answer(self, await self._turn())
        self._busy[answer] = None
        try:
            await answer.begin(content)
        except BaseException:
            answer.close()
            raise
        return answer

    def let_run_on(self, answer: Answer) -> None:
        """An answer takes long: let others go first. Where too many do already, the one that has been busy
        longest is stopped for it; unless that was short too, for then the machine has much else to do."""
        long = [one for one in self._busy if one.overdue and not one.stopped]
        if len(long) >= self.limits.long_running:
            longest = max(long, key=Answer.busy_seconds, default=None)
            if longest is None or not longest.lowered:
                return
            longest.give_way("stopped: too many questions run long at once")
        answer.overdue = True
        self._fill()

    def take_back(self, answer: Answer, *, reusable: bool) -> None:
        if answer not in self._busy:
            return
        del self._busy[answer]
        spare = len(self._idle) >= self._parallel
        if reusable and not spare and not answer.worker.retired and not self._closed:
            self._offer(answer.worker)
        else:
            answer.worker.stop()
            self._fill()

    async def _turn(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()  # the one used last: what it has read is still in its memory
            if worker.alive:
                return worker
        if len(self._waiting) >= self.limits.queue:
            raise Refused(503, "too many questions wait already: try again later")
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():
                self._offer(turn.result())
            if isinstance(error, asyncio.CancelledError):
                raise
            raise Refused(503, "too many questions are being answered: try again later") from None
        finally:
            with suppress(ValueError):
                self._waiting.remove(turn)

    def _offer(self, worker: Worker) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    def _fill(self) -> None:
        """Have as many processes as may be at work, besides those that run long."""
        short = sum(not answer.overdue for answer in self._busy)
        for _ in range(self._parallel - short - len(self._idle) - self._starting):
            self._starting += 1
            self._spawn(self._start_or_try_later())

    async def _start_or_try_later(self) -> None:
        try:
            await self._start()
        except (Refused, OSError) as error:
            log.warning("no further process for %s: %s", self.role, error)
            await asyncio.sleep(RETRY_SECONDS)
            self._fill()

    async def _start(self) -> None:
        """Start a process that `_starting` counts already. Raises Refused, OSError."""
        worker = Worker(self.role, self._folder, self.limits)
        try:
            await worker.start()
        except BaseException:
            worker.stop()
            raise
        finally:
            self._starting -= 1
        if worker.ready.version != self.version:
            self._turn_to(worker.ready)
        self._offer(worker)

    def _turn_to(self, ready: Ready) -> None:
        """A new state of the graph: what runs is finished on the old one."""
        self.version, self.generation = ready.version, ready.generation
        for worker in self._idle:
            worker.stop()
        self._idle.clear()
        for answer in self._busy:
            answer.worker.retired = True

    async def _watch(self) -> None:
        """Follow the graph from state to state."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._starting or self._current() in (None, self.version):
                continue
            self._starting += 1
            await self._start_or_try_later()
            self._fill()

    def _current(self) -> str | None:
        """The version on disk; None while there is none."""
        try:
            manifest = GraphDirectory(self._folder).manifest()
        except (GraphError, OSError):
            return None
        return graph_version(manifest) if manifest else None

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        if self._closed:
            work.close()
            return
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@contextmanager
def _program_left_alone() -> Iterator[None]:
    """A process that is started needs nothing of the program that starts it, which multiprocessing would have
    it import anew."""
    program = vars(sys.modules["__main__"])
    with _starting:
        kept = {name: program.get(name) for name in ("__file__", "__spec__")}
        program.update(dict.fromkeys(kept))
        try:
            yield
        finally:
            program.update(kept)
