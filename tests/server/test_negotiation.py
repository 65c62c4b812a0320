"""Which format an answer comes in, and that it can be read as what it says it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
import rdflib
from rdflib.query import Result
from servers.served import Served

from queries.server.formats import GRAPH_FORMATS, RESULT_FORMATS
from queries.server.negotiation import choose

OFFERED = ["application/sparql-results+json", "text/csv", "application/xml"]
NAMED = "?m a cg:Metric ; skos:prefLabel ?name"
SELECT = f"SELECT ?name ?support {{ {NAMED} ; cg:support ?support }} ORDER BY ?name"
CONSTRUCT = f"CONSTRUCT {{ ?m skos:prefLabel ?name }} WHERE {{ {NAMED} }}"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, OFFERED[0]),
        ("", OFFERED[0]),
        ("*/*", OFFERED[0]),
        ("text/csv", "text/csv"),
        ("TEXT/CSV ; Q=0.3", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/xml;q=0.6", "application/xml"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/*;q=0.9, application/sparql-results+json;q=0.1", "application/xml"),
        ("*/*, application/sparql-results+json;q=0", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", OFFERED[0]),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("text/csv;q=nonsense", None),
        ("nonsense", None),
        (",;,", None),
    ],
)
def test_choice(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen


def _cells(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _with_rdflib(format_: str) -> Callable[[bytes], list[list[str]]]:
    def read(content: bytes) -> list[list[str]]:
        result = Result.parse(io.BytesIO(content), format=format_)
        assert result.vars
        return [[str(v) for v in result.vars], *([str(row[v]) for v in result.vars] for row in result)]

    return read


READERS: dict[str, Callable[[bytes], list[list[str]]]] = {
    "application/sparql-results+json": _with_rdflib("json"),
    "application/sparql-results+xml": _with_rdflib("xml"),
    "text/csv": lambda content: _cells(content.decode(), ","),
    "text/tab-separated-values": _with_rdflib("tsv"),
}


@pytest.mark.parametrize("media_type", READERS)
def test_results(served: Served, media_type: str) -> None:
    response = served.sparql(SELECT, accept=media_type)
    assert response.status == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    header, *rows = READERS[media_type](response.data)
    assert header == ["name", "support"]
    assert [name for name, _ in rows if name == "accuracy"] == ["accuracy"]
    assert rows == READERS["text/csv"](served.sparql(SELECT, accept="text/csv").data)[1:]


@pytest.mark.parametrize("media_type", sorted(RESULT_FORMATS))
def test_truth(served: Served, media_type: str) -> None:
    response = served.sparql("ASK { ?paper a cg:Paper }", accept=media_type)
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert b"true" in response.data


@pytest.mark.parametrize(
    ("media_type", "format_"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_graphs(served: Served, media_type: str, format_: str) -> None:
    response = served.sparql(CONSTRUCT, accept=media_type)
    assert response.status == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=response.data, format=format_)
    assert len(dataset) == len(served.sparql(SELECT, accept="text/csv").data.splitlines()) - 1
    assert served.sparql("DESCRIBE <https://w3id.org/claimgraph/id/metric/accuracy>", media_type).data


def test_what_cannot_be_had(served: Served) -> None:
    assert served.sparql(SELECT, accept="image/png").status == 406
    for query, accept in ((SELECT, "text/turtle"), (CONSTRUCT, "text/csv")):
        response = served.sparql(query, accept=accept)
        assert response.status == 406
        assert response.data.decode().count("application/") >= 2


def test_each_form_has_its_own_default(served: Served) -> None:
    for accept in ("*/*", "text/html, */*;q=0.1"):
        assert served.sparql(SELECT, accept).headers["content-type"] == next(iter(RESULT_FORMATS))
        assert served.sparql(CONSTRUCT, accept).headers["content-type"].startswith(next(iter(GRAPH_FORMATS)))
    both = "text/turtle, application/sparql-results+json"
    assert served.sparql(SELECT, both).headers["content-type"] == "application/sparql-results+json"
    assert served.sparql(CONSTRUCT, both).headers["content-type"].startswith("text/turtle")


def test_a_copy_is_good_until_the_graph_changes(served: Served) -> None:
    first = served.sparql(SELECT)
    assert first.headers["cache-control"] == "no-cache"
    assert "Accept" in first.headers["vary"]
    known = {
        "If-None-Match": f'"other", {first.headers["etag"]}',
        "Accept": "application/sparql-results+json",
    }
    again = served.request("GET", "/sparql", fields={"query": SELECT}, headers=known)
    assert (again.status, again.data) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    in_csv = served.request(
        "GET", "/sparql", fields={"query": SELECT}, headers={**known, "Accept": "text/csv"}
    )
    assert in_csv.status == 200
