"""Numbers that stand side by side are of one kind: `3.1 and 2.4 points`, `18% on A and 7% on B`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.quantities.reading import Quantity

_GROUP_GAP = re.compile(
    r"\s*(?:,|/|;|and|or|&|to|,\s*and|,\s*or|vs\.?|versus|compared\s+to|\(|\)"
    r"|,\s*respectively,?)*\s*(?:on\s+average\s*)?\+?$"
)
# `an MAE of 0.0876, 0.0014 higher than`, `4.56, or 0.19 more`: two are a list where `and` stands between.
_ASIDE_GAP = re.compile(r"\s*,\s*(?:or\s+)?")
# `18% on KITTI and 7% on Sintel`, `CIFAR-100 (17%), ImageNet-100 (5%)`: the second is what the first is.
_PARALLEL_GAP = re.compile(
    r"(?!.*\b(?:achiev|obtain|reach|attain|yield|result|with|to|from|while|whereas|is|are|of|at"
    r"|than)\w*\b)[^;:.]{1,90}?(?:,|\band|,\s*and|\bor|\()\s*"
    r"(?:an?\s+)?(?:by\s+|over\s+|about\s+|up\s+to\s+)*\+?$",
    re.I,
)


def spread_in_lists(context: ClaimContext, quantities: Sequence[Quantity]) -> None:
    """The members of a list of numbers (`3.1 and 2.4 points`, `by 3.7% and 3.6%`) are of one kind."""
    run: list[Quantity] = []
    for quantity in quantities:
        if run and not _continues(context, run[-1], quantity):
            _settle(context, run)
            run = []
        run.append(quantity)
    _settle(context, run)


def _continues(context: ClaimContext, last: Quantity, quantity: Quantity) -> bool:
    gap = context.text[last["end"] : quantity["start"]]
    if (
        last["pair"]
        or quantity["pair"]
        or (quantity["sign"] and not last["sign"])
        or "(" in gap
        or ")" in gap
    ):
        return False
    same = last["unit_class"] == quantity["unit_class"] or last["unit_class"] == "none"
    return same and bool(_GROUP_GAP.fullmatch(gap))


def _settle(context: ClaimContext, run: list[Quantity]) -> None:
    if len(run) < 2:
        return
    if len(run) == 2 and _ASIDE_GAP.fullmatch(context.text[run[0]["end"] : run[1]["start"]]):
        return
    changed = next((q for q in run if q["kind"] == "change"), None)
    if run[-1]["unit_class"] != "none":
        for quantity in run:
            if quantity["unit_class"] == "none":
                quantity["unit"], quantity["unit_class"] = run[-1]["unit"], run[-1]["unit_class"]
    if changed:
        for quantity in run:
            if quantity["kind"] == "score":
                quantity["kind"], quantity["trend"] = "change", changed["trend"]
    if any(q["measures"] for q in run):
        for quantity in run:
            if (
                not quantity["measures"]
                and (quantity["decimal"] or quantity["unit"] or run[0]["measures"])
                and quantity["rule"] not in ("threshold", "size", "part of a word", "title")
            ):
                quantity["measures"], quantity["rule"] = (
                    True,
                    f"list/{next(q['rule'] for q in run if q['measures'])}",
                )


def spread_in_parallels(context: ClaimContext, quantities: Sequence[Quantity]) -> None:
    for last, quantity in pairwise(quantities):
        gap = context.text[last["end"] : quantity["start"]]
        if not (
            last["measures"]
            and quantity["measures"]
            and last["kind"] == "change"
            and quantity["kind"] == "score"
        ):
            continue
        if last["unit_class"] != quantity["unit_class"] or quantity["pair"] or "\n" in gap:
            continue
        bracketed = gap.rstrip().endswith("(")
        if bracketed != gap.lstrip().startswith(")"):
            continue
        if context.sentence(last["start"]) == context.sentence(quantity["start"]) and _PARALLEL_GAP.fullmatch(
            gap
        ):
            quantity["kind"], quantity["trend"] = "change", last["trend"]
            quantity["rule"] = quantity["rule"].split("/")[0] + "/parallel"
