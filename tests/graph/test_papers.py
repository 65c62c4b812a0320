import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_records import entity, record, records

from graph.papers import merge_papers


def test_one_paper_by_title_arxiv_id_or_source_id() -> None:
    same = [
        record("a-1", title="Ferns: a Study"),
        record("b-1", title="Ferns - A study", path="b", arxiv_id="2401.00001v1"),
        record("c-1", title="Ferns, revised", path="c", arxiv_id="arXiv:2401.00001v3"),
        record("2401.00001", title="Another title", path="d"),
        record("a-1", title="Ferns, a renamed study", path="e"),
    ]
    (paper,) = merge_papers(same)
    assert paper.properties()["arxiv_id"] == "2401.00001"
    assert paper.properties()["source_ids"] == ["2401.00001", "a-1", "b-1", "c-1"]
    assert paper.properties()["sources"] == ["b:1", "c:1", "d:1", "e:1", "papers.jsonl:1"]


def test_row_numbers_and_title_slugs_of_two_sources_say_nothing() -> None:
    assert len(merge_papers([record("1", title="Ferns"), record("1", title="Moss", path="b")])) == 2
    found = merge_papers(
        [record("a-search", title="A* Search"), record("a-search", title="A Search", path="b")]
    )
    assert len(found) == 2
    assert all(paper.id.startswith("paper/a-search-") for paper in found)


def test_the_longest_abstract_is_the_paper() -> None:
    short = record("x", entity("Method", "Fern"), title="T", abstract="Short.")
    long = record("y", entity("Method", "Moss"), title="T", abstract="A longer abstract.", path="b")
    (paper,) = merge_papers([short, long])
    assert paper.primary.entities[0].name == "Moss"
    assert paper.id == "paper/t"


def test_metadata_come_from_all() -> None:
    (paper,) = merge_papers(
        [
            record("x", title="T", published="2024", authors=("Ada",), comment_count=2),
            record(
                "y", title="T", published="2024-03-19", author_count=3, url="https://example.org", path="b"
            ),
            record("z", title="T", published="2024-03-21", organization="Moss Lab", path="c"),
            record("w", title="T", published="--03-19", path="d"),
        ]
    )
    found = paper.properties()
    assert (found["published"], found["authors"], found["author_count"]) == ("2024-03-19", ["Ada"], 1)
    assert (found["organization"], found["url"], found["comment_count"]) == (
        "Moss Lab",
        "https://example.org",
        2,
    )


WORDS = " ".join(f"fern{n}" for n in range(40))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Ferns: A Study of Moss", "FERNS: A STUDY OF MOSS"),
        ("Ferns: A Study of Moss", "Ferns - a study  of moss."),
        ("Ferns: A Study of Moss", r"\LARGE \bf Ferns:\\A {\em Study} of Moss\vspace{-3mm}"),
        ("Ferns: A Study of Moss", r"{Ferns:} A Study of \textbf{Moss}\thanks{Supported by {the} woods.}"),
        ("$\\alpha$-Ferns and TÜLU", 'α-Ferns and T\\"ULU'),
        ("Ferns &amp; Moss", "Ferns and Moss"),
        ("“Ferns” — and ‘Moss’", "\"Ferns\" -- and 'Moss'"),
    ],
)
def test_spellings_of_a_title_are_one_paper_with_both_sources(title: str, other: str) -> None:
    (paper,) = merge_papers([record("a-1", title=title), record("b-1", title=other, path="b.txt", line=7)])
    assert paper.properties()["sources"] == ["b.txt:7", "papers.jsonl:1"]


def test_a_page_that_lists_a_paper_twice() -> None:
    (paper,) = merge_papers([record("ferns", title="Ferns", line=line) for line in (3, 40)])
    assert paper.properties()["sources"] == ["papers.jsonl:3", "papers.jsonl:40"]


def test_titles_that_name_other_things_stay_apart() -> None:
    titles = ["C Search", "C++ Search", "Ferns 2", "Ferns", "Ferns 20", "On Ferns"]
    assert len(merge_papers([record(f"p-{n}", title=title) for n, title in enumerate(titles)])) == len(titles)


def test_one_title_of_two_works() -> None:
    one = record("2401.00001v2", title="Point Ferns", abstract=WORDS)
    other = record("2402.00002v1", title="Point ferns", abstract=WORDS.replace("fern", "moss"), path="b")
    listed = record("point-ferns", title="Point Ferns", abstract=f"{WORDS} and more", path="c", line=9)
    strange = record("p-9", title="Point Ferns", abstract=WORDS.replace("fern", "tree"), path="d")
    found = merge_papers([one, other, listed, strange])
    assert {paper.id: len(paper.records) for paper in found} == {
        "paper/point-ferns-2401.00001": 2,
        "paper/point-ferns-2402.00002": 1,
        found[-1].id: 1,
    }
    assert [paper.id for paper in merge_papers([one, listed])] == ["paper/point-ferns"]


def test_a_work_that_arxiv_has_twice_is_one() -> None:
    same = [record(id_, title="Ferns", abstract=WORDS, path=id_) for id_ in ("2401.00001", "2402.00002")]
    (paper,) = merge_papers(same)
    assert paper.arxiv_ids == {"2401.00001", "2402.00002"}


def test_a_title_that_is_a_macro_says_nothing() -> None:
    found = [record(f"24{n:02}.00001", title=r"\papertitle{}", path=f"{n}") for n in (1, 2)]
    assert [paper.id for paper in merge_papers(found)] == [
        "paper/papertitle-2401.00001",
        "paper/papertitle-2402.00001",
    ]


@given(st.lists(records(), max_size=6), st.randoms())
def test_order_does_not_matter(found: list, random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    merged = merge_papers(found)
    assert merged == merge_papers(shuffled)
    assert len({paper.id for paper in merged}) == len(merged)
