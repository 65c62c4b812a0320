"""The editors: named questions, completion, answers as table, chart and graph."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from opened import opened
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import Literal
from servers.served import Served


def test_a_named_question_in_both_languages(page: Page, explorer: Served) -> None:
    rows = explorer.json("/api/questions/leaderboard", dataset="ImageNet")["rows"]
    opened(page, "/query")
    page.get_by_role("link", name="leaderboard", exact=True).click()
    page.get_by_label("the dataset").fill("ImageNet")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".run")).to_contain_text(f"{len(rows)} rows")
    page.get_by_label("Cypher").check()
    page.wait_for_url(re.compile("lang=cypher"))
    expect(page.locator(".run")).to_contain_text(f"{len(rows)} rows")
    assert "p.dataset=ImageNet" in page.url
    expect(page.locator("table.results tbody tr")).to_have_count(len(rows))


def test_what_an_answer_names_leads_to_its_page(page: Page) -> None:
    opened(page, "/query?question=leaderboard&p.dataset=ImageNet")
    name = page.locator("table.results tbody td:nth-child(2) a").first
    shown = name.inner_text()
    name.click()
    page.wait_for_url("**/method/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(shown)


def test_the_editor_shows_the_chosen_parameters(page: Page, explorer: Served) -> None:
    odd = 'odd "name" \\ $&'
    opened(page, f"/query?question=leaderboard&p.dataset={quote(odd)}")
    expect(page.locator(".run")).to_contain_text("0 rows")
    editor = page.get_by_role("textbox", name="Query")
    assert str(Literal(odd)) in editor.input_value()
    page.get_by_label("the dataset").fill("ImageNet")
    assert 'VALUES ($dataset) { ("ImageNet") }' in editor.input_value()
    editor.fill(editor.input_value() + "# my own\n")  # which makes it a query of one's own
    page.get_by_label("the metric").fill("top-1 accuracy")
    page.get_by_role("button", name="Run").click()
    rows = explorer.json("/api/questions/leaderboard", dataset="ImageNet", metric="top-1 accuracy")["rows"]
    assert rows
    expect(page.locator(".run")).to_contain_text(f"{len(rows)} rows")
    assert "my+own" in page.url


def test_a_query_of_ones_own_is_shared_by_its_address(page: Page) -> None:
    opened(page, "/query")
    editor = page.get_by_role("textbox", name="Query")
    editor.fill("SELECT ?m ?name { ?m a cg:Method ; skos:prefLabel ?name } ORDER BY ?name LIMIT 7")
    editor.press("Control+Enter")
    expect(page.locator(".run")).to_contain_text("7 rows")
    opened(page, page.url)
    expect(page.locator("table.results tbody tr")).to_have_count(7)
    link = page.locator("table.results tbody a").first
    assert re.match(r"/method/.+", link.get_attribute("href") or "")


@pytest.mark.parametrize(
    ("language", "typed", "completed"),
    [("sparql", "SELECT * { ?p cg:intr", "cg:introduces"), ("cypher", "MATCH (p:Pap", "Paper")],
)
def test_our_terms_are_completed(page: Page, language: str, typed: str, completed: str) -> None:
    opened(page, f"/query?lang={language}")
    editor = page.get_by_role("textbox", name="Query")
    editor.fill("")
    editor.press_sequentially(typed)
    expect(page.get_by_role("option").first).to_contain_text(completed)
    editor.press("ArrowDown")
    editor.press("Enter")
    assert editor.input_value().endswith(completed)
    assert page.locator(".paint").inner_text().strip() == editor.input_value()


def test_an_answer_as_a_chart(page: Page) -> None:
    opened(page, "/query?question=progress&p.dataset=ImageNet&view=chart")
    expect(page.locator("a.point").first).to_be_visible()
    opened(page, "/query?question=datasets-for-task&view=chart")
    expect(page.locator(".bar-row").first).to_be_visible()


def test_an_answer_as_a_graph(page: Page, explorer: Served) -> None:
    rows = explorer.json("/api/questions/comparison-graph")["rows"]
    opened(page, "/query?question=comparison-graph&view=graph")
    expect(page.locator(".answer")).to_contain_text(f"{len(rows)} edges")


def test_a_triple_pattern_as_a_graph(page: Page) -> None:
    query = "CONSTRUCT { ?a cg:outperforms ?b } WHERE { ?a cg:outperforms ?b }"
    opened(page, "/query?view=graph")
    page.get_by_role("textbox", name="Query").fill(query)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".answer canvas")).to_be_visible()


def test_what_is_wrong_with_a_query_is_shown(chromium: Browser, explorer: Served) -> None:
    page = chromium.new_page(base_url=explorer.url)
    opened(page, "/query?query=SELECT")
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    page.close()
