"""`claimgraph show`: the page holds the paper and all that was read in it, and finds papers by any name."""

from __future__ import annotations

import json
import webbrowser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_page import Element, outside_resources, read_page
from typer.testing import CliRunner, Result

from claimgraph import Graph
from claimgraph.cli import app
from extract.extractor import Extractor
from extract.pages.paper import paper_page
from extract.paper import Paper
from extract.record import ENTITY_TYPES, Comparison, Entity, Record, TextSpan
from extract.record import Result as Claim

PAPERS = [
    {
        "id": "p1",
        "title": "StripeNet: A Network for Image Classification",
        "abstract": "We propose StripeNet. It reaches 81.0% accuracy on ImageNet and outperforms ResNet-50.",
        "arxiv_id": "2403.00001",
    },
    {
        "id": "p2",
        "title": "BlotNet: Another Network",
        "abstract": "We propose BlotNet, which achieves 83.5% accuracy on ImageNet, outperforming StripeNet.",
    },
]


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), encoding="utf-8")
    return path


def show(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["show", *map(str, arguments)])


def shown(*arguments: object) -> Element:
    result = show(*arguments, "-o", "-")
    assert result.exit_code == 0, result.output
    return read_page(result.stdout)


def drawn_text(element: Element) -> str:
    """The text of the paper without the labels of its spans."""
    labels = {id(label) for label in element.all("span", "label")}

    def text(part: str | Element) -> str:
        if isinstance(part, str):
            return part
        if part.tag == "br":
            return "\n"
        return "" if id(part) in labels else "".join(map(text, part.parts))

    return text(element)


def test_the_page_holds_text_spans_and_claims(listing: Path) -> None:
    page = shown("p1", "--input", listing)
    record = Extractor().extract(Paper(**PAPERS[0]))
    assert drawn_text(page.all("div", "title")[0]) == record.title
    assert drawn_text(page.all("div", "abstract")[0]) == record.abstract
    marks = page.all("div", "title")[0].all("mark") + page.all("div", "abstract")[0].all("mark")
    spans = sorted((span, entity.type) for entity in record.entities for span in entity.mentions)
    assert [mark.text for mark in marks] == [span.text + type_ for span, type_ in spans]
    assert all(f"var(--{type_}-fill)" in marks[i].attributes["style"] for i, (_, type_) in enumerate(spans))
    claims = page.all("section", "claim")
    assert len(claims) == len(record.results) + len(record.comparisons) == 2
    assert claims[0].all("h3")[0].text == "81.0% accuracy"
    assert [drawn_text(claim.all("blockquote")[0]) for claim in claims] == [
        claim.evidence.text for claim in (*record.results, *record.comparisons)
    ]


@pytest.mark.parametrize(
    "name",
    ["p1", "2403.00001", "arXiv:2403.00001v2", "stripenet a network for image classification", "StripeNet:"],
)
def test_a_paper_is_found_by_each_of_its_names(listing: Path, tmp_path: Path, name: str) -> None:
    graph = tmp_path / "graph"
    Graph(graph).build([str(listing)])
    for place in (("--input", listing), ("--graph", graph)):
        assert "StripeNet" in shown(name, *place).all("title")[0].text
    assert "StripeNet" in shown("paper/stripenet-a-network-for-image-classification", "--graph", graph).text


def test_no_paper_and_several_papers_are_said(listing: Path) -> None:
    nothing = show("GridNet", "--input", listing)
    assert nothing.exit_code == 1
    assert "no paper goes by 'GridNet'" in nothing.stderr
    several = show("Network", "--input", listing)
    assert several.exit_code == 1
    assert "several papers go by 'Network'" in several.stderr
    assert "(p1)" in several.stderr


def test_a_graph_or_a_file_is_needed(listing: Path, tmp_path: Path) -> None:
    assert show("p1").exit_code == 2
    assert show("p1", "--input", listing, "--graph", tmp_path).exit_code == 2


def test_a_file_is_written_and_a_temporary_one_opened(
    listing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert show("p1", "--input", listing, "-o", tmp_path / "page.html").exit_code == 0
    assert opened == []
    temporary = Path(show("p1", "--input", listing).stdout.strip())
    assert opened == [temporary.as_uri()]
    assert temporary.read_bytes() == (tmp_path / "page.html").read_bytes()
    assert show("p1", "--input", listing, "--no-open").exit_code == 0
    assert len(opened) == 1


def record_of(title: str, abstract: str, **fields: object) -> Record:
    parts: dict[str, object] = {"entities": (), "results": (), "comparisons": (), "extractor": "a test"}
    return Record(**{"id": "p", "title": title, "abstract": abstract, **parts, **fields})  # type: ignore[arg-type]


def test_nothing_of_a_paper_acts_on_the_page() -> None:
    bad = '<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7 * 7 }}{bg}%s'
    span = TextSpan(0, len(bad), bad)
    everything = record_of(
        bad,
        bad,
        authors=(bad,),
        organization=bad,
        published=bad,
        arxiv_id=bad,
        url="javascript:alert(3)",
        entities=(Entity(type="Method", name=bad, confidence=0.5, mentions=(span,)),),
        results=(
            Claim(
                method=bad,
                metric=bad,
                kind="score",
                value=bad,
                unit=bad,
                baseline=bad,
                confidence=0.5,
                evidence=span,
            ),
        ),
        comparisons=(Comparison(subject=bad, relation="matches", object=bad, confidence=0.5, evidence=span),),
        extractor=bad,
    )
    page = read_page(paper_page(everything))
    assert page.all("script") == page.all("img") == []
    assert drawn_text(page.all("div", "title")[0]) == bad
    assert outside_resources(page) == []
    assert all(link.attributes["href"].startswith("https://arxiv.org/abs/") for link in page.all("a"))


_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(_texts, _texts, st.data())
def test_any_text_is_shown_whole(title: str, abstract: str, data: st.DataObject) -> None:
    text = f"{title}\n{abstract}"
    entities = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        mention = TextSpan(start, end, text[start:end])
        type_ = data.draw(st.sampled_from(ENTITY_TYPES))
        entities.append(Entity(type=type_, name="x", confidence=1.0, mentions=(mention,)))
    page = read_page(paper_page(record_of(title, abstract, entities=tuple(entities))))
    assert drawn_text(page.all("div", "title")[0]) == title
    assert drawn_text(page.all("div", "abstract")[0]) == abstract
