"""Records for a build: read anew only where the graph does not hold what this pipeline says of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from extract.extractor import Extractor
from extract.paper import Paper
from extract.record import Record
from graph.directory import GraphDirectory
from graph.records import RecordKey, text_digest


@dataclass
class ExtractionCounts:
    """Papers by how they came by their record."""

    extracted: int = 0
    """read by the pipeline"""
    reused: int = 0
    """of a text that the graph holds as read by this version"""
    renewed: int = 0
    """in the graph already, and read again because another version had read them"""

    @property
    def entries(self) -> int:
        """Entries of the input."""
        return self.extracted + self.reused


class Reader:
    """Extracts papers for one build of one graph, and counts."""

    def __init__(self, directory: GraphDirectory, processes: int) -> None:
        self.counts = ExtractionCounts()
        self._directory = directory
        self._processes = processes

    def records(self, papers: Iterable[Paper]) -> Iterator[Record]:
        """A record for each paper, and for each stored one that another version of the pipeline made."""
        extractor = Extractor()
        stored = self._stored()
        known = {text_digest(record): record for record in stored if record.extractor == extractor.version}
        reused: list[Record] = []
        keys: set[RecordKey] = set()

        def unknown() -> Iterator[Paper]:
            for paper in papers:
                record = known.get(text_digest(paper))
                if record is None:
                    yield paper
                else:
                    reused.append(_with_metadata(record, paper))

        for record in extractor.extract_many(unknown(), processes=self._processes):
            keys.add(RecordKey.of(record))
            self.counts.extracted += 1
            yield record
        for record in reused:
            keys.add(RecordKey.of(record))
            self.counts.reused += 1
            yield record
        stale = [r for r in stored if r.extractor != extractor.version and RecordKey.of(r) not in keys]
        for record in extractor.extract_many(map(_as_paper, stale), processes=self._processes):
            self.counts.renewed += 1
            yield record

    def _stored(self) -> list[Record]:
        if self._directory.manifest() is None:
            return []
        with self._directory.snapshot(may_be_older=True) as snapshot:
            return list(snapshot.records())


_PAPER_FIELDS = tuple(field.name for field in msgspec.structs.fields(Paper))


def _as_paper(record: Record) -> Paper:
    return Paper(**{name: getattr(record, name) for name in _PAPER_FIELDS})


def _with_metadata(record: Record, paper: Paper) -> Record:
    """What is known of a text, under the metadata of another entry with the same text."""
    return msgspec.structs.replace(record, **{name: getattr(paper, name) for name in _PAPER_FIELDS})
