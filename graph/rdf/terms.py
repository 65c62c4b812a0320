"""The terms of the RDF mapping: namespaces, the property of every column, and literals."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from graph.model import EDGE_TYPES, NODE_TYPES

CG = "https://w3id.org/claimgraph/ns#"
DEFAULT_BASE = "https://w3id.org/claimgraph/id/"

PREFIXES: dict[str, str] = {
    "cg": CG,
    "dcterms": "http://purl.org/dc/terms/",
    "mls": "http://www.w3.org/ns/mls#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""What a query may use without declaring it."""


def term(curie: str) -> NamedNode:
    """The IRI that a compact name stands for, `cg:introduces` say. Raises KeyError for an unknown prefix."""
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


RDF_TYPE = term("rdf:type")
RDF_SUBJECT = term("rdf:subject")
RDF_PREDICATE = term("rdf:predicate")
RDF_OBJECT = term("rdf:object")
RDF_REIFIES = term("rdf:reifies")
IDENTIFIER = term("dcterms:identifier")
NAME = term("schema:name")
AUTHOR = term("schema:author")
PERSON = term("schema:Person")
POSITION = term("cg:position")
SUPPORT = term("cg:support")
CONFIDENCE = term("cg:confidence")
EVIDENCE = term("cg:evidence")
EVIDENCE_CLASS = term("cg:Evidence")
DERIVED_STATEMENT = term("cg:DerivedStatement")
STATEMENT = term("rdf:Statement")
BROADER = term("skos:broader")
MODEL_EVALUATION = term("mls:ModelEvaluation")
ANNOTATION = term("oa:Annotation")
HAS_BODY = term("oa:hasBody")
HAS_TARGET = term("oa:hasTarget")
SPECIFIC_RESOURCE = term("oa:SpecificResource")
HAS_SOURCE = term("oa:hasSource")
HAS_SELECTOR = term("oa:hasSelector")
POSITION_SELECTOR = term("oa:TextPositionSelector")
START = term("oa:start")
END = term("oa:end")
QUOTE_SELECTOR = term("oa:TextQuoteSelector")
EXACT = term("oa:exact")
ACTIVITY = term("prov:Activity")
AGENT = term("prov:SoftwareAgent")
USED = term("prov:used")
WAS_ASSOCIATED_WITH = term("prov:wasAssociatedWith")
WAS_ATTRIBUTED_TO = term("prov:wasAttributedTo")
WAS_DERIVED_FROM = term("prov:wasDerivedFrom")
WAS_GENERATED_BY = term("prov:wasGeneratedBy")

CLASSES: dict[str, tuple[NamedNode, ...]] = {
    "Paper": (term("cg:Paper"), term("schema:ScholarlyArticle")),
    "Method": (term("cg:Method"), term("skos:Concept")),
    "Dataset": (term("cg:Dataset"), term("skos:Concept"), term("schema:Dataset")),
    "Task": (term("cg:Task"), term("skos:Concept")),
    "Metric": (term("cg:Metric"), term("skos:Concept")),
    "Claim": (term("cg:Claim"),),
}
"""What a node of each label is typed with; the first is the label's own class."""

_ENTITY = {
    "name": "skos:prefLabel",
    "aliases": "skos:altLabel",
    "support": "cg:support",
    "better": "cg:better",
}
_PROPERTY_CURIES: dict[str, dict[str, str]] = {
    "Paper": {
        "title": "schema:name",
        "abstract": "schema:abstract",
        "published": "schema:datePublished",
        "author_count": "cg:authorCount",
        "organization": "cg:organization",
        "comment_count": "schema:commentCount",
        "arxiv_id": "cg:arxivId",
        "url": "schema:url",
        "sources": "cg:source",
        "source_ids": "cg:sourceId",
    },
    "Method": _ENTITY,
    "Dataset": _ENTITY,
    "Task": _ENTITY,
    "Metric": _ENTITY,
    "Claim": {
        "kind": "cg:kind",
        "relation": "cg:relation",
        "value": "cg:value",
        "value_text": "cg:valueText",
        "unit": "cg:unit",
        "direction": "cg:direction",
        "qualifier": "cg:qualifier",
        "subject": "cg:subject",
        "baseline": "cg:baseline",
        "confidence": "cg:confidence",
    },
}

STRUCTURED: dict[str, frozenset[str]] = {
    "Paper": frozenset({"authors"}),
    "Claim": frozenset({"extractor", "evidence", "evidence_start", "evidence_end"}),
}
"""Columns that become nodes of their own, not one literal a value."""


def _literal_properties(label: str, names: list[str]) -> dict[str, NamedNode]:
    structured = STRUCTURED.get(label, frozenset())
    return {name: term(_PROPERTY_CURIES[label][name]) for name in names if name not in structured}


PROPERTIES: dict[str, dict[str, NamedNode]] = {
    node.label: _literal_properties(node.label, [p.name for p in node.properties]) for node in NODE_TYPES
}
"""By label and column: the property of every column that becomes literals."""


def edge_property(type_: str) -> NamedNode:
    """The property of an edge type: `EVALUATES_ON` becomes `cg:evaluatesOn`."""
    first, *rest = type_.lower().split("_")
    return term("cg:" + first + "".join(word.capitalize() for word in rest))


EDGE_PROPERTIES: dict[str, NamedNode] = {edge.type: edge_property(edge.type) for edge in EDGE_TYPES}

_XSD_INTEGER = term("xsd:integer")
XSD_DECIMAL = term("xsd:decimal")
_XSD_DOUBLE = term("xsd:double")
_XSD_ANY_URI = term("xsd:anyURI")
_DATE_FORMS = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), term("xsd:date")),
    (re.compile(r"\d{4}-\d{2}"), term("xsd:gYearMonth")),
    (re.compile(r"\d{4}"), term("xsd:gYear")),
    (re.compile(r"--\d{2}-\d{2}"), term("xsd:gMonthDay")),
)


@lru_cache(maxsize=1 << 14)
def integer(value: int) -> Literal:
    return Literal(str(value), datatype=_XSD_INTEGER)


@lru_cache(maxsize=1 << 14)
def decimal(value: float | Decimal) -> Literal:
    """A number as it is written in decimal, without the noise of its binary form: 0.1 stays 0.1.

    In the canonical form of xsd:decimal, so that a store that keeps values and not their spelling gives back
    the same literal. What is no number stays an xsd:double, for the shapes to refuse.
    """
    if not math.isfinite(value):
        return Literal(float(value))
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, datatype=XSD_DECIMAL)


def date(value: str) -> Literal:
    """A date with the datatype of its form; any other text stays a text, for the shapes to refuse."""
    for form, datatype in _DATE_FORMS:
        if form.fullmatch(value):
            return Literal(value, datatype=datatype)
    return Literal(value)


def any_uri(value: str) -> Literal:
    return Literal(value, datatype=_XSD_ANY_URI)
