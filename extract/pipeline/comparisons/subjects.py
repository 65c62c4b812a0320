"""Who a comparison may be said of: names, words such as `our method`, what the paper proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.pipeline.claims.context import Mention
from extract.pipeline.claims.words import EDGE, between
from extract.pipeline.comparisons.arguments import OWN_PHRASE, WE, phrase_before
from extract.pipeline.comparisons.objects import ComparisonView, Rival
from extract.pipeline.results.features import Filler
from extract.pipeline.words import word_set

_PRONOUN = word_set("we our ours it its this proposed which that they these both their")
_BACK = 2


def subjects(view: ComparisonView, rival: Rival, relation: str) -> list[Filler]:
    """All that may be the subject of a relation to a rival, each with its features."""
    anchor = _Anchor(view, rival, relation)
    found = list(_in_sentence(anchor))
    inside = {filler.names for filler in found}
    return found + [filler for filler in _elsewhere(anchor) if filler.names not in inside]


class _Anchor:
    """The place where a comparison is made, and what its subjects are seen against."""

    def __init__(self, view: ComparisonView, rival: Rival, relation: str) -> None:
        self.view, self.rival, self.relation = view, rival, relation
        self.row, self.context = view.row, view.context
        self.place = self.row.place(rival.cue_start)
        words = self.row.words
        self.pronoun = next((words[i] for i in range(self.place - 1, -1, -1) if words[i] in _PRONOUN), EDGE)
        self.cue = rival.said[0].cue if rival.said else "none"
        object_ = rival.thing
        self.object = object_.mention.entity if object_ and object_.mention else -1

    def around(self, start: int, what: str) -> list[str]:
        """Features of something at an offset of the sentence."""
        place = self.row.place(start)
        side = "L" if place < self.place else "R"
        left, right = sorted((place, self.place))
        return [
            what,
            f"{side} {what}",
            f"{side} {what} {self.relation}",
            f"{side} {what} {self.cue}",
            f"{side} {what} opens {place < 3}",
            f"{side} {what} after {self.row.at(place - 1)}",
            f"{side} {what} pronoun {self.pronoun}",
            f"{side} contrast {self.row.contrast_before(place)}",
            f"{side} mention after {self.row.at(place - 2)} {self.row.at(place - 1)}",
            *between(self.row, left, right, side),
        ]

    def read(self, entity: int) -> list[str]:
        """What the encoder says of an entity as the subject."""
        return self.context.read.filler("subject", self.rival.start, [entity])


def _in_sentence(anchor: _Anchor) -> Iterator[Filler]:
    view, context = anchor.view, anchor.context
    mentions = [m for m in context.mentions_in(*view.span, "Method") if m.entity != anchor.object]
    for mention in mentions:
        what = _what(anchor, mention)
        features = anchor.around(mention.start, what)
        place = view.row.place(mention.start)
        nearer = sum(view.row.place(m.start) > place for m in mentions if m.start < anchor.rival.cue_start)
        features.append(f"{what} nearer {min(nearer, 3) if place < anchor.place else None}")
        features.append(f"{what} of {min(len(mentions), 4)}")
        features += context.salience(mention.entity)
        features += anchor.read(mention.entity)
        yield Filler((mention.name,), features)
    for match in OWN_PHRASE.finditer(context.text, *view.span):
        if not any(m.start < match.end() and match.start() < m.end for m in mentions):
            yield Filler((match.group(),), _phrase_features(anchor, match.start(), match.group(), "own"))
    for statement in anchor.rival.said[:1]:
        if statement.subject:
            yield Filler((statement.subject,), ["stated", f"stated {statement.cue}"])
        thing = phrase_before(context, view.span, statement.start)
        if thing and thing.mention is None and not OWN_PHRASE.search(thing.text):
            yield Filler((thing.text,), _phrase_features(anchor, thing.start, thing.text, "words"))


def _phrase_features(anchor: _Anchor, start: int, text: str, what: str) -> list[str]:
    proposed = bool(anchor.context.proposed)
    words = re.findall(r"[a-z]+", text.lower())
    return [
        *anchor.around(start, what),
        f"{what} proposed {proposed}",
        f"{what} length {min(len(words), 6)} {proposed}",
        *[f"{what} word {word}" for word in words[:6]],
        *[f"{what} word {word} {proposed}" for word in words[:6]],
    ]


def _elsewhere(anchor: _Anchor) -> Iterator[Filler]:
    """What the paper introduces, methods of earlier sentences, and words for the authors' own work."""
    view, context = anchor.view, anchor.context
    seen = {m.entity for m in context.mentions_in(*view.span, "Method")}
    for index in range(view.index - 1, max(-1, view.index - 1 - _BACK), -1):
        for mention in context.mentions_in(*context.sentences[index], "Method"):
            if mention.entity not in seen:
                seen.add(mention.entity)
                yield _named_away(anchor, mention, f"back {view.index - index}")
    for mention in context.mentions:
        if mention.type == "Method" and mention.role == "introduced" and mention.entity not in seen:
            seen.add(mention.entity)
            yield _named_away(anchor, mention, "far")
    text, own = context.text, context.sentences[min(1, len(context.sentences) - 1)][0]
    we = WE.search(text, *view.span)
    words = "we" if we and we.group().lower() == "we" else "our method"
    yield Filler((words,), _away(anchor, words, "pronoun"))
    phrase = next(OWN_PHRASE.finditer(text, own), None)
    if phrase:
        yield Filler((phrase.group(),), _away(anchor, "first own phrase", "pronoun"))


def _named_away(anchor: _Anchor, mention: Mention, where: str) -> Filler:
    what = _what(anchor, mention)
    salience = [f"else {feature}" for feature in anchor.context.salience(mention.entity)]
    return Filler((mention.name,), [*_away(anchor, what, where), *salience, *anchor.read(mention.entity)])


def _what(anchor: _Anchor, mention: Mention) -> str:
    return "proposed" if mention.name == anchor.context.proposed else str(mention.role)


def _away(anchor: _Anchor, what: str, where: str) -> list[str]:
    context = anchor.context
    return [
        f"else {what}",
        f"else {what} {where}",
        f"else {what} {anchor.relation}",
        f"else {what} {anchor.cue}",
        f"else {what} pronoun {anchor.pronoun}",
        f"else {what} opens {anchor.row.at(0)}",
        f"else {what} background {anchor.view.background}",
        f"else {what} introduced {min(context.count('Method', 'introduced'), 3)}",
        f"else {what} proposed {bool(context.proposed)}",
    ]
