"""An update that is killed leaves the graph as it was before or as it is after."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from test_update import agrees, state
from updates_until_killed import STEPS

from graph.directory import GraphDirectory
from graph.update import update

KILLS = 20
SCRIPT = Path(__file__).parent / "updates_until_killed.py"
STAGES = ("writer.json", "records.jsonl", "tables/edges/*", "ladybug.lbug", "oxigraph/*", "manifest.json.new")


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(2)
    folder = tmp_path / "graph"
    expected = _states(tmp_path / "undisturbed")
    reached = -1
    interrupted = 0
    update(folder)
    for kill in range(5 * KILLS):  # more where updates come to their end on this machine
        if kill >= KILLS and interrupted > KILLS / 2:
            break
        committed = _update_and_kill(folder, reached + 1, STAGES[kill % len(STAGES)], chance.random())
        interrupted += (folder / "writer.json").exists()
        with GraphDirectory(folder).snapshot() as snapshot:
            assert agrees(snapshot)
        found = state(folder)
        after = committed if found == expected[committed % len(STEPS)] else committed + 1
        assert found == expected[after % len(STEPS)]
        reached = after
    assert interrupted > KILLS / 2
    reached += 1
    assert update(folder, **STEPS[reached % len(STEPS)]).changed
    assert state(folder) == expected[reached % len(STEPS)]
    assert sorted(path.name for path in folder.iterdir()) == ["generations", "lock", "manifest.json"]
    assert len(list((folder / "generations").iterdir())) == 1


def _states(folder: Path) -> list[dict[str, bytes]]:
    found = []
    for step in STEPS:
        update(folder, **step, stores=())
        found.append(state(folder))
    return found


def _update_and_kill(folder: Path, first: int, stage: str, share: float) -> int:
    """Let a process update from step `first` on, kill it some time after it has entered the stage, and return
    the last step that it said was committed."""
    command = [sys.executable, str(SCRIPT), str(folder), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=SCRIPT.parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        before = set(_files(folder, stage))
        time.sleep(share * 0.3)
        deadline = time.monotonic() + 2
        while not (now := set(_files(folder, stage))) - before and time.monotonic() < deadline:
            before = now
            time.sleep(0.0005)
        time.sleep(share * 0.02)
        process.kill()
        said = process.stdout.read().split()
    return int(said[-1]) if said else first - 1


def _files(folder: Path, stage: str) -> list[Path]:
    return [*folder.glob(stage), *folder.glob(f"generations/*/{stage}")]
