"""The graph in formats of other programs: `export` writes one, `FORMATS` names them all.

A format is one module beside this one that declares an `ExportFormat`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from graph.errors import NotWritable
from graph.exports.bibtex import BIBTEX
from graph.exports.dot import DOT
from graph.exports.flat_tables import TABLES
from graph.exports.format import ExportFormat, ExportOptions, UnknownFormat
from graph.exports.gexf import GEXF
from graph.exports.graphml import GRAPHML
from graph.exports.html import HTML
from graph.exports.json_graphs import CYTOSCAPE, NODE_LINK
from graph.exports.neo4j_csv import NEO4J_CSV
from graph.exports.rdf import JSONLD, NQUADS, TRIG, TURTLE, VOID
from graph.tables import GraphTables

__all__ = ["FORMATS", "ExportFormat", "ExportOptions", "UnknownFormat", "export", "find_format"]

_RDF = (TURTLE, TRIG, NQUADS, JSONLD, VOID)
_ALL = (NEO4J_CSV, TABLES, GRAPHML, GEXF, CYTOSCAPE, NODE_LINK, DOT, HTML, BIBTEX, *_RDF)
FORMATS: Mapping[str, ExportFormat] = {format_.name: format_ for format_ in _ALL}


def find_format(name: str) -> ExportFormat:
    """The format of that name. Raises UnknownFormat, which lists them."""
    if name not in FORMATS:
        raise UnknownFormat(f"no format is called {name!r}; there are {', '.join(sorted(FORMATS))}")
    return FORMATS[name]


def export(name: str, tables: GraphTables, output: Path, options: ExportOptions | None = None) -> None:
    """Write the graph to `output`, a file or a folder as the format has it: all of it, or nothing.

    A file is replaced. A folder is replaced where it holds nothing but what this format writes. Raises
    UnknownFormat, NotWritable, OSError, and ValueError for an option that the format does not take.
    """
    format_ = find_format(name)
    options = options or ExportOptions()
    format_.refuse_other_options(options)
    if output.is_dir() and not format_.folder:
        raise NotWritable(f"{output} is a folder: {name} is one file")
    if output.exists() and not output.is_dir() and format_.folder:
        raise NotWritable(f"{output} is a file: {name} is a folder of files")
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as scratch:
        written = Path(scratch) / output.name
        if format_.folder:
            written.mkdir()
        format_.write(tables, written, options)
        if format_.folder:
            _replace_folder(written, output)
        else:
            written.replace(output)


def _replace_folder(written: Path, output: Path) -> None:
    if output.is_dir():
        foreign = sorted({path.name for path in output.iterdir()} - {path.name for path in written.iterdir()})
        if foreign:
            raise NotWritable(f"{output} holds {foreign[0]!r} already: choose a new or empty folder")
        shutil.rmtree(output)
    written.replace(output)
