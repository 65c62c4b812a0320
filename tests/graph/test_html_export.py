"""The page that shows a graph, opened in Chromium without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from expected_graph import Expected
from playwright.sync_api import Browser, Page
from servers.chromium import clean_page

from graph.directory import GraphDirectory
from graph.exports import export
from graph.exports.elements import elements
from graph.exports.html import MOST_NODES, TooManyNodes
from graph.tables import GraphTables

ODD = "</script><script>alert(1)</script><!-- \"' & \u2028"


@pytest.fixture(scope="module")
def landmark(landmark_graph: Path) -> Expected:
    with GraphDirectory(landmark_graph).snapshot() as snapshot:
        tables = snapshot.tables()
    return Expected(tables, elements(tables))


@pytest.fixture(scope="module")
def file(landmark: Expected, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "graph.html"
    export("html", landmark.tables, path)
    return path


@pytest.fixture
def page(file: Path, chromium: Browser) -> Iterator[Page]:
    with clean_page(chromium, offline=True) as opened:
        opened.goto(file.as_uri())
        yield opened


def counted(page: Page) -> tuple[int, int]:
    words = (page.text_content("#shown") or "").replace(",", "").split()
    return int(words[0]), int(words[2])


def test_everything_is_in_the_page(landmark: Expected, page: Page) -> None:
    assert counted(page) == (len(landmark.elements.nodes), len(landmark.elements.edges))
    content = page.evaluate("JSON.parse(document.getElementById('data').textContent)")
    assert {node["id"]: node["label"] for node in content["nodes"]} == {
        id_: node.caption for id_, node in landmark.nodes.items()
    }
    ids = [node["id"] for node in content["nodes"]]
    kinds = content["edgeTypes"]
    assert {(ids[start], kinds[kind], ids[end]) for start, end, kind, _ in content["edges"]} == set(
        landmark.edges
    )


def test_a_name_is_found_and_read(landmark: Expected, page: Page) -> None:
    page.fill("#wanted", "ilsvrc")  # an alias of ImageNet
    page.keyboard.press("Enter")
    assert page.text_content("#details h2") == "ImageNet"
    told = page.text_content("#details") or ""
    edge = next(edge for edge in landmark.elements.edges if edge.target == "dataset/imagenet")
    assert edge.type in told
    assert page.locator("#details q").count() > 5
    page.click("#details li button >> nth=0")
    assert page.text_content("#details dd >> nth=0") == "Paper"


def test_filters_leave_what_they_say(landmark: Expected, page: Page) -> None:
    for type_ in ("Claim", "Paper"):
        page.uncheck(f"#types label:has-text('{type_}') input")
    entities = landmark.types.total() - landmark.types["Claim"] - landmark.types["Paper"]
    assert counted(page)[0] == entities
    page.fill("#support", "5")
    supported = [n for n in landmark.elements.nodes if n.properties.get("support", 0) >= 5]
    assert counted(page)[0] == len(supported)
    page.fill("#support", "0")
    page.fill("#until", "0")
    first = min(node.day for node in landmark.elements.nodes if node.day)
    early = [
        n for n in landmark.elements.nodes if n.type not in ("Claim", "Paper") and (n.day or "") <= first
    ]
    assert counted(page)[0] == len(early)


def test_a_node_under_the_pointer_is_named_and_can_be_chosen(page: Page) -> None:
    page.fill("#wanted", "GSM8K")
    page.keyboard.press("Enter")  # which puts it into the middle
    box = page.locator("#canvas").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    assert page.text_content("#hint") == "Dataset: GSM8K"
    page.focus("#canvas")
    page.keyboard.press("Escape")
    assert "Choose a node" in (page.text_content("#details") or "")
    page.mouse.click(*middle)
    assert page.text_content("#details h2") == "GSM8K"


def test_names_are_text_and_never_markup(chromium: Browser, tmp_path: Path) -> None:
    tables = GraphTables.from_rows({"Method": [("method/odd", ODD, [ODD], 1)]}, {})
    export("html", tables, tmp_path / "odd.html")
    with clean_page(chromium, offline=True) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto((tmp_path / "odd.html").as_uri())
        page.fill("#wanted", "alert")
        page.keyboard.press("Enter")
        assert page.text_content("#details h2") == ODD


def test_an_empty_graph_is_a_page_too(chromium: Browser, tmp_path: Path) -> None:
    export("html", GraphTables.empty(), tmp_path / "empty.html")
    with clean_page(chromium, offline=True) as page:
        page.goto((tmp_path / "empty.html").as_uri())
        assert counted(page) == (0, 0)


def test_more_than_a_page_can_show_is_refused(tmp_path: Path) -> None:
    rows = [(f"method/{number}", "x", list[str](), 1) for number in range(MOST_NODES + 1)]
    with pytest.raises(TooManyNodes, match="at most 5,000 nodes, not 5,001: choose a part"):
        export("html", GraphTables.from_rows({"Method": rows}, {}), tmp_path / "large.html")
