"""What a paper introduces: found where it says so, by its name alone, and not where others say it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.pipeline.annotations import Candidate
from extract.pipeline.build import blank_pipeline
from extract.pipeline.mentions.introductions import find_introductions, packaged_model, surroundings


@pytest.fixture(scope="module")
def split() -> Language:
    """The components before introductions."""
    nlp = blank_pipeline()
    names = nlp.pipe_names
    for name in names[names.index("claimgraph_phrases") :]:
        nlp.remove_pipe(name)
    return nlp


def introduced(split: Language, text: str, threshold: float = 0.5) -> tuple[str, list[Candidate]]:
    doc = split(text)
    return doc.text, find_introductions(surroundings(doc), packaged_model(), threshold)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("QuarkNet: Fast Lane Detection\nWe do it.", "QuarkNet", "Method"),
        ("QuarkBench: A Benchmark for Lanes\nWe do it.", "QuarkBench", "Dataset"),
        ("T\nIn this paper, we propose QuarkNet, a network for lanes.", "QuarkNet", "Method"),
        ("T\nWe introduce a new dataset called QuarkSet.", "QuarkSet", "Dataset"),
        ("T\nWe propose a method, dubbed QuarkNet, which is small.", "QuarkNet", "Method"),
        ("T\nWe propose a novel sparse gate router (SGR) for this.", "sparse gate router", "Method"),
        ("T\nWe present a simple solution, QuarkNet, that works.", "QuarkNet", "Method"),
        (
            "T\nIn addition, we propose a novel lane-aware attention module to see lanes.",
            "lane-aware attention",
            "Method",
        ),
    ],
)
def test_introductions(split: Language, text: str, name: str, type_: str) -> None:
    text, found = introduced(split, text, threshold=0.2)
    assert (name, type_) in {(text[c.start : c.end], c.type) for c in found}


@pytest.mark.parametrize(
    "text",
    [
        "T\nRecently, others proposed QuarkNet for lanes.",
        "T\nWe use ResNet-50 as the backbone.",
        "T\nWe propose a novel method for this problem. Our approach is simple.",
    ],
)
def test_what_others_made_and_what_has_no_name_is_not_introduced(split: Language, text: str) -> None:
    assert introduced(split, text)[1] == []


def test_candidates_do_not_overlap_and_are_as_sure_as_asked(split: Language) -> None:
    text = (
        "QuarkNet: Sparse Gate Routing for Lanes\nWe propose QuarkNet, a sparse gate router (SGR). "
        "It has a lane attention module and a gate loss, called GLoss. We release QuarkSet, a new dataset."
    )
    _, found = introduced(split, text, threshold=0.2)
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0.2 <= c.confidence <= 1.0 for c in found)


WORDS = [
    "we",
    "propose",
    "QuarkNet",
    "a",
    "novel",
    "(SGR)",
    "-based",
    ":",
    ",",
    ".",
    "\n",
    "is",
    "\\ours",
    "data",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_text_gives_spans_of_whole_words(split: Language, words: list[str]) -> None:
    text, found = introduced(split, " ".join(words), threshold=0.0)
    for candidate in found:
        assert text[candidate.start : candidate.end].strip() == text[candidate.start : candidate.end] != ""
