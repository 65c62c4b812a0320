"""Is a number a score, a change or a factor, and which way does the measured quantity move?"""

from __future__ import annotations

import re

from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.quantities import cues as cues
from extract.pipeline.quantities.reading import Quantity, Trend
from extract.record import ResultKind

BEFORE = 80
AFTER = 60


class Window:
    """A number with the words on its two sides, within its sentence."""

    def __init__(
        self, context: ClaimContext, quantity: Quantity, before: Quantity | None, following: Quantity | None
    ) -> None:
        self.context, self.quantity = context, quantity
        self.sentence_start, self.sentence_end = context.sentence(quantity["start"])
        start, end = quantity["start"], quantity["end"]
        self.left = context.text[max(self.sentence_start, start - BEFORE) : start]
        self.right = context.text[end : min(self.sentence_end, end + AFTER)]
        low = before["end"] if before else 0
        high = following["start"] if following else len(context.text)
        self.left_own = context.text[max(self.sentence_start, low, start - BEFORE) : start]
        self.right_own = context.text[end : max(end, min(self.sentence_end, high, end + AFTER))]

    def metric_beside(self) -> bool:
        """Is a metric named right before or after the number?"""
        text, quantity = self.context.text, self.quantity
        for mention in self.context.mentions_in(
            quantity["start"] - BEFORE, quantity["end"] + AFTER, "Metric"
        ):
            if mention.end <= quantity["start"] and cues.METRIC_LEFT_GAP.fullmatch(
                text[mention.end : quantity["start"]]
            ):
                return True
            if mention.start >= quantity["end"] and cues.METRIC_RIGHT_GAP.fullmatch(
                text[quantity["end"] : mention.start]
            ):
                return True
        return False


def kind_of(window: Window) -> tuple[ResultKind, Trend | None, str]:
    """The kind, the way the quantity moves and the name of the rule."""
    quantity, left, right = window.quantity, window.left_own, window.right_own
    if quantity["unit_class"] == "times":
        return "factor", _factor_trend(window), "multiple"
    if quantity["unit_class"] == "none" and _is_multiple_without_sign(window):
        return "factor", _factor_trend(window), "bare multiple"
    if quantity["pair"]:
        return "score", None, "pair"
    if quantity["sign"] == "+":
        return "change", "up", "plus"
    if cues.HALVES.match(window.context.text, quantity["start"]):
        return "change", "down", "halves"
    if not (cues.SAVED.search(left) and quantity["unit_class"] == "percent") and _is_share(window):
        return "factor", "down", "share"
    after = _change_after(right)
    if after:
        return "change", after, "noun after"
    if cues.BY.search(left):
        return "change", _trend_before(left) or "better", "by"
    noun = cues.NOUN_BEFORE.search(left)
    if noun:
        return "change", _trend_before(left) or "better", "noun before"
    if not cues.JUST_PASSED.search(left) and cues.NOUN_OR_VERB_BESIDE.search(left):
        return "change", _trend_before(left), "beside"
    if quantity["unit_class"] == "points":
        scored = re.search(r"\b(?:achiev|obtain|reach|attain|yield|scor)\w*\s+(?:an?\s+|\w+\s+of\s+)?$", left)
        return (
            ("score", None, "score")
            if scored
            else ("change", _trend_before(window.left) or "better", "points")
        )
    if cues.RELATIVE.match(right):
        return "change", _trend_before(window.left) or "better", "relative"
    verb = cues.ORDERING_VERB.search(left)
    if verb and verb["between"].strip() and not cues.SCORE_VERB.search(verb["between"]):
        return "change", _trend_before(left) or "better", "weak verb"
    return "score", None, "score"


def _is_multiple_without_sign(window: Window) -> bool:
    if window.quantity["sign"] or "/" in window.quantity["value"]:
        return False
    return bool(cues.FACTOR_BEFORE.search(window.left) or cues.LOST_TIMES_AFTER.match(window.right))


def _is_share(window: Window) -> bool:
    quantity = window.quantity
    if quantity["unit_class"] != "percent" and "/" not in quantity["value"]:
        return False
    if cues.SHARE_OF_OTHER.search(window.left) and re.match(
        r"\s*of\s+(?!the\s+time|cases)", window.right_own
    ):
        return True
    if _saves_data(window):
        return True
    if not cues.SHARE_AFTER.match(window.right_own) or (
        window.metric_beside() and not cues.SHARE_BEFORE.search(window.left)
    ):
        return False
    if "/" in quantity["value"]:
        return True
    data = cues.DATA_AFTER.match(window.right_own)
    return bool(cues.SHARE_BEFORE.search(window.left)) and not (
        data and not re.search(r"\btime\b|as\s+(?:many|much)", data.group())
    )


def _saves_data(window: Window) -> bool:
    """`matches the baseline with only 10% of the labels`: less data for as good an outcome is a saving."""
    if not (cues.ONLY.search(window.left) and cues.DATA_AFTER.match(window.right_own)):
        return False
    return bool(cues.AS_GOOD.search(window.context.text, window.sentence_start, window.sentence_end))


def _change_after(right: str) -> Trend | None:
    noun = cues.NOUN_AFTER.match(right) or cues.OF_NOUN_AFTER.match(right)
    if noun:
        return _trend(noun["cue"], cues.TRENDS) or "better"
    comparative = cues.COMPARATIVE_AFTER.match(right)
    if comparative:
        cue = comparative["cue"].lower()
        if cue.startswith(("absolute", "relative")):
            return None
        return _trend(cue, cues.TREND_AFTER)
    return None


def _trend(cue: str, table: tuple[tuple[Trend, re.Pattern[str]], ...]) -> Trend | None:
    return next((trend for trend, pattern in table if pattern.search(cue)), None)


def _trend_before(left: str) -> Trend | None:
    """By the last word before the number that says which way it went."""
    best: tuple[int, Trend] | None = None
    for trend, pattern in cues.TRENDS:
        for match in pattern.finditer(left):
            if best is None or match.start() > best[0]:
                best = (match.start(), trend)
    return best[1] if best else None


def _factor_trend(window: Window) -> Trend | None:
    if cues.MULTIPLIES.match(window.context.text, window.quantity["start"]):
        return "up"
    right = _trend(window.right_own[:40], cues.TREND_AFTER) or _trend(window.right_own[:40], cues.TRENDS)
    if right and right != "worse":
        return right
    return _trend_before(window.left) or "up"
