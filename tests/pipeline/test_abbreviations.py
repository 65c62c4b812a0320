"""Abbreviations paired with their long forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline.mentions.abbreviations import find_abbreviations, is_short_form


def pairs(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*short)], text[slice(*long)]) for short, long in find_abbreviations(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We use graph neural networks (GNNs) here.", "GNNs", "graph neural networks"),
        ("the task of visual question answering (VQA)", "VQA", "visual question answering"),
        ("called Sparse Gate Routing (SGR) model", "SGR", "Sparse Gate Routing"),
        ("We train an SGR (sparse gate routing) layer", "SGR", "sparse gate routing"),
        ("a mixture-of-experts (MoE) layer", "MoE", "mixture-of-experts"),
        ("We study semi-supervised learning (SSL).", "SSL", "semi-supervised learning"),
        ("a test-time adaptation (TTA) of", "TTA", "test-time adaptation"),
        ("the Low-Level Virtual Machine (LLVM)", "LLVM", "Low-Level Virtual Machine"),
        (
            "a Geometry-guided Open-world Object Detector (GOOD)",
            "GOOD",
            "Geometry-guided Open-world Object Detector",
        ),
        (
            "a framework for few-shot class-incremental learning (FSCIL)",
            "FSCIL",
            "few-shot class-incremental learning",
        ),
        ("the restraint and relaxation iteration (RRI)", "RRI", "restraint and relaxation iteration"),
        ("a meta-deep neural network (DNN)", "DNN", "deep neural network"),
        (
            "the F-measure of optical character recognition (OCR; see below)",
            "OCR",
            "optical character recognition",
        ),
        ("a sparse gate routing model (SGR)", "SGR", "sparse gate routing"),
        ("SGR: A Sparse Gate Routing for Translation\nText.", "SGR", "Sparse Gate Routing"),
    ],
)
def test_pairs(text: str, short: str, long: str) -> None:
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "We gain much (see Table 2).",
        "It works (Fig. 3) well (95.3%).",
        "This is good (and it is cheap).",
        "We propose to be applied (PBA) never.",
        "Our model beats others (ICLR 2020).",
        "(GNN)",
        "",
    ],
)
def test_what_is_no_pair(text: str) -> None:
    assert pairs(text) == []


def test_short_forms() -> None:
    assert all(map(is_short_form, ["GNN", "GNNs", "mAP", "k-NN", "T5", "MoE"]))
    assert not any(map(is_short_form, ["G", "see", "Table", "Figures", "2020", "averyveryLONGabbreviation"]))


@given(st.text(alphabet="ABab ()-:\n.", max_size=80))
@settings(max_examples=300, deadline=None)
def test_offsets_lie_in_the_text_and_short_and_long_do_not_overlap(text: str) -> None:
    for short, long in find_abbreviations(text):
        assert 0 <= short[0] < short[1] <= len(text)
        assert 0 <= long[0] < long[1] <= len(text)
        assert short[1] <= long[0] or long[1] <= short[0]
