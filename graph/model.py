"""The graph model, declared once.

Ladybug tables, Neo4j constraints, Parquet columns, the RDF mapping and the tests of `schema.ttl` are derived
from `NODE_TYPES` and `EDGE_TYPES`. A node is keyed by `id`; an edge by its type and its two ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class PropertyType(Enum):
    """What a property holds. A missing value is null, but for STRINGS, where it is the empty list."""

    STRING = "string"
    STRINGS = "strings"
    INTEGER = "integer"
    NUMBER = "number"


@dataclass(frozen=True)
class Property:
    name: str
    type: PropertyType
    description: str


@dataclass(frozen=True)
class NodeType:
    label: str
    description: str
    properties: tuple[Property, ...]


class EdgeKind(NamedTuple):
    """One table of edges: the type and the labels of its two ends."""

    type: str
    start: str
    end: str

    def __str__(self) -> str:
        return f"{self.type}-{self.start}-{self.end}"


@dataclass(frozen=True)
class EdgeType:
    type: str
    description: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()

    @property
    def kinds(self) -> tuple[EdgeKind, ...]:
        return tuple(EdgeKind(self.type, start, end) for start, end in self.ends)


def _string(name: str, description: str) -> Property:
    return Property(name, PropertyType.STRING, description)


def _strings(name: str, description: str) -> Property:
    return Property(name, PropertyType.STRINGS, description)


def _integer(name: str, description: str) -> Property:
    return Property(name, PropertyType.INTEGER, description)


def _number(name: str, description: str) -> Property:
    return Property(name, PropertyType.NUMBER, description)


EVIDENCE = (
    _number("confidence", "how sure the extraction is, from 0 to 1"),
    _string("evidence", "the words of the paper that say so"),
    _integer("evidence_start", "where the evidence starts in title + line end + abstract, in characters"),
    _integer("evidence_end", "where the evidence ends (exclusive)"),
)

_ENTITY = (
    _string("name", "canonical name"),
    _strings("aliases", "every other form by which papers name it"),
    _integer("support", "number of papers that name it, 0 where only members of the family are named"),
)

NODE_TYPES: tuple[NodeType, ...] = (
    NodeType(
        "Paper",
        "a research paper, known by its title and abstract",
        (
            _string("title", "the title as read"),
            _string("abstract", "the abstract as read"),
            _string("published", "ISO 8601 date as precise as known; --MM-DD where the year is not printed"),
            _strings("authors", "names of the authors, in order"),
            _integer("author_count", "number of authors"),
            _string("organization", "the organization that lists the paper as its own"),
            _integer("comment_count", "comments on the page that lists the paper"),
            _string("arxiv_id", "arXiv identifier without its version"),
            _string("url", "where the paper is found"),
            _strings("sources", "file and line of every entry that lists the paper"),
            _strings("source_ids", "identifiers of the paper in its sources"),
        ),
    ),
    NodeType("Method", "a named model, algorithm, architecture, system or technique", _ENTITY),
    NodeType("Dataset", "a named dataset, benchmark, corpus or environment suite", _ENTITY),
    NodeType("Task", "a problem that is solved or evaluated on", _ENTITY),
    NodeType(
        "Metric",
        "what a result is measured in",
        (*_ENTITY, _string("better", "which direction is better: higher or lower; null where unknown")),
    ),
    NodeType(
        "Claim",
        "one statement of a paper about how well or how cheaply something works",
        (
            _string("kind", "score, change, factor, comparison or sota"),
            _string(
                "relation", "of a comparison: outperforms, matches, underperforms, improves or sets_sota"
            ),
            _number("value", "the number, null for a range or a fraction"),
            _string("value_text", "the number as printed"),
            _string("unit", "%, points, x or the unit printed"),
            _string("direction", "up or down: whether the measured quantity rises or falls"),
            _string("qualifier", "max, min, avg or approx"),
            _string("subject", "what the claim is about, in the paper's words"),
            _string("baseline", "what it is compared with, in the paper's words"),
            _string("extractor", "the version of the pipeline that read the claim"),
            *EVIDENCE,
        ),
    ),
)

EDGE_TYPES: tuple[EdgeType, ...] = (
    EdgeType("INTRODUCES", "the paper proposes it", (("Paper", "Method"), ("Paper", "Dataset")), EVIDENCE),
    EdgeType(
        "USES",
        "the paper builds on the method, trains, applies or evaluates it",
        (("Paper", "Method"),),
        EVIDENCE,
    ),
    EdgeType(
        "COMPARES_WITH",
        "the method is a baseline or competitor in the paper",
        (("Paper", "Method"),),
        EVIDENCE,
    ),
    EdgeType("EVALUATES_ON", "the paper reports results on the dataset", (("Paper", "Dataset"),), EVIDENCE),
    EdgeType("TRAINS_ON", "the paper trains on the dataset", (("Paper", "Dataset"),), EVIDENCE),
    EdgeType(
        "MENTIONS", "the paper names it as background", (("Paper", "Method"), ("Paper", "Dataset")), EVIDENCE
    ),
    EdgeType("ADDRESSES", "the paper works on the task", (("Paper", "Task"),), EVIDENCE),
    EdgeType("MEASURES", "the paper measures in the metric", (("Paper", "Metric"),), EVIDENCE),
    EdgeType("MAKES", "the paper makes the claim", (("Paper", "Claim"),), EVIDENCE),
    EdgeType("ABOUT", "the method that the claim is about", (("Claim", "Method"),)),
    EdgeType("AGAINST", "the method that the claim compares with", (("Claim", "Method"),)),
    EdgeType("ON", "the dataset that the claim holds on", (("Claim", "Dataset"),)),
    EdgeType("IN", "the metric that the claim is measured in", (("Claim", "Metric"),)),
    EdgeType("FOR", "the task that the claim names", (("Claim", "Task"),)),
    EdgeType(
        "OUTPERFORMS",
        "claimed to be better by at least one paper; derived from claims",
        (("Method", "Method"),),
        (
            _strings("papers", "ids of the papers that claim so"),
            _integer("count", "number of papers that claim so"),
        ),
    ),
    EdgeType(
        "VARIANT_OF",
        "a version, size, split or adapted form of a more general one",
        (("Method", "Method"), ("Dataset", "Dataset"), ("Task", "Task"), ("Metric", "Metric")),
    ),
)

EDGE_KINDS: tuple[EdgeKind, ...] = tuple(kind for edge in EDGE_TYPES for kind in edge.kinds)


def node_type(label: str) -> NodeType:
    """The declaration of a label. Raises KeyError for a label that the model lacks."""
    return {node.label: node for node in NODE_TYPES}[label]


def edge_type(type_: str) -> EdgeType:
    """The declaration of an edge type. Raises KeyError for a type that the model lacks."""
    return {edge.type: edge for edge in EDGE_TYPES}[type_]
