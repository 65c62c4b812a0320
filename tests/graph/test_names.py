import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_records import HOSTILE

from extract.record import EntityType
from graph.names import (
    clean_name,
    is_abbreviation,
    is_placeholder,
    name_key,
    name_words,
    readable_slug,
    text_key,
)
from graph.resolution.keys import entity_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vision Transformer", "vision transformers"),
        ("ResNet-50", "ResNet 50"),
        ("ResNet-50", "resnet50"),
        ("multi_task learning", "Multi-task Learning"),
        ("β-VAE", r"$\beta$-VAE"),
        ("β-VAE", "beta-VAE"),
        ("LLMs", "LLM"),
        ("GANs", "GAN"),
        (r"\textbf{Fern}", "Fern"),
        ("TÜLU", r"T\"ULU"),
        ("R²", "R^2"),
        ("Cohen's kappa", "Cohen kappa"),
        ("Recall @ 5", "recall@5"),
        ("natural language processing tasks", "natural‐language processing task"),
        ("Accuracy (%)", "accuracy"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C", "C#"),
        ("A", "A*"),
        ("Recall@1", "Recall@10"),
        ("Lichen-2 7B", "Lichen-27B"),
        ("GPT-3.5", "GPT-35"),
        ("MAP", "MAPS"),
        ("BERT", "RoBERTa"),
        ("Cora 1%", "Cora 1"),
    ],
)
def test_names_that_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("SFD", "Silent Forest Diffusion", True),
        ("ViT", "Vision Transformer", True),
        ("LoRA", "Low-Rank Adaptation", True),
        ("CNNs", "convolutional neural networks", True),
        ("VAE", "VQ-VAE", False),
        ("Lichen", "Lichen-2-7B", False),
        ("LM", "LM head tuning", False),
        ("SFD", "A Silent Forest", False),
        ("QA", "visual question answering", False),
        ("accuracy", "a curious race", False),
        ("", "", False),
    ],
)
def test_abbreviations(short: str, long: str, expected: bool) -> None:
    assert is_abbreviation(short, long) is expected


def test_an_abbreviation_is_shorter_than_its_long_form() -> None:
    for short in HOSTILE:
        for long in HOSTILE:
            assert not is_abbreviation(short, long) or len(name_key(short)) < len(name_key(long))


def test_signs_are_spelled_out_in_identifiers() -> None:
    assert [readable_slug(name_words(name)) for name in ("C++", "C#", "A*", "Recall@1")] == [
        "c-plus-plus",
        "c-sharp",
        "a-star",
        "recall-at-1",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (r"\method", True),
        (r"\sysname{}", True),
        (r"\alpha", False),
        ("method", False),
        (r"\emph{Fern}", False),
    ],
)
def test_placeholders(name: str, expected: bool) -> None:
    assert is_placeholder(name) is expected


@given(st.text())
def test_any_text_is_a_name(name: str) -> None:
    assert name_key(clean_name(name)) == name_key(name) or "\\" in name
    assert readable_slug(name_words(name)) or not name_key(name)
    assert isinstance(text_key(name), str)


def test_only_an_invisible_name_has_no_key() -> None:
    assert [name for name in HOSTILE if not name_key(name)] == ["", " ", "\0"]


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("Dataset", "Fern dataset", "Fern"),
        ("Dataset", "Cityscapes dataset", "Cityscapes"),
        ("Method", "BERT model", "BERT"),
        ("Metric", "F1 (%)", "F1"),
        ("Metric", "BLEU score", "BLEU"),
        ("Metric", "R@5", "rank-5"),
        ("Metric", "R5", "Recall@5"),
        ("Task", "leaf recognition (LR)", "Leaf Recognition"),
        ("Task", "text summarisation", "text summarization"),
        ("Method", "graph convolutional network", "graph convolution networks"),
    ],
)
def test_names_of_one_thing(type_: EntityType, one: str, other: str) -> None:
    assert entity_key(type_, one) == entity_key(type_, other)


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("Method", "topic model", "topic"),
        ("Method", "latent fern model", "latent fern"),
        ("Metric", "AR", "ARs"),
        ("Metric", "R2", "Recall@2"),
        ("Dataset", "image dataset", "image"),
    ],
)
def test_names_of_two_things(type_: EntityType, one: str, other: str) -> None:
    assert entity_key(type_, one) != entity_key(type_, other)
