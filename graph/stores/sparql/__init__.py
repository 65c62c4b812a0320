"""SPARQL stores on servers: one named graph a paper and one for what papers share, kept up to date."""

from graph.stores.sparql.client import Credentials, SparqlClient
from graph.stores.sparql.load import LoadCounts, LoadReport, load, plan
from graph.stores.sparql.store import Addresses, SparqlStore

__all__ = [
    "Addresses",
    "Credentials",
    "LoadCounts",
    "LoadReport",
    "SparqlClient",
    "SparqlStore",
    "load",
    "plan",
]
