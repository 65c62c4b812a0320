"""What a sentence may compare something with, and the features by which a classifier tells how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.claims.orderings import Phrase, phrase_after
from extract.pipeline.claims.rivals import rival_phrases
from extract.pipeline.claims.words import OTHER_NUMBER, Words, length_class
from extract.pipeline.comparisons import patterns as cues
from extract.pipeline.comparisons.arguments import Statement
from extract.pipeline.comparisons.candidates import is_background, state_of_the_art, statements
from extract.pipeline.words import word_set

_NEGATION = word_set("not no without fail fails failed cannot never neither nor hardly")
_BEFORE, _AFTER = 12, 8
READ_AS_OBJECT = 0.25
"""How likely the encoder has to take a word for the beginning of an object that no cue, no name shows."""


@dataclass(slots=True)
class Rival:
    """A possible object: what it is, the statements that have it as their object, and where the list that it
    stands in begins. For a new best `thing` is None and the statement is the claim."""

    thing: Phrase | None
    start: int
    end: int
    list_start: int
    place_in_list: int
    said: list[Statement] = field(default_factory=list)

    @property
    def cue_start(self) -> int:
        """Where the claim is made: at its first cue, or at the thing itself."""
        return self.said[0].start if self.said else self.list_start


class ComparisonView:
    """A sentence with its possible objects."""

    def __init__(self, context: ClaimContext, sentence: Offsets) -> None:
        self.context, self.span = context, sentence
        self.index = context.sentence_index(sentence[0])
        self.row: Words = context.row(sentence, ())
        self.rivals = _rivals(context, sentence)
        best = state_of_the_art(context, sentence)
        self.best = Rival(None, best.start, best.end, best.start, 0, [best]) if best else None

    @cached_property
    def background(self) -> bool:
        return is_background(self.context, self.span)

    @cached_property
    def shared(self) -> list[str]:
        """Features of the sentence as a whole."""
        methods = self.context.mentions_in(*self.span, "Method")
        introduced = any(m.role == "introduced" for m in methods)
        words = set(self.row.words)
        return [
            f"background {self.background}",
            f"title {self.index == 0}",
            f"to the end {min(len(self.context.sentences) - self.index, 5)}",
            f"opens {self.row.at(0)}",
            f"opens {self.row.at(0)} {self.row.at(1)}",
            f"introduced {introduced}",
            f"methods {min(len({m.entity for m in methods}), 4)}",
            f"we {'we' in words} our {'our' in words}",
            f"numbers {any(word[0].isdigit() for word in words)}",
        ]


def comparison_views(context: ClaimContext) -> list[ComparisonView]:
    """The sentences that may order something; the title is read only where it is all there is."""
    return [
        ComparisonView(context, sentence)
        for sentence in context.sentences[1:] or context.sentences
        if _may_order(context.text[slice(*sentence)].lower())
    ]


def _may_order(words: str) -> bool:
    return any(stem in words for stem in cues.ORDERING_STEMS)


def _rivals(context: ClaimContext, sentence: Offsets) -> list[Rival]:
    """Objects of cues first; then names and words for other methods that no cue has as its object; at last
    what the encoder alone takes for one."""
    found: list[Rival] = []
    for statement in statements(context, sentence):
        for position, thing in enumerate(statement.objects):
            known = next((r for r in found if r.start < thing.end and thing.start < r.end), None)
            if known is None:
                start = statement.objects[0].start
                known = Rival(thing, thing.start, thing.end, start, position)
                found.append(known)
            known.said.append(statement)
    others = [
        *(Phrase(m.start, m.end, m.name, m) for m in context.mentions_in(*sentence, "Method")),
        *rival_phrases(context, sentence),
        *_read_as_objects(context, sentence),
    ]
    for thing in others:
        only_a_factor = cues.FACTOR_THAN.search(context.text, max(sentence[0], thing.start - 60), thing.start)
        if not only_a_factor and not any(r.start < thing.end and thing.start < r.end for r in found):
            found.append(Rival(thing, thing.start, thing.end, thing.start, 0))
    return _once(found)


def _read_as_objects(context: ClaimContext, sentence: Offsets) -> Iterator[Phrase]:
    for start in context.read.objects_in(sentence, READ_AS_OBJECT):
        phrase = phrase_after(context, start, sentence[1])
        if phrase is not None:
            yield phrase


def _once(rivals: Sequence[Rival]) -> list[Rival]:
    """One of each name, that with a cue before that without, in the order of the text."""
    kept: dict[str, Rival] = {}
    for rival in sorted(rivals, key=lambda r: (not r.said, r.start)):
        assert rival.thing is not None
        kept.setdefault(rival.thing.text.lower(), rival)
    return sorted(kept.values(), key=lambda r: r.start)


def rival_features(view: ComparisonView, rival: Rival) -> list[str]:
    """Features of an object for the classifier of relations."""
    row = view.row
    head, last = row.place(rival.list_start), row.place(rival.end - 1)
    features = [*view.shared, *_words_around(row, head, last), *_cue_features(row, rival, head)]
    features += view.context.read.relation(rival.start)
    thing = rival.thing
    assert thing is not None
    features.append(f"in list {min(rival.place_in_list, 3)}")
    if thing.mention is not None:
        proposed = thing.mention.name == view.context.proposed
        features += [f"role {thing.mention.role}", f"proposed {proposed}"]
        named = "named"
    else:
        words = re.findall(r"[a-z]+", thing.text.lower())
        features += [f"phrase {word}" for word in words[:8]]
        features += [f"phrase ends {words[-1] if words else ''}", f"phrase length {min(len(words), 8)}"]
        named = "phrase"
    features.append(f"{named} cue {rival.said[0].cue if rival.said else None}")
    return features


def best_features(view: ComparisonView, rival: Rival) -> list[str]:
    """Features of a possible claim of a new best."""
    row = view.row
    head, last = row.place(rival.start), row.place(rival.end - 1)
    cue = rival.said[0].cue
    features = [*view.shared, *_words_around(row, head, last), cue]
    features += [f"cue has {word}" for word in row.words[head : last + 1]]
    features += [f"{cue} {feature}" for feature in view.shared[:3]]
    features.append(f"cue opens {row.at(head)} {row.at(head + 1)}")
    features.append(f"cue ends {row.at(last - 1)} {row.at(last)} {row.at(last + 1)}")
    return features


def _words_around(row: Words, head: int, last: int) -> list[str]:
    at = row.at
    features = [f"left {step} {at(head - step)}" for step in range(1, 5)]
    features += [f"right {step} {at(last + step)}" for step in range(1, 4)]
    before = row.words[max(0, head - _BEFORE) : head]
    features += [
        f"left {at(head - 2)} {at(head - 1)}",
        f"left {at(head - 3)} {at(head - 2)} {at(head - 1)}",
        f"right {at(last + 1)} {at(last + 2)}",
        f"negated {bool(_NEGATION.intersection(before))}",
    ]
    features += [f"before {word}" for word in set(before)]
    features += [f"behind {word}" for word in set(row.words[last + 1 : last + 1 + _AFTER])]
    return features


def _cue_features(row: Words, rival: Rival, head: int) -> list[str]:
    if not rival.said:
        return ["no cue"]
    features = [f"cues {' '.join(sorted({said.cue for said in rival.said}))}"]
    for said in rival.said:
        place = row.place(said.start)
        negated = bool(_NEGATION.intersection(row.words[max(0, place - 4) : place]))
        features += [
            f"cue {said.cue} {said.relation}",
            f"cue {said.cue} {said.relation} negated {negated}",
            f"cue {said.cue} measured {OTHER_NUMBER in row.words[max(0, place - 4) : place]}",
            f"cue word {row.at(place)} {said.relation}",
            f"cue word {row.at(place)} {row.at(place + 1)}",
            f"cue after {row.at(place - 1)}",
            f"cue after {row.at(place - 2)} {row.at(place - 1)}",
            f"cue far {length_class(max(0, head - place - 1))}",
        ]
        features += [f"cue before {word}" for word in set(row.words[max(0, place - 8) : place])]
    return features
