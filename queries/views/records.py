"""The records behind papers, found by their text in the file of a generation, not kept in memory."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from extract.record import Record, record_from_json


class _Text(msgspec.Struct):
    title: str
    abstract: str


class RecordFile:
    """Places of records in a file of one JSON record a line, by title and abstract."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[bytes, tuple[int, int]] = {}
        decoder = msgspec.json.Decoder(_Text)
        place = 0
        with path.open("rb") as file:
            for line in file:
                text = decoder.decode(line)
                self._places[_digest(text.title, text.abstract)] = (place, len(line))
                place += len(line)

    def find(self, title: str, abstract: str) -> Record | None:
        """The record of the paper with this text; None where the file has none."""
        place = self._places.get(_digest(title, abstract))
        if place is None:
            return None
        with self._path.open("rb") as file:
            file.seek(place[0])
            return record_from_json(file.read(place[1]))


def _digest(title: str, abstract: str) -> bytes:
    return hashlib.blake2b(f"{title}\n{abstract}".encode(), digest_size=12).digest()
