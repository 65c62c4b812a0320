"""Bring databases on servers to the state of a graph in a folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from graph.directory import TABLES, GraphDirectory
from graph.loads import Loads, tables_digest
from graph.rdf import digests
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_load import LoadReport, load, plan
from graph.stores.neo4j_statements import Neo4jLayout
from graph.stores.neo4j_target import Neo4jTarget
from graph.stores.sparql import Addresses, SparqlClient, SparqlStore
from graph.stores.sparql import LoadReport as SparqlLoadReport
from graph.stores.sparql import load as write_sparql
from graph.stores.sparql import plan as plan_sparql
from graph.tables import GraphTables


def load_neo4j(
    directory: GraphDirectory,
    target: Neo4jTarget,
    *,
    prefix: str = "",
    dry_run: bool = False,
    compare: bool = False,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> LoadReport:
    """Bring the claimgraph with that prefix in a Neo4j database to the graph; only what differs is written.

    With `dry_run` nothing is written and the report tells what would be. With `compare` every row of the
    database is read and mended, also where its state is known. Raises ServerError, the errors of the graph,
    and ValueError for a prefix that is no identifier.
    """
    layout = Neo4jLayout(prefix)
    with directory.snapshot() as snapshot:
        tables_path = snapshot.path / TABLES
        with ThreadPoolExecutor(1) as other:
            digesting = other.submit(tables_digest, tables_path)
            tables, digest = snapshot.tables(), digesting.result()
        loads = Loads(directory.path)
        with Neo4jStore(target, layout) as store:
            if dry_run:
                return plan(store, tables, digest, find_tables=loads.find, compare=compare)
            report = load(store, tables, digest, find_tables=loads.find, compare=compare, on_stage=on_stage)
        loads.keep(report.target, digest, tables_path)
    return report


def load_sparql(
    directory: GraphDirectory,
    client: SparqlClient,
    addresses: Addresses,
    *,
    anew: bool = False,
    dry_run: bool = False,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> SparqlLoadReport:
    """Bring the graphs of a SPARQL store that begin with the graph's base IRI to the graph; only what differs
    is written, with `anew` everything.

    With `dry_run` nothing is written and the report tells what would be. Raises ServerError and the errors of
    the graph.
    """
    with directory.snapshot() as snapshot:
        tables, base = snapshot.tables(), snapshot.manifest.base_iri
        loads, target = Loads(directory.path), f"{addresses.graph_store or addresses.update} {base}"

        def state(load: str) -> str:
            return f"{load} {digests.MAPPING_VERSION}"  # from another version, equal tables are other quads

        def find(load: str) -> GraphTables | None:
            return loads.find(target, state(load))

        store = SparqlStore(client, addresses)
        if dry_run:
            return plan_sparql(store, tables, base, anew=anew, find_tables=find)
        report = write_sparql(store, tables, base, anew=anew, find_tables=find, on_stage=on_stage)
        if report.name is not None:
            loads.keep(target, state(report.name), snapshot.path / TABLES)
    return report
