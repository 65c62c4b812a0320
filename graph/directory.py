"""A graph on disk.

    DIR/manifest.json           names the current generation; replacing it is what commits an update
    DIR/generations/N/          one state of the graph, never changed after its commit:
        records.jsonl, decisions.txt, tables/, names.parquet, redirects.tsv,
        ladybug.lbug, oxigraph/, readers.lock
    DIR/decisions.txt           what people decided about names, see `graph.resolution.decisions`
    DIR/lock, DIR/writer.json   held by, and telling of, the process that writes
    DIR/loads/                  what servers were brought to, see `graph.loads`

An update prepares the next generation beside the current one. Killed before the commit, it leaves a folder
that nothing names, which the next writer sweeps away. Readers hold a shared lock on the generation they
read, so that it stays until they are done.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import filelock
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from extract.record import Record
from graph.errors import (
    CorruptGraph,
    GraphLocked,
    NewerFormat,
    NoGraph,
    NotAGraph,
    NotWritable,
    OlderFormat,
)
from graph.loads import LOADS
from graph.locks import ReaderLock, is_read
from graph.papers import MergedPaper, merge_papers
from graph.rdf.terms import DEFAULT_BASE
from graph.records import read_records, text_digest
from graph.redirects import FILE as REDIRECTS
from graph.redirects import read_redirects
from graph.resolution.decisions import FILE as DECISIONS
from graph.resolution.decisions import Decisions
from graph.resolution.provenance import FILE as NAMES
from graph.resolution.provenance import SCHEMA
from graph.stores.embedded import LadybugFile, OxigraphFolder
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from graph.tables import GraphTables

FORMAT = 2
"""Of the folder. To be raised with every change of its tables, after which older ones cannot be read."""
MANIFEST, GENERATIONS, LOCK, WRITER = "manifest.json", "generations", "lock", "writer.json"
RECORDS, TABLES, READERS = "records.jsonl", "tables", "readers.lock"
_OWN = {MANIFEST, f"{MANIFEST}.new", GENERATIONS, LOCK, WRITER, LOADS, DECISIONS, f"{DECISIONS}.new"}
_ATTEMPTS = 20


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What names the current state. `resolution` tells by which rules and vocabulary names were resolved."""

    claimgraph: int
    """The format of the folder."""
    generation: int
    records: int
    papers: int
    counts: dict[str, int]
    unnamed_entities: int
    unresolved_names: int
    resolution: str
    base_iri: str = DEFAULT_BASE
    """The base of all IRIs in RDF."""


class Snapshot:
    """One state of a graph, for reading; it stays as it is until closed, whatever is written meanwhile."""

    def __init__(self, path: Path, manifest: Manifest, lock: ReaderLock) -> None:
        self.path = path
        self.manifest = manifest
        self._lock = lock

    @property
    def generation(self) -> int:
        return self.manifest.generation

    @property
    def is_older(self) -> bool:
        """Whether an earlier version wrote it: its records, decisions and redirects can be read, no more."""
        return self.manifest.claimgraph < FORMAT

    @property
    def counts(self) -> dict[str, int]:
        """Rows a table, as `GraphTables.counts` gives them."""
        return self.manifest.counts

    def records(self) -> Iterator[Record]:
        """By source path and identifier. Raises CorruptGraph."""
        return read_records(self.path / RECORDS)

    def stored_extractions(self) -> dict[tuple[str, str], Record]:
        """Records by `text_digest` of their paper and extractor version, to spare a second extraction."""
        return {(text_digest(record), record.extractor): record for record in self.records()}

    def tables(self) -> GraphTables:
        """Empty ones where an older version wrote them. Raises CorruptGraph."""
        if self.is_older:
            return GraphTables.empty()
        try:
            return GraphTables.read(self.path / TABLES)
        except (OSError, pa.ArrowException) as error:
            raise CorruptGraph(f"{self.path / TABLES}: {error}") from error

    def decisions(self) -> Decisions:
        """Those under which this state was resolved. Raises DecisionError."""
        return Decisions.read(self.path / DECISIONS)

    def papers(self) -> list[MergedPaper]:
        """Sorted by id. Raises CorruptGraph, DecisionError."""
        return merge_papers(self.records(), self.decisions())

    def names(self) -> pa.Table:
        """Every name of every node, and why it is there: see `graph.resolution.provenance`; none where an
        older version wrote them. Raises CorruptGraph."""
        if self.is_older:
            return SCHEMA.empty_table()
        try:
            return pq.read_table(self.path / NAMES, schema=SCHEMA)
        except (OSError, pa.ArrowException) as error:
            raise CorruptGraph(f"{self.path / NAMES}: {error}: build the graph again") from error

    def redirects(self) -> dict[str, str]:
        """Where the nodes are whose ids changed: see `graph.redirects`. Raises CorruptGraph."""
        return read_redirects(self.path / REDIRECTS)

    def ladybug(self) -> LadybugStore:
        """Opened read-only; the caller closes it. Raises CorruptGraph."""
        path = self.path / LadybugFile.file
        try:
            return LadybugStore(path, read_only=True)
        except RuntimeError as error:
            raise CorruptGraph(f"{path}: {error}") from error

    def oxigraph(self) -> OxigraphStore:
        """Opened read-only; the caller closes it. Raises CorruptGraph."""
        path = self.path / OxigraphFolder.file
        try:
            return OxigraphStore.open_read_only(path, self.manifest.base_iri)
        except OSError as error:
            raise CorruptGraph(f"{path}: {error}") from error

    def close(self) -> None:
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class GraphDirectory:
    """The folder of a graph."""

    def __init__(self, path: Path | str) -> None:
        """Look at the folder, which need not exist yet. Raises NotAGraph if it holds something else,
        NewerFormat, CorruptGraph."""
        self.path = Path(path)
        if self.path.exists() and not self.path.is_dir():
            raise NotAGraph(f"{self.path} is a file, not the folder of a graph")
        self.manifest()
        self._refuse_foreign_folder()

    def manifest(self) -> Manifest | None:
        """What is current now; None where nothing was built yet."""
        path = self.path / MANIFEST
        try:
            content = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise CorruptGraph(f"{path} is not JSON ({error}): build the graph again") from error
        if not isinstance(content, dict) or "claimgraph" not in content:
            raise NotAGraph(f"{path} belongs to something else: choose another folder")
        return _read_manifest(path, content)

    def snapshot(self, *, may_be_older: bool = False) -> Snapshot:
        """The current state, for reading. Raises NoGraph where nothing was built yet, CorruptGraph, and
        OlderFormat unless it `may_be_older`."""
        for _ in range(_ATTEMPTS):  # an update may sweep the generation between two of these lines
            manifest = self.manifest()
            if manifest is None:
                raise NoGraph(f"{self.path} holds no graph yet: build one first")
            if manifest.claimgraph < FORMAT and not may_be_older:
                raise OlderFormat(
                    f"{self.path} was built by an older version of claimgraph (format {manifest.claimgraph}, "
                    f"this one reads {FORMAT}): run `claimgraph build` on it once more; it keeps its papers"
                )
            path = self.generation(manifest.generation)
            lock = ReaderLock.take(path / READERS)
            if lock is not None:
                return Snapshot(path, manifest, lock)
        raise CorruptGraph(f"{path} is named by {MANIFEST} but missing: build the graph again")

    @property
    def decisions_path(self) -> Path:
        """The file in which people decide about names; it need not exist."""
        return self.path / DECISIONS

    def decisions(self) -> Decisions:
        """What the file says now, which the next update makes true. Raises DecisionError."""
        return Decisions.read(self.decisions_path)

    @contextmanager
    def deciding(self, decisions: Decisions) -> Iterator[None]:
        """Have these decisions in the file from now on, or if the block fails what was there; only for the
        writer."""
        path = self.decisions_path
        before = path.read_bytes() if path.exists() else None
        decisions.write(path)
        try:
            yield
        except BaseException:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)
            raise

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, and sweep what killed writers left behind.

        Raises GraphLocked at once if another process writes, NotWritable."""
        lock = filelock.FileLock(self.path / LOCK)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except filelock.Timeout:
            raise GraphLocked(f"{self.path} is being written{self._writer()}: try again later") from None
        except PermissionError as error:
            raise NotWritable(f"{self.path} may not be written to: {error.strerror}") from error
        try:
            self._tell_writer()
            self.sweep()
            yield
        finally:
            (self.path / WRITER).unlink(missing_ok=True)
            lock.release()

    def generation(self, number: int) -> Path:
        return self.path / GENERATIONS / str(number)

    def new_generation(self) -> Path:
        """An empty folder for the next state; only for the writer."""
        numbers = [int(path.name) for path in self._generations() if path.name.isdigit()]
        path = self.generation(max(numbers, default=0) + 1)
        path.mkdir(parents=True)
        (path / READERS).touch()
        return path

    def commit(self, manifest: Manifest) -> None:
        """Make a prepared generation the current one, or none of it; only for the writer."""
        _sync_tree(self.generation(manifest.generation))
        _sync(self.path / GENERATIONS)
        fresh = self.path / f"{MANIFEST}.new"
        with fresh.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path / MANIFEST)
        _sync(self.path)

    def sweep(self) -> None:
        """Delete every generation that is neither current nor being read; only for the writer."""
        manifest = self.manifest()
        for path in self._generations():
            if manifest is None or path.name != str(manifest.generation):
                with is_read(path / READERS) as read:
                    if not read:
                        shutil.rmtree(path, ignore_errors=True)

    def _generations(self) -> list[Path]:
        folder = self.path / GENERATIONS
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def _refuse_foreign_folder(self) -> None:
        if not self.path.is_dir() or (self.path / MANIFEST).exists():
            return
        foreign = sorted({entry.name for entry in self.path.iterdir()} - _OWN)
        if foreign:
            raise NotAGraph(f"{self.path} holds {foreign[0]!r} and no graph: choose a new or empty folder")

    def _tell_writer(self) -> None:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        told = {"process": os.getpid(), "host": socket.gethostname(), "since": since}
        (self.path / WRITER).write_text(json.dumps(told), encoding="utf-8")

    def _writer(self) -> str:
        try:
            told = json.loads((self.path / WRITER).read_text(encoding="utf-8"))
            return f" by process {told['process']} on {told['host']} since {told['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return " by another process"


def _read_manifest(path: Path, content: dict[str, Any]) -> Manifest:
    written = content["claimgraph"]
    if isinstance(written, int) and written > FORMAT:
        raise NewerFormat(
            f"{path} has format {written}, this version reads up to {FORMAT}: update claimgraph"
        )
    try:
        return msgspec.convert(content, Manifest)
    except msgspec.ValidationError as error:
        raise CorruptGraph(f"{path}: {error}: build the graph again") from error


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Have it on the disk itself. Windows has no such call for folders."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
