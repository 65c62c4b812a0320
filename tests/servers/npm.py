"""Packages from npm, kept in `.servers/` beside the tests."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import filelock

from servers.maven import CACHE, MissingProgramError


def package(name: str, version: str) -> Path:
    """The folder of the package, fetched once, without what it needs. Raises MissingProgramError."""
    npm = shutil.which("npm")
    if npm is None:
        raise MissingProgramError("npm is not installed; on Debian: apt-get install npm")
    folder = CACHE / f"npm-{name.replace('/', '-')}-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(folder / "lock"):
        if not (folder / "package" / "package.json").exists():
            command = [npm, "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)]
            subprocess.run(command, check=True, capture_output=True)
            (archive,) = folder.glob("*.tgz")
            shutil.unpack_archive(archive, folder, filter="data")
    return folder / "package"
