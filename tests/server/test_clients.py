"""The clients that people use against a SPARQL endpoint."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from servers.maven import class_path, program
from servers.served import Served
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

JENA = "org.apache.jena:jena-cmds:5.6.0"
PREFIXES = "PREFIX cg: <https://w3id.org/claimgraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
NAMES = PREFIXES + "SELECT ?name { ?d a cg:Dataset ; skos:prefLabel ?name } ORDER BY ?name"
LABELS = PREFIXES + "CONSTRUCT { ?d skos:prefLabel ?name } WHERE { ?d a cg:Dataset ; skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def names(served: Served) -> list[str]:
    lines = served.sparql(NAMES, accept="text/csv").data.decode().splitlines()
    assert "ImageNet" in lines
    return lines[1:]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(served: Served, names: list[str], method: str) -> None:
    store = SPARQLStore(f"{served.url}/sparql", method=method, returnFormat="xml")
    graph = rdflib.Graph(store)
    assert [str(row.name) for row in graph.query(NAMES)] == names  # type: ignore[union-attr]
    assert len(list(graph.triples((None, rdflib.SKOS.prefLabel, rdflib.Literal("ImageNet"))))) == 1
    assert graph.query(PREFIXES + "ASK { ?x a cg:Paper }").askAnswer


@pytest.mark.parametrize("request_method", ["urlencoded", POSTDIRECTLY])
@pytest.mark.parametrize("method", ["GET", POST])
def test_sparql_wrapper(served: Served, names: list[str], method: str, request_method: str) -> None:
    wrapper = SPARQLWrapper(f"{served.url}/sparql")
    wrapper.setMethod(method)
    if method == POST:
        wrapper.setRequestMethod(request_method)
    wrapper.setQuery(NAMES)
    wrapper.setReturnFormat(JSON)
    found = wrapper.query().convert()["results"]["bindings"]
    assert [row["name"]["value"] for row in found] == names
    wrapper.setReturnFormat(CSV)
    assert wrapper.query().convert().decode().splitlines()[1:] == names
    wrapper.setReturnFormat(XML)
    assert len(wrapper.query().convert().getElementsByTagName("result")) == len(names)
    wrapper.setQuery(LABELS)
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.query().convert())) == len(names)


def test_curl(served: Served, names: list[str]) -> None:
    curl = shutil.which("curl")
    assert curl, "curl is not installed; on Debian: apt-get install curl"
    command = [curl, "-sS", "--fail-with-body", f"{served.url}/sparql", "-H", "Accept: text/csv"]
    for given in (
        ["--data-urlencode", f"query={NAMES}"],
        ["--get", "--data-urlencode", f"query={NAMES}"],
        ["--header", "Content-Type: application/sparql-query", "--data-binary", NAMES],
        ["--http1.0", "--get", "--data-urlencode", f"query={NAMES}"],
    ):
        finished = subprocess.run([*command, *given], capture_output=True, text=True, check=True, timeout=60)
        assert finished.stdout.splitlines()[1:] == names


def test_jena(served: Served, names: list[str], tmp_path: Path) -> None:
    java = [program("java"), "-Xmx256m", "-cp", class_path("jena-cmds", JENA), "arq.rsparql"]
    for query, results in ((NAMES, "CSV"), (LABELS, "N-TRIPLES")):
        file = tmp_path / "query.rq"
        file.write_text(query, encoding="utf-8")
        options = [f"--service={served.url}/sparql", f"--query={file}", f"--results={results}"]
        finished = subprocess.run([*java, *options], capture_output=True, text=True, check=False, timeout=120)
        assert finished.returncode == 0, finished.stderr
        lines = finished.stdout.splitlines()
        if results == "CSV":
            assert lines[1:] == names
        else:
            assert len(lines) == len(names)
