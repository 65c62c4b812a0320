from __future__ import annotations

import numpy as np
import pytest
from claim_docs import claims_of

from extract.pipeline.build import blank_pipeline
from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.comparisons.objects import comparison_views
from extract.pipeline.encoder.labels import HEADS, POINTER_WIDTH, RELATIONS, SLOTS

Found = set[tuple[str, str, str | None]]


def found(
    text: str, introduced: tuple[str, ...] = ("FastNet",), methods: tuple[str, ...] = ("BERT", "T5")
) -> Found:
    doc = claims_of(f"We study models. {text}", introduced=introduced, methods=methods)
    return {(c["subject"], c["relation"], c["object"]) for c in doc._.comparisons}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FastNet outperforms BERT.", {("FastNet", "outperforms", "BERT")}),
        (
            "Our method outperforms BERT and T5.",
            {("FastNet", "outperforms", "BERT"), ("FastNet", "outperforms", "T5")},
        ),
        (
            "FastNet surpasses existing methods on all tasks.",
            {("FastNet", "outperforms", "existing methods")},
        ),
        ("FastNet is on par with BERT.", {("FastNet", "matches", "BERT")}),
        ("FastNet matches the performance of T5.", {("FastNet", "matches", "T5")}),
        ("FastNet performs comparably to full fine-tuning.", {("FastNet", "matches", "full fine-tuning")}),
        ("FastNet underperforms BERT on long inputs.", {("FastNet", "underperforms", "BERT")}),
        ("FastNet lags behind T5.", {("FastNet", "underperforms", "T5")}),
        ("FastNet achieves state-of-the-art results.", {("FastNet", "sets_sota", None)}),
        ("FastNet sets a new state of the art.", {("FastNet", "sets_sota", None)}),
        ("FastNet consistently improves the performance of BERT.", {("FastNet", "improves", "BERT")}),
        (
            "FastNet shows significant improvements over prior work.",
            {("FastNet", "outperforms", "prior work")},
        ),
        (
            "FastNet outperforms the state of the art.",
            {("FastNet", "outperforms", "state of the art")},
        ),
    ],
)
def test_orderings(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BERT is outperformed by FastNet.", {("FastNet", "outperforms", "BERT")}),
        ("Experiments show that BERT is outperformed by T5.", {("BERT", "underperforms", "T5")}),
        ("FastNet does not improve over BERT.", {("FastNet", "underperforms", "BERT")}),
        ("FastNet fails to match T5.", {("FastNet", "underperforms", "T5")}),
        (
            "We find that existing methods fail to outperform BERT.",
            {("existing methods", "underperforms", "BERT")},
        ),
    ],
)
def test_passive_and_negated_forms(text: str, expected: Found) -> None:
    assert found(text) == expected


def test_claims_without_an_object_are_no_comparisons() -> None:
    assert found("FastNet shows competitive results and superior performance.") == set()


def test_a_speed_factor_alone_is_no_comparison() -> None:
    assert found("FastNet is 2x faster than BERT.") == set()


def test_without_a_named_method_the_words_of_the_text_are_the_subject() -> None:
    assert found("Our method outperforms BERT.", introduced=()) == {("Our method", "outperforms", "BERT")}


def test_datasets_of_a_list_give_one_comparison_each() -> None:
    doc = claims_of(
        "We study models. FastNet outperforms BERT on SQuAD and NewsQA.",
        introduced=["FastNet"],
        methods=["BERT"],
        datasets=["SQuAD", "NewsQA"],
    )
    assert [c["dataset"] for c in doc._.comparisons] == ["SQuAD", "NewsQA"]


def test_the_numbers_of_a_sentence_say_who_is_better() -> None:
    doc = claims_of(
        "On SQuAD, FastNet achieves an accuracy of 56.8%, compared to 92.0% for BERT.",
        introduced=["FastNet"],
        methods=["BERT"],
        datasets=["SQuAD"],
        metrics=["accuracy"],
    )
    said = {(c["subject"], c["relation"], c["object"]) for c in doc._.comparisons}
    assert ("FastNet", "outperforms", "BERT") not in said


def test_what_only_the_encoder_takes_for_an_object_may_be_one() -> None:
    doc = blank_pipeline()("A study\nIt maintains the same level of accuracy as training independently.")
    length = len(doc)
    vectors = np.zeros((length, len(SLOTS), POINTER_WIDTH), dtype=np.float32)
    heads = {head: np.full((length, len(classes)), 0.01) for head, classes in HEADS.items()}
    heads["rivals"][:, RELATIONS.index("none")] = 1.0
    at = next(token.i for token in doc if token.text == "training")
    heads["rivals"][at] = [0.1 if relation == "none" else 0.2 for relation in RELATIONS]
    without = {rival.thing for view in comparison_views(ClaimContext(doc)) for rival in view.rivals}
    doc._.reading = {**heads, "queries": vectors, "keys": vectors, "none": vectors[:, :, 0]}
    found = {rival.thing for view in comparison_views(ClaimContext(doc)) for rival in view.rivals}
    assert {thing.text for thing in found - without if thing} == {"training independently"}
