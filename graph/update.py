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

import pyarrow.parquet as pq

from extract.record import ENTITY_TYPES, Record
from graph.build import Graph, build_graph
from graph.difference import GraphChange, TableChange, difference
from graph.directory import FORMAT, RECORDS, TABLES, GraphDirectory, Manifest, Snapshot
from graph.errors import DiskFull, NotWritable
from graph.paper_names import arxiv_id
from graph.papers import MergedPaper, merge_papers
from graph.rdf import DEFAULT_BASE, RdfMapping
from graph.records import KeyCounts, RecordSet
from graph.redirects import FILE as REDIRECTS
from graph.redirects import carried_on, write_redirects
from graph.resolution.decisions import FILE as DECISIONS
from graph.resolution.decisions import Decisions
from graph.resolution.knowledge import Knowledge, packaged_knowledge
from graph.resolution.provenance import FILE as NAMES
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
    new_entities: tuple[str, ...]
    """Ids of methods, datasets, tasks and metrics that were not there before; empty for the first build."""
    moved: Mapping[str, str]
    """Ids that are gone, and where their nodes are now."""
    seconds: Mapping[str, float]


@dataclass
class _Removal:
    records: list[Record] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Rules:
    """What the graph depends on beside the records."""

    knowledge: Knowledge
    decisions: Decisions
    base_iri: str

    @property
    def name(self) -> str:
        """Equal for rules that resolve all records alike."""
        return f"{VERSION}/{self.knowledge.digest}/{self.decisions.digest}"


@dataclass(frozen=True)
class _State:
    """A graph that is ready to be written, and what it changes."""

    records: RecordSet
    decisions: Decisions
    graph: Graph
    change: GraphChange
    redirects: Mapping[str, str]


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
    decisions: Decisions | None = None,
    base_iri: str | None = None,
    dry_run: bool = False,
    stores: Sequence[EmbeddedStore] = EMBEDDED_STORES,
    on_stage: Callable[[str], None] | None = None,
) -> UpdateReport:
    """Take papers out, put records in, and commit the graph that follows, in this order.

    `remove` names papers by node id, source id, arXiv id or exact title. `decisions` take the place of those
    in the file beside the graph, which is written; without them those of the file hold. `base_iri` is what
    all IRIs of the graph begin with in RDF; without it they stay as they are. `dry_run` reports what would
    change and leaves everything as it is. `on_stage` is told the name of each stage as it begins: records,
    input (where `put` is read), resolution, tables, the stores, commit. Raises GraphError, and ValueError for
    a record that cannot be stored or a base that is none.
    """
    folder = directory if isinstance(directory, GraphDirectory) else GraphDirectory(directory)
    with folder.writing(), _plain_errors(folder.path):
        rules = _Rules(
            knowledge or packaged_knowledge(), decisions or folder.decisions(), _base_iri(folder, base_iri)
        )
        with folder.deciding(decisions) if decisions is not None and not dry_run else nullcontext():
            report = _update(folder, put, remove, rules, None if dry_run else stores, _Clock(on_stage))
        folder.sweep()
    return report


def _update(
    folder: GraphDirectory,
    put: Iterable[Record],
    remove: Collection[str],
    rules: _Rules,
    stores: Sequence[EmbeddedStore] | None,
    clock: _Clock,
) -> UpdateReport:
    """Without stores nothing is written."""
    manifest = folder.manifest()
    with folder.snapshot(may_be_older=True) if manifest else nullcontext() as current:
        with clock.stage("records"):
            before = RecordSet.read(current.path / RECORDS) if current else RecordSet()
            removal = _removal(before, remove, current) if current else _Removal(unknown=list(remove))
            records = before.copy()
            records.remove(removal.records)
        with clock.stage("input"):
            records.put(put)
        touched = records.changes_since(before)
        if manifest and _names_rules(manifest, rules) and not any(touched):
            return _report(manifest, touched, None, current, removal, clock)
        state = _next_state(records, rules, current, clock)
        if stores is None:
            number = manifest.generation if manifest else 0
            manifest = _manifest(state, rules, number)
        else:
            manifest = _commit(folder, state, rules, current, stores, clock)
        return _report(manifest, touched, state, current, removal, clock)


def _base_iri(folder: GraphDirectory, given: str | None) -> str:
    """The base given, or that of the graph. Raises ValueError."""
    manifest = folder.manifest()
    if given is not None:
        return RdfMapping(given).base
    return manifest.base_iri if manifest else DEFAULT_BASE


def _names_rules(manifest: Manifest, rules: _Rules) -> bool:
    named = (manifest.claimgraph, manifest.resolution, manifest.base_iri)
    return named == (FORMAT, rules.name, rules.base_iri)


def _next_state(records: RecordSet, rules: _Rules, current: Snapshot | None, clock: _Clock) -> _State:
    with clock.stage("resolution"):
        papers = merge_papers(records, rules.decisions)
        graph = build_graph(papers, rules.knowledge, rules.decisions)
    with clock.stage("tables"):
        tables = current.tables() if current else GraphTables.empty()
        change = difference(tables, graph.tables)
        redirects: dict[str, str] = {}
        if current:
            redirects = carried_on(current.redirects(), tables, graph.tables, current.names(), graph.names)
    return _State(records, rules.decisions, graph, change, redirects)


def _commit(
    folder: GraphDirectory,
    state: _State,
    rules: _Rules,
    current: Snapshot | None,
    stores: Sequence[EmbeddedStore],
    clock: _Clock,
) -> Manifest:
    path = folder.new_generation()
    with _removed_on_failure(path):
        _write(path, current, state, rules.base_iri, stores, clock)
        manifest = _manifest(state, rules, int(path.name))
        with clock.stage("commit"):
            folder.commit(manifest)
    return manifest


def _manifest(state: _State, rules: _Rules, generation: int) -> Manifest:
    counts = state.graph.tables.counts()
    return Manifest(
        claimgraph=FORMAT,
        generation=generation,
        records=len(state.records),
        papers=counts["Paper"],
        counts=counts,
        unnamed_entities=state.graph.unnamed_entities,
        unresolved_names=state.graph.unresolved_names,
        resolution=rules.name,
        base_iri=rules.base_iri,
    )


def _write(
    path: Path,
    current: Snapshot | None,
    state: _State,
    base_iri: str,
    stores: Sequence[EmbeddedStore],
    clock: _Clock,
) -> None:
    """Fill the folder of a new generation."""
    tables, change = state.graph.tables, state.change
    with clock.stage("records"):
        state.records.write(path / RECORDS)
        state.decisions.write(path / DECISIONS)
    with clock.stage("tables"):
        tables.write(path / TABLES)
        pq.write_table(state.graph.names, path / NAMES, compression="zstd", store_schema=False)
        write_redirects(path / REDIRECTS, state.redirects)
    alike = current is not None and not current.is_older and current.manifest.base_iri == base_iri
    advance = alike and change.rows <= NEW_STORE_SHARE * sum(tables.counts().values())
    for store in stores:
        with clock.stage(store.name):
            if current is not None and advance and (current.path / store.file).exists():
                store.advance(current.path / store.file, path / store.file, change, tables, base_iri)
            else:
                store.create(path / store.file, tables, base_iri)


def _removal(records: RecordSet, names: Collection[str], current: Snapshot) -> _Removal:
    removal = _Removal()
    papers = merge_papers(records, current.decisions()) if names else []
    redirects = current.redirects()
    by_name: dict[str, set[int]] = defaultdict(set)
    for number, paper in enumerate(papers):
        for name in _names_of(paper):
            by_name[name].add(number)
    by_id = {paper.id: number for number, paper in enumerate(papers)}
    for name in dict.fromkeys(names):
        id_ = redirects.get(name, name)
        found = {by_id[id_]} if id_ in by_id else by_name.get(arxiv_id(name) or name) or by_name.get(name)
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
    state: _State | None,
    current: Snapshot | None,
    removal: _Removal,
    clock: _Clock,
) -> UpdateReport:
    change = state.change if state else GraphChange({}, {})
    known = current.redirects() if current else {}
    return UpdateReport(
        changed=state is not None,
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
        new_entities=_new_entities(change) if current and not current.is_older else (),
        moved={old: new for old, new in state.redirects.items() if known.get(old) != new} if state else {},
        seconds=clock.seconds,
    )


def _new_entities(change: GraphChange) -> tuple[str, ...]:
    tables = (change.nodes[label].added for label in ENTITY_TYPES if label in change.nodes)
    return tuple(sorted(id_ for table in tables for id_ in table["id"].to_pylist()))


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
