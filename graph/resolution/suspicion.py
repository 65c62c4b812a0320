"""Which merges to look at first.

A name that papers use without spelling it out is in its node because a rule put it there. How much that rule
rests on is what the order is made of: one paper that spells out what ten others only abbreviate, two letters,
a name that things of other types go by as well, spellings that have nothing in common.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pyarrow as pa

from graph.names import is_abbreviation, is_placeholder, name_key, name_words

_FEW_LETTERS = 2
_ALIKE = 0.5
_Reason = tuple[float, str]


@dataclass(frozen=True)
class Suspicion:
    """A name that may be no name of its node. `papers` use it; the examples are among them."""

    node: str
    type: str
    name: str
    to: str
    score: float
    reasons: tuple[str, ...]
    papers: int
    examples: tuple[str, ...]


def suspicions(names: pa.Table) -> list[Suspicion]:
    """The names of a graph (see `graph.resolution.provenance`) that rest on little, the worst first. What
    people decided and what the vocabulary says is not among them."""
    rows = names.to_pylist()
    elsewhere: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        elsewhere[name_key(row["name"])].add(row["type"])
    found = [_suspicion(row, list(_reasons(row, elsewhere))) for row in rows if row["to"] is not None]
    ordered = sorted(found, key=lambda one: (-one.score, -one.papers, one.node, one.name))
    return [one for one in ordered if one.score > 0]


def _suspicion(row: dict[str, Any], reasons: list[_Reason]) -> Suspicion:
    return Suspicion(
        row["node"],
        row["type"],
        row["name"],
        row["to"],
        round(sum(score for score, _ in reasons), 2),
        tuple(reason for _, reason in reasons),
        row["papers"],
        tuple(row["examples"]),
    )


def _reasons(row: dict[str, Any], elsewhere: dict[str, set[str]]) -> Iterator[_Reason]:
    if row["rule"] in ("abbreviation", "custom") and row["alone"]:
        yield from _thin_evidence(row)
        others = sorted(elsewhere[name_key(row["name"])] - {row["type"]})
        if others:
            yield 0.5, f"also the name of a {' and a '.join(others)}"
        if sum(map(str.isalpha, row["name"].rstrip("s"))) <= _FEW_LETTERS:
            yield 0.5, "few letters"
    elif row["rule"] == "paper" and _is_far(row["name"], row["to"]):
        yield 1.5 / row["evidence"], f"spellings far apart, one in {_papers(row['evidence'])}"


def _thin_evidence(row: dict[str, Any]) -> Iterator[_Reason]:
    """Grows with the papers that lean on it, shrinks with those that carry it."""
    alone, evidence = row["alone"], row["evidence"]
    if not evidence:
        yield (
            0.5 + 0.25 * math.log2(alone),
            f"bare in {_papers(alone)}, customary, but never spelled out here",
        )
    elif alone >= evidence or evidence == 1:
        lean = math.log2((alone + 1) / evidence)
        yield 1.0 / evidence + max(lean, 0.0), f"spelled out in {_papers(evidence)}, bare in {alone}"


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def _is_far(name: str, other: str) -> bool:
    """Neither abbreviates the other, no word is in both, and letters agree by chance alone."""
    if is_placeholder(name) or is_placeholder(other):
        return False
    if is_abbreviation(name, other) or is_abbreviation(other, name):
        return False
    one, two = name_key(name), name_key(other)
    if set(name_words(name)) & set(name_words(other)) or one in two or two in one:
        return False
    return SequenceMatcher(None, one, two).ratio() < _ALIKE
