"""What a store remembers of earlier loads, in a named graph of its own: the ledger.

For every unit, which is the graph of a paper or the description of a shared entity, the ledger holds the
digest of what was written. The digest is written after the unit, or with it in one request, and taken back
before the unit is written anew. So a unit with exactly one digest holds what the digest stands for, wherever
a load was cut off; any other unit is written again.

A load that writes leaves a mark while it runs, and its name when it has ended. That tells the next one that
another was cut off, or one that runs that another wrote at the same time. Marks begin with the time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from graph.difference import difference
from graph.rdf.digests import entity_digests, paper_digests
from graph.rdf.mapping import RdfMapping
from graph.rdf.rows import changed_entities, changed_papers
from graph.rdf.terms import term
from graph.tables import GraphTables

DIGEST = term("cg:digest")
PENDING = term("cg:pending")
LOADING = term("cg:loading")
LAST_LOAD = term("cg:lastLoad")


class LedgerNames:
    """The names that loads of one base IRI use."""

    def __init__(self, mapping: RdfMapping) -> None:
        self.dataset = mapping.dataset
        self.ledger = NamedNode(f"{mapping.base}graph/loaded")
        self.entities = mapping.entities_graph
        self.paper_graphs = f"{mapping.base}graph/paper/"

    def digest(self, unit: str, digest: str) -> Quad:
        return Quad(NamedNode(unit), DIGEST, Literal(digest), self.ledger)

    def pending(self, unit: str) -> Quad:
        """Says that the unit may exist, in whatever state."""
        return Quad(NamedNode(unit), PENDING, Literal(True), self.ledger)

    def mark(self, load: str) -> Quad:
        return Quad(self.dataset, LOADING, Literal(load), self.ledger)

    def last_load(self, load: str) -> Quad:
        return Quad(self.dataset, LAST_LOAD, Literal(load), self.ledger)

    def is_paper(self, unit: str) -> bool:
        return unit.startswith(self.paper_graphs)


@dataclass(frozen=True)
class Ledger:
    """`units` has every unit that may exist, with None where its digest cannot be relied on."""

    units: Mapping[str, str | None] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    last_loads: frozenset[str] = frozenset()

    @property
    def last_load(self) -> str | None:
        """The load that the store is in the state of: none where one was cut off or is on its way."""
        return next(iter(self.last_loads)) if not self.marks and len(self.last_loads) == 1 else None

    @staticmethod
    def read(statements: Iterable[tuple[NamedNode, NamedNode, Literal]]) -> Ledger:
        units: dict[str, str | None] = {}
        marks: set[str] = set()
        last_loads: set[str] = set()
        certain: set[str] = set()
        for subject, predicate, value in statements:
            unit = subject.value
            if predicate == DIGEST:
                units[unit] = None if unit in certain else value.value
                certain.add(unit)
            elif predicate == PENDING:
                units.setdefault(unit, None)
            elif predicate == LOADING:
                marks.add(value.value)
            elif predicate == LAST_LOAD:
                last_loads.add(value.value)
        return Ledger(units, frozenset(marks), frozenset(last_loads))

    def doubted(self) -> Ledger:
        """The same units, of which nothing is relied on."""
        return Ledger(dict.fromkeys(self.units), self.marks, self.last_loads)

    def quads(self, names: LedgerNames) -> list[Quad]:
        """What the ledger's graph holds for this."""
        return [
            *(names.pending(u) if d is None else names.digest(u, d) for u, d in self.units.items()),
            *map(names.mark, sorted(self.marks)),
            *map(names.last_load, sorted(self.last_loads)),
        ]


@dataclass(frozen=True)
class Touched:
    """The ids of the papers and entities in which two states of a graph differ."""

    papers: Collection[str]
    entities: Collection[str]

    @staticmethod
    def between(old: GraphTables, new: GraphTables) -> Touched:
        change = difference(old, new)
        return Touched(changed_papers(change, new), changed_entities(change))


@dataclass(frozen=True)
class Wanted:
    """What a store should hold: the digest and the id of the paper or entity of every unit."""

    digests: Mapping[str, str]
    ids: Mapping[str, str]

    @staticmethod
    def of(tables: GraphTables, mapping: RdfMapping, touched: Touched | None = None) -> Wanted:
        """All units of the tables, or those that are touched."""
        of_papers = paper_digests(tables, touched.papers if touched else None)
        of_entities = entity_digests(tables, touched.entities if touched else None)
        digests: dict[str, str] = {}
        ids: dict[str, str] = {}
        papers = ((mapping.paper_graph(id_), id_, digest) for id_, digest in of_papers.items())
        entities = ((mapping.node(id_), id_, digest) for id_, digest in of_entities.items())
        for units in (papers, entities):
            for node, id_, digest in units:
                digests[node.value] = digest
                ids[node.value] = id_
        return Wanted(digests, ids)


@dataclass(frozen=True)
class Plan:
    """The units that a store lacks, has in another state, and has although it should not."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @staticmethod
    def between(ledger: Ledger, wanted: Wanted) -> Plan:
        known = ledger.units
        differing = [unit for unit, digest in wanted.digests.items() if known.get(unit) != digest]
        return Plan(
            new=tuple(unit for unit in differing if unit not in known),
            changed=tuple(unit for unit in differing if unit in known),
            removed=tuple(unit for unit in known if unit not in wanted.digests),
        )

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    def written(self) -> tuple[str, ...]:
        return (*self.new, *self.changed)
