"""The graph as RDF: terms, quads and the schema."""

from graph.rdf.mapping import RdfMapping, entities_graph_quads, iri_path, quads
from graph.rdf.rows import PaperRows, paper_batches
from graph.rdf.schema import schema_graph, schema_path
from graph.rdf.terms import CG, DEFAULT_BASE, PREFIXES, term

__all__ = [
    "CG",
    "DEFAULT_BASE",
    "PREFIXES",
    "PaperRows",
    "RdfMapping",
    "entities_graph_quads",
    "iri_path",
    "paper_batches",
    "quads",
    "schema_graph",
    "schema_path",
    "term",
]
