"""Search, papers, entities, leaderboards, comparisons: finding an answer by reading."""

from __future__ import annotations

import re

import pytest
from opened import COCO, COMPARISON, IMAGENET, PAPER, drawn, opened
from playwright.sync_api import Page, expect
from servers.served import Served


def test_from_a_few_letters_to_the_sentence(page: Page) -> None:
    opened(page, "/")
    page.get_by_role("combobox", name="Search").fill("imagen")
    page.get_by_role("option", name=re.compile("^ImageNet dataset")).click()
    page.wait_for_url("**/dataset/imagenet")
    drawn(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("ImageNet")
    card = page.locator("article.claim").first
    sentence = card.locator("blockquote").inner_text()
    card.locator("a.paper-link").click()
    page.wait_for_url(re.compile("/paper/.*claim="))
    drawn(page)
    assert "".join(page.locator(".piece.lit").all_inner_texts()) == sentence


def test_aliases_are_found_and_explained(page: Page) -> None:
    opened(page, "/search?q=ILSVRC")
    page.get_by_role("main").get_by_role("link", name="ImageNet", exact=True).click()
    page.wait_for_url("**/dataset/imagenet")
    drawn(page)
    aliases = page.locator(".aliases")
    expect(aliases).to_contain_text("ImageNet Large Scale Visual Recognition Challenge")
    expect(aliases.get_by_role("listitem").first).to_contain_text("vocabulary")


@pytest.mark.parametrize(
    ("entity", "paper", "beside"),
    [
        (IMAGENET, "ImageNet Large Scale Visual Recognition Challenge", "top-1 accuracy"),
        (COCO, "Microsoft COCO: Common Objects in Context", "object detection"),
    ],
)
def test_an_entity_says_who_introduced_it_and_what_is_near(
    page: Page, entity: str, paper: str, beside: str
) -> None:
    opened(page, entity)
    introduced = page.locator("section").filter(has=page.get_by_role("heading", name="Introduced by"))
    expect(introduced).to_contain_text(paper)
    near = page.locator("section").filter(has=page.get_by_role("heading", name="Named in the same papers"))
    expect(near.get_by_role("link", name=re.compile(beside))).to_be_visible()


def test_spans_of_a_paper_lead_to_entities_and_claims_light_up(page: Page, explorer: Served) -> None:
    known = explorer.json("/api/paper", id=PAPER[1:])
    opened(page, PAPER)
    text = page.locator(".abstract").inner_text()
    assert text == known["abstract"]
    types = {"Method", "Dataset", "Metric"}
    assert all(page.locator(f".abstract .mention.is-{type_}").count() for type_ in types)
    card = page.locator("article.claim").first
    assert page.locator(".piece.lit").count() == 0
    card.hover()
    assert "".join(page.locator(".piece.lit").all_inner_texts()) == known["claims"][0]["evidence"]["text"]
    page.locator(".abstract a.mention.is-Dataset").first.click()
    page.wait_for_url("**/dataset/**")


def test_escapes_of_latex_are_read(page: Page) -> None:
    opened(page, "/")
    module = page.locator("script[type=module]").get_attribute("src") or ""
    words = module.replace("pages/home", "lib/words")
    read = f"async text => (await import('{words}')).readable(text)"
    raw = r"We gain 3.8\% over~BERT~\cite{devlin}, about ~10 ms \\ at $5$ \& $\beta$"
    assert page.evaluate(read, raw) == "We gain 3.8% over\u00a0BERT, about ~10 ms at $5$ & $\\beta$"


def test_a_chosen_claim_stands_in_the_address(page: Page) -> None:
    opened(page, PAPER)
    button = page.get_by_role("button", name="Show in the text").nth(1)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    address = page.url
    assert "claim=claim/" in address
    opened(page, address)
    expect(page.get_by_role("button", name="Show in the text").nth(1)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.locator(".piece.lit").count()


def test_leaderboard(page: Page, explorer: Served) -> None:
    boards = explorer.json("/api/leaderboard", dataset="ImageNet")["boards"]
    opened(page, "/leaderboard")
    page.get_by_role("combobox", name="Dataset", exact=True).fill("ImageNet")
    page.get_by_role("option", name=re.compile("^ImageNet dataset")).click()
    page.wait_for_url("**/leaderboard?dataset=dataset/imagenet")
    drawn(page)
    rows = page.locator("table.board tbody tr")
    assert rows.count() == boards[0]["total"] == page.locator("a.point").count()
    assert [row.split("%")[0] for row in rows.locator("strong").all_inner_texts()] == [
        score["value_text"] for score in boards[0]["scores"]
    ]
    page.locator("a.point").first.hover()
    expect(page.locator(".chart-box")).to_contain_text(page.locator(".marked-row .sentence").inner_text())
    page.get_by_label("Metric", exact=True).select_option(
        label=f"{boards[1]['metric']['name']} ({boards[1]['total']})"
    )
    assert rows.count() == boards[1]["total"]
    opened(page, page.url)
    assert rows.count() == boards[1]["total"]
    page.go_back()
    drawn(page)
    expect(rows).to_have_count(boards[0]["total"])


def test_two_methods(page: Page, explorer: Served) -> None:
    shared = explorer.json("/api/compare", method="GPT-4", other="GPT-3.5")["boards"]
    opened(page, COMPARISON)
    assert page.locator(".shared").count() == len(shared) > 0
    page.locator(".side").first.locator("summary").click()
    expect(page.locator(".side").first).to_contain_text(shared[0]["method_scores"][0]["evidence"]["text"])
    page.get_by_role("button", name="Swap").click()
    page.wait_for_url("**/compare?method=method/gpt-3-5&other=method/gpt-4")


def test_pairs_are_offered_where_none_is_asked_for(page: Page) -> None:
    opened(page, "/compare")
    page.locator(".pairs a").first.click()
    page.wait_for_url(re.compile("/compare.method=.+&other="))
    drawn(page)
    expect(page.get_by_role("heading", name="Claims that name both")).to_be_visible()
