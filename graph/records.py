"""The records that a graph is made of, and the file that keeps them.

A record is filed under where it came from and under its identifier there. What a source says of an identifier
is replaced as a whole when that source is read again; the same identifier from elsewhere stays beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.paper import Paper
from extract.record import Record, record_from_json
from graph.errors import CorruptGraph


class RecordKey(NamedTuple):
    """`path` is empty for a record without source."""

    path: str
    id: str

    @staticmethod
    def of(record: Record) -> RecordKey:
        return RecordKey(record.source.path if record.source else "", record.id)


class KeyCounts(NamedTuple):
    """How many keys a change touched."""

    added: int
    changed: int
    removed: int


class RecordSet:
    """Records by key. Whatever the order of calls and records, equal contents give equal files."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[RecordKey, dict[bytes, Record]] = {}
        self.put(records)

    def put(self, records: Iterable[Record]) -> None:
        """Add records; those of one call replace earlier ones under their keys. Raises ValueError (also as
        msgspec.ValidationError) for a record that its JSON form cannot hold."""
        arrived: dict[RecordKey, dict[bytes, Record]] = {}
        for record in records:
            stored = record_from_json(record.to_json())  # checks the types, which construction does not
            arrived.setdefault(RecordKey.of(stored), {})[stored.to_json()] = stored
        self._records.update(arrived)

    def remove(self, records: Iterable[Record]) -> None:
        """Take out the keys of the records."""
        for record in records:
            self._records.pop(RecordKey.of(record), None)

    def copy(self) -> RecordSet:
        result = RecordSet()
        result._records = dict(self._records)
        return result

    def changes_since(self, earlier: RecordSet) -> KeyCounts:
        """What was put and removed to come here."""
        ours, theirs = self._records, earlier._records
        changed = sum(ours[key].keys() != theirs[key].keys() for key in ours.keys() & theirs.keys())
        return KeyCounts(len(ours.keys() - theirs.keys()), changed, len(theirs.keys() - ours.keys()))

    def __iter__(self) -> Iterator[Record]:
        """In the order of the file: by path, identifier and content."""
        for key in sorted(self._records):
            for line in sorted(self._records[key]):
                yield self._records[key][line]

    def __len__(self) -> int:
        return sum(map(len, self._records.values()))

    def write(self, path: Path) -> None:
        """One JSON line a record, in order."""
        with path.open("wb") as file:
            for key in sorted(self._records):
                file.writelines(line + b"\n" for line in sorted(self._records[key]))

    @staticmethod
    def read(path: Path) -> RecordSet:
        """Raises CorruptGraph with file and line."""
        result = RecordSet()
        for record in read_records(path):
            result._records.setdefault(RecordKey.of(record), {})[record.to_json()] = record
        return result


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file, one after the other. Raises CorruptGraph with file and line."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                yield _decode(line, path, number)
    except FileNotFoundError:
        raise CorruptGraph(f"{path} is missing: build the graph again from its papers") from None


def text_digest(paper: Paper) -> str:
    """Equal for two papers whose extractions are equal but for metadata: SHA-256 of the text, in hex."""
    return hashlib.sha256(paper.text.encode()).hexdigest()


def _decode(line: bytes, path: Path, number: int) -> Record:
    try:
        return record_from_json(line)
    except msgspec.DecodeError as error:
        raise CorruptGraph(f"{path}:{number}: {error}: build the graph again from its papers") from error
