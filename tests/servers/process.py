"""A server process of the tests: a free port, waiting until it answers, an end by process id."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

START_SECONDS = 600
"""Servers start in a few seconds; on a busy machine it may take much longer."""
STOP_SECONDS = 30


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class ServerProcess:
    """A started command whose output goes to a log file; `environment` in place of this process's own."""

    def __init__(
        self, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_until(self, answers: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Return when `answers` does so. RuntimeError, with the end of the log, where the process ends or the
        time is over before."""
        deadline = time.monotonic() + seconds
        while not answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                told = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
                raise RuntimeError(f"the server does not answer: {' '.join(self._process.args)}\n{told}")  # type: ignore[arg-type]
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask it to end, and see to it that it does."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once, as when the power fails."""
        self._process.kill()
        self._process.wait()
