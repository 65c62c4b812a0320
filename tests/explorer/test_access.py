"""Use by keyboard, with a screen reader, in light and dark, on narrow screens."""

from __future__ import annotations

from typing import Literal

import pytest
from opened import AROUND_BERT, COMPARISON, IMAGENET, LEADERBOARD, PAPER, drawn, opened
from playwright.sync_api import Page, expect

PAGES = [
    "/",
    "/search?q=net",
    PAPER,
    IMAGENET,
    "/leaderboard",
    LEADERBOARD,
    "/compare",
    COMPARISON,
    f"{AROUND_BERT}&node=method/bert",
    f"{AROUND_BERT}&edge=method/xlnet&edge=method/bert",
    "/query?question=leaderboard",
    "/query?question=datasets-for-task&view=chart",
]
NARROW = 360
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_serious(page: Page, axe: str, address: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    opened(page, address)
    page.evaluate(axe)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert not serious, [(scheme, one["id"], one["help"], one["nodes"][0]["html"]) for one in serious]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wider_than_a_narrow_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": NARROW, "height": 740})
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


POINTS_TO_WHAT_IS_SELECTED = """() => {
    const field = document.querySelector("[role=combobox]");
    const option = document.getElementById(field.getAttribute("aria-activedescendant"));
    return option?.getAttribute("aria-selected") === "true";
}"""
"""In one step: the list may be renewed by an answer to what was typed before."""


def test_by_keyboard_alone_from_search_to_sentence(page: Page) -> None:
    opened(page, "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("/")
    search = page.get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    page.keyboard.type("bert")
    expect(page.get_by_role("option").first).to_contain_text("BERT")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(POINTS_TO_WHAT_IS_SELECTED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/method/bert")
    drawn(page)
    page.get_by_role("main").get_by_role("link", name="See in the graph").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/graph?around=method/bert")
    drawn(page)


def test_what_is_pointed_to_stays_so_when_a_late_answer_renews_the_list(page: Page) -> None:
    opened(page, "/")
    page.keyboard.press("/")
    page.keyboard.type("ber")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("BERT")
    before = first.get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.get_by_role("combobox", name="Search").dispatch_event("input")
    expect(page.locator(f"#{before}")).to_have_count(0)  # the list is a new one
    page.wait_for_function(POINTS_TO_WHAT_IS_SELECTED)
    expect(page.get_by_role("option", selected=True)).to_contain_text("BERT")


def test_the_graph_by_keyboard(page: Page) -> None:
    opened(page, AROUND_BERT)
    page.locator("canvas").focus()
    before = page.evaluate("({...graphView.camera})")
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    after = page.evaluate("({...graphView.camera})")
    assert after["scale"] > before["scale"]
    page.keyboard.press("0")
    assert page.evaluate("graphView.camera.scale") == before["scale"]
    page.get_by_text("Nodes as a list").press("Enter")
    page.get_by_label("Find among the shown").focus()
    page.keyboard.type("ELMo")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Details").get_by_role("heading")).to_have_text("ELMo")


def test_points_of_a_chart_by_keyboard(page: Page) -> None:
    opened(page, LEADERBOARD)
    page.locator("a.point").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("a.point").nth(1)).to_be_focused()
    expect(page.locator(".chart-box")).to_be_visible()


def test_a_chosen_theme_stays(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    opened(page, "/")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    for _ in range(2):
        page.get_by_role("button", name="Theme").click()
    assert page.evaluate(background) != light
    opened(page, IMAGENET)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
