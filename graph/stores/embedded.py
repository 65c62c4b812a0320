"""The stores that a generation of a graph on disk holds, behind one small interface.

A store is never written where readers look: `create` fills a new one, `advance` copies that of the earlier
generation and brings the copy up to date.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Protocol

from graph.difference import GraphChange
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from graph.tables import GraphTables


class EmbeddedStore(Protocol):
    """`name` is what reports call it, `file` its file or folder within a generation."""

    name: str
    file: str

    def create(self, path: Path, tables: GraphTables, base_iri: str) -> None:
        """A new store at the path with the whole graph; `base_iri` is what IRIs begin with, if it has any."""

    def advance(
        self, earlier: Path, path: Path, change: GraphChange, tables: GraphTables, base_iri: str
    ) -> None:
        """A new store at the path: the earlier one, of the same base, and the change, which leads to the
        tables."""


class LadybugFile:
    name = "ladybug"
    file = "ladybug.lbug"

    def create(self, path: Path, tables: GraphTables, base_iri: str) -> None:
        with LadybugStore(path) as store:
            store.load(tables)

    def advance(
        self, earlier: Path, path: Path, change: GraphChange, tables: GraphTables, base_iri: str
    ) -> None:
        shutil.copyfile(earlier, path)
        with LadybugStore(path) as store:
            store.apply(change)


class OxigraphFolder:
    name = "oxigraph"
    file = "oxigraph"

    def create(self, path: Path, tables: GraphTables, base_iri: str) -> None:
        with OxigraphStore.create(path, base_iri) as store:
            store.load(tables)

    def advance(
        self, earlier: Path, path: Path, change: GraphChange, tables: GraphTables, base_iri: str
    ) -> None:
        _link_rocksdb(earlier, path)
        with OxigraphStore.open(path, base_iri) as store:
            store.apply(change, tables)


EMBEDDED_STORES: tuple[EmbeddedStore, ...] = (LadybugFile(), OxigraphFolder())


def _link_rocksdb(earlier: Path, path: Path) -> None:
    """Copy a RocksDB folder that no process writes to. Its `.sst` files never change and are linked.

    RocksDB's own checkpoint needs the folder open for writing, which deletes files that a reader may be about
    to open (https://github.com/facebook/rocksdb/wiki/Checkpoints).
    """
    path.mkdir()
    for file in earlier.iterdir():
        if file.suffix == ".sst":
            _link(file, path / file.name)
        elif file.name != "LOCK" and not file.name.startswith("LOG"):
            shutil.copyfile(file, path / file.name)


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, target)
