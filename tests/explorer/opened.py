"""Opens pages of the explorer, and waits until they are drawn."""

from __future__ import annotations

from playwright.sync_api import Page

IMAGENET = "/dataset/imagenet"
COCO = "/dataset/ms-coco"
LEADERBOARD = "/leaderboard?dataset=dataset/imagenet"
COMPARISON = "/compare?method=method/gpt-4&other=method/gpt-3-5"
AROUND_BERT = "/graph?around=method/bert"
PAPER = "/paper/deep-residual-learning-for-image-recognition"


def drawn(page: Page) -> Page:
    """The page, once its script has drawn it."""
    page.locator("main[aria-busy=false]").wait_for()
    return page


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    return drawn(page)
