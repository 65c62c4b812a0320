from __future__ import annotations

from typing import Any

import pytest
from claim_docs import claims_of
from hypothesis import given
from hypothesis import strategies as st

EXAMPLES: list[tuple[str, dict[str, list[str]], list[dict[str, Any]]]] = [
    (
        "Experiments show large gains of FastNet (GSM8K +5%).",
        {"introduced": ["FastNet"], "datasets": ["GSM8K"]},
        [
            {
                "value": "5",
                "unit": "%",
                "kind": "change",
                "direction": "up",
                "dataset": "GSM8K",
                "method": "FastNet",
            }
        ],
    ),
    (
        "Our method improves accuracy from 71.2 to 74.9 on MMLU.",
        {"introduced": ["FastNet"], "datasets": ["MMLU"], "metrics": ["accuracy"]},
        [
            {"value": "71.2", "kind": "score", "dataset": "MMLU", "metric": "accuracy", "method": None},
            {"value": "74.9", "kind": "score", "dataset": "MMLU", "metric": "accuracy", "method": "FastNet"},
        ],
    ),
    (
        "FastNet is 2.5× faster than vLLM.",
        {"introduced": ["FastNet"], "methods": ["vLLM"]},
        [
            {
                "value": "2.5",
                "unit": "x",
                "kind": "factor",
                "direction": "up",
                "baseline": "vLLM",
                "method": "FastNet",
            }
        ],
    ),
    (
        "FastNet reduces memory by 40% compared to AdamW.",
        {"introduced": ["FastNet"], "methods": ["AdamW"], "metrics": ["memory"]},
        [
            {
                "value": "40",
                "unit": "%",
                "kind": "change",
                "direction": "down",
                "metric": "memory",
                "baseline": "AdamW",
            }
        ],
    ),
    (
        "The aligned model reaches a 54.1% length-controlled win rate on AlpacaEval-2.",
        {"datasets": ["AlpacaEval-2"], "metrics": ["length-controlled win rate"]},
        [
            {
                "value": "54.1",
                "kind": "score",
                "metric": "length-controlled win rate",
                "dataset": "AlpacaEval-2",
            }
        ],
    ),
    (
        "SegNeXt obtains state-of-the-art 88.7 mIoU (ADE20K).",
        {"introduced": ["SegNeXt"], "datasets": ["ADE20K"], "metrics": ["mIoU"]},
        [{"value": "88.7", "kind": "score", "metric": "mIoU", "dataset": "ADE20K", "direction": None}],
    ),
    (
        "We observe gains of 3.1 and 2.4 points on MATH and AIME.",
        {"datasets": ["MATH", "AIME"]},
        [
            {"value": "3.1", "unit": "points", "kind": "change", "direction": "up", "dataset": "MATH"},
            {"value": "2.4", "unit": "points", "kind": "change", "direction": "up", "dataset": "AIME"},
        ],
    ),
    (
        "We achieve an error rate of 4.20 on CIFAR-10.",
        {"datasets": ["CIFAR-10"], "metrics": ["error rate"]},
        [
            {
                "value": "4.20",
                "kind": "score",
                "metric": "error rate",
                "dataset": "CIFAR-10",
                "direction": None,
            }
        ],
    ),
    (
        "The server delivers twice the throughput of Triton.",
        {"methods": ["Triton"], "metrics": ["throughput"]},
        [{"value": "2", "unit": "x", "kind": "factor", "direction": "up", "metric": "throughput"}],
    ),
    (
        "FastNet reaches the same loss with 33% less data.",
        {"introduced": ["FastNet"]},
        [{"value": "33", "unit": "%", "kind": "change", "direction": "down"}],
    ),
    (
        "Our approach scores 61.5% and 48.2% on BoolQ and PIQA, respectively.",
        {"introduced": ["FastNet"], "datasets": ["BoolQ", "PIQA"]},
        [
            {"value": "61.5", "kind": "score", "dataset": "BoolQ", "method": "FastNet"},
            {"value": "48.2", "kind": "score", "dataset": "PIQA", "method": "FastNet"},
        ],
    ),
    (
        "FastNet lowers FID by 1.3 over StyleGAN.",
        {"introduced": ["FastNet"], "methods": ["StyleGAN"], "metrics": ["FID"]},
        [{"value": "1.3", "kind": "change", "direction": "down", "metric": "FID", "baseline": "StyleGAN"}],
    ),
    (
        "FastNet improves word error rate by 8% on LibriSpeech.",
        {"introduced": ["FastNet"], "metrics": ["word error rate"], "datasets": ["LibriSpeech"]},
        [{"value": "8", "kind": "change", "direction": "down", "metric": "word error rate"}],
    ),
    (
        "It needs only 10% of the training time of BERT.",
        {"introduced": ["FastNet"], "methods": ["BERT"], "metrics": ["training time"]},
        [{"value": "10", "unit": "%", "kind": "factor", "direction": "down", "metric": "training time"}],
    ),
    (
        "FastNet gains up to 3.6% on SQuAD and NewsQA.",
        {"introduced": ["FastNet"], "datasets": ["SQuAD", "NewsQA"]},
        [
            {"value": "3.6", "kind": "change", "qualifier": "max", "dataset": "SQuAD"},
            {"value": "3.6", "kind": "change", "qualifier": "max", "dataset": "NewsQA"},
        ],
    ),
    (
        "On COCO, the detector runs at 45 FPS with 52.3 AP.",
        {"datasets": ["COCO"], "metrics": ["AP"]},
        [
            {"value": "45", "unit": "FPS", "kind": "score", "metric": None, "dataset": "COCO"},
            {"value": "52.3", "kind": "score", "metric": "AP", "dataset": "COCO"},
        ],
    ),
]


@pytest.mark.parametrize(("text", "entities", "expected"), EXAMPLES, ids=[e[0][:48] for e in EXAMPLES])
def test_numbers_are_tied_to_what_they_measure(
    text: str, entities: dict[str, list[str]], expected: list[dict[str, Any]]
) -> None:
    results = claims_of(text, **entities)._.results
    assert [
        {key: result[key] for key in want} for result, want in zip(results, expected, strict=True)
    ] == expected


CONTRASTS: list[tuple[str, dict[str, str | None]]] = [
    (
        "GPT-4 achieves an accuracy of 92.0% on MMLU, compared to 57.1% for GPT-3.5.",
        {"92.0": "GPT-4", "57.1": "GPT-3.5"},
    ),
    (
        "On MMLU, GPT-4 reaches 81.3% accuracy, while GPT-3.5 reaches 62.0%.",
        {"81.3": "GPT-4", "62.0": "GPT-3.5"},
    ),
    (
        "The accuracy on MMLU is 81.3% for GPT-4 and 62.0% for GPT-3.5.",
        {"81.3": "GPT-4", "62.0": "GPT-3.5"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTRASTS, ids=[text[:40] for text, _ in CONTRASTS])
def test_each_number_of_a_contrast_goes_to_its_own_method(text: str, expected: dict[str, str | None]) -> None:
    doc = claims_of(
        f"We compare language models. {text}",
        methods=["GPT-4", "GPT-3.5"],
        datasets=["MMLU"],
        metrics=["accuracy"],
    )
    assert {result["value"]: result["method"] for result in doc._.results} == expected


def test_the_number_of_unnamed_others_has_no_method() -> None:
    doc = claims_of(
        "We propose FastNet. FastNet outperforms the previous state of the art on MMLU (85.6% vs. 80.9%).",
        introduced=["FastNet"],
        datasets=["MMLU"],
    )
    assert [result["method"] for result in doc._.results] == ["FastNet", None]


def test_what_stands_behind_a_passive_verb_is_no_baseline() -> None:
    doc = claims_of(
        "Fine-tuning on the entire corpus is outperformed by a model trained on 15% of the cleaned part.",
        introduced=["FastNet"],
    )
    assert [result["baseline"] for result in doc._.results] in ([], [None])


def test_evidence_holds_the_number_and_stays_in_one_sentence() -> None:
    doc = claims_of("We train longer. FastNet reaches 71.2% on MMLU. It is small.", introduced=["FastNet"])
    (result,) = doc._.results
    start, end = result["evidence"]
    assert doc.text[start:end].strip() == "FastNet reaches 71.2% on MMLU."


@pytest.mark.parametrize(
    "text",
    [
        "We train a 7B model with 24 layers for 10 epochs on 15M images in 2023.",
        "The corpus has 12,500 documents and 3 million tokens.",
        "We use 5-shot prompts, a batch size of 256 and 8 GPUs.",
        "Images are resized to 224 x 224 with a learning rate of 0.001.",
        "CIFAR-100 and GPT-4 are used with Top-5 retrieval and F1.",
    ],
)
def test_settings_and_sizes_are_no_results(text: str) -> None:
    assert claims_of(text)._.results == []


def test_confidence_is_a_probability() -> None:
    doc = claims_of(
        "FastNet reaches 71.2% on MMLU and is 2x faster.", introduced=["FastNet"], datasets=["MMLU"]
    )
    assert all(0 < result["confidence"] < 1 for result in doc._.results)


WORDS = [
    "FastNet",
    "MMLU",
    "accuracy",
    "71.2%",
    "3x",
    "+5",
    "by",
    "from",
    "to",
    "on",
    "and",
    ",",
    ".",
    "(",
    ")",
]
WORDS += [
    "over",
    "outperforms",
    "BERT",
    "improves",
    "12",
    "ms",
    "half",
    "than",
    "with",
    "33%",
    "less",
    "data",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_text_gives_evidence_inside_the_text(words: list[str]) -> None:
    doc = claims_of(
        " ".join(words), introduced=["FastNet"], methods=["BERT"], datasets=["MMLU"], metrics=["accuracy"]
    )
    for claim in (*doc._.results, *doc._.comparisons):
        start, end = claim["evidence"]
        assert 0 <= start < end <= len(doc.text)
    numbers = sum(quantity["measures"] for quantity in doc._.quantities)
    assert len(doc._.results) == numbers


def test_reading_twice_gives_the_same() -> None:
    def read() -> list[dict[str, Any]]:
        text = "FastNet gains 3% on SQuAD and NewsQA over BERT."
        return claims_of(
            text, introduced=["FastNet"], datasets=["SQuAD", "NewsQA"], methods=["BERT"]
        )._.results

    assert read() == read()
