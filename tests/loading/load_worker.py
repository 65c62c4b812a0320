"""A process that loads one of the two small graphs, to be killed or to run beside others.

As a script: `python load_worker.py URI old|new`. It reads the password when all is imported, prints the
stages of the load, and ends with status 0, or with 1 and the message of the error.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from loaded_graphs import grown, small
from servers.neo4j_server import PASSWORD, USER

STATES = {"old": small, "new": grown}
TESTS = Path(__file__).resolve().parents[1]


class Worker:
    """The process, which waits until it is started and so does its imports beforehand."""

    def __init__(self, uri: str, state: str) -> None:
        self.state = state
        command = [sys.executable, __file__, uri, state]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(TESTS)},
        )

    def start(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{PASSWORD}\n")
        self._process.stdin.close()

    def wait_for_stages(self, number: int) -> None:
        """Until it has entered that many stages, or ended."""
        assert self._process.stdout is not None
        for _ in range(number):
            if not self._process.stdout.readline():
                return

    def kill(self) -> None:
        self._process.kill()
        self.wait()

    def wait(self) -> int:
        """The exit status."""
        return self._process.wait(timeout=120)

    def error(self) -> str:
        assert self._process.stderr is not None
        return self._process.stderr.read()


def main(uri: str, state: str) -> int:
    from graph.errors import ServerError
    from graph.stores import neo4j_load
    from graph.stores.neo4j import Neo4jStore
    from graph.stores.neo4j_target import Neo4jTarget

    neo4j_load.BATCH_ROWS = 20  # many transactions, between which to be killed
    tables = STATES[state]()
    password = sys.stdin.readline().strip()
    try:
        with Neo4jStore(Neo4jTarget(uri, USER, password)) as store:
            neo4j_load.load(store, tables, state, on_stage=lambda stage: print(stage, flush=True))
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
