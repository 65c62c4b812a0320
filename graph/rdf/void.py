"""A description of the whole graph in VoID (https://www.w3.org/TR/void/): how much it holds of what, and
where it can be had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.rdf import terms as t
from graph.rdf.mapping import RdfMapping

VOID = "http://rdfs.org/ns/void#"


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)


@dataclass(frozen=True)
class Places:
    """Where a graph is published: the address of a dump, of a SPARQL endpoint; None where it is not."""

    dump: str | None = None
    endpoint: str | None = None


@dataclass
class Statistics:
    """Counts of all named graphs together, taken while quads go by whose subjects come together in each."""

    mapping: RdfMapping
    triples: int = 0
    subjects: int = 0
    properties: Counter[NamedNode] = field(default_factory=Counter)
    classes: Counter[NamedNode] = field(default_factory=Counter)

    def count(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The same quads."""
        last = None
        stated: set[Triple] = set()
        extractors = self.mapping.extractors
        for quad in quads:
            # Of an extractor every paper that it read says the same; all else stands in one graph alone.
            is_shared = quad.subject.value.startswith(extractors)  # type: ignore[union-attr]
            if not is_shared or quad.triple not in stated:
                self.subjects += quad.subject != last
                self._add(quad)
            if is_shared:
                stated.add(quad.triple)
            last = quad.subject
            yield quad

    def _add(self, quad: Quad) -> None:
        self.triples += 1
        self.properties[quad.predicate] += 1
        if quad.predicate == t.RDF_TYPE and isinstance(quad.object, NamedNode):
            self.classes[quad.object] += 1


def description(statistics: Statistics, mapping: RdfMapping, places: Places | None = None) -> list[Quad]:
    """The named graph that describes the dataset. Raises ValueError for a place that is no absolute IRI."""
    dataset = mapping.dataset
    entities = sum(statistics.classes[classes[0]] for classes in t.CLASSES.values())
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (dataset, t.RDF_TYPE, _void("Dataset")),
        (dataset, t.term("dcterms:title"), Literal("Claims of research papers", language="en")),
        (dataset, _void("uriSpace"), Literal(mapping.base)),
        (dataset, _void("triples"), t.integer(statistics.triples)),
        (dataset, _void("entities"), t.integer(entities)),
        (dataset, _void("distinctSubjects"), t.integer(statistics.subjects)),
        (dataset, _void("classes"), t.integer(len(statistics.classes))),
        (dataset, _void("properties"), t.integer(len(statistics.properties))),
        (dataset, _void("documents"), t.integer(statistics.classes[t.CLASSES["Paper"][0]])),
    ]
    triples += [(dataset, _void("vocabulary"), NamedNode(iri)) for iri in _vocabularies(statistics)]
    for what, counts, counted in (
        ("class", statistics.classes, "entities"),
        ("property", statistics.properties, "triples"),
    ):
        for term, number in sorted(counts.items(), key=lambda item: item[0].value):
            partition = NamedNode(f"{dataset.value}#{what}-{_compact(term).replace(':', '-')}")
            triples += [
                (dataset, _void(f"{what}Partition"), partition),
                (partition, _void(what), term),
                (partition, _void(counted), t.integer(number)),
            ]
    places = places or Places()
    if places.dump is not None:
        triples.append((dataset, _void("dataDump"), NamedNode(places.dump)))
    if places.endpoint is not None:
        triples.append((dataset, _void("sparqlEndpoint"), NamedNode(places.endpoint)))
    return sorted_quads(Quad(*triple, mapping.description_graph) for triple in triples)


def sorted_quads(quads: Iterable[Quad]) -> list[Quad]:
    """In an order that depends on the quads alone, subjects together."""
    return sorted(quads, key=_sort_key)


def _sort_key(quad: Quad) -> tuple[str, ...]:
    # Most terms are IRIs or literals, whose parts compare faster than their spelling in N-Quads.
    object_ = quad.object
    spelled = str(object_) if isinstance(object_, Triple) else object_.value
    return (str(quad.graph_name), quad.subject.value, quad.predicate.value, spelled)  # type: ignore[union-attr]


def _vocabularies(statistics: Statistics) -> list[str]:
    terms = (*statistics.classes, *statistics.properties)
    return sorted({iri for iri in t.PREFIXES.values() if any(term.value.startswith(iri) for term in terms)})


def _compact(term: NamedNode) -> str:
    for prefix, iri in t.PREFIXES.items():
        if term.value.startswith(iri):
            return f"{prefix}:{term.value.removeprefix(iri)}"
    return term.value
