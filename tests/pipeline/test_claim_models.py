from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline.claims.models import (
    ClaimModels,
    Classifier,
    format_models,
    packaged_models,
    parse_models,
    softmax,
)
from extract.pipeline.claims.words import words_of

MODELS = ClaimModels(
    rankers={"metric": {"L beside": 1.5, "none": -0.25}},
    classifiers={"direction": Classifier(("down", "up"), {"rules up": (-1.0, 1.0), "bias": (0.1, 0.2)})},
    calibration={"result": [(0.2, 0.1), (0.8, 0.9)]},
)


def test_models_are_read_as_they_were_written() -> None:
    assert parse_models(format_models(MODELS, ["a remark"]).splitlines()) == MODELS


def test_the_same_models_give_the_same_text() -> None:
    assert format_models(parse_models(format_models(MODELS).splitlines())) == format_models(MODELS)


@pytest.mark.parametrize("line", ["rank\tmetric\tnone", "rank\tmetric\tnone\tmuch", "what\tmetric\tnone\t1"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_models(["# a remark", line])


def test_probabilities_follow_the_weights() -> None:
    beside, far, none = MODELS.rank("metric", [["L beside"], ["unknown"], ["none"]])
    assert beside > far > none
    assert beside + far + none == pytest.approx(1)
    down, up = MODELS.classifiers["direction"].probabilities(["rules up", "unknown"])
    assert up > 0.8
    assert down + up == pytest.approx(1)


@pytest.mark.parametrize(("product", "right"), [(0.0, 0.1), (0.2, 0.1), (0.5, 0.5), (0.8, 0.9), (1.0, 0.9)])
def test_calibration_goes_from_step_to_step(product: float, right: float) -> None:
    assert MODELS.calibrated("result", product) == pytest.approx(right)


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=20))
def test_softmax_is_a_distribution(scores: list[float]) -> None:
    shares = softmax(scores)
    assert sum(shares) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares)


def test_the_packaged_models_are_complete() -> None:
    models = packaged_models()
    assert set(models.rankers) == {"metric", "dataset", "method", "baseline", "task", "subject"}
    assert set(models.classifiers) == {"coreference", "quantity", "direction", "relation", "best"}
    for steps in models.calibration.values():
        assert list(steps) == sorted(steps)
        assert [right for _, right in steps] == sorted(right for _, right in steps)
    for classifier in models.classifiers.values():
        assert all(len(row) == len(classifier.classes) for row in classifier.rows.values())


def test_names_and_numbers_are_one_word_each() -> None:
    text = "On the Big Set, FastNet reaches 71.2% in 3 runs."
    marks = [(text.index("Big"), text.index(","), "@Dataset"), (text.index("71"), text.index(" in"), "#")]
    row = words_of(text, (0, len(text)), marks)
    assert row.words == ["on", "the", "@Dataset", ",", "fastnet", "reaches", "#", "in", "0", "runs", "."]
    assert row.at(row.place(text.index("Set"))) == "@Dataset"
    assert row.at(-1) == row.at(99) == "^"


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=5))
def test_words_lie_in_the_sentence_in_order(text: str, stretches: list[tuple[int, int]]) -> None:
    marks = [(start, start + length, "@Method") for start, length in stretches]
    row = words_of(text, (0, len(text)), marks)
    assert row.starts == sorted(row.starts)
    assert len(row.words) == len(row.starts) == len(row.ends)
    assert all(start < end for start, end in zip(row.starts, row.ends, strict=True))
