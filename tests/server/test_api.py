"""What the JSON API shows is what the graph holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from servers.served import Served

from graph.directory import GraphDirectory
from graph.tables import GraphTables


@pytest.fixture(scope="module")
def tables(example_graph: Path) -> GraphTables:
    with GraphDirectory(example_graph).snapshot() as snapshot:
        return snapshot.tables()


def rows(tables: GraphTables, label: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in tables.nodes[label].to_pylist()}


def test_overview(served: Served, tables: GraphTables) -> None:
    shown = served.json("/api/graph")
    counts = tables.counts()
    assert {node["type"]: node["count"] for node in shown["nodes"]} == {
        label: counts[label] for label in tables.nodes
    }
    assert shown["first_published"] <= shown["last_published"]


def test_search(served: Served) -> None:
    hits = served.json("/api/search", q="imagen")["entities"]
    assert hits[0]["entity"]["name"] == "ImageNet"
    assert served.json("/api/search", q="IMAGENET")["entities"] != []
    assert served.json("/api/search", q="residual")["papers"] != []
    assert served.json("/api/search", q="!?") == {"entities": [], "papers": []}
    support = [hit["entity"]["support"] for hit in served.json("/api/search")["entities"]]
    assert support == sorted(support, reverse=True)
    assert served.json("/api/search", q="zzzzzz")["entities"] == []
    datasets = served.json("/api/search", q="i", types="Dataset", limit="50")["entities"]
    assert datasets
    assert {hit["entity"]["type"] for hit in datasets} == {"Dataset"}


def test_paper(served: Served, tables: GraphTables) -> None:
    papers = rows(tables, "Paper")
    paper = served.json("/api/paper", id="Deep Residual Learning for Image Recognition")
    row = papers[paper["id"]]
    assert (paper["title"], paper["abstract"]) == (row["title"], row["abstract"])
    assert paper["text"] == f"{row['title']}\n{row['abstract']}"
    assert paper["claims"]
    for claim in paper["claims"]:
        evidence = claim["evidence"]
        assert paper["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    assert {span["type"] for span in paper["spans"]} >= {"Method", "Dataset"}
    assert all(span["entity"] for span in paper["spans"])
    assert {span["entity"] for span in paper["spans"]} == {link["entity"]["id"] for link in paper["links"]}


def test_entity(served: Served, tables: GraphTables) -> None:
    shown = served.json("/api/entity", id="ImageNet", limit="1000")
    row = rows(tables, "Dataset")[shown["id"]]
    assert (shown["name"], shown["support"]) == (row["name"], row["support"])
    assert {alias["name"] for alias in shown["aliases"]} == set(row["aliases"])
    assert len({mention["paper"]["id"] for mention in shown["papers"]}) == row["support"]
    assert shown["total_claims"] == len(shown["claims"])
    assert all(claim["on"]["id"] == shown["id"] for claim in shown["claims"] if claim["on"])
    assert shown["neighbours"][0]["papers"] >= shown["neighbours"][-1]["papers"]
    again = served.json("/api/entity", id=shown["id"])
    assert again["name"] == shown["name"]


def test_claims(served: Served, tables: GraphTables) -> None:
    everything = served.json("/api/claims", limit="1000")
    assert everything["total"] == tables.nodes["Claim"].num_rows
    days = [claim["paper"]["published"] for claim in everything["claims"] if claim["paper"]["published"]]
    assert days == sorted(days, reverse=True)
    scores = served.json("/api/claims", kind="score", entity="ImageNet", min_confidence="0.3")
    assert scores["total"] > 0
    assert {claim["kind"] for claim in scores["claims"]} == {"score"}
    assert all(claim["on"]["name"] == "ImageNet" for claim in scores["claims"] if claim["on"])
    late = served.json("/api/claims", since="2020", limit="1000")["claims"]
    early = served.json("/api/claims", until="2019", limit="1000")["claims"]
    assert late
    assert early
    assert all(claim["paper"]["published"] >= "2020" for claim in late)
    assert all(claim["paper"]["published"] < "2020" for claim in early)
    page = served.json("/api/claims", limit="3", offset="2")["claims"]
    assert page == everything["claims"][2:5]


def test_leaderboard(served: Served) -> None:
    shown = served.json("/api/leaderboard", dataset="ImageNet")
    assert shown["dataset"]["name"] == "ImageNet"
    asked = served.json("/api/questions/leaderboard", dataset="ImageNet")["rows"]
    boards = {board["metric"]["name"]: board for board in shown["boards"] if board["metric"]}
    assert sum(board["total"] for board in boards.values()) >= len(asked) > 0
    for board in boards.values():
        values = [score["value"] for score in board["scores"]]
        assert values == sorted(values, reverse=board["better"] != "lower")
    one = next(iter(boards))
    narrowed = served.json("/api/leaderboard", dataset="ImageNet", metric=one)["boards"]
    assert narrowed == [boards[one]]


def test_compare(served: Served) -> None:
    shown = served.json("/api/compare", method="BERT", other="GPT")
    for board in shown["boards"]:
        assert board["method_scores"]
        assert board["other_scores"]
    assert served.get("/api/compare", method="BERT", other="no such method").status == 404
    assert served.get("/api/compare", method="BERT").status == 400


def test_subgraph(served: Served, tables: GraphTables) -> None:
    whole = served.json("/api/subgraph", limit="5000")
    nodes = {node["id"]: node for node in whole["nodes"]}
    assert not whole["sampled"]
    assert whole["total_edges"] == len(whole["edges"])
    assert all(0 <= node["x"] <= 1 and 0 <= node["y"] <= 1 for node in nodes.values())
    assert len({(node["x"], node["y"]) for node in nodes.values()}) > 0.95 * len(nodes)
    counts = tables.counts()
    introduced = [edge for edge in whole["edges"] if edge["type"] == "INTRODUCES"]
    assert len(introduced) == sum(n for kind, n in counts.items() if kind.startswith("INTRODUCES"))
    some = served.json("/api/subgraph", limit="10")
    assert len(some["nodes"]) == 10
    assert some["sampled"]
    assert "10 of" in some["message"]


def test_part_around_a_node(served: Served) -> None:
    around = served.json("/api/subgraph", around="ImageNet", hops="1")
    centre = next(node for node in around["nodes"] if node["name"] == "ImageNet")
    assert centre["hops"] == 0
    place = around["nodes"].index(centre)
    first = {
        i for edge in around["edges"] for i in (edge["source"], edge["target"]) if place in edge.values()
    }
    assert {i for i, node in enumerate(around["nodes"]) if node["hops"] == 1} <= first
    methods = served.json("/api/subgraph", types="Method", relations="OUTPERFORMS")
    assert {node["type"] for node in methods["nodes"]} <= {"Method"}
    assert {edge["type"] for edge in methods["edges"]} <= {"OUTPERFORMS"}
    sure = served.json("/api/subgraph", min_confidence="0.9", limit="5000")["edges"]
    assert all(edge["confidence"] is None or edge["confidence"] >= 0.9 for edge in sure)


def test_edge(served: Served) -> None:
    whole = served.json("/api/subgraph", limit="5000")
    names = [node["id"] for node in whole["nodes"]]
    for edge in whole["edges"][:: max(1, len(whole["edges"]) // 20)]:
        source, target = names[edge["source"]], names[edge["target"]]
        found = served.json("/api/edge", source=source, target=target, relation=edge["type"])["edges"]
        assert [one["relation"] for one in found] == [edge["type"]]
        assert len(found[0]["papers"]) >= (0 if edge["type"] == "VARIANT_OF" else 1)


def test_faults_are_problem_documents(served: Served) -> None:
    for path, parameters, status in (
        ("/api/entity", {"id": "no such thing"}, 404),
        ("/api/entity", {}, 400),
        ("/api/search", {"q": "x", "limit": "0"}, 400),
        ("/api/search", {"q": "x", "nonsense": "1"}, 400),
        ("/api/claims", {"since": "yesterday"}, 400),
        ("/api/nothing", {}, 404),
    ):
        response = served.get(path, **parameters)
        assert response.status == status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == status


def test_copies_are_good_until_the_graph_changes(served: Served) -> None:
    first = served.get("/api/entity", id="ImageNet")
    assert first.headers["cache-control"] == "no-cache"
    known = {"If-None-Match": first.headers["etag"]}
    again = served.request("GET", "/api/entity?id=ImageNet", headers=known)
    assert (again.status, again.data) == (304, b"")
    assert served.request("GET", "/api/entity?id=BERT", headers=known).status == 200
