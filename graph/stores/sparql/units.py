"""The units of a graph, made from the tables in batches of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from pyoxigraph import Literal, Quad

from graph.rdf.mapping import RdfMapping
from graph.rdf.rows import entity_batches, paper_batches
from graph.rdf.terms import XSD_DECIMAL
from graph.stores.sparql.ledger import LedgerNames, Touched, Wanted
from graph.tables import GraphTables

PAPERS = 200
"""Of about 130 quads each: a request of some megabytes before compression."""
ENTITIES = 2000


@dataclass(frozen=True)
class Unit:
    """The graph of a paper or the description of an entity, with the digest that it goes by."""

    iri: str
    digest: str
    quads: Sequence[Quad]


class UnitSource:
    """Makes the units of one state of a graph: all of them, or those that are touched. `earlier` makes them
    as a store is known to hold them."""

    def __init__(
        self,
        tables: GraphTables,
        mapping: RdfMapping,
        touched: Touched | None = None,
        earlier: UnitSource | None = None,
    ) -> None:
        self.names = LedgerNames(mapping)
        self.wanted = Wanted.of(tables, mapping, touched)
        self.earlier = earlier
        self._tables = tables
        self._mapping = mapping

    @classmethod
    def between(cls, old: GraphTables, new: GraphTables, mapping: RdfMapping) -> Self:
        """The new state of what differs, with the old one as the earlier."""
        touched = Touched.between(old, new)
        return cls(new, mapping, touched, cls(old, mapping, touched))

    def batches(self, units: Iterable[str]) -> Iterator[list[Unit]]:
        """Those of these IRIs, papers first."""
        chosen = list(units)
        yield from self.papers(unit for unit in chosen if self.names.is_paper(unit))
        yield from self.entities(unit for unit in chosen if not self.names.is_paper(unit))

    def papers(self, units: Iterable[str]) -> Iterator[list[Unit]]:
        for batch in paper_batches(self._tables, self._ids(units)):
            for first in range(0, len(batch), PAPERS):
                yield [
                    self._unit(self._mapping.paper_graph(rows.id).value, self._mapping.paper_quads(rows))
                    for rows in batch[first : first + PAPERS]
                ]

    def entities(self, units: Iterable[str]) -> Iterator[list[Unit]]:
        for batch in entity_batches(self._tables, self._ids(units), ENTITIES):
            yield [
                self._unit(self._mapping.node(rows.id).value, self._mapping.entity_with_edges_quads(rows))
                for rows in batch
            ]

    def all_entities(self) -> list[Unit]:
        """Every entity of the graph, also those that a store has already."""
        every = (unit for unit in self.wanted.digests if not self.names.is_paper(unit))
        return [unit for batch in self.entities(every) for unit in batch]

    def _ids(self, units: Iterable[str]) -> list[str]:
        return [self.wanted.ids[unit] for unit in units]

    def _unit(self, iri: str, quads: Sequence[Quad]) -> Unit:
        return Unit(iri, self.wanted.digests[iri], list(map(_spelled, quads)))


def _spelled(quad: Quad) -> Quad:
    """The quad, with whole decimals as `12.0`. Jena's TDB2 shows any `12` in this form and then does not find
    it to delete, so that a graph that is replaced would keep old numbers
    (https://github.com/apache/jena/issues/3404; so in 5.6.0)."""
    value = quad.object
    if isinstance(value, Literal) and value.datatype == XSD_DECIMAL and "." not in value.value:
        spelled = Literal(f"{value.value}.0", datatype=XSD_DECIMAL)
        return Quad(quad.subject, quad.predicate, spelled, quad.graph_name)
    return quad
