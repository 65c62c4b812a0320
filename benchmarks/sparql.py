"""How fast a graph is loaded into SPARQL stores, beside the plain ways of loading the same bytes.

python benchmarks/sparql.py RECORDS.jsonl [--copies N] [--new 50]

RECORDS comes from `claimgraph extract`. With `--copies` every paper is taken N times under other titles and
ids, so that a larger graph comes of it. Fuseki is the one of the tests, with a fresh TDB2 database each time.
The plain ways send N-Quads that were made before: one POST of everything, compressed and not, and one PUT a
graph. An update has `--new` papers more than the graph that was loaded before.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import msgspec
import urllib3
from pyoxigraph import Quad, RdfFormat, Store, serialize

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from servers.fuseki import Fuseki, fuseki_server  # the tests know how to start one

from extract.record import Record
from graph.directory import GraphDirectory
from graph.rdf import DEFAULT_BASE, quads
from graph.records import read_records
from graph.stores.oxigraph import OxigraphStore
from graph.stores.sparql import Addresses, SparqlClient, SparqlStore, load
from graph.tables import GraphTables
from graph.update import update


def copies(records: list[Record], number: int) -> Iterator[Record]:
    """The records, and copies that nothing takes for the same papers."""
    yield from records
    for copy in range(2, number + 1):
        for record in records:
            yield msgspec.structs.replace(
                record, id=f"{record.id}-{copy}", title=f"{record.title} {copy}", arxiv_id=None, url=None
            )


def tables_of(records: list[Record], folder: Path) -> GraphTables:
    update(folder, put=records, stores=())
    with GraphDirectory(folder).snapshot() as snapshot:
        return snapshot.tables()


@contextmanager
def fresh_fuseki() -> Iterator[Fuseki]:
    with fuseki_server(lasting=True) as server:
        http = urllib3.PoolManager()
        for number in range(300):  # a server that has just started runs its code slowly
            quad = f'<http://warm/{number}> <http://warm/p> "{number}" <http://warm/g> .'
            send(http, "POST", server.endpoint, quad.encode())
        yield server


def send(http: urllib3.PoolManager, method: str, url: str, body: bytes, **headers: str) -> None:
    kind = {"content-type": "application/n-triples" if "graph=" in url else "application/n-quads"}
    answer = http.request(method, url, body=body, headers=kind | headers, timeout=900)
    assert answer.status < 300, answer.data


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain_post(tables: GraphTables, *, compressed: bool) -> float:
    body = serialize(quads(tables), format=RdfFormat.N_QUADS) or b""
    headers = {"content-encoding": "gzip"} if compressed else {}
    if compressed:
        body = gzip.compress(body, 1)
    with fresh_fuseki() as server:
        return seconds(lambda: send(urllib3.PoolManager(), "POST", server.endpoint, body, **headers))


def plain_puts(tables: GraphTables) -> float:
    by_graph = groupby(quads(tables), key=lambda quad: quad.graph_name)
    bodies = [
        (f"{name.value}", serialize((q.triple for q in group), format=RdfFormat.N_TRIPLES) or b"")  # type: ignore[union-attr]
        for name, group in by_graph
    ]
    http = urllib3.PoolManager()
    with fresh_fuseki() as server:

        def put() -> None:
            for name, body in bodies:
                send(http, "PUT", f"{server.endpoint}?graph={name.replace('%', '%25')}", body)

        return seconds(put)


def our_load(old: GraphTables, new: GraphTables) -> tuple[float, float, float]:
    """Seconds of a first load, of a second one that finds nothing to do, and of the update."""
    with fresh_fuseki() as server, SparqlClient() as client:
        store = SparqlStore(client, Addresses(server.endpoint))
        first = seconds(lambda: load(store, old, DEFAULT_BASE))
        nothing = seconds(lambda: load(store, old, DEFAULT_BASE))
        return first, nothing, seconds(lambda: load(store, new, DEFAULT_BASE))


def oxigraph(tables: GraphTables, data: list[Quad], folder: Path) -> tuple[float, float]:
    """Seconds of our load of the embedded store, and of its own bulk load of a file with the same quads."""
    file = folder / "graph.nq"
    serialize(data, str(file), RdfFormat.N_QUADS)
    with OxigraphStore.create(folder / "ours") as store:
        ours = seconds(lambda: store.load(tables))
    plain = Store(str(folder / "plain"))

    def bulk_load() -> None:
        plain.bulk_load(path=str(file))
        plain.flush()

    return ours, seconds(bulk_load)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--new", type=int, default=50)
    given = parser.parse_args()
    records = list(copies(list(read_records(given.records)), given.copies))
    with tempfile.TemporaryDirectory() as folder:
        new = tables_of(records, Path(folder) / "new")
        old = tables_of(records[: -given.new], Path(folder) / "old")
        data = list(quads(old))
        edges = sum(table.num_rows for table in old.edges.values())
        print(f"{old.nodes['Paper'].num_rows} papers, {edges} edges, {len(data)} quads\n", flush=True)
        ours, bulk = oxigraph(old, data, Path(folder))
        del data
        print("| into Oxigraph | seconds | its bulk load = 1 |\n|---|---:|---:|")
        print(f"| bulk load of a file | {bulk:.1f} | 1.00 |")
        print(f"| ours, from the tables | {ours:.1f} | {ours / bulk:.2f} |\n", flush=True)
    plain = plain_post(old, compressed=False)
    print("| into Fuseki | seconds | one POST = 1 |\n|---|---:|---:|")
    print(f"| one POST of everything | {plain:.1f} | 1.00 |", flush=True)
    rows = {"one POST, gzip": plain_post(old, compressed=True), "one PUT a graph": plain_puts(old)}
    first, nothing, grown = our_load(old, new)
    rows |= {"`load sparql`": first, "again, nothing to do": nothing, f"{given.new} papers more": grown}
    for name, value in rows.items():
        print(f"| {name} | {value:.1f} | {value / plain:.3f} |", flush=True)
    print(f"\nThe update costs {100 * grown / first:.1f} % of the load.")


if __name__ == "__main__":
    main()
