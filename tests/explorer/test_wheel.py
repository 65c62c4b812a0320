"""An installed wheel serves the same explorer as the checkout: nothing is built, and no npm is asked."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from servers.served import serving

PACKAGES = ("claimgraph", "extract", "graph", "queries")
STATIC = "queries/server/explorer/static"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment without any program on its path, and without this checkout."""
    empty = tmp_path_factory.mktemp("no-programs")
    return {**os.environ, "PATH": str(empty), "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def wheel(repository: Path, alone: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([sys.executable, *command, "--wheel-dir", folder, repository], env=alone, check=True)
    (found,) = folder.glob("*.whl")
    return found


def test_everything_is_packaged(repository: Path, wheel: Path) -> None:
    packaged = set(zipfile.ZipFile(wheel).namelist())
    files = [file for package in PACKAGES for file in (repository / package).rglob("*") if file.is_file()]
    wanted = {file.relative_to(repository).as_posix() for file in files if "__pycache__" not in file.parts}
    assert wanted <= packaged
    assert "graph/schema.ttl" in packaged


def test_it_serves_the_explorer(
    repository: Path, wheel: Path, alone: dict[str, str], landmark_graph: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    environment = {**alone, "PYTHONPATH": str(tmp_path)}
    where = [sys.executable, "-c", "import queries; print(queries.__file__)"]
    told = subprocess.run(where, env=environment, check=True, capture_output=True, text=True)
    assert Path(told.stdout.strip()).is_relative_to(tmp_path)
    with serving(landmark_graph, environment=environment) as server:
        version = server.get("/graph").data.decode().partition('src="/static/')[2].partition("/")[0]
        for file in (repository / STATIC).rglob("*.*"):
            path = file.relative_to(repository / STATIC).as_posix()
            assert server.get(f"/static/{version}/{path}").data == file.read_bytes(), path
