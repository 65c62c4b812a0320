"""Every format read back by a program that it is for: the same nodes, edges and attributes come out."""

from __future__ import annotations

import csv
import json
import math
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from expected_graph import Expected
from gephi_reader import read_with_gephi
from hypothesis import given, settings
from playwright.sync_api import Browser
from pybtex.database import parse_string
from sample_tables import random_tables
from servers.chromium import clean_page
from servers.npm import package

from graph.directory import GraphDirectory
from graph.exports import FORMATS, export
from graph.exports.elements import COLORS, elements, flat
from graph.exports.xml_text import xml_text
from graph.tables import GraphTables


@pytest.fixture(scope="session")
def landmark(landmark_graph: Path) -> Expected:
    """The graph of the example page."""
    with GraphDirectory(landmark_graph).snapshot() as snapshot:
        tables = snapshot.tables()
    return Expected(tables, elements(tables))


def written(name: str, tables: GraphTables, folder: Path) -> Path:
    path = folder / f"graph.{name}"
    export(name, tables, path)
    return path


def same_attributes(found: dict[str, Any], data: dict[str, Any]) -> bool:
    """Whether what was read has everything that was written; XML turns line ends into line feeds."""
    wanted = {name: flat(value) for name, value in data.items() if value is not None}
    return all(plain(found.get(name)) == plain(value) for name, value in wanted.items())


def plain(value: Any) -> Any:
    return xml_text(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def edge_keys(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(start, data["type"], end) for start, end, data in graph.edges(data=True)}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_equal_graphs_give_equal_bytes(name: str, landmark: Expected, tmp_path: Path) -> None:
    first, second = (written(name, landmark.tables, tmp_path / part) for part in ("a", "b"))
    files = [first] if first.is_file() else sorted(path for path in first.rglob("*") if path.is_file())
    for file in files:
        other = second / file.relative_to(first) if first.is_dir() else second
        assert file.read_bytes() == other.read_bytes()


def test_graphml_in_networkx(landmark: Expected, tmp_path: Path) -> None:
    graph = nx.read_graphml(written("graphml", landmark.tables, tmp_path), force_multigraph=True)
    assert set(graph) == set(landmark.nodes)
    assert edge_keys(graph) == set(landmark.edges)
    for id_, found in graph.nodes(data=True):
        assert same_attributes({**found, "id": id_}, landmark.nodes[id_].data())
    for start, end, found in graph.edges(data=True):
        edge = landmark.edges[start, found["type"], end]
        assert same_attributes({**found, "id": edge.id, "source": start, "target": end}, edge.data())


def test_graphml_in_igraph(landmark: Expected, tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written("graphml", landmark.tables, tmp_path)))
    assert graph.is_directed()
    assert Counter(graph.vs["type"]) == landmark.types
    assert Counter(graph.es["type"]) == landmark.kinds
    assert set(graph.vs["id"]) == set(landmark.nodes)
    for vertex in graph.vs:
        assert same_attributes(vertex.attributes(), landmark.nodes[vertex["id"]].data())
    for found in graph.es:
        source, target = graph.vs[found.source]["id"], graph.vs[found.target]["id"]
        ends = {"id": landmark.edges[source, found["type"], target].id, "source": source, "target": target}
        assert same_attributes(
            {**found.attributes(), **ends}, landmark.edges[source, found["type"], target].data()
        )


def test_gexf_in_networkx(landmark: Expected, tmp_path: Path) -> None:
    graph = nx.read_gexf(written("gexf", landmark.tables, tmp_path), version="1.3")
    assert {id_: data["label"] for id_, data in graph.nodes(data=True)} == {
        id_: node.caption for id_, node in landmark.nodes.items()
    }
    assert Counter(data["label"] for *_, data in graph.edges(data=True)) == landmark.kinds
    assert {id_: data.get("start") for id_, data in graph.nodes(data=True)} == {
        id_: node.day for id_, node in landmark.nodes.items()
    }


def test_gexf_in_gephi(landmark: Expected, tmp_path: Path) -> None:
    found = read_with_gephi(written("gexf", landmark.tables, tmp_path))
    assert found["types"] == landmark.types
    assert found["kinds"] == landmark.kinds
    assert found["colors"] == {COLORS[type_]: count for type_, count in landmark.types.items()}
    assert found["format"] == "DATE"
    assert found["dated"] == sum(node.day is not None for node in landmark.elements.nodes)
    assert found["issues"] == ""
    nodes = {id_: (label, start, attributes) for id_, label, _, start, attributes in found["nodes"]}
    for id_, node in landmark.nodes.items():
        label, start, attributes = nodes[id_]
        assert (label, start) == (node.caption, milliseconds(node.day))
        assert same_texts(attributes, {"type": node.type, **node.properties})
    edges = {(source, kind, target): rest for source, kind, target, *rest in found["edges"]}
    assert edges.keys() == landmark.edges.keys()
    for key, edge in landmark.edges.items():
        weight, start, attributes = edges[key]
        assert (weight, start) == (edge.weight, milliseconds(edge.day))
        assert same_texts(attributes, edge.properties)
    sizes = {id_: size for id_, _, size, _, _ in found["nodes"]}
    written_sizes = {id_: node.size for id_, node in landmark.nodes.items()}
    assert in_their_range(sizes) == pytest.approx(in_their_range(written_sizes), abs=1e-4)
    assert found["from"] == min(milliseconds(node.day) or math.inf for node in landmark.elements.nodes)


def in_their_range(sizes: Mapping[str, float]) -> dict[str, float]:
    """From 0 to 1: Gephi stretches the sizes of a file to those that it draws well."""
    least, most = min(sizes.values()), max(sizes.values())
    return {id_: (size - least) / (most - least) for id_, size in sizes.items()}


def milliseconds(day: str | None) -> float | None:
    return day and datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000


def same_texts(found: Mapping[str, str], data: Mapping[str, Any]) -> bool:
    """Whether values that were read as text are those that were written, and there are no others."""
    wanted = {name: flat(value) for name, value in data.items() if value is not None}
    return found.keys() == wanted.keys() and all(
        float(found[name]) == value if isinstance(value, int | float) else plain(found[name]) == plain(value)
        for name, value in wanted.items()
    )


def test_node_link_in_networkx(landmark: Expected, tmp_path: Path) -> None:
    content = json.loads(written("node-link", landmark.tables, tmp_path).read_text(encoding="utf-8"))
    graph = nx.node_link_graph(content, edges="edges")
    assert set(graph) == set(landmark.nodes)
    assert edge_keys(graph) == set(landmark.edges)
    for id_, found in graph.nodes(data=True):
        assert {**found, "id": id_} == landmark.nodes[id_].data()
    for start, end, found in graph.edges(data=True):
        edge = landmark.edges[start, found["type"], end]
        assert {**found, "id": edge.id, "source": start, "target": end} == edge.data()


def test_cytoscape_in_cytoscape_js(landmark: Expected, tmp_path: Path, chromium: Browser) -> None:
    content = json.loads(written("cytoscape", landmark.tables, tmp_path).read_text(encoding="utf-8"))
    script = package("cytoscape", "3.34.4") / "dist" / "cytoscape.min.js"
    with clean_page(chromium, offline=True) as page:
        page.set_content('<div id="graph" style="width: 800px; height: 600px"></div>')
        page.add_script_tag(path=script)
        found = page.evaluate(
            """content => {
                const shown = cytoscape({container: document.getElementById("graph"), layout: {name: "grid"},
                                         elements: content.elements});
                return {nodes: shown.nodes().map(one => one.data()),
                        edges: shown.edges().map(one => one.data()),
                        methods: shown.nodes(".Method").length};
            }""",
            content,
        )
    assert {node["id"]: node for node in found["nodes"]} == {
        id_: node.data() for id_, node in landmark.nodes.items()
    }
    assert {edge["id"]: edge for edge in found["edges"]} == {
        edge.id: edge.data() for edge in landmark.elements.edges
    }
    assert found["methods"] == landmark.types["Method"]


def test_dot_in_graphviz(landmark: Expected, tmp_path: Path) -> None:
    path = written("dot", landmark.tables, tmp_path)
    nodes = r'N{printf("N\t%s\t%s\t%s\t%s\t%s\n", $.name, $.type, $.label, $.day, $.support)}'
    edges = r'E{printf("E\t%s\t%s\t%s\t%s\t%s\n", $.tail.name, $.type, $.head.name, $.weight, $.evidence)}'
    told = subprocess.run(
        [graphviz("gvpr"), nodes + edges, str(path)], capture_output=True, text=True, check=True
    )
    assert not told.stderr
    lines = [tuple(line.split("\t")) for line in told.stdout.splitlines()]
    assert {line[1:] for line in lines if line[0] == "N"} == {
        (id_, n.type, n.caption.replace("\\", r"\\"), n.day or "", str(n.properties.get("support", "")))
        for id_, n in landmark.nodes.items()
    }
    assert {line[1:] for line in lines if line[0] == "E"} == {
        (*key, str(e.weight), e.properties.get("evidence", "")) for key, e in landmark.edges.items()
    }


def test_what_means_something_to_graphviz_is_text(tmp_path: Path) -> None:
    names = ["back\\slash\\", 'say "hi"', "a\nb", "\\N", "<b>bold</b>", "模型", "end\\\nnext", "graph"]
    columns: list[Any] = [[], 1]
    rows = [(f"method/{place}", name, *columns) for place, name in enumerate(names)]
    path = written("dot", GraphTables.from_rows({"Method": rows}, {}), tmp_path)
    drawn = subprocess.run([graphviz("dot"), "-Tsvg", str(path)], capture_output=True, text=True, check=True)
    assert not drawn.stderr
    for text in ("back\\slash", "say &quot;hi&quot;", "\\N", "&lt;b&gt;bold&lt;/b&gt;", "模型"):
        assert text in drawn.stdout.replace("&#45;", "-")


def graphviz(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is not installed; on Debian: apt-get install graphviz"
    return found


def test_tables_are_csv(landmark: Expected, tmp_path: Path) -> None:
    folder = written("tables", landmark.tables, tmp_path)
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["Id"]: row for row in csv.DictReader(file)}
    assert {id_: row["Label"] for id_, row in nodes.items()} == {
        id_: node.caption for id_, node in landmark.nodes.items()
    }
    for id_, node in landmark.nodes.items():
        present = {name: text for name, text in nodes[id_].items() if text and name in node.properties}
        assert same_texts(present, node.properties)
    with (folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = {(row["Source"], row["Kind"], row["Target"]): row for row in csv.DictReader(file)}
    assert edges.keys() == landmark.edges.keys()
    assert {row["Type"] for row in edges.values()} == {"Directed"}
    for key, edge in landmark.edges.items():
        assert (edges[key]["Weight"], edges[key]["Day"]) == (str(edge.weight), edge.day or "")
        present = {name: text for name, text in edges[key].items() if text and name in edge.properties}
        assert same_texts(present, edge.properties)


def test_bibtex_in_pybtex(landmark: Expected, tmp_path: Path) -> None:
    text = written("bibtex", landmark.tables, tmp_path).read_text(encoding="utf-8")
    entries = parse_string(text, "bibtex").entries
    papers = {id_: node for id_, node in landmark.nodes.items() if node.type == "Paper"}
    assert {entry.fields["title"].strip("{}") for entry in entries.values()} == {
        node.caption.replace("&", r"\&") for node in papers.values()
    }
    resnet = entries["deep-residual-learning-for-image-recognition"]
    assert (resnet.fields["year"], resnet.fields["month"]) == ("2015", "December")


def test_bibtex_keeps_names_and_signs(tmp_path: Path) -> None:
    titles = [
        "50% off & more_or #less",
        r"$\beta_1$-VAE",
        "unbalanced { brace",
        "ends with \\",
        r"100\% done",
    ]
    rows: list[Any] = [
        (
            f"paper/{name}",
            title,
            None,
            "2024-03",
            ["Zoë Zander", "Rock and Roll"],
            2,
            None,
            None,
            "2403.1",
            "u:{}",
        )
        for name, title in zip("aAbcé", titles, strict=True)
    ]
    tables = GraphTables.from_rows({"Paper": [(*row, [], []) for row in rows]}, {})
    entries = parse_string(written("bibtex", tables, tmp_path).read_text(encoding="utf-8"), "bibtex").entries
    assert len(entries) == len(titles)
    found = [entry.fields["title"].strip("{}").strip() for entry in entries.values()]
    assert set(found) == {
        *(
            r"100\% done",
            r"50\% off \& more\_or \#less",
            r"$\beta_1$-VAE",
            "unbalanced brace",
            "ends with \\",
        )
    }
    authors = [list(map(str, entry.persons["author"])) for entry in entries.values()]
    assert authors == [["Zander, Zoë", "{Rock and Roll}"]] * len(titles)


@settings(max_examples=25, deadline=None)
@given(tables=random_tables())
def test_any_graph_can_be_written_and_read(
    tables: GraphTables, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    expected = elements(tables)
    ids = {xml_text(node.id) for node in expected.nodes}
    graphml = nx.read_graphml(written("graphml", tables, folder), force_multigraph=True)
    gexf = nx.read_gexf(written("gexf", tables, folder), version="1.3")
    assert set(graphml) == ids == set(gexf)
    assert graphml.number_of_edges() == len(expected.edges) == gexf.number_of_edges()
    for name in ("cytoscape", "node-link"):
        json.loads(written(name, tables, folder).read_text(encoding="utf-8"))
    text = written("bibtex", tables, folder).read_text(encoding="utf-8")
    assert len(parse_string(text, "bibtex").entries) == tables.nodes["Paper"].num_rows
