"""Worker processes do not outlive the program that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import os, sys, time
from extract.workers import workers

if __name__ == "__main__":
    with workers(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, float(sys.argv[1]))
        time.sleep(60)
"""


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("seconds_of_work", ["0", "60"])
def test_a_worker_ends_when_its_parent_is_killed(seconds_of_work: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, program, seconds_of_work], stdout=subprocess.PIPE)
    assert parent.stdout
    worker = int(parent.stdout.readline())
    assert lives(worker)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 20
    while lives(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not lives(worker)
    parent.stdout.close()
