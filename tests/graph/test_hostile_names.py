"""Names that try to break out, through resolution, a build, both stores and queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_records import entity, record, result

from extract.record import ENTITY_TYPES
from graph.directory import GraphDirectory
from graph.resolution.given_names import GivenName, resolve_names
from graph.resolution.knowledge import packaged_knowledge
from graph.update import update
from graph.validate import validate
from queries.runner import run

EMPTY = ["", " ", "\0", "\u200b", "\u00a0", "\ufeff"]
HOSTILE = [
    "A", "x", "7", "+", "%", "é", "字", "x" * 10_000, "long " * 2_000, "(" * 5_000,
    "Net-" * 2_500, "1" * 10_000, "شبكة عصبية", "רשת", "\u202eTREB", "\u2066BERT\u2069",
    "ВЕRТ", "ΒERT", "ＢＥＲＴ", "B\u0301ERT", "🤖", "👩‍🔬-Net", ".*", "(a+)+$", "[A-Z]{3,}",
    "\\d+", "^$", "(?i)x", "\\", "\\\\", "\\u0041", "${x}", "{{7*7}}", "%s%n", "$(id)",
    "'", '"', "`", "``) DETACH DELETE n //", "'); MATCH (n) DETACH DELETE n; //",
    "x'}) MATCH (m) SET m.name='y", '" } ; DROP ALL ; #', "?s ?p ?o } }",
    "<http://example.org/x> a <y> .", '"""', "'''", "^^xsd:integer", "@en", "#",
    "# comment", "a\nb", "a\r\nb", "a\tb", "\x1b[31mred", "_:b0", "<>", "a|b",
    "../../etc/passwd", "a/b/c", "NULL", "null", "None", "true", "-1", "1e999", "NaN",
    "<script>alert(1)</script>", "=1+1", "--", "/* */",
]  # fmt: skip


def test_names_given_alone() -> None:
    given = [GivenName(type_, name) for type_ in ENTITY_TYPES for name in (*EMPTY, *HOSTILE)]
    found = list(resolve_names(given, packaged_knowledge()))
    assert [(one.type, one.name) for one in found] == given
    for one in found:
        assert (one.id is None) == (one.name in EMPTY)
        assert one.id is None or one.id.startswith(f"{one.type.lower()}/")
        assert one.id not in one.ancestors
        assert len(one.id or "") < 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph in which every hostile name is a thing of every type, and one that it must leave alone."""
    folder = tmp_path_factory.mktemp("hostile")
    papers = [
        record(
            f"paper {number} {name[:20]}",
            *(entity(type_, name) for type_ in ENTITY_TYPES),
            entity("Method", "Fern"),
            title=f"{name} {number}",
            results=[result("1", method=name, dataset=name, metric=name, task=name)],
        )
        for number, name in enumerate([*HOSTILE, *EMPTY])
    ]
    update(folder, put=papers)
    return folder


def test_every_name_arrives_as_it_is(folder: Path) -> None:
    with GraphDirectory(folder).snapshot() as snapshot:
        tables = snapshot.tables()
        known = set(tables.nodes["Method"]["name"].to_pylist())
        known |= {form for forms in tables.nodes["Method"]["aliases"].to_pylist() for form in forms}
        problems = validate(tables).problems
        assert [one for one in problems if one.path != "evidence"] == []  # the spans are made up
        assert tables.nodes["Paper"].num_rows == len(HOSTILE) + len(EMPTY)
    shown = {" ".join(name.split()) for name in HOSTILE}
    assert {name for name in shown if name.isprintable()} <= known
    assert all(name.strip() for name in known)


def test_a_parameter_is_no_query(folder: Path) -> None:
    cypher = "MATCH (m:Method) WHERE m.name = $name OR $name IN m.aliases RETURN m.id AS id"
    sparql = """PREFIX cg: <https://w3id.org/claimgraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT DISTINCT ?m WHERE {
      VALUES ($name) { ("Fern") }
      ?m a cg:Method ; skos:prefLabel ?label FILTER(STR(?label) = ?name)
    }"""
    with GraphDirectory(folder).snapshot() as snapshot:
        before = snapshot.ladybug().counts()
        for name in (*HOSTILE, *EMPTY):
            found = run(snapshot, cypher, language="cypher", parameters={"name": name}).rows
            assert len(found) <= 1
            assert len(run(snapshot, sparql, language="sparql", parameters={"name": name}).rows) <= 1
        fern = run(snapshot, cypher, language="cypher", parameters={"name": "Fern"})
        assert list(fern.rows) == [("method/fern",)]
        assert snapshot.ladybug().counts() == before == snapshot.oxigraph().counts()


def test_look_alikes() -> None:
    """Letters of another script within a Latin word, full width and composed letters."""
    names = ["BERT", "ВЕRТ", "ΒERT", "ＢＥＲＴ", "\u202eBERT", "\u2066BERT\u2069"]
    found = resolve_names([GivenName("Method", name) for name in names], packaged_knowledge())
    assert {one.id for one in found} == {"method/bert"}
