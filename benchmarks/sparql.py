"""How fast a graph is loaded into SPARQL stores, beside the plain ways of loading the same bytes.

python benchmarks/sparql.py RECORDS.jsonl [--copies N] [--new 50] [--keep FOLDER] [WAY ...]

RECORDS comes from `claimgraph extract`. With `--copies` every paper is taken N times under other titles and
ids, so that a larger graph comes of it. `--keep` names a folder for the graphs, so that a second run need not
build them. A WAY is one of those below; all of them without any.

    oxigraph  our load of the embedded store, and Oxigraph's own bulk load of a file
    post      one POST of everything into Fuseki, as N-Quads that were made before
    gzip      the same, compressed
    puts      one PUT a graph, as N-Triples that were made before
    load      `claimgraph load sparql`, and what updates take

Fuseki is the one of the tests, with a fresh TDB2 database each time.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import msgspec
import urllib3
from pyoxigraph import RdfFormat, Store, serialize

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from servers.fuseki import Fuseki, fuseki_server  # the tests know how to start one

from claimgraph.servers import load_sparql
from extract.record import Record
from graph.directory import GraphDirectory
from graph.rdf import quads
from graph.records import read_records
from graph.stores.oxigraph import OxigraphStore
from graph.stores.sparql import Addresses, SparqlClient
from graph.tables import GraphTables
from graph.update import update

WAYS = ("oxigraph", "post", "gzip", "puts", "load")


def copies(records: list[Record], number: int) -> Iterator[Record]:
    """The records, and copies that nothing takes for the same papers."""
    yield from records
    for copy in range(2, number + 1):
        for record in records:
            yield msgspec.structs.replace(
                record, id=f"{record.id}-{copy}", title=f"{record.title} {copy}", arxiv_id=None, url=None
            )


def tables_of(records: list[Record], folder: Path) -> GraphTables:
    if not folder.exists():
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


def our_load(folder: Path, records: list[Record], more: int) -> dict[str, float]:
    """Seconds of a first load, of the update, of one that finds nothing to do, and of an update by another
    copy of the graph, which does not know what was loaded."""
    for name in ("updated", "other"):
        shutil.copytree(folder / "old", folder / name)
    directory, other = GraphDirectory(folder / "updated"), GraphDirectory(folder / "other")
    with fresh_fuseki() as server, SparqlClient() as client:
        address = Addresses(server.endpoint)
        took = {"`load sparql`": seconds(lambda: load_sparql(directory, client, address))}
        update(directory.path, put=records[-more:], stores=())
        took[f"{more} papers more"] = seconds(lambda: load_sparql(directory, client, address))
        took["again, nothing to do"] = seconds(lambda: load_sparql(directory, client, address))
        what = f"{more} papers less, by a copy that loaded nothing before"
        took[what] = seconds(lambda: load_sparql(other, client, address))
    for name in ("updated", "other"):
        shutil.rmtree(folder / name)
    return took


def oxigraph(tables: GraphTables) -> tuple[float, float]:
    """Seconds of our load of the embedded store, and of its own bulk load of a file with the same quads."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nq"
        serialize(quads(tables), str(file), RdfFormat.N_QUADS)
        with OxigraphStore.create(Path(folder) / "ours") as store:
            ours = seconds(lambda: store.load(tables))
        plain = Store(str(Path(folder) / "plain"))

        def bulk_load() -> None:
            plain.bulk_load(path=str(file))
            plain.flush()

        return ours, seconds(bulk_load)


def measured(way: str, folder: Path, records: list[Record], more: int) -> dict[str, float]:
    """Seconds by what took them."""
    old = tables_of(records[:-more], folder / "old")
    match way:
        case "oxigraph":
            ours, bulk = oxigraph(old)
            return {"Oxigraph: bulk load of a file": bulk, "Oxigraph: ours, from the tables": ours}
        case "post":
            return {"Fuseki: one POST of everything": plain_post(old, compressed=False)}
        case "gzip":
            return {"Fuseki: one POST, gzip": plain_post(old, compressed=True)}
        case "puts":
            return {"Fuseki: one PUT a graph": plain_puts(old)}
    return {f"Fuseki: {what}": took for what, took in our_load(folder, records, more).items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("ways", nargs="*", metavar="WAY", help=" ".join(WAYS))
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--new", type=int, default=50)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if unknown := sorted({*given.ways} - {*WAYS}):
        parser.error(f"no such way: {', '.join(unknown)}")
    records = list(copies(list(read_records(given.records)), given.copies))
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        old = tables_of(records[: -given.new], folder / "old")
    edges = sum(table.num_rows for table in old.edges.values())
    count = sum(1 for _ in quads(old))
    print(f"{old.nodes['Paper'].num_rows} papers, {edges} edges, {count} quads\n\n| | seconds |\n|---|---:|")
    for way in given.ways or WAYS:
        for what, took in measured(way, folder, records, given.new).items():
            print(f"| {what} | {took:.2f} |", flush=True)


if __name__ == "__main__":
    main()
