"""Files for `neo4j-admin database import full`, and the script that imports them.

    FOLDER/nodes/Paper.csv               typed headers in the first line, then one row a node
    FOLDER/edges/USES-Paper-Method.csv   the same for edges; empty tables have no file
    FOLDER/import.sh                     imports the files into a new database
    FOLDER/finish.cypher                 for after the import: constraints, indexes, and the empty lists,
                                         which files cannot tell from lists that are missing

What comes of it is what `claimgraph load neo4j` writes. A load, too, finishes an import, and keeps it up to
date.
Headers and values: https://neo4j.com/docs/operations-manual/5/tools/neo4j-admin/neo4j-admin-import/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from graph.exports.format import ExportFormat, ExportOptions
from graph.model import EDGE_TYPES, NODE_TYPES, Property, PropertyType, edge_type, node_type
from graph.stores.neo4j_statements import OWN, Neo4jLayout
from graph.tables import GraphTables

_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.STRINGS: "string[]",
    PropertyType.INTEGER: "long",
    PropertyType.NUMBER: "double",
}
_BETWEEN_ELEMENTS = "\x1f"  # the unit separator of ASCII: the tool has no escape for a delimiter in a value
_SCRIPT = """#!/bin/sh
# sh import.sh [DATABASE [OPTION...]]: imports these files into a new database, neo4j unless named otherwise,
# which must not be running. NEO4J_ADMIN names the tool where it is not on the path.
set -eu
cd "$(dirname "$0")"
database=${{1:-neo4j}}
[ $# -eq 0 ] || shift
report=$(mktemp)
trap 'rm -f "$report"' EXIT
"${{NEO4J_ADMIN:-neo4j-admin}}" database import full "$database" --report-file="$report" \\
  --id-type=string --array-delimiter=U+001F --multiline-fields=true \\
{files} \\
  "$@" || {{ status=$?; cat "$report" >&2; exit $status; }}
"""


def write(tables: GraphTables, folder: Path, options: ExportOptions) -> None:
    layout = Neo4jLayout()
    arguments: list[str] = []
    for label, table in tables.nodes.items():
        if table.num_rows:
            file = Path("nodes", f"{label}.csv")
            header = [f"id:ID({label})", *_header(node_type(label).properties)]
            _write_table(folder / file, table, header)
            arguments.append(f"  --nodes={layout.prefix}{label}={file.as_posix()}")
    for kind, table in tables.edges.items():
        if table.num_rows:
            file = Path("edges", f"{kind}.csv")
            ends = [f":START_ID({kind.start})", f":END_ID({kind.end})"]
            _write_table(folder / file, table, [*ends, *_header(edge_type(kind.type).properties)])
            arguments.append(f"  --relationships={kind.type}={file.as_posix()}")
    (folder / "import.sh").write_text(_SCRIPT.format(files=" \\\n".join(arguments)), encoding="utf-8")
    statements = [*layout.schema().values(), *_empty_lists(layout)]
    finish = "".join(f"{statement};\n" for statement in statements)
    (folder / "finish.cypher").write_text(finish, encoding="utf-8")


def _empty_lists(layout: Neo4jLayout) -> Iterator[str]:
    """Statements that put the empty list where a list has no element."""
    places = [(f"(x:{layout.label(node.label)})", node.properties) for node in NODE_TYPES]
    places += [(f"()-[x:`{edge.type}`]->()", edge.properties) for edge in EDGE_TYPES]
    for pattern, properties in places:
        for name in (p.name for p in properties if p.type is PropertyType.STRINGS):
            yield (
                f"MATCH {pattern} WHERE x.{OWN} AND x.{name} IS NULL "
                f"CALL (x) {{ SET x.{name} = [] }} IN TRANSACTIONS"
            )


def _header(properties: Sequence[Property]) -> list[str]:
    return [f"{declared.name}:{_TYPES[declared.type]}" for declared in properties]


def _write_table(path: Path, table: pa.Table, header: Sequence[str]) -> None:
    """Texts in quotes, also the empty one; what is missing without, which the tool reads as no property."""
    path.parent.mkdir(exist_ok=True)
    columns = [_joined(column) for column in table.columns]
    own = pa.array(["true"] * table.num_rows)
    written = pa.Table.from_arrays([*columns, own], names=[*header, f"{OWN}:boolean"])
    pa_csv.write_csv(written, path, pa_csv.WriteOptions(quoting_style="all_valid"))


def _joined(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_list(column.type):
        return column
    return pc.binary_join(column.cast(pa.list_(pa.string())), _BETWEEN_ELEMENTS)


NEO4J_CSV = ExportFormat("csv", "a folder of files for neo4j-admin database import", write, folder=True)
