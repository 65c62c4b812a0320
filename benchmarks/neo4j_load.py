"""How long Neo4j takes to be loaded, beside the least that it could take.

python benchmarks/neo4j_load.py RECORDS.jsonl [--copies N] [--new 50] [--rounds 1] [--part load|import]

RECORDS comes from `claimgraph extract`. With `--copies` every paper is taken N times under other titles and
ids, so that a larger graph comes of it. Each way of loading starts a fresh server of its own, with the memory
and the compiler that an ordinary one has: a bare loop of the driver over the same statements with the same
rows, put together beforehand; our load; and `neo4j-admin database import full` of our export. After our load
come the updates: three with `--new` papers more each, nothing new, and a comparison of every row. `--rounds`
takes bare loop and load several times in turn; the medians count. `--part` runs one part alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import neo4j

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from servers.neo4j_server import PASSWORD, USER, Neo4jServer  # the tests know how to start one

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

UPDATES = 3
Batch = tuple[str, list[dict[str, Any]]]


def copies(records: list[Record], number: int) -> Iterator[Record]:
    """The records, and copies that nothing takes for the same papers."""
    yield from records
    for copy in range(2, number + 1):
        for record in records:
            yield msgspec.structs.replace(
                record, id=f"{record.id}-{copy}", title=f"{record.title} {copy}", arxiv_id=None, url=None
            )


def current(directory: GraphDirectory) -> GraphTables:
    with directory.snapshot() as snapshot:
        return snapshot.tables()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def fresh_neo4j() -> Iterator[Neo4jServer]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = Neo4jServer(Path(folder) / "neo4j", ordinary=True)
        try:
            server.start()
            yield server
        finally:
            server.stop()


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


def bare_loop(tables: GraphTables) -> float:
    batches = prepared(tables)

    def run() -> None:
        for statement in Neo4jLayout().schema().values():
            session.run(neo4j.Query(statement)).consume()
        session.run("CALL db.awaitIndexes(300)").consume()
        for statement, rows in batches:
            session.run(neo4j.Query(statement), batch={"rows": rows}).consume()

    with fresh_neo4j() as server, server.driver() as driver, driver.session() as session:
        return seconds(run)


def our_load(directory: GraphDirectory) -> float:
    """Seconds of a first load."""
    with fresh_neo4j() as server:
        return seconds(lambda: load_neo4j(directory, Neo4jTarget(server.uri, USER, PASSWORD)))


def our_updates(directory: GraphDirectory, more: list[list[Record]]) -> tuple[float, dict[str, float]]:
    """Seconds of a first load, and of what comes after it."""
    with fresh_neo4j() as server:
        target = Neo4jTarget(server.uri, USER, PASSWORD)
        first = seconds(lambda: load_neo4j(directory, target))
        updates = []
        for papers in more:
            update(directory, put=papers, stores=())
            updates.append(seconds(lambda: load_neo4j(directory, target)))
        print("updates: " + ", ".join(f"{value:.2f} s" for value in updates), end="\n\n", flush=True)
        return first, {
            f"{len(more[0])} papers more": median(updates),
            "nothing new": seconds(lambda: load_neo4j(directory, target)),
            "`--compare`": seconds(lambda: load_neo4j(directory, target, compare=True)),
        }


def tables_import(tables: GraphTables) -> tuple[float, float]:
    """Seconds of our export, and of the import of it."""
    with tempfile.TemporaryDirectory() as folder:
        exported = seconds(lambda: export("csv", tables, Path(folder) / "csv"))
        tool = Neo4jServer(Path(folder) / "neo4j", ordinary=True).write_admin_script(Path(folder) / "admin")
        environment = {**os.environ, "NEO4J_ADMIN": str(tool)}
        command = ["sh", str(Path(folder) / "csv" / "import.sh")]
        imported = seconds(
            lambda: subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        )
        return exported, imported


def measure_load(directory: GraphDirectory, more: list[list[Record]], rounds: int) -> None:
    bare, ours = [], []
    for _ in range(rounds - 1):
        bare.append(bare_loop(current(directory)))
        ours.append(our_load(directory))
        print(f"(a round: bare loop {bare[-1]:.1f} s, load {ours[-1]:.1f} s)\n", flush=True)
    bare.append(bare_loop(current(directory)))
    first, others = our_updates(directory, more)
    full, least = median([*ours, first]), median(bare)
    print("| into Neo4j | seconds | bare loop = 1 |\n|---|---:|---:|")
    for name, value in {"bare loop of the driver": least, "`load neo4j`": full, **others}.items():
        print(f"| {name} | {value:.2f} | {value / least:.3f} |")
    print(f"\nAn update costs {100 * next(iter(others.values())) / full:.1f} % of the load.", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--new", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--part", choices=["load", "import"])
    given = parser.parse_args()
    records = list(copies(list(read_records(given.records)), given.copies))
    start = len(records) - UPDATES * given.new
    more = [records[first : first + given.new] for first in range(start, len(records), given.new)]
    with tempfile.TemporaryDirectory() as folder:
        directory = GraphDirectory(Path(folder) / "graph")
        update(directory, put=records[:start], stores=())
        tables = current(directory)
        nodes, edges = (sum(t.num_rows for t in part.values()) for part in (tables.nodes, tables.edges))
        print(f"{tables.nodes['Paper'].num_rows} papers, {nodes} nodes, {edges} edges\n", flush=True)
        if given.part != "load":
            exported, imported = tables_import(tables)
            print(f"`export csv` {exported:.2f} s, `neo4j-admin` import {imported:.2f} s\n", flush=True)
        del tables
        if given.part != "import":
            measure_load(directory, more, given.rounds)


if __name__ == "__main__":
    main()
