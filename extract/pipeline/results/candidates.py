"""Which mentions could be the metric, dataset, method or task of a number, and how each stands to it.

This part only collects and describes; `results_choice` chooses. A trained ranker can take the choice over and
read the same descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import ClaimContext, Mention
from extract.pipeline.quantities.reading import Quantity
from extract.record import EntityType

_SEPARATORS = re.compile(
    r"\s*(?:(?:[,/;+~\\]|&|(?:and|or|vs|versus|respectively|on\s+average|about|around|up\s+to|over|by|an?"
    r"|approximately|points?|absolute"
    r"|relative|more\s+than|at\s+least|from)\b\.?)\s*)*",
    re.I,
)
_LIST_WORDS = re.compile(
    r"\s*(?:\([^()%.]{0,40}\)\s*)?(?:(?:[,/&+:\\]|['’]s\b|(?:and|or|as\s+well\s+as|the|on|in|for|datasets?"
    r"|benchmarks?|test|sets?|scores?|tasks?"
    r"|models?|val|validation|testing|splits?|metrics?|rates?|challenges?|corpus|corpora|both|its"
    r"|average)\b)\s*)*",
    re.I,
)
_CLAUSE = re.compile(
    r";|,\s*(?:and|while|whereas|but|which|with|when|where|as)\b|\b(?:while|whereas|but)\b|,\s*\w+ing\b", re.I
)


@dataclass(frozen=True, slots=True)
class Group:
    """Quantities or mentions that the text lists side by side."""

    start: int
    end: int
    size: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention as a possible filler, and how it stands to the number.

    `side` is -1 left, +1 right of the number (or of the list it is in); `gap` the text between;
    `numbers` and `rivals` count the other measuring numbers and mentions of the type between; `aligned` is
    true where a list of mentions matches a list of numbers member by member; `listed` names the entities that
    stand in one list with the mention.
    """

    mention: Mention
    side: int
    gap: str
    numbers: int
    rivals: int
    clauses: int
    aligned: bool = False
    listed: tuple[Mention, ...] = field(default=())


@dataclass(slots=True)
class SentenceClaims:
    """A sentence with its measuring numbers and the lists they form."""

    context: ClaimContext
    span: Offsets
    quantities: list[Quantity]
    number_lists: list[list[Quantity]] = field(init=False)

    def __post_init__(self) -> None:
        self.number_lists = _number_lists(self.context, self.quantities)

    def list_of(self, quantity: Quantity) -> list[Quantity]:
        """The list of numbers that a number stands in (itself alone, at least)."""
        return next(members for members in self.number_lists if any(q is quantity for q in members))

    def candidates(self, quantity: Quantity, kind: EntityType) -> list[Candidate]:
        """Every mention of a type in the sentence, described relative to a number."""
        mentions = self.context.mentions_in(*self.span, kind)
        if not mentions:
            return []
        members = self.list_of(quantity)
        # A metric may be printed between the members of a list; it belongs to the number before or after it.
        block = (
            (quantity["start"], quantity["end"])
            if kind == "Metric"
            else (members[0]["start"], members[-1]["end"])
        )
        lists = mention_lists(self.context, mentions)
        candidates = []
        for mention in mentions:
            if block[0] <= mention.start < block[1]:
                block_for = (quantity["start"], quantity["end"])
            else:
                block_for = block
            candidates.append(self._describe(quantity, members, mention, block_for, mentions, lists))
        return candidates

    def _describe(
        self,
        quantity: Quantity,
        members: list[Quantity],
        mention: Mention,
        block: Offsets,
        mentions: Sequence[Mention],
        lists: list[list[Mention]],
    ) -> Candidate:
        side = -1 if mention.start < block[0] else 1
        low, high = (mention.end, block[0]) if side < 0 else (block[1], mention.start)
        own = next(group for group in lists if any(m is mention for m in group))
        entities = _distinct(own)
        gap = self.context.text[low:high]
        return Candidate(
            mention=mention,
            side=side,
            gap=gap,
            numbers=sum(low <= q["start"] < high for q in self.quantities),
            rivals=len(
                {m.entity for m in mentions if low <= m.start < high}
                - {mention.entity}
                - {m.entity for m in own}
            ),
            clauses=len(_CLAUSE.findall(gap)),
            aligned=self._aligned(quantity, members, mention, entities),
            listed=tuple(entities) if len(entities) > 1 else (),
        )

    def _aligned(
        self, quantity: Quantity, members: list[Quantity], mention: Mention, entities: list[Mention]
    ) -> bool:
        if len(entities) < 2 or len(members) != len(entities):
            return False
        position = next(i for i, q in enumerate(members) if q is quantity)
        return entities[position].entity == mention.entity


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    seen: dict[int, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.entity, mention)
    return list(seen.values())


def _number_lists(context: ClaimContext, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    lists: list[list[Quantity]] = []
    for quantity in quantities:
        if lists and _same_list(context, lists[-1][-1], quantity):
            lists[-1].append(quantity)
        else:
            lists.append([quantity])
    return lists


def _same_list(context: ClaimContext, last: Quantity, quantity: Quantity) -> bool:
    if (
        last["pair"]
        or quantity["pair"]
        or last["unit_class"] != quantity["unit_class"]
        or last["kind"] != quantity["kind"]
    ):
        return False
    gap = _without_metrics(context, last["end"], quantity["start"])
    return bool(_SEPARATORS.fullmatch(gap)) and "(" not in gap


def _without_metrics(context: ClaimContext, start: int, end: int) -> str:
    """The text between two numbers with the metrics cut out: `78.3 AP, 80.9 AP and ...` is a list too."""
    text, at, kept = context.text, start, []
    for mention in context.mentions_in(start, end, "Metric"):
        if mention.start >= at and mention.end <= end:
            kept.append(text[at : mention.start])
            at = mention.end
    kept.append(text[at:end])
    return "".join(kept)


def mention_lists(context: ClaimContext, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions grouped where only commas, conjunctions and words such as `datasets` part them."""
    lists: list[list[Mention]] = []
    for mention in mentions:
        gap = context.text[lists[-1][-1].end : mention.start] if lists else ""
        if lists and len(gap) < 60 and _LIST_WORDS.fullmatch(gap):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists
