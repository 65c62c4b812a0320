"""What the endpoint says about itself and about the graph, in RDF."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from graph.directory import GraphDirectory, Manifest
from graph.model import NODE_TYPES
from graph.rdf import PREFIXES, RdfMapping, term
from graph.rdf.terms import CLASSES, RDF_TYPE, integer
from queries.server.answers import Refused
from queries.server.formats import GRAPH_FORMATS
from queries.server.negotiation import choose
from queries.server.pool import Pool
from queries.server.responses import REVALIDATE, entity_tag, is_current, not_modified

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
_PREFIXES = {**PREFIXES, "sd": SD, "void": VOID, "formats": FORMATS}
_FORMAT_NAMES = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
    "RDF_XML",
)
"""Of the formats in `queries.server.formats`, as https://www.w3.org/ns/formats/ names them."""


def service_description(request: Request, pool: Pool) -> Response:
    """What `/sparql` answers to who asks nothing."""
    endpoint = str(request.url.replace(query="", fragment=""))
    return _described(request, pool, list(_service(endpoint)))


def void_description(request: Request, pool: Pool, directory: GraphDirectory) -> Response:
    """What the graph holds (https://www.w3.org/TR/void/)."""
    manifest = directory.manifest()
    if manifest is None:
        raise Refused(404, "there is no graph any more")
    endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
    return _described(request, pool, list(_void(endpoint, manifest)))


def _described(request: Request, pool: Pool, triples: list[Triple]) -> Response:
    media_type = choose(request.headers.get("accept"), GRAPH_FORMATS)
    if media_type is None:
        raise Refused(406, f"the description is given in {', '.join(GRAPH_FORMATS)}")
    tag = entity_tag(pool, media_type, str(request.url))
    if is_current(request, tag):
        return not_modified(tag)
    content = serialize(triples, format=GRAPH_FORMATS[media_type], prefixes=_PREFIXES)
    headers = {"Vary": "Accept", "Cache-Control": REVALIDATE, "ETag": tag}
    return Response(content, headers=headers, media_type=media_type)


def _service(endpoint: str) -> Iterator[Triple]:
    service, dataset, graph = NamedNode(endpoint), BlankNode("dataset"), BlankNode("graph")
    yield Triple(service, RDF_TYPE, NamedNode(SD + "Service"))
    yield Triple(service, NamedNode(SD + "endpoint"), service)
    yield Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query"))
    yield Triple(service, NamedNode(SD + "feature"), NamedNode(SD + "UnionDefaultGraph"))
    for name in _FORMAT_NAMES:
        yield Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + name))
    yield Triple(service, NamedNode(SD + "defaultDataset"), dataset)
    yield Triple(dataset, RDF_TYPE, NamedNode(SD + "Dataset"))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), graph)
    yield Triple(graph, RDF_TYPE, NamedNode(SD + "Graph"))


def _void(endpoint: str, manifest: Manifest) -> Iterator[Triple]:
    dataset = RdfMapping(manifest.base_iri).dataset
    yield Triple(dataset, RDF_TYPE, NamedNode(VOID + "Dataset"))
    yield Triple(dataset, term("dcterms:title"), Literal("claimgraph"))
    yield Triple(dataset, NamedNode(VOID + "sparqlEndpoint"), NamedNode(endpoint))
    yield Triple(dataset, NamedNode(VOID + "uriSpace"), Literal(manifest.base_iri))
    for prefix in ("cg", "schema", "skos", "prov", "oa", "mls", "dcterms"):
        yield Triple(dataset, NamedNode(VOID + "vocabulary"), NamedNode(PREFIXES[prefix]))
    for node in NODE_TYPES:
        part = BlankNode(node.label.lower())
        yield Triple(dataset, NamedNode(VOID + "classPartition"), part)
        yield Triple(part, NamedNode(VOID + "class"), CLASSES[node.label][0])
        yield Triple(part, NamedNode(VOID + "entities"), integer(manifest.counts.get(node.label, 0)))
