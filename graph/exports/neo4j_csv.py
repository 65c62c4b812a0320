"""Files for `neo4j-admin database import full`."""

from __future__ import annotations

from pathlib import Path

from graph.exports.format import ExportFormat, ExportOptions
from graph.tables import GraphTables


def write(tables: GraphTables, folder: Path, options: ExportOptions) -> None:
    raise NotImplementedError


NEO4J_CSV = ExportFormat("csv", "a folder of files for neo4j-admin database import", write, folder=True)
