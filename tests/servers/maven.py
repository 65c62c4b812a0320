"""Java programs from Maven Central, kept in `.servers/` beside the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import filelock

CACHE = Path(__file__).resolve().parents[2] / ".servers"
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>servers</groupId><artifactId>{name}</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>{dependencies}</dependencies></project>
"""
_DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"


class MissingProgramError(RuntimeError):
    """Java or Maven is not installed; the message says how to install it."""


def program(name: str) -> str:
    """The path of `java`, `mvn` or `openssl`; of Java that of JAVA_HOME, where it is set. Raises
    MissingProgramError."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(name, path=f"{home}/bin") if home and name == "java" else None
    found = found or shutil.which(name)
    if found is None:
        raise MissingProgramError(
            f"{name} is not installed; on Debian: apt-get install openjdk-17-jre-headless maven openssl"
        )
    return found


def class_path(name: str, *coordinates: str) -> str:
    """Fetch `group:artifact:version` and all that they need, once; what Java takes as its class path.

    `name` is the folder in the cache; other coordinates under the same name are fetched anew.
    """
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(folder / "lock"):
        complete = folder / "complete"
        wanted = "\n".join(coordinates)
        if not complete.exists() or complete.read_text(encoding="utf-8") != wanted:
            _fetch(folder, coordinates)
            complete.write_text(wanted, encoding="utf-8")
    return f"{folder / 'lib'}{os.sep}*"


def jar(name: str, coordinates: str) -> Path:
    """Fetch one `group:artifact:version:type:classifier`, once, and nothing that it needs."""
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    _, artifact, version, type_, classifier = coordinates.split(":")
    path = folder / f"{artifact}-{version}-{classifier}.{type_}"
    with filelock.FileLock(folder / "lock"):
        if not path.exists():
            goal = ["dependency:copy", f"-Dartifact={coordinates}", f"-DoutputDirectory={folder}"]
            command = [program("mvn"), "--batch-mode", "--quiet", *goal]
            finished = subprocess.run(command, capture_output=True, text=True, check=False)
            if finished.returncode:
                raise RuntimeError(f"Maven could not fetch {coordinates}:\n{finished.stdout[-3000:]}")
    return path


def _fetch(folder: Path, coordinates: tuple[str, ...]) -> None:
    shutil.rmtree(folder / "lib", ignore_errors=True)
    dependencies = "".join(_DEPENDENCY.format(*map(escape, one.split(":"))) for one in coordinates)
    pom = folder / "pom.xml"
    pom.write_text(_POM.format(name=folder.name, dependencies=dependencies), encoding="utf-8")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    command = [program("mvn"), "--batch-mode", "--quiet", "--file", str(pom), *goal]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(f"Maven could not fetch {', '.join(coordinates)}:\n{finished.stdout[-3000:]}")
