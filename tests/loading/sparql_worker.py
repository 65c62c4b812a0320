"""Loads a graph into a SPARQL store: `python sparql_worker.py STATE GRAPH-STORE [QUERY UPDATE]`.

STATE is `old` or `new`. Prints `ready` once everything is imported, and `done` at the end.
"""

from __future__ import annotations

import sys

from loaded_graphs import graph
from sparql_stores import connected

from graph.rdf import DEFAULT_BASE
from graph.stores.sparql import load
from graph.stores.sparql import units as batches
from graph.tables import GraphTables


def state(name: str) -> GraphTables:
    return {"old": graph(range(60)), "new": graph(range(10, 70), shift=3)}[name]


def main(name: str, graph_store: str, query: str | None = None, update: str | None = None) -> None:
    batches.PAPERS, batches.ENTITIES = 5, 5  # many requests, to be cut off between any two
    tables = state(name)
    with connected(graph_store, query=query, update=update, retries=0) as store:
        print("ready", flush=True)
        load(store, tables, DEFAULT_BASE)
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
