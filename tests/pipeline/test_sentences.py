"""Sentences: the title apart, abbreviations and decimals inside."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline.sentences import sentence_starts, sentences


def split(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(starts)]


def test_the_title_is_a_sentence_whatever_it_ends_in() -> None:
    assert split("Do nets dream? A study\nWe ask. They do.") == [
        "Do nets dream? A study",
        "We ask.",
        "They do.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We use models, e.g. BERT and i.e. GPT, as in Fig. 3 and Eq. 4.",
        "Smith et al. Proposed nothing of the kind.",
        "Ours vs. Theirs differ by 3.5 points w.r.t. BLEU.",
        "Version 2.0 of v1.5 gains 0.4 on R@1.",
        "J. Doe wrote it.",
    ],
)
def test_stops_inside_a_sentence(sentence: str) -> None:
    assert split(f"Title\n{sentence} Next one.") == ["Title", sentence, "Next one."]


def test_a_sentence_may_follow_an_abbreviation_that_ends_one() -> None:
    assert split("T\nIt beats BERT, GPT, etc. We release it.") == [
        "T",
        "It beats BERT, GPT, etc.",
        "We release it.",
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_starts_are_ordered_and_inside(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert all(0 <= start < len(text) for start in starts)
    assert (starts[:1] == [0]) == bool(text)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_the_component_covers_the_doc(text: str) -> None:
    doc = sentences(spacy.blank("en").make_doc(text))
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)
