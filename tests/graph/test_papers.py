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


@given(st.lists(records(), max_size=6), st.randoms())
def test_order_does_not_matter(found: list, random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    merged = merge_papers(found)
    assert merged == merge_papers(shuffled)
    assert len({paper.id for paper in merged}) == len(merged)
