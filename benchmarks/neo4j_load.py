"""How long Neo4j takes to be loaded, beside the least that it could take.

python benchmarks/neo4j_load.py RECORDS.jsonl [COPIES]

With COPIES every paper comes that many times, under other titles, to make a graph large enough.

Each way of loading starts a fresh server of its own: our load, a bare loop of the driver over the same
statements with the same rows, put together beforehand, and `neo4j-admin database import full` of our export.
Then the last 50 papers come as an update, to a database that holds all others. The servers are those of the
tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import neo4j

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from servers.neo4j_server import PASSWORD, USER, Neo4jServer

from claimgraph.servers import load_neo4j
from extract.record import Record
from graph.directory import GraphDirectory
from graph.exports import export
from graph.records import read_records
from graph.stores.neo4j_load import BATCH_ROWS, parameter_rows
from graph.stores.neo4j_statements import Neo4jLayout
from graph.stores.neo4j_target import Neo4jTarget
from graph.tables import GraphTables
from graph.update import update

NEW_PAPERS = 50
HEAP = "2g"
Batch = tuple[str, list[dict[str, Any]]]


def main(records_path: Path, copies: int) -> None:
    records = [copy_of(record, number) for number in range(copies) for record in read_records(records_path)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        directory = GraphDirectory(folder / "graph")
        update(directory, put=records[:-NEW_PAPERS], stores=())
        tables = current(directory)
        nodes = sum(table.num_rows for table in tables.nodes.values())
        edges = sum(table.num_rows for table in tables.edges.values())
        print(f"{len(records) - NEW_PAPERS} papers, {nodes} nodes, {edges} edges\n", flush=True)
        print("| | seconds | bare loop = 1 |\n|---|---:|---:|")
        batches = prepared(tables)
        bare = bare_loop(folder / "bare", batches)
        del batches
        tell("bare loop of the driver, rows at hand", bare, bare)
        with running(folder / "ours") as server:
            full = load(directory, server)
            tell("claimgraph load neo4j", full, bare)
            update(directory, put=records[-NEW_PAPERS:], stores=())
            tell(f"the same, {NEW_PAPERS} papers more", load(directory, server), bare)
            tell("the same, nothing new", load(directory, server), bare)
            tell("the same, comparing every row", load(directory, server, compare=True), bare)
        exported, imported = csv_import(folder, tables)
        tell("claimgraph export csv", exported, bare)
        tell("neo4j-admin import of it", imported, bare)


def copy_of(record: Record, number: int) -> Record:
    """The record for 0, and otherwise that of another paper that says the same."""
    if not number:
        return record
    return msgspec.structs.replace(
        record, id=f"{record.id} {number}", title=f"{record.title} ({number})", arxiv_id=None, url=None
    )


def tell(what: str, seconds: float, bare: float) -> None:
    print(f"| {what} | {seconds:.2f} | {seconds / bare:.3f} |", flush=True)


def current(directory: GraphDirectory) -> GraphTables:
    with directory.snapshot() as snapshot:
        return snapshot.tables()


def load(directory: GraphDirectory, server: Neo4jServer, *, compare: bool = False) -> float:
    target = Neo4jTarget(server.uri, USER, PASSWORD)
    begin = time.perf_counter()
    load_neo4j(directory, target, compare=compare)
    return time.perf_counter() - begin


def prepared(tables: GraphTables) -> list[Batch]:
    """The statements of a load of everything, each with its rows."""
    layout = Neo4jLayout()
    parts = [(layout.put_nodes(label), table, 1) for label, table in tables.nodes.items()]
    parts += [(layout.put_edges(kind), table, 2) for kind, table in tables.edges.items()]
    return [
        (statement, parameter_rows(table.slice(start, BATCH_ROWS), keys))
        for statement, table, keys in parts
        for start in range(0, table.num_rows, BATCH_ROWS)
    ]


def bare_loop(folder: Path, batches: list[Batch]) -> float:
    with running(folder) as server, server.driver() as driver, driver.session() as session:
        begin = time.perf_counter()
        for statement in Neo4jLayout().schema().values():
            session.run(neo4j.Query(statement)).consume()  # type: ignore[arg-type]
        session.run("CALL db.awaitIndexes(300)").consume()
        for statement, rows in batches:
            session.run(neo4j.Query(statement), rows=rows).consume()  # type: ignore[arg-type]
        return time.perf_counter() - begin


def csv_import(folder: Path, tables: GraphTables) -> tuple[float, float]:
    begin = time.perf_counter()
    export("csv", tables, folder / "csv")
    exported = time.perf_counter()
    tool = Neo4jServer(folder / "imported", heap=HEAP).write_admin_script(folder / "neo4j-admin")
    environment = {**os.environ, "NEO4J_ADMIN": str(tool)}
    script = ["sh", str(folder / "csv" / "import.sh")]
    subprocess.run(script, env=environment, check=True, stdout=subprocess.DEVNULL)
    return exported - begin, time.perf_counter() - exported


@contextmanager
def running(folder: Path) -> Iterator[Neo4jServer]:
    server = Neo4jServer(folder, heap=HEAP)
    try:
        server.start()
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
