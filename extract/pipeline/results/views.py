"""A number that measures and its sentence, with what the features of all its slots share."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.claims.orderings import Ordering, Phrase, orderings, phrase_after
from extract.pipeline.claims.rivals import rival_phrases
from extract.pipeline.claims.words import EDGE, NUMBER, Words, length_class
from extract.pipeline.encoder.evidence import Filling, Unnamed
from extract.pipeline.quantities.reading import Quantity
from extract.pipeline.results.candidates import SentenceClaims
from extract.pipeline.words import word_set
from extract.record import EntityType

Slot = Literal["method", "dataset", "metric", "task", "baseline"]
POINTED = 0.1
"""How likely the encoder has to take a word for the beginning of a baseline that nothing else shows."""
_PRONOUN = word_set("we our ours it its this proposed which that they their approach model method")


class NumberView:
    """A measuring number in its sentence, with what the features of all slots share."""

    def __init__(self, sentence: SentenceView, quantity: Quantity) -> None:
        self.sentence, self.quantity = sentence, quantity
        self.row = sentence.row
        self.place = self.row.place(quantity["start"])
        self.kind = quantity["kind"] if not quantity["pair"] else f"{quantity['kind']}-{quantity['pair']}"
        self.contrast = self.row.contrast_before(self.place)
        members = sentence.claims.list_of(quantity)
        self.list_length = len(members)
        self.list_place = next(i for i, q in enumerate(members) if q is quantity)
        self.rank = next(i for i, q in enumerate(sentence.claims.quantities) if q is quantity)

    def read(self, slot: Slot, *fillings: Filling) -> list[str]:
        """What the encoder says of entities (several of a list, or none) or words as what fills a slot."""
        phrases = self.sentence.unnamed if slot == "baseline" else ()
        return self.sentence.context.read.filler(slot, self.quantity["start"], fillings, phrases)

    @cached_property
    def pronoun(self) -> str:
        """The last word before the number that stands for a method without naming it."""
        words = self.row.words
        return next((words[i] for i in range(self.place - 1, -1, -1) if words[i] in _PRONOUN), EDGE)

    @cached_property
    def chain(self) -> list[str]:
        """How the number follows the number or the words for other methods before it: `85.6% vs. 80.9%`."""
        row, place = self.row, self.place
        left, before = row.at(place - 1), row.at(place - 2)
        features = [f"chain {self.contrast} {left}", f"chain {before} {left} {self.kind}"]
        last = next((i for i in range(place - 1, -1, -1) if row.words[i] == NUMBER), None)
        if last is not None:
            gap = row.words[last + 1 : place]
            features.append(f"chain since {' '.join(gap) if len(gap) < 4 else length_class(len(gap))}")
            features.append(f"chain parted {min(row.parted(last, place), 2)} {left}")
        rival = next((r for r in reversed(self.sentence.rivals) if r.end <= self.quantity["start"]), None)
        if rival is not None:
            gap = row.words[row.place(rival.end - 1) + 1 : place]
            named = any(word == "@Method" for word in gap)
            features.append(
                f"chain rival {' '.join(gap) if len(gap) < 3 else length_class(len(gap))} {named}"
            )
        return features

    @cached_property
    def around(self) -> list[str]:
        """The words right beside the number."""
        at, place = self.row.at, self.place
        return [
            f"left {at(place - 1)}",
            f"left {at(place - 2)} {at(place - 1)}",
            f"right {at(place + 1)}",
            f"right {at(place + 1)} {at(place + 2)}",
        ]


class SentenceView:
    """A sentence with measuring numbers, its row of words and its orderings."""

    def __init__(self, context: ClaimContext, claims: SentenceClaims) -> None:
        self.context, self.claims, self.span = context, claims, claims.span
        self.index = context.sentence_index(claims.span[0])
        numbers = [(q["start"], q["end"]) for q in claims.quantities]
        self.row: Words = context.row(claims.span, numbers)

    @cached_property
    def set_against(self) -> list[Ordering]:
        return orderings(self.context, self.span)

    @cached_property
    def rivals(self) -> list[Phrase]:
        return rival_phrases(self.context, self.span)

    @cached_property
    def described(self) -> list[Phrase]:
        """What something is set against here, and the words for rivals."""
        return [thing for ordering in self.set_against for thing in ordering.objects] + self.rivals

    @cached_property
    def pointed(self) -> list[Phrase]:
        """What the encoder takes for the baseline of a number here, and no rule and no name says."""
        taken = [(thing.start, thing.end) for thing in self.described]
        taken += [(m.start, m.end) for m in self.context.mentions_in(*self.span, "Method")]
        found: list[Phrase] = []
        for quantity in self.claims.quantities:
            at = self.context.read.pointed_at("baseline", quantity["start"], self.span, POINTED)
            for phrase in (phrase_after(self.context, start, self.span[1]) for start in at):
                if phrase and not any(a < phrase.end and phrase.start < b for a, b in taken):
                    found.append(phrase)
                    taken.append((phrase.start, phrase.end))
        return found

    @cached_property
    def unnamed(self) -> tuple[Unnamed, ...]:
        """What is set against something here, or stands for a rival, and is no name."""
        things = [*self.described, *self.pointed]
        return tuple(sorted({Unnamed(t.start, t.end) for t in things if t.mention is None}))

    @cached_property
    def names(self) -> dict[EntityType, list[int]]:
        """The entities of each type in the order in which the sentence first names them."""
        found: dict[EntityType, list[int]] = {}
        for mention in self.context.mentions_in(*self.span):
            known = found.setdefault(mention.type, [])
            if mention.entity not in known:
                known.append(mention.entity)
        return found
