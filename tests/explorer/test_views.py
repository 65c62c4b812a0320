"""What the API answers for the explorer alone."""

from __future__ import annotations

import pytest
from servers.served import Served


def test_a_search_for_nothing_gives_everything(explorer: Served) -> None:
    counts = {kind["type"]: kind["count"] for kind in explorer.json("/api/graph")["nodes"]}
    found = explorer.json("/api/search", limit="100")
    assert len(found["papers"]) == min(counts["Paper"], 100)
    metrics = explorer.json("/api/search", types="Metric", limit="100")["entities"]
    assert len(metrics) == min(counts["Metric"], 100)


def test_aliases_have_reasons(explorer: Served) -> None:
    aliases = explorer.json("/api/entity", id="ImageNet")["aliases"]
    assert aliases
    assert all(alias["reason"] for alias in aliases)
    for entity in explorer.json("/api/search", limit="100")["entities"]:
        known = explorer.json("/api/entity", id=entity["entity"]["id"], limit="1")
        assert all(alias["reason"] for alias in known["aliases"]), known["name"]


def test_a_name_may_follow_its_label(explorer: Served) -> None:
    assert explorer.json("/api/entity", id="dataset/ILSVRC")["id"] == "dataset/imagenet"
    assert explorer.json("/api/paper", id="paper/Mask R-CNN")["id"] == "paper/mask-r-cnn"
    assert explorer.get("/api/entity", id="method/ILSVRC").status == 404


@pytest.mark.parametrize("limit", [60, 150])
def test_a_sample_is_of_joined_nodes(explorer: Served, limit: int) -> None:
    part = explorer.json("/api/subgraph", limit=str(limit))
    assert len(part["nodes"]) == limit
    joined = {edge[end] for edge in part["edges"] for end in ("source", "target")}
    assert joined == set(range(limit))


def test_datasets_with_scores(explorer: Served) -> None:
    answer = explorer.json("/api/leaderboards")
    scores = [one["scores"] for one in answer["datasets"]]
    assert scores == sorted(scores, reverse=True)
    assert answer["total"] == len(scores)
    first = answer["datasets"][0]
    boards = explorer.json("/api/leaderboard", dataset=first["dataset"]["id"])["boards"]
    assert first["scores"] == sum(board["total"] for board in boards)
    assert first["metrics"] == sum(board["metric"] is not None for board in boards)


@pytest.mark.parametrize(
    ("nodes", "edges", "places"), [(0, [], 0), (3, [[0, 1]], 3), (1, [[0, 4], [4, 4]], 5)]
)
def test_places_for_any_graph(explorer: Served, nodes: int, edges: list[list[int]], places: int) -> None:
    response = explorer.post_json("/api/arrangement", {"nodes": nodes, "edges": edges})
    assert response.status == 200
    found = response.json()["places"]
    assert len(found) == places
    assert all(0 <= coordinate <= 1 for place in found for coordinate in place.values())


def test_a_graph_too_large_to_place_is_refused(explorer: Served) -> None:
    assert explorer.post_json("/api/arrangement", {"nodes": 5001, "edges": []}).status == 400
    assert explorer.post_json("/api/arrangement", {"nodes": 2, "edges": [[0, 5000]]}).status == 400
    assert explorer.get("/api/arrangement").status == 405
