"""Does a number measure a method at all?

Numbers with a percent sign, a multiple or points nearly always measure something in an abstract, bare numbers
seldom do unless a metric stands beside them. Settings are told by the words after them (`1% labels`, `0.5 IoU
threshold`, `7x larger`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.quantities import cues as cues
from extract.pipeline.quantities.kinds import Window, kind_of
from extract.pipeline.quantities.lists import spread_in_lists, spread_in_parallels
from extract.pipeline.quantities.reading import Quantity, qualifier_of
from extract.record import ResultKind


def judge(context: ClaimContext, quantities: Sequence[Quantity]) -> None:
    """Set `measures`, `rule`, `kind`, `trend` and `qualifier` of the quantities, in place."""
    before: Quantity | None = None
    for position, quantity in enumerate(quantities):
        following = quantities[position + 1] if position + 1 < len(quantities) else None
        window = Window(context, quantity, before, following)
        _judge_one(window)
        before = quantity
    spread_in_lists(context, quantities)
    spread_in_parallels(context, quantities)


def _judge_one(window: Window) -> None:
    quantity = window.quantity
    quantity["qualifier"] = qualifier_of(window.context.text, quantity)
    kind, trend, kind_rule = kind_of(window)
    measures, rule = _measures(window, kind, kind_rule)
    quantity["kind"], quantity["trend"], quantity["measures"] = kind, trend, measures
    quantity["rule"] = f"{rule}/{kind_rule}" if measures else rule


def _measures(window: Window, kind: ResultKind, kind_rule: str) -> tuple[bool, str]:
    quantity, left, right = window.quantity, window.left, window.right
    if window.sentence_start == 0 and quantity["unit_class"] in ("none", "measure"):
        return False, "title"
    if cues.IOU_THRESHOLD.search(left) or cues.HYPER_PARAMETER_BEFORE.search(left):
        return False, "threshold"
    if cues.THRESHOLD_BEFORE.search(left) and not (
        quantity["unit_class"] == "none" and window.metric_beside()
    ):
        return False, "threshold"
    if cues.THRESHOLD_AFTER.match(right):
        return False, "size"
    if quantity["unit_class"] == "percent":
        return _percent_measures(window, kind, kind_rule)
    if quantity["unit_class"] == "times":
        return _times_measures(window)
    if quantity["unit_class"] == "points":
        weak = kind_rule == "points" and not quantity["decimal"]
        return (False, "points") if weak else (True, "points")
    if quantity["unit_class"] == "measure":
        return _measure_measures(window, kind)
    return _bare_measures(window, kind, kind_rule)


def _times_measures(window: Window) -> tuple[bool, str]:
    quantity, left, right = window.quantity, window.left, window.right
    if (
        cues.SIZE_AFTER.match(right)
        or cues.RESOLUTION_BEFORE.search(left)
        or re.match(r"[\s-]*(?:cross|\d)", right)
    ):
        return False, "size"
    printed = window.context.text[quantity["start"] : quantity["end"]]
    if cues.MULTIPLIES.match(printed):
        return True, "times"
    enumerates = re.search(r"\b(?:is|are|was|were)\s+$", left) and re.match(r"\s*[.:,;(]", right)
    if enumerates:
        return False, "enumeration"
    if re.search(r"times$|fold$", printed) and not (
        cues.MULTIPLE_AFTER.match(right) or cues.MULTIPLE_BEFORE.search(left)
    ):
        return False, "repetition"
    return True, "times"


def _percent_measures(window: Window, kind: ResultKind, kind_rule: str) -> tuple[bool, str]:
    if kind != "score" or window.quantity["sign"] == "+":
        return True, "percent"
    if cues.DATA_AFTER.match(window.right_own) and not window.metric_beside():
        setting = cues.SETTING_BEFORE.search(window.left) or re.search(r"[(>]\s*$", window.left)
        return (False, "setting") if setting else (True, "percent-share")
    return True, "percent"


def _measure_measures(window: Window, kind: ResultKind) -> tuple[bool, str]:
    if cues.NO_NUMBER_AFTER.match(window.right) or cues.MEASURE_AFTER.match(window.right):
        return False, "extent"
    if not cues.STRICT_MEASURES.match(window.quantity["unit"]) or kind != "score" or window.metric_beside():
        return True, "measure"
    return (True, "measure-cue") if cues.MEASURE_BEFORE.search(window.left) else (False, "extent")


def _bare_measures(window: Window, kind: ResultKind, kind_rule: str) -> tuple[bool, str]:
    quantity, text = window.quantity, window.context.text
    if "/" in quantity["value"]:
        return (kind != "score" or bool(cues.SHARE_AFTER.match(window.right))), "fraction"
    if kind == "factor":
        return True, "factor"
    near_metric = window.metric_beside()
    if cues.NO_NUMBER_AFTER.match(window.right) and not near_metric:
        return False, "part of a word"
    if near_metric:
        return True, "metric"
    if quantity["sign"] == "+" and not re.match(r"\s*[A-Za-z]", window.right):
        return True, "plus"
    metric = bool(window.context.mentions_in(window.sentence_start, window.sentence_end, "Metric"))
    if quantity["pair"]:
        return metric or quantity["decimal"], "pair"
    if not quantity["decimal"]:
        return False, "count"
    if kind == "change" and not kind_rule.startswith("weak"):
        return True, "decimal change"
    sentence = text[window.sentence_start : window.sentence_end]
    return metric or bool(cues.CLAIM_VERB.search(sentence)), "decimal"
