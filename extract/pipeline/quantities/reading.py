"""Reading quantities off the text: value, unit, sign, ranges, `from A to B` pairs, numbers in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, TypedDict

from extract.pipeline.annotations import Offsets
from extract.pipeline.quantities import patterns as grammar
from extract.record import Qualifier, ResultKind

Trend = Literal["up", "down", "better", "worse"]
Pair = Literal["from", "to"]
UnitClass = Literal["percent", "points", "times", "measure", "none"]

BEFORE = 90
AFTER = 90
STEP_END, STEP_RATIO = 20, 8
"""Of numbers with a point, `by A to B` is no range where B is so large, and so many times A."""


class Quantity(TypedDict):
    """One number. `start` and `end` hold its sign and unit; `value` and `unit` are as a record has them.

    `measures` says whether it measures a method, `confidence` how likely that and its `kind` are right;
    `rule` names the pattern that spoke for it. `trend` is which way the measured quantity moves: `better` and
    `worse` depend on whether more of it is good.
    """

    start: int
    end: int
    value: str
    unit: str
    unit_class: UnitClass
    sign: str
    decimal: bool
    pair: Pair | None
    qualifier: Qualifier | None
    kind: ResultKind
    trend: Trend | None
    measures: bool
    rule: str
    confidence: float


def find_quantities(text: str, names: Sequence[Offsets] = ()) -> list[Quantity]:
    """The quantities of a text in order, without those inside `names` (spans of entities, any order)."""
    inside = _Inside(names)
    found = [q for q in _words(text) if not inside(q["start"], q["end"])]
    taken = _Inside([(q["start"], q["end"]) for q in found])
    for quantity in _digits(text):
        number = (quantity["start"], quantity["start"] + len(quantity["sign"] + quantity["value"]))
        if not inside(*number) and not taken(*number):
            found.append(quantity)
    found.sort(key=lambda q: (q["start"], -q["end"]))
    return _join(text, _without_overlap(found))


class _Inside:
    """Whether a stretch touches one of the given spans."""

    def __init__(self, spans: Sequence[Offsets]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]
        self.longest = max((end - start for start, end in self.spans), default=0)

    def __call__(self, start: int, end: int) -> bool:
        for index in range(bisect_right(self.starts, end - 1) - 1, -1, -1):
            low, high = self.spans[index]
            if high > start:
                return True
            if low + self.longest <= start:
                return False
        return False


def _quantity(start: int, end: int, value: str, unit: str, unit_class: UnitClass, sign: str = "") -> Quantity:
    return Quantity(
        start=start, end=end, value=value, unit=unit, unit_class=unit_class, sign=sign,
        decimal="." in value, pair=None, qualifier=None, kind="score", trend=None, measures=False, rule="",
        confidence=1.0,
    )  # fmt: skip


def _digits(text: str) -> Iterator[Quantity]:
    for match in grammar.NUMBER.finditer(text):
        if not _starts_a_number(text, match):
            continue
        unit, unit_class, end = _unit_after(text, match.end() + text.startswith("+", match.end()))
        if unit == "s" and end == match.end() + 1 and len(match["number"]) == 4:
            continue  # a decade: 1930s
        sign = (match["sign"] or "").strip().translate(_MINUS)
        yield _quantity(match.start(), end, match["number"], unit, unit_class, sign)


_MINUS = str.maketrans("−–", "--")


def _starts_a_number(text: str, match: re.Match[str]) -> bool:
    """After a slash, only the second of two scores (`81.3%/89.9%`); after `x-`, the end of a range."""
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith("/"):
        return before.startswith("%") or "." in match["number"]
    if before.lower().endswith("x-"):
        return text[max(0, match.start() - 3)].isdigit()
    return True


def _unit_after(text: str, at: int) -> tuple[str, UnitClass, int]:
    match = grammar.UNIT.match(text, at)
    if not match:
        return "", "none", at
    if match["percent"]:
        points = grammar.POINTS_AFTER_PERCENT.match(text, match.end())
        return "%", "percent", points.end() if points else match.end()
    if match["points"]:
        return "points", "points", match.end()
    if match["times"]:
        return "x", "times", match.end()
    return match["measure"].strip(" -"), "measure", match.end()


def _words(text: str) -> Iterator[Quantity]:
    lower = text.lower()
    if any(stem in lower for stem in grammar.UNIT_STEMS):
        for match in grammar.NUMBER_IN_WORDS.finditer(text):
            unit, unit_class, _ = _unit_after(text, match.start("unit"))
            value = str(grammar.count_of(match["number"]))
            yield _quantity(match.start(), match.end(), value, unit, unit_class)
    if not any(stem in lower for stem in grammar.WORD_STEMS):
        return
    for match in grammar.MAGNITUDES.finditer(text):
        low, high = grammar.count_of(match["low"]), match["high"]
        if match["low"].lower() == "several":
            continue
        value = str(10**low) if not high else f"{10**low}-{10 ** grammar.count_of(high)}"
        yield _quantity(match.start(), match.end(), value, "x", "times")
    for match in grammar.TWICE.finditer(text):
        value = "3" if match["three"] else "4" if match["four"] else "2"
        yield _quantity(match.start("passive" if match["passive"] else 0), match.end(), value, "x", "times")
    for match in grammar.FACTOR_IN_WORDS.finditer(text):
        value = str(grammar.count_of(match["number"]))
        yield _quantity(match.start("number"), match.end(), value, "x", "times")
    for match in grammar.HALVING.finditer(text):
        start = match.start(next((group for group in ("half", "passive") if match[group]), 0))
        yield _quantity(start, match.end(), "50", "%", "percent")
    for match in chain(grammar.FRACTION.finditer(text), grammar.FRACTION_LESS.finditer(text)):
        yield _quantity(match.start(), match.end(), *_fraction(match))
    for match in grammar.SLASH_FRACTION.finditer(text):
        yield _quantity(match.start(), match.end(), match["value"].rstrip("thrd"), "", "none")


def _fraction(match: re.Match[str]) -> tuple[str, str, UnitClass]:
    part = match["part"].lower()
    parts = grammar.PARTS[part if part in grammar.PARTS else part.rstrip("s")]
    if parts == 2:
        return "50", "%", "percent"
    return f"{grammar.count_of(match['count'] or 'one')}/{parts}", "", "none"


def _without_overlap(quantities: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in quantities:
        if not kept or quantity["start"] >= kept[-1]["end"]:
            kept.append(quantity)
    return kept


def _join(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Ranges made one; `from A to B` marked as a pair; margins of error left out."""
    joined: list[Quantity] = []
    for quantity in quantities:
        gap = text[joined[-1]["end"] : quantity["start"]] if joined else ""
        if quantity["sign"] == "±" or (joined and re.fullmatch(r"\s?(?:±|\+/-|\+-|\\pm)\s?", gap)):
            continue
        if joined and _is_range(text, joined[-1], quantity, gap):
            _extend(joined[-1], quantity)
            continue
        if joined and not joined[-1]["pair"] and _is_pair(text, joined[-1], quantity, gap):
            joined[-1]["pair"], quantity["pair"] = "from", "to"
            _share_unit(joined[-1], quantity)
        joined.append(quantity)
    return joined


def _is_range(text: str, low: Quantity, high: Quantity, gap: str) -> bool:
    if "-" in low["value"] or not _units_agree(low, high):
        return False
    if not gap.strip() and (
        high["sign"] == "-" or (low["unit_class"] == "none" and low["decimal"] and high["decimal"])
    ):
        return True  # `5-9x`, and `2.97 25.22x` where markup has lost the dash
    before = text[max(0, low["start"] - BEFORE) : low["start"]]
    if grammar.RANGE_DASH.fullmatch(gap):
        return True
    if grammar.RANGE_TO.fullmatch(gap):
        if before.endswith("(") and text.startswith(")", high["end"]) and not low["sign"]:
            return False
        return not _is_step(low, high) and (
            not grammar.FROM.search(before) or bool(grammar.RANGING.search(before))
        )
    return gap.strip() in ("and", "to") and bool(grammar.BETWEEN.search(before))


def _is_step(low: Quantity, high: Quantity) -> bool:
    """`rises by 1.4 to 36.1`: by how much, and up to where; as a range it would be wide."""
    if not (low["decimal"] and high["decimal"]) or "-" in high["value"]:
        return False
    first, last = (float(quantity["value"].replace(",", "")) for quantity in (low, high))
    return last >= STEP_END and last >= STEP_RATIO * first


def _is_pair(text: str, low: Quantity, high: Quantity, gap: str) -> bool:
    before = text[max(0, low["start"] - BEFORE) : low["start"]]
    bracketed = before.endswith("(") and text.startswith(")", high["end"])
    return (
        _units_agree(low, high)
        and (bracketed or bool(grammar.FROM.search(before)))
        and bool(grammar.FROM_TO_GAP.fullmatch(gap))
        and not low["sign"]
    )


def _units_agree(low: Quantity, high: Quantity) -> bool:
    return low["unit_class"] == high["unit_class"] or low["unit_class"] == "none"


def _share_unit(low: Quantity, high: Quantity) -> None:
    if low["unit_class"] == "none":
        low["unit"], low["unit_class"] = high["unit"], high["unit_class"]


def _extend(low: Quantity, high: Quantity) -> None:
    low["value"] = f"{low['value']}-{high['value']}"
    low["end"] = high["end"]
    low["decimal"] = low["decimal"] or high["decimal"]
    low["unit"], low["unit_class"] = high["unit"], high["unit_class"]


def qualifier_of(text: str, quantity: Quantity) -> Qualifier | None:
    """`max` (up to), `min` (at least), `avg` (on average) or `approx` (about), by the words beside it."""
    before = text[max(0, quantity["start"] - BEFORE) : quantity["start"]]
    for qualifier, pattern in grammar.QUALIFIERS:
        if pattern.search(before):
            return qualifier
    if text.startswith("+", quantity["end"] - len(quantity["unit"]) - 1) and not quantity["sign"]:
        return "min"
    return "avg" if grammar.AVERAGE_AFTER.match(text, quantity["end"]) else None
