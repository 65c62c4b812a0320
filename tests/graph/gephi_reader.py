"""Gephi itself, as a library: what it finds in a file."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from servers.maven import jar, program

TOOLKIT = "org.gephi:gephi-toolkit:0.10.1:jar:all"
READER = Path(__file__).with_name("ReadWithGephi.java")


def read_with_gephi(path: Path) -> dict[str, Any]:
    """Import the file as Gephi does when a person opens it: counts, attributes and times of what came in."""
    command = [program("java"), "-Djava.awt.headless=true", "-cp", str(jar("gephi-toolkit", TOOLKIT))]
    finished = subprocess.run([*command, str(READER), str(path)], capture_output=True, text=True, timeout=300)
    assert finished.returncode == 0, finished.stderr[-3000:]
    found: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return found
