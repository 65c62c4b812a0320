"""Digests of what RDF says: equal for equal graphs, others for others, whatever the order."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from sample_tables import random_tables, sample

from graph.rdf import RdfMapping, paper_batches, quads
from graph.rdf.digests import MAPPING_VERSION, entity_digests, paper_digests
from graph.rdf.rows import entity_batches
from graph.tables import GraphTables


def said_of_papers(tables: GraphTables) -> dict[str, frozenset[object]]:
    mapping = RdfMapping()
    return {
        rows.id: frozenset(mapping.paper_quads(rows)) for batch in paper_batches(tables) for rows in batch
    }


def said_of_entities(tables: GraphTables) -> dict[str, frozenset[object]]:
    mapping = RdfMapping()
    batches = entity_batches(tables, entity_digests(tables), size=3)
    return {rows.id: frozenset(mapping.entity_with_edges_quads(rows)) for batch in batches for rows in batch}


@settings(max_examples=40, deadline=None)
@given(random_tables(), random_tables())
def test_equal_digests_stand_for_equal_graphs(one: GraphTables, other: GraphTables) -> None:
    for digests, said in ((paper_digests, said_of_papers), (entity_digests, said_of_entities)):
        old, new = digests(one), digests(other)
        before, after = said(one), said(other)
        assert old.keys() == before.keys()
        for id_ in old.keys() & new.keys():
            assert old[id_] != new[id_] or before[id_] == after[id_]


@settings(max_examples=20, deadline=None)
@given(random_tables())
def test_units_together_are_the_whole_graph(tables: GraphTables) -> None:
    units = (*said_of_papers(tables).values(), *said_of_entities(tables).values())
    assert frozenset().union(*units) == frozenset(quads(tables))


def test_one_row_changes_one_digest() -> None:
    old, new = sample(), sample(nodes={"method/fern": {"support": 2}})
    assert paper_digests(old) == paper_digests(new)
    changed = {id_ for id_, digest in entity_digests(new).items() if entity_digests(old)[id_] != digest}
    assert changed == {"method/fern"}


def test_values_that_run_together_are_told_apart() -> None:
    def digest(**columns: object) -> str:
        return entity_digests(sample(nodes={"method/fern": columns}))["method/fern"]

    alike = [
        digest(name="a", aliases=["b", "c"]),
        digest(name="a", aliases=["bc"]),
        digest(name="ab", aliases=["c"]),
        digest(name="a", aliases=["b,c"]),
        digest(name="a1:b", aliases=["c"]),
        digest(name="a", aliases=[]),
        digest(name="a", aliases=[""]),
    ]
    assert len(set(alike)) == len(alike)


def test_another_mapping_has_another_version() -> None:
    """Stores would not notice that the same rows became other quads. Raise MAPPING_VERSION and renew both."""
    lines = sorted(str(quad) for quad in quads(sample()))
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    assert (MAPPING_VERSION, digest) == (2, "4697144b4ad643df")
