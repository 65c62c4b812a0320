"""Measure how smoothly the explorer draws a large graph: 5,000 nodes and 20,000 edges in Chromium.

python benchmarks/explorer.py GRAPH [--nodes 5000] [--edges 20000]

GRAPH is any graph to serve; what is drawn is made up, and laid out as the server does it. While the mouse
drags, turns its wheel and points, every frame is timed: what the script takes to draw it, and how long after
the one before it appears. Chromium runs without a window, and draws without a graphics card.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
from playwright.sync_api import Page, Route, sync_playwright

from graph.layout import layout

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from servers.chromium import ARGUMENTS
from servers.served import serving

TYPES = ("Paper", "Method", "Dataset", "Task", "Metric")
SHARES = (0.4, 0.4, 0.1, 0.07, 0.03)
RELATIONS = ("USES", "EVALUATES_ON", "INTRODUCES", "OUTPERFORMS", "VARIANT_OF")
SIZE = {"width": 1400, "height": 900}
FRAMES = """
() => {
  globalThis.shown = [];
  let last = performance.now();
  const tick = now => { shown.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  graphView.frames.length = 0;
}
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


def gestures(page: Page) -> dict[str, tuple[list[float], list[float]]]:
    """Milliseconds of script a frame, and from frame to frame, by what the mouse does."""
    x, y = SIZE["width"] // 2, SIZE["height"] // 2
    measured = {}
    for name in ("drag", "zoom", "point"):
        page.evaluate(FRAMES)
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
        measured[name] = (page.evaluate("graphView.frames"), page.evaluate("shown"))
        page.evaluate("graphView.fit()")
        page.wait_for_timeout(600)
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--nodes", type=int, default=5_000)
    parser.add_argument("--edges", type=int, default=20_000)
    given = parser.parse_args()
    graph, seconds = made_up(given.nodes, given.edges)
    content = json.dumps(graph)
    print(f"layout of {given.nodes:,} nodes and {given.edges:,} edges: {seconds:.2f} s", file=sys.stderr)

    def answer(route: Route) -> None:
        route.fulfill(body=content, content_type="application/json")

    with serving(given.graph) as server, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
        page.route("**/api/subgraph*", answer)
        page.goto(f"{server.url}/graph?limit=5000")
        page.locator("main[aria-busy=false]").wait_for()
        page.wait_for_timeout(1500)
        measured = gestures(page)
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
