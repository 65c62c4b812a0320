from __future__ import annotations

import time
from itertools import pairwise

import pytest
from claim_docs import claims_of
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline.quantities.component import Quantity, find_quantities


def quantities_of(text: str) -> list[Quantity]:
    return [q for q in claims_of(text)._.quantities if q["measures"]]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a gain of 3.1 points", "3.1", "points"),
        ("a gain of 3.1 percentage points", "3.1", "points"),
        ("a gain of 3.1 pp", "3.1", "points"),
        ("it is 2.5× faster", "2.5", "x"),
        ("it is 2.5x faster", "2.5", "x"),
        ("it is three times faster", "3", "x"),
        ("a 10-fold reduction", "10", "x"),
        ("an accuracy of 95.3%", "95.3", "%"),
        ("an accuracy of 95.3 percent", "95.3", "%"),
        ("a speedup of 1.5-2.7x", "1.5-2.7", "x"),
        ("a gain of 9%-19%", "9-19", "%"),
        ("a speedup of between 3x and 15x", "3-15", "x"),
        ("improves accuracy by 2% to 5%", "2-5", "%"),
        ("it doubles the throughput", "2", "x"),
        ("it is an order of magnitude faster", "10", "x"),
        ("it is two orders of magnitude faster", "100", "x"),
        ("it cuts cost by half", "50", "%"),
        ("it needs a third of the memory", "1/3", ""),
        ("it cuts the error by two thirds", "2/3", ""),
        ("it needs a third fewer steps", "1/3", ""),
        ("the error is halved", "50", "%"),
        ("the error is more than halved", "50", "%"),
        ("the accuracy is nearly doubled", "2", "x"),
        ("it doubles throughput", "2", "x"),
        ("it is faster by a factor of ten", "10", "x"),
        ("it gains from 2% to 5%", "2-5", "%"),
        ("latency drops to 12 ms", "12", "ms"),
        ("it runs at 1,250 FPS", "1,250", "FPS"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    (quantity,) = find_quantities(f"In experiments {text}.")
    assert (quantity["value"], quantity["unit"]) == (value, unit)


@pytest.mark.parametrize(
    ("text", "kind", "trend"),
    [
        ("reaches 54.1% accuracy", "score", None),
        ("improves by 3.6%", "change", "better"),
        ("is 36.5 points higher", "change", "up"),
        ("uses 33% less data", "change", "down"),
        ("saves 40% of the memory", "change", "down"),
        ("needs only 10% of the time of others", "factor", "down"),
        ("is 2.5x faster", "factor", "up"),
        ("uses 10 times fewer parameters", "factor", "down"),
        ("drops by 2.1%", "change", "down"),
        ("cuts latency by a third", "change", "down"),
        ("halves the error rate", "change", "down"),
        ("doubles the throughput, reducing calls", "factor", "up"),
    ],
)
def test_kind_and_trend(text: str, kind: str, trend: str | None) -> None:
    (quantity,) = quantities_of(f"The model {text}.")
    assert (quantity["kind"], quantity["trend"]) == (kind, trend)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("up to 5%", "max"),
        ("at most 5%", "max"),
        ("at least 5%", "min"),
        ("more than 5%", "min"),
        ("over 5%", "min"),
        ("about 5%", "approx"),
        ("~5%", "approx"),
        ("an average of 5%", "avg"),
        ("5%", None),
    ],
)
def test_qualifier(text: str, qualifier: str | None) -> None:
    (quantity,) = quantities_of(f"We improve accuracy by {text}.")
    assert quantity["qualifier"] == qualifier


@pytest.mark.parametrize("said", ["rises", "increases", "drops", "shows an improvement"])
def test_from_to_is_a_pair_of_scores(said: str) -> None:
    low, high = quantities_of(f"Accuracy {said} from 71.2% to 74.9%.")
    assert (low["value"], low["pair"], low["kind"]) == ("71.2", "from", "score")
    assert (high["value"], high["pair"], high["kind"]) == ("74.9", "to", "score")


@pytest.mark.parametrize("step", ["0.9, 0.1 higher than BERT", "0.9, or 0.1 higher than BERT"])
def test_a_score_and_how_far_it_is_ahead_are_no_list(step: str) -> None:
    score, change = quantities_of(f"Our model reaches an accuracy of {step}.")
    assert (score["kind"], change["kind"]) == ("score", "change")


def test_by_how_much_and_up_to_where_are_no_range() -> None:
    assert [q["value"] for q in find_quantities("PSNR rises by 1.77 dB to 24.07 dB.")] == ["1.77", "24.07"]


def test_a_verb_that_doubles_goes_up_whatever_went_down_before() -> None:
    saved, multiplied = quantities_of("The model cuts memory by 40% and doubles the throughput.")
    assert (saved["trend"], multiplied["trend"]) == ("down", "up")


def test_margins_of_error_are_left_out() -> None:
    assert [q["value"] for q in quantities_of("We reach 91.2% ± 0.3% accuracy.")] == ["91.2"]


def test_numbers_in_names_are_left_out() -> None:
    assert find_quantities("GPT-4 and ResNet-50 on CIFAR-100 with F1 at Top-5 and v1.5") == []


@given(st.text(alphabet="0123456789.,%x× -–+~±/()abGPTfromtoby", max_size=80))
def test_any_text_gives_ordered_quantities_that_do_not_overlap(text: str) -> None:
    quantities = find_quantities(text)
    for quantity in quantities:
        assert 0 <= quantity["start"] < quantity["end"] <= len(text)
    assert all(a["end"] <= b["start"] for a, b in pairwise(quantities))


@pytest.mark.parametrize(
    "text",
    [
        "1, " * 1500,
        "by a " * 1500,
        "from 1 to " * 800,
        "improves over the " * 500,
        "(12 " * 1500,
        "3% and " * 800,
    ],
    ids=["numbers", "words", "pairs", "orderings", "brackets", "percents"],
)
def test_long_and_odd_texts_take_no_longer_than_their_length(text: str) -> None:
    start = time.process_time()
    claims_of(text, metrics=["by"], datasets=["from"], introduced=["over"])
    assert time.process_time() - start < 5.0
