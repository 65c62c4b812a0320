"""Who achieved a number, and against whom: the subject before it, and the nearest ordering."""

from __future__ import annotations

import re

from extract.pipeline.annotations import Offsets
from extract.pipeline.claim_context import ClaimContext, Mention
from extract.pipeline.claim_orderings import Ordering, Phrase
from extract.pipeline.quantity_reading import Quantity
from extract.pipeline.results_candidates import SentenceClaims

_BASELINE_CUE = re.compile(
    r"\b(?:than|over|versus|vs\.?|against|compared?\s+(?:with|to)|relative\s+to|outperform\w*|surpass\w*"
    r"|exceed\w*|beat\w*|upon|from|prior|previous"
    r"|based\s+on|such\s+as|including|like|with|using|of|on|improv\w+|boost\w*|to|by)\s+(?:[\w'-]+\s+){0,3}$",
    re.I,
)
_OURS = re.compile(
    r"\b(?:we|our|ours|the\s+proposed|this\s+(?:paper|work|method|approach|model|framework)|proposed|it)\b",
    re.I,
)


def method_of(context: ClaimContext, sentence: SentenceClaims, quantity: Quantity) -> str | None:
    """The method that achieved a number: the subject before it, or what the paper proposes."""
    candidates = [
        c for c in sentence.candidates(quantity, "Method") if c.side < 0 and c.mention.role != "compared"
    ]
    aligned = next((c for c in candidates if c.aligned), None)
    if aligned:
        return aligned.mention.name
    subject = subject_before(context, sentence.span[0], quantity["start"])
    return subject.name if subject else context.proposed


def subject_before(context: ClaimContext, start: int, end: int) -> Mention | None:
    """The method named as subject between two offsets: an introduced one, or one that opens it."""
    text = context.text
    subjects = [
        m
        for m in context.mentions_in(start, end, "Method")
        if not _BASELINE_CUE.search(text[max(start, m.start - 40) : m.start])
    ]
    introduced = [m for m in subjects if m.role == "introduced"]
    if introduced:
        return introduced[-1]
    if _OURS.search(text, start, end):
        return None
    return next((m for m in subjects if m.role in ("used", None) and m.start - start < 60), None)


def baseline_of(orderings: list[Ordering], quantity: Quantity, sentence: SentenceClaims) -> Phrase | None:
    """What a change or factor is measured against: the nearest ordering of the same clause."""
    chosen: Phrase | None = None
    nearest = 10_000.0
    for ordering in orderings:
        after = ordering.start >= quantity["end"]
        low, high = (quantity["end"], ordering.start) if after else (ordering.start, quantity["start"])
        between = sum(low <= q["start"] < high for q in sentence.quantities)
        cost = (high - low) / 40 + 0.7 * between + (0.0 if after else 0.3)
        if cost < nearest and ordering.cue != "boost":
            nearest, chosen = cost, _aligned_object(ordering, quantity, sentence)
    return chosen


def baseline_named(context: ClaimContext, span: Offsets) -> Phrase | None:
    """Without an ordering in the sentence: a competitor it names, as its role says."""
    rivals = [m for m in context.mentions_in(*span, "Method") if m.role == "compared"]
    if rivals:
        return Phrase(rivals[0].start, rivals[0].end, rivals[0].name, rivals[0])
    return None


def _aligned_object(ordering: Ordering, quantity: Quantity, sentence: SentenceClaims) -> Phrase:
    members = sentence.list_of(quantity)
    if len(ordering.objects) == len(members) > 1:
        return ordering.objects[next(i for i, q in enumerate(members) if q is quantity)]
    return ordering.objects[0]
