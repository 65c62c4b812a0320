"""From rows of the tables to quads.

What one paper states is one named graph: the paper, its edges with their evidence, its claims. What papers
share (names, aliases, support, variants, who outperforms whom) is one more, `graph/entities`. Every node has
an IRI, so the same tables give the same quads and a paper is replaced by replacing its graph.

An edge is a plain triple, to walk along, and where it carries something a statement node beside it. Evidence
is a Web Annotation (https://www.w3.org/TR/annotation-model/): the statement targets a stretch of the paper's
text, which is selected by its place and by its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.model import NODE_TYPES, Property, PropertyType, edge_type
from graph.rdf import terms as t
from graph.rdf.rows import (
    ENTITY_LABELS,
    ClaimRows,
    EntityRows,
    PaperRows,
    Row,
    kinds_from,
    paper_batches,
    unmade_claims,
)
from graph.tables import GraphTables

_NOTHING_TO_ENCODE = re.compile(r"[A-Za-z0-9/_~-]*")


def iri_path(id_: str) -> str:
    """An id as the path of an IRI: every segment percent-encoded (RFC 3986), `/` kept between segments.

    >>> iri_path("method/ε-greedy 50%")
    'method/%CE%B5-greedy%2050%25'

    Segments `.` and `..` would be resolved away by readers and are encoded too.
    """
    if _NOTHING_TO_ENCODE.fullmatch(id_):
        return id_
    return "/".join("%2E" * len(s) if s in (".", "..") else quote(s, safe="") for s in id_.split("/"))


def _converter(column: Property) -> Callable[[Any], Literal]:
    if column.name == "published":
        return t.date
    if column.name == "url":
        return t.any_uri
    return {PropertyType.INTEGER: t.integer, PropertyType.NUMBER: t.decimal}.get(column.type, Literal)


_COLUMNS: dict[str, list[tuple[str, NamedNode, Callable[[Any], Literal], bool]]] = {
    node.label: [
        (c.name, t.PROPERTIES[node.label][c.name], _converter(c), c.type is PropertyType.STRINGS)
        for c in node.properties
        if c.name in t.PROPERTIES[node.label]
    ]
    for node in NODE_TYPES
}


class RdfMapping:
    """IRIs under a base, and the quads of papers and entities.

    `base` is an absolute IRI that ends in `/`; ValueError otherwise. With `reifies`, nodes that speak about
    an edge also say so in RDF 1.2, by a triple term.
    """

    def __init__(self, base: str = t.DEFAULT_BASE, *, reifies: bool = False) -> None:
        if not base.endswith("/") or "#" in base or "?" in base:
            raise ValueError(f"the base of IRIs must end in / and have no # or ?: {base!r}")
        NamedNode(base)  # refuses what is no absolute IRI
        self.base = base
        self.reifies = reifies
        self.dataset = NamedNode(base + "graph")
        self.extractors = base + "extractor/"
        self.description_graph = NamedNode(base + "graph/void")
        self.entities_graph = NamedNode(base + "graph/entities")
        self.node: Callable[[str], NamedNode] = lru_cache(maxsize=1 << 16)(self._node)

    def _node(self, id_: str) -> NamedNode:
        return NamedNode(self.base + iri_path(id_))

    def paper_graph(self, paper_id: str) -> NamedNode:
        """The name of the graph that holds what a paper states."""
        return NamedNode(f"{self.base}graph/{iri_path(paper_id)}")

    def statement(self, type_: str, start: str, end: str) -> NamedNode:
        """The node that speaks about an edge."""
        name = t.EDGE_PROPERTIES[type_].value.removeprefix(t.CG)
        path = self.node(end).value.removeprefix(self.base)
        return NamedNode(f"{self.node(start).value}#{name}/{path}")

    def extractor(self, version: str) -> NamedNode:
        return NamedNode(f"{self.extractors}{quote(version, safe='')}")

    def paper_quads(self, rows: PaperRows) -> list[Quad]:
        """The named graph of one paper."""
        graph = _PaperGraph(self, rows.id)
        if rows.row is not None:
            graph.add_paper(rows.row)
        for type_, row in rows.edges:
            graph.add_edge(type_, row)
        for claim in rows.claims:
            graph.add_claim(claim)
        return graph.quads

    def entity_quads(self, label: str, row: Row) -> list[Quad]:
        """What the graph of shared entities says about one method, dataset, task or metric."""
        graph = _Graph(self, self.entities_graph)
        graph.add_node(label, row)
        return graph.quads

    def entity_with_edges_quads(self, rows: EntityRows) -> list[Quad]:
        """All that the graph of shared entities says about one entity and the edges from it."""
        quads: list[Quad] = []
        if rows.label is not None and rows.row is not None:
            quads = self.entity_quads(rows.label, rows.row)
        for type_, row in rows.edges:
            quads += self.entity_edge_quads(type_, row)
        return quads

    def direct_quads(self, type_: str, row: Row) -> list[Quad]:
        """The edge between two entities as plain triples, without what it carries."""
        graph = _Graph(self, self.entities_graph)
        start, end = self.node(row["start"]), self.node(row["end"])
        graph.add(start, t.EDGE_PROPERTIES[type_], end)
        if type_ == "VARIANT_OF":
            graph.add(start, t.BROADER, end)
        return graph.quads

    def entity_edge_quads(self, type_: str, row: Row) -> list[Quad]:
        """What the graph of shared entities says about one edge between two entities."""
        graph = _Graph(self, self.entities_graph)
        graph.quads = self.direct_quads(type_, row)
        if edge_type(type_).properties:
            graph.add_derived_statement(type_, row)
        return graph.quads


class _Graph:
    """Collects the quads of one named graph."""

    def __init__(self, mapping: RdfMapping, name: NamedNode) -> None:
        self.mapping = mapping
        self.name = name
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal | Triple) -> None:
        self.quads.append(Quad(subject, predicate, object_, self.name))

    def add_types(self, subject: NamedNode, *classes: NamedNode) -> None:
        for class_ in classes:
            self.add(subject, t.RDF_TYPE, class_)

    def add_node(self, label: str, row: Row) -> NamedNode:
        """Type, id and every column that becomes literals; returns the node."""
        node = self.mapping.node(row["id"])
        self.add_types(node, *t.CLASSES[label])
        self.add(node, t.IDENTIFIER, Literal(row["id"]))
        for name, predicate, convert, many in _COLUMNS[label]:
            value = row[name]
            if many:
                for one in dict.fromkeys(value or ()):
                    self.add(node, predicate, convert(one))
            elif value is not None:
                self.add(node, predicate, convert(value))
        return node

    def add_statement(self, type_: str, row: Row) -> NamedNode:
        """The node that speaks about an edge, so far with nothing but the edge; returns it."""
        statement = self.mapping.statement(type_, row["start"], row["end"])
        start, end = self.mapping.node(row["start"]), self.mapping.node(row["end"])
        self.add(statement, t.RDF_SUBJECT, start)
        self.add(statement, t.RDF_PREDICATE, t.EDGE_PROPERTIES[type_])
        self.add(statement, t.RDF_OBJECT, end)
        if self.mapping.reifies:
            self.add(statement, t.RDF_REIFIES, Triple(start, t.EDGE_PROPERTIES[type_], end))
        return statement

    def add_derived_statement(self, type_: str, row: Row) -> None:
        statement = self.add_statement(type_, row)
        self.add_types(statement, t.DERIVED_STATEMENT, t.STATEMENT)
        for paper in dict.fromkeys(row["papers"] or ()):
            self.add(statement, t.WAS_DERIVED_FROM, self.mapping.node(paper))
        if row["count"] is not None:
            self.add(statement, t.SUPPORT, t.integer(row["count"]))


class _PaperGraph(_Graph):
    """The named graph of one paper. What belongs to the paper alone has the paper's IRI and a fragment."""

    def __init__(self, mapping: RdfMapping, paper_id: str) -> None:
        super().__init__(mapping, mapping.paper_graph(paper_id))
        self.paper = mapping.node(paper_id)
        self._texts: dict[tuple[int | None, int | None, str | None], NamedNode] = {}
        self._extractions: dict[str, tuple[NamedNode, NamedNode]] = {}

    def _part(self, fragment: str) -> NamedNode:
        return NamedNode(f"{self.paper.value}#{fragment}")

    def add_paper(self, row: Row) -> None:
        node = self.add_node("Paper", row)
        for position, name in enumerate(row["authors"] or (), start=1):
            author = self._part(f"author-{position}")
            self.add(node, t.AUTHOR, author)
            self.add_types(author, t.PERSON)
            self.add(author, t.NAME, Literal(name))
            self.add(author, t.POSITION, t.integer(position))

    def add_edge(self, type_: str, row: Row) -> None:
        end = self.mapping.node(row["end"])
        self.add(self.paper, t.EDGE_PROPERTIES[type_], end)
        statement = self.add_statement(type_, row)
        self.add_types(statement, t.EVIDENCE_CLASS, t.ANNOTATION)
        self.add(statement, t.HAS_BODY, end)
        self._add_evidence(statement, t.HAS_TARGET, row)

    def add_claim(self, rows: ClaimRows) -> None:
        claim = self.add_node("Claim", rows.row)
        if rows.row["kind"] == "score":
            self.add_types(claim, t.MODEL_EVALUATION)
        self.add(claim, t.WAS_DERIVED_FROM, self.paper)
        self._add_text(claim, t.EVIDENCE, rows.row)
        if rows.row["extractor"] is not None:
            agent, extraction = self._extraction(rows.row["extractor"])
            self.add(claim, t.WAS_ATTRIBUTED_TO, agent)
            self.add(claim, t.WAS_GENERATED_BY, extraction)
        for type_, edge in rows.edges:
            self.add(claim, t.EDGE_PROPERTIES[type_], self.mapping.node(edge["end"]))

    def _add_evidence(self, statement: NamedNode, predicate: NamedNode, row: Row) -> None:
        if row["confidence"] is not None:
            self.add(statement, t.CONFIDENCE, t.decimal(row["confidence"]))
        self._add_text(statement, predicate, row)

    def _add_text(self, subject: NamedNode, predicate: NamedNode, row: Row) -> None:
        """Points to the stretch of text that a row has as its evidence; several rows may share one."""
        key = (row["evidence_start"], row["evidence_end"], row["evidence"])
        if key == (None, None, None):
            return
        if key not in self._texts:
            self._texts[key] = self._text(*key)
        self.add(subject, predicate, self._texts[key])

    def _text(self, start: int | None, end: int | None, exact: str | None) -> NamedNode:
        # The fragment is that of RFC 5147, which counts characters as the offsets do.
        place = f"{'' if start is None else start},{'' if end is None else end}"
        text = self._part(f"char={place}")
        self.add_types(text, t.SPECIFIC_RESOURCE)
        self.add(text, t.HAS_SOURCE, self.paper)
        if start is not None or end is not None:
            position = self._part(f"position={place}")
            self.add(text, t.HAS_SELECTOR, position)
            self.add_types(position, t.POSITION_SELECTOR)
            for predicate, offset in ((t.START, start), (t.END, end)):
                if offset is not None:
                    self.add(position, predicate, t.integer(offset))
        if exact is not None:
            quotation = self._part(f"quote={place}")
            self.add(text, t.HAS_SELECTOR, quotation)
            self.add_types(quotation, t.QUOTE_SELECTOR)
            self.add(quotation, t.EXACT, Literal(exact))
        return text

    def _extraction(self, version: str) -> tuple[NamedNode, NamedNode]:
        """The extractor of a claim and its run over this paper. It has no time: equal graphs, equal bytes."""
        if version not in self._extractions:
            agent = self.mapping.extractor(version)
            run = self._part(f"extraction/{quote(version, safe='')}")
            self.add_types(agent, t.AGENT)
            self.add(agent, t.NAME, Literal(version))
            self.add_types(run, t.ACTIVITY)
            self.add(run, t.USED, self.paper)
            self.add(run, t.WAS_ASSOCIATED_WITH, agent)
            self._extractions[version] = (agent, run)
        return self._extractions[version]


def quads(tables: GraphTables, base: str = t.DEFAULT_BASE) -> Iterator[Quad]:
    """Every quad of the graph: the papers by id, then the shared entities, in bounded memory.

    Raises ValueError for a claim that no paper makes: it would have no named graph to stand in.
    """
    mapping = RdfMapping(base)
    for graph in paper_graphs(tables, mapping):
        yield from graph
    yield from entities_graph_quads(tables, mapping)


def paper_graphs(tables: GraphTables, mapping: RdfMapping) -> Iterator[list[Quad]]:
    """The named graph of each paper, by id. Raises ValueError for a claim that no paper makes."""
    unmade = unmade_claims(tables)
    if unmade:
        raise ValueError(f"{len(unmade)} claims are made by no paper, the first is {unmade[0]}")
    for batch in paper_batches(tables):
        for rows in batch:
            yield mapping.paper_quads(rows)


def entities_graph_quads(tables: GraphTables, mapping: RdfMapping) -> Iterator[Quad]:
    """The named graph of what papers share."""
    for label in ENTITY_LABELS:
        for batch in tables.nodes[label].to_batches(max_chunksize=1000):
            for row in batch.to_pylist():
                yield from mapping.entity_quads(label, row)
    for kind in kinds_from(tables, *ENTITY_LABELS):
        for batch in tables.edges[kind].to_batches(max_chunksize=1000):
            for row in batch.to_pylist():
                yield from mapping.entity_edge_quads(kind.type, row)
