"""Measure how smoothly the explorer draws a large graph, and the page of an export: in Chromium.

python benchmarks/explorer.py GRAPH [--nodes 5000] [--edges 20000]
python benchmarks/explorer.py GRAPH --export [--nodes 2000]

GRAPH is any graph to serve; what the explorer draws is made up, and laid out as the server does it. With
`--export` it is GRAPH itself: the nodes with most edges, written as one HTML file and opened without a
network. While the mouse drags, turns its wheel and points, every frame is timed: what the script takes to
draw it, and how long after the one before it appears. Chromium runs without a window, and draws without a
graphics card.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from graph.directory import GraphDirectory
from graph.exports import export
from graph.layout import layout
from graph.selection import Selection, select

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from servers.chromium import ARGUMENTS
from servers.served import serving

TYPES = ("Paper", "Method", "Dataset", "Task", "Metric")
SHARES = (0.4, 0.4, 0.1, 0.07, 0.03)
RELATIONS = ("USES", "EVALUATES_ON", "INTRODUCES", "OUTPERFORMS", "VARIANT_OF")
Measured = dict[str, tuple[list[float], list[float]]]
"""Milliseconds of script a frame, and from frame to frame, by what the mouse does."""
SIZE = {"width": 1400, "height": 900}
TIMED = """
globalThis.measured = {drawn: [], between: []};
const request = globalThis.requestAnimationFrame.bind(globalThis);
globalThis.requestAnimationFrame = action => request(now => {
  const start = performance.now();
  action(now);
  measured.drawn.push(performance.now() - start);
});
let last = performance.now();
const tick = now => {
  measured.between.push(now - last);
  last = now;
  request(tick);
};
request(tick);
"""


def made_up(nodes: int, edges: int) -> tuple[dict[str, object], float]:
    """A graph whose nodes have as different numbers of edges as those of papers do, as `/api/subgraph` gives
    it, and the seconds that its layout takes."""
    random = np.random.default_rng(1)
    popularity = random.pareto(1.2, nodes) + 0.05
    starts = random.integers(0, nodes, edges)
    ends = random.choice(nodes, edges, p=popularity / popularity.sum())
    begin = perf_counter()
    places = layout(nodes, starts, ends)
    seconds = perf_counter() - begin
    degrees = np.bincount(np.concatenate([starts, ends]), minlength=nodes)
    types = random.choice(TYPES, nodes, p=SHARES)
    graph = {
        "nodes": [
            {
                "id": f"{types[node].lower()}/{node}",
                "type": types[node],
                "name": f"{types[node]} number {node}",
                "support": int(degrees[node]),
                "published": None,
                "degree": int(degrees[node]),
                "hops": None,
                "x": round(float(places[node][0]), 4),
                "y": round(float(places[node][1]), 4),
            }
            for node in range(nodes)
        ],
        "edges": [
            {
                "source": int(start),
                "target": int(end),
                "type": RELATIONS[int(start) % 5],
                "confidence": 0.9,
                "weight": 1,
            }
            for start, end in zip(starts, ends, strict=True)
        ],
        "total_nodes": nodes,
        "total_edges": edges,
        "sampled": False,
        "message": None,
    }
    return graph, seconds


def gestures(page: Page) -> Measured:
    x, y = SIZE["width"] // 2, SIZE["height"] // 2
    measured = {}
    for name in ("drag", "zoom", "point"):
        page.evaluate("measured.drawn = []; measured.between = []")
        page.mouse.move(x, y)
        if name == "drag":
            page.mouse.down()
        for step in range(60):
            if name == "zoom":
                page.mouse.wheel(0, -60 if step < 30 else 60)
            else:
                page.mouse.move(x + 4 * (step % 30), y + 3 * (step % 20))
        if name == "drag":
            page.mouse.up()
        page.wait_for_timeout(300)
        measured[name] = (page.evaluate("measured.drawn"), page.evaluate("measured.between"))
        page.keyboard.press("0")  # shows all
        page.wait_for_timeout(600)
    return measured


def measure_explorer(browser: Browser, graph: Path, nodes: int, edges: int) -> Measured:
    made, seconds = made_up(nodes, edges)
    content = json.dumps(made)
    print(f"layout of {nodes:,} nodes and {edges:,} edges: {seconds:.2f} s", file=sys.stderr)
    page = opened(browser)
    page.route("**/api/subgraph*", lambda route: route.fulfill(body=content, content_type="application/json"))
    with serving(graph) as server:
        page.goto(f"{server.url}/graph?limit=5000")
        page.locator("main[aria-busy=false]").wait_for()
        page.wait_for_timeout(1500)
        return gestures(page)


def measure_export(browser: Browser, graph: Path, nodes: int) -> Measured:
    with GraphDirectory(graph).snapshot() as snapshot, tempfile.TemporaryDirectory() as folder:
        part = select(snapshot.tables(), Selection(top=nodes))
        path = Path(folder, "graph.html")
        export("html", part, path)
        edges = sum(table.num_rows for table in part.edges.values())
        size = path.stat().st_size / 1e6
        print(f"a page of {nodes:,} nodes and {edges:,} edges: {size:.1f} MB", file=sys.stderr)
        page = opened(browser, offline=True)
        begin = perf_counter()
        page.goto(path.as_uri())
        page.locator("#shown").wait_for()
        print(f"opened in {perf_counter() - begin:.2f} s", file=sys.stderr)
        page.wait_for_timeout(1000)
        return gestures(page)


def opened(browser: Browser, *, offline: bool = False) -> Page:
    page = browser.new_page(viewport=SIZE, reduced_motion="reduce", offline=offline)  # type: ignore[arg-type]
    page.add_init_script(TIMED)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--export", action="store_true")
    parser.add_argument("--nodes", type=int)
    parser.add_argument("--edges", type=int, default=20_000)
    given = parser.parse_args()
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        if given.export:
            measured = measure_export(browser, given.graph, given.nodes or 2_000)
        else:
            measured = measure_explorer(browser, given.graph, given.nodes or 5_000, given.edges)
        browser.close()
    print("| gesture | frames | script a frame, median ms | 95 % | frame to frame, median ms | 95 % |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (drawn, shown) in measured.items():
        script, between = (np.percentile(values, [50, 95]) for values in (drawn, shown))
        print(
            f"| {name} | {len(drawn)} | {script[0]:.1f} | {script[1]:.1f} "
            f"| {between[0]:.1f} | {between[1]:.1f} |"
        )


if __name__ == "__main__":
    main()
