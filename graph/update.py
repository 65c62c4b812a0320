"""Bring a graph on disk to a new set of records: all of it, or nothing."""

from __future__ import annotations

import errno
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from extract.record import Record
from graph.build import build_graph
from graph.difference import GraphChange, TableChange, difference
from graph.directory import FORMAT, RECORDS, TABLES, GraphDirectory, Manifest, Snapshot
from graph.errors import DiskFull, NotWritable
from graph.paper_names import arxiv_id
from graph.papers import MergedPaper, merge_papers
from graph.records import KeyCounts, RecordSet
from graph.resolution.knowledge import Knowledge, packaged_knowledge
from graph.resolution.resolve import VERSION
from graph.stores.embedded import EMBEDDED_STORES, EmbeddedStore
from graph.tables import GraphTables

NEW_STORE_SHARE = 0.5
"""A change of more than this share of the rows fills a new store: no slower, and it leaves no gaps."""


@dataclass(frozen=True)
class RowCounts:
    """Rows of one table that an update wrote."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class UpdateReport:
    """What an update did. `changed` is False where the graph already was what was asked for."""

    changed: bool
    generation: int
    records: KeyCounts
    papers: int
    merged_records: int
    """Records beyond the first of each paper: their metadata and sources count, their claims do not."""
    nodes: Mapping[str, RowCounts]
    edges: Mapping[str, RowCounts]
    totals: Mapping[str, int]
    removed_papers: tuple[str, ...]
    unknown: tuple[str, ...]
    """What was to be removed and is not in the graph."""
    ambiguous: Mapping[str, tuple[str, ...]]
    """What was to be removed and names several papers; none of them was."""
    unnamed_entities: int
    unresolved_names: int
    seconds: Mapping[str, float]


@dataclass
class _Removal:
    records: list[Record] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Clock:
    """Seconds a stage."""

    def __init__(self, tell: Callable[[str], None] | None) -> None:
        self.seconds: dict[str, float] = {}
        self._tell = tell

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        if self._tell:
            self._tell(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def update(
    directory: GraphDirectory | Path | str,
    *,
    put: Iterable[Record] = (),
    remove: Collection[str] = (),
    knowledge: Knowledge | None = None,
    stores: Sequence[EmbeddedStore] = EMBEDDED_STORES,
    on_stage: Callable[[str], None] | None = None,
) -> UpdateReport:
    """Take papers out, put records in, and commit the graph that follows, in this order.

    `remove` names papers by node id, source id, arXiv id or exact title. `on_stage` is told the name of each
    stage as it begins: records, input (where `put` is read), resolution, tables, the stores, commit. Raises
    GraphError, and ValueError for a record that cannot be stored.
    """
    folder = directory if isinstance(directory, GraphDirectory) else GraphDirectory(directory)
    with folder.writing(), _plain_errors(folder.path):
        report = _update(folder, put, remove, knowledge or packaged_knowledge(), stores, _Clock(on_stage))
        folder.sweep()
    return report


def _update(
    folder: GraphDirectory,
    put: Iterable[Record],
    remove: Collection[str],
    knowledge: Knowledge,
    stores: Sequence[EmbeddedStore],
    clock: _Clock,
) -> UpdateReport:
    manifest = folder.manifest()
    with folder.snapshot() if manifest else nullcontext() as current:
        with clock.stage("records"):
            before = RecordSet.read(current.path / RECORDS) if current else RecordSet()
            removal = _removal(merge_papers(before) if remove else [], remove)
            records = before.copy()
            records.remove(removal.records)
        with clock.stage("input"):
            records.put(put)
        touched = records.changes_since(before)
        rules = f"{VERSION}/{knowledge.digest}"
        if manifest and manifest.resolution == rules and not any(touched):
            return _report(manifest, touched, GraphChange({}, {}), removal, clock, changed=False)
        with clock.stage("resolution"):
            papers = merge_papers(records)
            graph = build_graph(papers, knowledge)
        with clock.stage("tables"):
            change = difference(current.tables() if current else GraphTables.empty(), graph.tables)
        path = folder.new_generation()
        with _removed_on_failure(path):
            _write(path, current, records, graph.tables, change, stores, clock)
            manifest = Manifest(
                claimgraph=FORMAT,
                generation=int(path.name),
                records=len(records),
                papers=len(papers),
                counts=graph.tables.counts(),
                unnamed_entities=graph.unnamed_entities,
                unresolved_names=graph.unresolved_names,
                resolution=rules,
            )
            with clock.stage("commit"):
                folder.commit(manifest)
    return _report(manifest, touched, change, removal, clock, changed=True)


def _write(
    path: Path,
    current: Snapshot | None,
    records: RecordSet,
    tables: GraphTables,
    change: GraphChange,
    stores: Sequence[EmbeddedStore],
    clock: _Clock,
) -> None:
    """Fill the folder of a new generation."""
    with clock.stage("records"):
        records.write(path / RECORDS)
    with clock.stage("tables"):
        tables.write(path / TABLES)
    advance = current is not None and change.rows <= NEW_STORE_SHARE * sum(tables.counts().values())
    for store in stores:
        with clock.stage(store.name):
            if current is not None and advance and (current.path / store.file).exists():
                store.advance(current.path / store.file, path / store.file, change, tables)
            else:
                store.create(path / store.file, tables)


def _removal(papers: Sequence[MergedPaper], names: Collection[str]) -> _Removal:
    removal = _Removal()
    by_name: dict[str, set[int]] = defaultdict(set)
    for number, paper in enumerate(papers):
        for name in _names_of(paper):
            by_name[name].add(number)
    by_id = {paper.id: number for number, paper in enumerate(papers)}
    for name in dict.fromkeys(names):
        found = {by_id[name]} if name in by_id else by_name.get(arxiv_id(name) or name) or by_name.get(name)
        if not found:
            removal.unknown.append(name)
        elif len(found) > 1:
            removal.ambiguous[name] = tuple(sorted(papers[number].id for number in found))
        else:
            paper = papers[found.pop()]
            removal.papers.append(paper.id)
            removal.records += paper.records
    return removal


def _names_of(paper: MergedPaper) -> set[str]:
    given = {name for record in paper.records for name in (record.id, record.title) if name}
    return given | paper.arxiv_ids


def _report(
    manifest: Manifest,
    touched: KeyCounts,
    change: GraphChange,
    removal: _Removal,
    clock: _Clock,
    *,
    changed: bool,
) -> UpdateReport:
    return UpdateReport(
        changed=changed,
        generation=manifest.generation,
        records=touched,
        papers=manifest.papers,
        merged_records=manifest.records - manifest.papers,
        nodes={label: _row_counts(rows) for label, rows in change.nodes.items()},
        edges={str(kind): _row_counts(rows) for kind, rows in change.edges.items()},
        totals=manifest.counts,
        removed_papers=tuple(dict.fromkeys(removal.papers)),
        unknown=tuple(removal.unknown),
        ambiguous=removal.ambiguous,
        unnamed_entities=manifest.unnamed_entities,
        unresolved_names=manifest.unresolved_names,
        seconds=clock.seconds,
    )


def _row_counts(change: TableChange) -> RowCounts:
    return RowCounts(change.added.num_rows, change.changed.num_rows, change.removed.num_rows)


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


@contextmanager
def _plain_errors(folder: Path) -> Iterator[None]:
    """Say what the disk lacks; engines report it in their own words."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"no room left on the disk of {folder}; the graph is as it was") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise NotWritable(
                f"{error.filename or folder} may not be written to: {error.strerror}"
            ) from error
        raise
    except RuntimeError as error:
        if "no space left" in str(error).lower():
            raise DiskFull(f"no room left on the disk of {folder}; the graph is as it was") from error
        raise
