"""The Python API: what the command does, as functions and one class."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spacy.language import Language

from claimgraph.entities import find_entity
from claimgraph.extraction import ExtractionCounts, Reader
from extract.extractor import Extractor, load_pipeline
from extract.paper import Paper
from extract.readers import Problem, read_papers
from extract.record import Record
from graph.directory import GraphDirectory
from graph.merges import Merges
from graph.resolution.decisions import Decisions
from graph.resolution.given_names import GivenName, ResolvedName, resolve_names
from graph.resolution.knowledge import packaged_knowledge
from graph.resolution.suspicion import Suspicion, suspicions
from graph.stats import GraphStats, graph_stats
from graph.update import UpdateReport, update
from graph.validate import ValidationReport, validate
from queries.runner import Answer, run
from queries.runner import Language as QueryLanguage
from queries.views.index import GraphIndex
from queries.views.leaderboards import (
    Compare,
    CompareAnswer,
    Leaderboard,
    LeaderboardAnswer,
    compare,
    show_leaderboard,
)

Inputs = Iterable[str | Path]
OnProblem = Callable[[Problem], None]
OnStage = Callable[[str], None]


def load(path: str | Path | None = None) -> Language:
    """The spaCy pipeline: the packaged one, or the one that lies at `path`. Raises OSError."""
    return load_pipeline(path)


def extract(
    inputs: Inputs,
    *,
    as_of: date | None = None,
    processes: int = 1,
    on_problem: OnProblem | None = None,
) -> Iterator[Record]:
    """Read papers from files or folders and yield their records, in order, one at a time.

    `as_of` supplies the year of days that are printed without one. What cannot be read is given to
    `on_problem` and skipped.
    """
    return Extractor().extract_many(_papers(inputs, as_of, on_problem), processes=processes)


def resolve(names: Iterable[GivenName]) -> Iterator[ResolvedName]:
    """Which entity each name is and what its families are, from the packaged knowledge alone, in order."""
    return resolve_names(names, packaged_knowledge())


@dataclass(frozen=True)
class BuildReport:
    """What a build did: how its papers came by their records, and what changed in the graph."""

    extraction: ExtractionCounts
    update: UpdateReport


class Graph:
    """A graph in a folder, which need not exist before the first build.

    Raises the errors of `graph.errors` where the folder cannot be used, each with a plain message.
    """

    def __init__(self, directory: str | Path) -> None:
        self.directory = GraphDirectory(directory)

    def build(
        self,
        inputs: Inputs,
        *,
        as_of: date | None = None,
        processes: int = 1,
        base_iri: str | None = None,
        on_problem: OnProblem | None = None,
        on_stage: OnStage | None = None,
    ) -> BuildReport:
        """Add the papers of files or folders, or renew what the graph has of them.

        Texts that this version of the pipeline has read before are not read again; records that another
        version made are renewed. `base_iri` is what all IRIs of the graph begin with in RDF, from now on;
        ValueError for what is none. Nothing changes until all is ready; then everything changes at once.
        """
        reader = Reader(self.directory, processes)
        papers = _papers(inputs, as_of, on_problem)
        report = update(self.directory, put=reader.records(papers), base_iri=base_iri, on_stage=on_stage)
        return BuildReport(reader.counts, report)

    def remove(self, papers: Collection[str]) -> UpdateReport:
        """Take papers out, and with them what only they supported. A paper is named by its node id, its id
        in its source, its arXiv id or its exact title; what is unknown or ambiguous is in the report."""
        return update(self.directory, remove=papers)

    @contextmanager
    def merges(self) -> Iterator[Merges]:
        """Why names are one node, to be asked as long as the block lasts."""
        with self.directory.snapshot() as snapshot:
            yield Merges(snapshot, self.directory.decisions())

    def suspicious_merges(self) -> list[Suspicion]:
        """Names that are in their node for little reason, the worst first."""
        with self.directory.snapshot() as snapshot:
            return suspicions(snapshot.names())

    def decide(
        self, decisions: Decisions, *, dry_run: bool = False, on_stage: OnStage | None = None
    ) -> UpdateReport:
        """Have these decisions about names in place of those that the graph has. Where nothing was built yet,
        they wait in the file for the first build."""
        return update(self.directory, decisions=decisions, dry_run=dry_run, on_stage=on_stage)

    def query(
        self,
        question: str,
        parameters: Mapping[str, str] | None = None,
        *,
        language: QueryLanguage | None = None,
    ) -> Answer:
        """Answer a named question, a query file or a query. A parameter may be the id that a node had before
        it was merged. Raises QueryError."""
        with self.directory.snapshot() as snapshot:
            now = snapshot.redirects()
            values = {name: now.get(value, value) for name, value in (parameters or {}).items()}
            return run(snapshot, question, language=language, parameters=values)

    def leaderboard(
        self,
        dataset: str,
        *,
        metric: str | None = None,
        task: str | None = None,
        family: bool = False,
        min_confidence: float = 0.0,
        top: int = 100,
    ) -> LeaderboardAnswer:
        """The scores that papers report on a dataset and, with `family`, on its variants: the best `top` of
        each metric first. Names may be ids or aliases. Raises NoSingleEntity."""
        with self.directory.snapshot() as snapshot:
            tables = snapshot.tables()
        asked = Leaderboard(
            dataset=find_entity(tables, "Dataset", dataset),
            metric=None if metric is None else find_entity(tables, "Metric", metric),
            task=None if task is None else find_entity(tables, "Task", task),
            family=family,
            min_confidence=min_confidence,
            limit=top,
        )
        return show_leaderboard(GraphIndex(tables), asked)

    def compare(self, method: str, other: str) -> CompareAnswer:
        """Two methods side by side: where both have scores, and every claim that names both. Raises
        NoSingleEntity."""
        with self.directory.snapshot() as snapshot:
            tables = snapshot.tables()
        ids = (find_entity(tables, "Method", name) for name in (method, other))
        return compare(GraphIndex(tables), Compare(*ids))

    def resolve(self, names: Iterable[GivenName]) -> Iterator[ResolvedName]:
        """Which node of the graph each name is, or would be, and what its families are, in order."""
        with self.directory.snapshot() as snapshot:
            papers, decisions = snapshot.papers(), snapshot.decisions()
        return resolve_names(names, packaged_knowledge(), papers, decisions)

    def validate(self) -> ValidationReport:
        """Hold the graph against the SHACL shapes of `schema.ttl`."""
        with self.directory.snapshot() as snapshot:
            return validate(snapshot.tables())

    def stats(self) -> GraphStats:
        """Counts of nodes and edges, the best supported entities, and what looks unhealthy."""
        with self.directory.snapshot() as snapshot:
            return graph_stats(snapshot.tables())


def _papers(inputs: Inputs, as_of: date | None, on_problem: OnProblem | None) -> Iterator[Paper]:
    for item in read_papers(inputs, as_of=as_of):
        if isinstance(item, Paper):
            yield item
        elif on_problem:
            on_problem(item)
