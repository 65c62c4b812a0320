"""The report shows each error in its sentence, and nothing of a text acts on the page."""

import msgspec
from evaluated_papers import GOLD, RECORD
from read_page import Element, outside_resources, read_page

from extract.evaluation.matching import match_paper
from extract.evaluation.report import KINDS, html_report

REPORT = html_report([match_paper(GOLD, RECORD)])
PAGE = read_page(REPORT)


def sentence_of(page: Element, kind: str) -> str:
    """The sentence under which the only error of a kind stands."""
    [found] = [
        sentence
        for sentence in page.all("div", "sentence")
        if any(item.attributes["data-kind"] == kind for item in sentence.all("li"))
    ]
    return found.all("p")[0].text


def test_each_kind_of_error_stands_in_its_sentence() -> None:
    expected = {
        "span-boundary": "We present",
        "span-spurious": "StripeNet reaches",
        "span-type": "It is better",
        "span-missed": "It is better",
        "role": "StripeNet &",
        "result-core": "StripeNet reaches",
        "result-missed": "StripeNet reaches",
        "result-spurious": "StripeNet reaches",
        "comparison-wrong": "It is better",
        "comparison-missed": "It is better",
        "comparison-spurious": "We present",
    }
    assert all(sentence_of(PAGE, kind).startswith(start) for kind, start in expected.items())
    known = {kind for group in KINDS.values() for kind in group}
    assert expected.keys() | {"result-rest"} == known


def test_the_text_is_whole_and_coloured_by_type() -> None:
    [article] = PAGE.all("article")
    paragraphs = [sentence.all("p")[0] for sentence in article.all("div", "sentence")]
    assert "".join(paragraph.text for paragraph in paragraphs) == GOLD.text
    classes = {span.text: span.classes for span in paragraphs[3].all("span")}
    assert classes == {
        "DotNet": {"gold", "gold-Method", "found", "found-Dataset"},
        "BlotNet": {"gold", "gold-Method"},
    }
    assert [part.text for part in paragraphs[1].all("span", "gold-Task")] == ["image ", "sorting"]
    assert "right" in article.all("div", "sentence")[4].classes


def test_wrong_fields_stand_out() -> None:
    [item] = [item for item in PAGE.all("li") if item.attributes["data-kind"] == "result-core"]
    assert [cell.text for cell in item.all("td", "differs")] == ["PileSet", "–"]


def test_filters_name_every_kind_with_its_count() -> None:
    boxes = [box for box in PAGE.all("input") if box.attributes.get("name") == "kind"]
    assert {box.attributes["value"] for box in boxes} == {kind for group in KINDS.values() for kind in group}
    labels = [label.text.strip() for label in PAGE.all("label")]
    assert "missed (1)" in labels
    assert "other field wrong (0)" in labels


def test_nothing_comes_from_outside() -> None:
    assert outside_resources(PAGE) == []
    assert "default-src 'none'" in REPORT


def test_texts_are_shown_and_not_obeyed() -> None:
    assert PAGE.all("i") == []
    bad = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    gold = msgspec.structs.replace(GOLD, id=bad, title=bad)
    record = msgspec.structs.replace(RECORD, extractor=bad)
    page = read_page(html_report([match_paper(gold, record)]))
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert page.all("h3")[0].text == bad


def test_the_same_papers_give_the_same_page() -> None:
    assert html_report([match_paper(GOLD, RECORD)]) == REPORT


def test_a_report_without_errors_has_no_papers() -> None:
    page = read_page(html_report([]))
    assert page.all("article") == []
