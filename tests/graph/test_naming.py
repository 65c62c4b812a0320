from hypothesis import assume, given
from hypothesis import strategies as st

from graph.resolution.naming import MARGIN, SHARE, canonical_name

FORMS = ["LoRA", "LORA", "lora", "Low-Rank Adaptation", "low-rank adaptation", "Low-Rank Adaptations"]
counts = st.dictionaries(st.sampled_from(FORMS), st.integers(1, 60), min_size=1)
types = st.sampled_from(["Method", "Dataset", "Task", "Metric"])


def test_what_a_reader_expects() -> None:
    assert canonical_name("Task", {"image generation": 2, "Image Generation": 3}) == "image generation"
    assert canonical_name("Method", {"Vision Transformers": 4, "Vision Transformer": 3, "ViT": 5}) == (
        "Vision Transformer"
    )
    assert canonical_name("Method", {"BERT": 50, "Bidirectional Encoder Representations": 3}) == "BERT"
    assert canonical_name("Method", {"FERN NET": 4, "Fern Net": 4, "fern net": 4}) == "Fern Net"
    assert canonical_name("Metric", {"BLEU": 2, "Bleu": 2, "bleu": 2}) == "BLEU"
    assert canonical_name("Metric", {"F1": 1, "f1": 1}) == "F1"
    assert canonical_name("Metric", {"Accuracy": 2, "accuracy": 2}) == "accuracy"


@given(types, counts)
def test_the_order_of_names_does_not_matter(type_: object, papers: dict[str, int]) -> None:
    reversed_ = dict(reversed(papers.items()))
    assert canonical_name(type_, papers) == canonical_name(type_, reversed_)  # type: ignore[arg-type]


@given(types, counts, st.data())
def test_a_few_papers_change_no_name_between_equals(
    type_: object, papers: dict[str, int], data: st.DataObject
) -> None:
    """Between names of which none is near the line where one is clearly more frequent than another."""
    lines = [SHARE * (max(papers.values()) + add - MARGIN) for add in (-2, 2)]
    assume(all(count < lines[0] - 2 or count > lines[1] + 2 for count in papers.values()))
    before = canonical_name(type_, papers)  # type: ignore[arg-type]
    more = {form: count + data.draw(st.integers(0, 2)) for form, count in papers.items()}
    assert canonical_name(type_, more) == before  # type: ignore[arg-type]


@given(types, counts)
def test_a_name_that_is_clearly_most_frequent_is_the_name(type_: object, papers: dict[str, int]) -> None:
    papers["Moss"] = 2 * max(papers.values()) + MARGIN + 1
    assert canonical_name(type_, papers) == "Moss"  # type: ignore[arg-type]
