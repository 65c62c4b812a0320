"""What servers hold, as far as this graph brought it there: kept beside the generations.

    DIR/loads/TARGET/STATE/    the tables of the generation that was loaded into a database last

A server tells which state it holds by a name, in Neo4j the digest of the tables. Where the tables of that
state are still here, the difference to the current ones is all that is sent; otherwise the database is
compared as a whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import pyarrow as pa

from graph.tables import GraphTables

LOADS = "loads"


def tables_digest(folder: Path) -> str:
    """A digest of written tables: equal for equal graphs written by the same version of Parquet."""
    digest = hashlib.blake2b(digest_size=20)
    for path in sorted(folder.rglob("*.parquet")):
        digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Loads:
    """The kept tables of one graph. `target` is any name that tells one loaded database from another."""

    def __init__(self, directory: Path) -> None:
        self._folder = directory / LOADS

    def find(self, target: str, state: str) -> GraphTables | None:
        """The tables of that state, None where they are not here (any more)."""
        path = self._path(target) / _folder_name(state)
        try:
            return GraphTables.read(path) if path.is_dir() else None
        except (OSError, pa.ArrowException):
            return None  # the database is compared row by row instead

    def keep(self, target: str, state: str, tables: Path) -> None:
        """Keep these tables as what the target holds, and no others. Takes hardly any room, since files are
        linked. Where the folder may not be written to, nothing is kept."""
        folder, name = self._path(target), _folder_name(state)
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / name).is_dir():
                self._copy(tables, folder / name)
            for other in folder.iterdir():
                if other.name != name:
                    shutil.rmtree(other, ignore_errors=True)

    def _path(self, target: str) -> Path:
        return self._folder / _folder_name(target)

    def _copy(self, tables: Path, target: Path) -> None:
        """Complete under its name, or not there: another process may do the same."""
        scratch = Path(tempfile.mkdtemp(prefix=".", dir=target.parent))
        try:
            shutil.copytree(tables, scratch / "tables", copy_function=_link)
            (scratch / "tables").rename(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _folder_name(name: str) -> str:
    """Of a name that may hold anything: servers tell it."""
    return hashlib.blake2b(name.encode(), digest_size=10).hexdigest()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)
