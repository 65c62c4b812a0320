"""Take the pictures of docs/explorer.md: pages of the explorer over a graph, in Chromium.

python docs/screenshots.py GRAPH docs/images
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from servers.chromium import ARGUMENTS
from servers.served import serving


class Shot(NamedTuple):
    """A page, and what is done on it before its picture is taken: where the mouse points, what is typed."""

    name: str
    address: str
    hover: str | None = None
    typed: str | None = None
    height: int = 760
    scheme: Literal["light", "dark"] = "light"


SHOTS = (
    Shot("search", "/", typed="resn", height=640),
    Shot("paper", "/paper/deep-residual-learning-for-image-recognition", hover="article.claim", height=640),
    Shot("entity", "/dataset/imagenet"),
    Shot("leaderboard", "/leaderboard?dataset=dataset/imagenet", hover="a.point.best >> nth=2"),
    Shot("compare", "/compare?method=method/gpt-4&other=method/gpt-3-5"),
    Shot("graph", "/graph?min_support=2", height=680),
    Shot("edge", "/graph?around=method/bert&edge=method/xlnet&edge=method/bert", height=640, scheme="dark"),
    Shot("query", "/query?question=progress&p.metric=accuracy&view=chart&lang=cypher", height=1080),
)
WIDTH = 1200


def main(graph: Path, folder: Path) -> None:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with serving(graph) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for shot in SHOTS:
            page = browser.new_page(
                base_url=server.url,
                viewport={"width": WIDTH, "height": shot.height},
                color_scheme=shot.scheme,
                reduced_motion="reduce",
            )
            _prepare(page, shot)
            page.screenshot(path=folder / f"explorer-{shot.name}.png")
            page.close()
        browser.close()


def _prepare(page: Page, shot: Shot) -> None:
    page.goto(shot.address)
    page.locator("main[aria-busy=false]").wait_for()
    if shot.hover:
        page.locator(shot.hover).first.hover()
    if shot.typed:
        page.get_by_role("combobox", name="Search").fill(shot.typed)
        page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
