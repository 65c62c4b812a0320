"""Tokens keep names and numbers whole."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline.tokenizer import create_tokenizer

TOKENIZER = create_tokenizer(spacy.blank("en"))


def words(text: str) -> list[str]:
    return [token.text for token in TOKENIZER(text)]


@pytest.mark.parametrize(
    "name",
    [
        "GPT-4o", "LLaMA-3-8B-Instruct", "F1", "CIFAR-100", "R@1", "k-NN", "C++", r"\our", "wav2vec",
        "Mask-RCNN", "ImageNet-1k", "pass@k", "e.g.", "al.", "COCO2017",
    ],
)  # fmt: skip
def test_a_name_is_one_token(name: str) -> None:
    assert words(f"We test {name} here.") == ["We", "test", name, "here", "."]
    assert words(f"({name}),") == ["(", name, ")", ","]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("95.3%", ["95.3", "%"]),
        ("+2.4", ["+2.4"]),
        ("2.5×", ["2.5", "×"]),
        ("3x faster", ["3", "x", "faster"]),
        ("12,345 images", ["12,345", "images"]),
        ("F1/EM", ["F1", "/", "EM"]),
        ("Transformer-based", ["Transformer", "-based"]),
        ("GPT-4-style", ["GPT-4", "-style"]),
        ("BERT's", ["BERT", "'s"]),
        ("fast---and small", ["fast", "---", "and", "small"]),
        (
            "see https://example.org/GPT-4/a(b).html now",
            ["see", "https://example.org/GPT-4/a(b).html", "now"],
        ),
    ],
)
def test_numbers_units_and_endings_are_parted(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_character_is_lost(text: str) -> None:
    assert TOKENIZER(text).text == text


def test_a_stored_tokenizer_has_no_state() -> None:
    assert TOKENIZER.to_bytes() == b""
    assert TOKENIZER.from_bytes(b"") is TOKENIZER
