"""The graph view: filters, expansion, evidence, sampling, export."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from opened import AROUND_BERT, drawn, opened
from playwright.sync_api import Page, expect
from servers.served import Served


def node_count(page: Page) -> int:
    return int(page.evaluate("graphView.scene.nodes.length"))


def test_what_is_around_a_node(page: Page, explorer: Served) -> None:
    part = explorer.json("/api/subgraph", around="BERT")
    opened(page, AROUND_BERT)
    assert node_count(page) == len(part["nodes"])
    page.get_by_text("Nodes as a list").click()
    page.get_by_label("Find among the shown").fill("xlnet")
    page.locator(".node-list button").filter(has_text="XLNet").last.click()
    panel = page.get_by_role("region", name="Details")
    expect(panel.get_by_role("heading")).to_contain_text("XLNet")
    panel.get_by_role("button", name="Expand").click()
    page.wait_for_url(re.compile("around=.*around="))
    drawn(page)
    assert node_count(page) > len(part["nodes"])


def test_a_click_on_the_canvas_opens_the_node_under_it(page: Page) -> None:
    opened(page, AROUND_BERT)
    find = "graphView.camera.toScreen(graphView.scene.nodes[graphView.scene.byId.get('method/bert')])"
    page.wait_for_timeout(400)
    x, y = page.evaluate(find)
    page.locator("canvas").click(position={"x": x, "y": y})
    expect(page.get_by_role("region", name="Details").get_by_role("heading")).to_have_text("BERT")
    assert "node=method/bert" in page.url


def test_the_evidence_of_an_edge(page: Page, explorer: Served) -> None:
    (edge,) = explorer.json("/api/edge", source="XLNet", target="BERT", relation="OUTPERFORMS")["edges"]
    opened(page, f"{AROUND_BERT}&edge=method/xlnet&edge=method/bert")
    panel = page.get_by_role("region", name="Details")
    expect(panel).to_contain_text(edge["claims"][0]["evidence"]["text"])
    expect(panel).to_contain_text(edge["claims"][0]["paper"]["title"])


def test_filters_stand_in_the_address(page: Page, explorer: Served) -> None:
    opened(page, "/graph")
    page.get_by_role("group", name="Nodes").get_by_label("papers").uncheck()
    page.wait_for_url(re.compile("types="))
    page.get_by_label("Names in at least so many papers").fill("3")
    page.wait_for_url(re.compile("min_support=3"))
    drawn(page)
    types = ["Method", "Dataset", "Task", "Metric"]
    expected = explorer.request(
        "GET", "/api/subgraph", fields=[("min_support", "3"), *(("types", type_) for type_ in types)]
    ).json()
    page.wait_for_function(f"graphView.scene.nodes.length === {len(expected['nodes'])}")
    opened(page, page.url)
    assert node_count(page) == len(expected["nodes"])


def test_the_view_stands_in_the_address(page: Page) -> None:
    opened(page, AROUND_BERT)
    middle = "graphView.camera.toPlane(graphView.camera.width / 2, graphView.camera.height / 2)"
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.wheel(0, -400)
    page.wait_for_url(re.compile("at="))
    before = page.evaluate(middle)
    page.set_viewport_size({"width": 1000, "height": 900})
    opened(page, page.url)
    page.wait_for_function("graphView.camera.width > 1")
    assert page.evaluate(middle) == pytest.approx(before, abs=1e-3)
    assert "at=" in page.url
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(lambda url: "at=" not in url)


def test_more_than_fits_is_sampled_and_said(page: Page, explorer: Served) -> None:
    total = explorer.json("/api/subgraph")["total_nodes"]
    opened(page, "/graph?limit=200")
    assert node_count(page) == 200 < total
    expect(page.locator(".message")).to_contain_text(f"200 of {total}")


def test_what_is_seen_can_be_saved(page: Page, tmp_path: Path) -> None:
    opened(page, AROUND_BERT)
    for name, begin in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("JSON", b"{")):
        with page.expect_download() as saved:
            page.get_by_role("button", name=name).click()
        file = tmp_path / name
        saved.value.save_as(file)
        assert file.read_bytes().startswith(begin)
    graph = json.loads((tmp_path / "JSON").read_text())
    assert len(graph["nodes"]) == node_count(page)
    assert {link["source"] for link in graph["links"]} <= {node["id"] for node in graph["nodes"]}
    assert (tmp_path / "SVG").read_text().count("<circle") == node_count(page)
