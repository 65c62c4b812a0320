"""Confidences are held against what is right, in numbers and in the diagram."""

import xml.etree.ElementTree as ET

import pytest
from evaluated_papers import GOLD, RECORD
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluation.diagram import reliability_svg, wilson
from extract.evaluation.matching import match_paper
from extract.evaluation.reliability import Reliability, binned, reliability

_judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


def test_bins_hold_mean_confidence_and_share_right() -> None:
    bins = binned([(0.81, True), (0.89, False), (1.0, True), (0.0, False)])
    assert (bins[8].found, bins[8].right) == (2, 1)
    assert bins[8].confidence == pytest.approx(0.85)
    assert (bins[9].found, bins[0].found) == (1, 1)


def test_calibration_error_by_hand() -> None:
    judged = [(0.9, True)] * 8 + [(0.9, False)] * 2 + [(0.35, True)] * 10
    item = Reliability("x", binned(judged))
    assert item.expected_calibration_error == pytest.approx((10 * 0.1 + 10 * 0.65) / 20)


@given(_judged)
def test_nothing_is_lost_in_the_bins(judged: list[tuple[float, bool]]) -> None:
    item = Reliability("x", binned(judged))
    assert item.found == len(judged)
    assert sum(part.right for part in item.bins) == sum(right for _, right in judged)
    assert 0 <= item.expected_calibration_error <= 1


def test_what_counts_as_right() -> None:
    entities, results, comparisons = reliability([match_paper(GOLD, RECORD)])
    assert entities.bins[9].right == entities.bins[9].found == 3  # 0.9 is the lower edge of the last bin
    assert (entities.bins[3].right, entities.bins[3].found) == (0, 1)
    assert results.found == 2
    assert sum(part.right for part in results.bins) == 0  # the dataset belongs to the core
    assert (comparisons.found, sum(part.right for part in comparisons.bins)) == (2, 0)


@given(st.integers(0, 40), st.integers(1, 40))
def test_the_interval_holds_the_share(right: int, found: int) -> None:
    right = min(right, found)
    low, high = wilson(right, found)
    assert 0 <= low <= right / found + 1e-9
    assert right / found - 1e-9 <= high <= 1


@given(_judged)
def test_the_diagram_is_well_formed_and_has_a_dot_a_bin(judged: list[tuple[float, bool]]) -> None:
    items = [Reliability("a < b", binned(judged)), Reliability("none", binned([]))]
    svg = reliability_svg(items)
    assert svg == reliability_svg(items)
    root = ET.fromstring(svg)
    circles = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(circles) == sum(part.found > 0 for part in items[0].bins)
    assert "a < b" in root.findtext("{http://www.w3.org/2000/svg}desc", "")
