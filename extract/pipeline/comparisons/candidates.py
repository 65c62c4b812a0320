"""All orderings that a sentence may state, by its cues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.claims.orderings import objects_after
from extract.pipeline.comparisons import patterns as cues
from extract.pipeline.comparisons.arguments import Statement, is_method, phrase_before
from extract.record import Relation

CLAUSE = 110


def statements(context: ClaimContext, sentence: Offsets) -> list[Statement]:
    """All that the cues of a sentence may state, in order; two cues may read the same words as object.

    Which of them are meant is for a classifier to say; a cue that rules would not trust is called `weak`.
    """
    found: list[Statement] = []
    words = context.text[slice(*sentence)].lower()
    for stems, finder in _FINDERS:
        if any(stem in words for stem in stems):
            found.extend(finder(context, sentence))
    return sorted(found, key=lambda s: s.start)


def is_background(context: ClaimContext, sentence: Offsets) -> bool:
    """Does the sentence speak of the field, and not of what this paper shows?"""
    if any(m.role == "introduced" for m in context.mentions_in(*sentence, "Method")):
        return False
    if not cues.OWN_WORK.search(context.text, *sentence):
        return True
    own = re.search(r"\b(?:we|our|proposed)\b", context.text[slice(*sentence)], re.I)
    return bool(cues.BACKGROUND.match(context.text, sentence[0])) and not own


def _beats(context: ClaimContext, sentence: Offsets) -> Iterator[Statement]:
    for match in cues.BEATS.finditer(context.text, *sentence):
        before = context.text[max(sentence[0], match.start() - 60) : match.start()]
        if cues.PASSIVE_BEFORE.search(before):
            by = cues.BY.match(context.text, match.end())
            if by:
                yield from _passive(context, sentence, match.start(), by.end(), before)
            continue
        if cues.NEGATED_BEFORE.search(before):
            yield from _turned(context, sentence, match.start(), match.end(), "negated")
            continue
        relation: Relation = "matches" if cues.EQUAL_OR_BEFORE.search(before) else "outperforms"
        yield from _statement(context, sentence, match.start(), match.end(), "beats", relation)


def _passive(
    context: ClaimContext, sentence: Offsets, start: int, end: int, before: str
) -> Iterator[Statement]:
    """`A is outperformed by B`: of the two, the paper's own method becomes the subject."""
    patient = phrase_before(context, sentence, start)
    for agent in objects_after(context, end, sentence[1]):
        own = (agent.mention is not None and agent.mention.role == "introduced") or bool(
            cues.OWN.match(agent.text)
        )
        if cues.NOT_SURPASSED.search(before):
            yield Statement(start, end, "passive", "outperforms", (agent,), patient.text if patient else None)
        elif own and patient:
            subject = agent.mention.name if agent.mention else context.proposed or agent.text
            yield Statement(start, end, "passive", "outperforms", (patient,), subject)
        else:
            yield Statement(
                start, end, "passive", "underperforms", (agent,), patient.text if patient else None
            )


def _turned(context: ClaimContext, sentence: Offsets, start: int, end: int, cue: str) -> Iterator[Statement]:
    """A statement of being worse, which is as a rule made of the method named right before it."""
    subject = phrase_before(context, sentence, start)
    for statement in _statement(context, sentence, start, end, cue, "underperforms"):
        text = subject.text if subject else None
        yield Statement(start, end, cue, "underperforms", statement.objects, text)


def _trails(context: ClaimContext, sentence: Offsets) -> Iterator[Statement]:
    for match in cues.TRAILS.finditer(context.text, *sentence):
        yield from _turned(context, sentence, match.start(), match.end(), "trails")


def _equals(context: ClaimContext, sentence: Offsets) -> Iterator[Statement]:
    for match in cues.EQUALS.finditer(context.text, *sentence):
        if cues.NOT_EQUAL.search(match.group()) or match.start() - sentence[0] < 2:
            continue
        before = context.text[max(sentence[0], match.start() - 60) : match.start()]
        if cues.NEGATED_BEFORE.search(before):
            yield from _turned(context, sentence, match.start(), match.end(), "negated")
            continue
        for statement in _statement(context, sentence, match.start(), match.end(), "equals", "matches"):
            yield statement if _are_peers(statement) else replace(statement, cue="equals weak")


def _against(context: ClaimContext, sentence: Offsets) -> Iterator[Statement]:
    for match in cues.SET_AGAINST.finditer(context.text, *sentence):
        relation = _relation_before(context, sentence, match)
        cue = "against" if relation else "against weak"
        before = context.text[max(sentence[0], match.start() - 60) : match.start()]
        if cues.FACTOR_BEFORE.search(before):
            continue
        if relation == "underperforms" and (_NO_GAIN.search(before) or cues.NEGATED_BEFORE.search(before)):
            cue = "negated"
        for statement in _statement(
            context, sentence, match.start(), match.end(), cue, relation or "outperforms"
        ):
            weak = relation == "matches" and not _are_peers(statement)
            yield replace(statement, cue="against weak") if weak else statement


def _are_peers(statement: Statement) -> bool:
    return all(is_method(thing) or cues.PEER.search(thing.text) for thing in statement.objects)


def _relation_before(context: ClaimContext, sentence: Offsets, match: re.Match[str]) -> Relation | None:
    """By the words of the clause before `than`, `over`, `compared to` (after, where it opens it)."""
    text = context.text
    opens = match.start() - sentence[0] < 3
    words = (
        text[match.end() : sentence[1]]
        if opens
        else text[max(sentence[0], match.start() - CLAUSE) : match.start()]
    )
    cue = match["cue"].lower()
    if cue in ("over", "than", "against", "vs", "vs.", "versus"):
        words = re.split(r"[;:]|,\s(?:and|while|but)\s", words)[-1]
        if cue == "than" and re.search(r"\b(?:more|less|fewer|other|rather|no\s+\w+er)\s*$", words, re.I):
            return None
        if cue in ("over", "against") and not cues.QUALITY_WORDS.search(words[-70:]):
            return None
    equal, better = _last(cues.EQUAL_WORDS, words), _last(cues.QUALITY_WORDS, words)
    if equal >= 0 and (equal > better or not cues.BETTER_WORDS.search(words[equal:])):
        return "matches"
    if cues.WORSE_WORDS.search(words):
        return "underperforms"
    if _NO_GAIN.search(words):
        return "underperforms"
    if cue.startswith(("improv", "advanc", "superior")):
        return "outperforms"
    if cue == "than" and not cues.QUALITY_WORDS.search(words):
        return None
    return "outperforms" if cues.BETTER_WORDS.search(words) else None


_NO_GAIN = re.compile(
    r"\b(?:not|no|fails?\s+to|without)\s+(?:\w+\s+){0,2}(?:improv\w+|gains?|better|outperform\w*|significant\w*)"
    r"|\b(?:not|fails?\s+to)\s+$",
    re.I,
)


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((m.start() for m in pattern.finditer(words)), default=-1)


def _strengthens(context: ClaimContext, sentence: Offsets) -> Iterator[Statement]:
    for match in cues.STRENGTHENS.finditer(context.text, *sentence):
        before = context.text[max(sentence[0], match.start() - 60) : match.start()]
        for statement in _statement(context, sentence, match.start(), match.end(), "strengthens", "improves"):
            if any(cues.SOTA_OBJECT.search(thing.text) for thing in statement.objects):
                yield replace(statement, cue="beats", relation="outperforms")
            elif cues.NEGATED_BEFORE.search(before) or cues.PURPOSE_BEFORE.search(before):
                yield replace(statement, cue="strengthens weak")
            else:
                named = all(is_method(thing) for thing in statement.objects)
                yield statement if named else replace(statement, cue="strengthens thing")


def state_of_the_art(context: ClaimContext, sentence: Offsets) -> Statement | None:
    """The words by which a sentence may claim a new best; `sota weak` where no verb says so."""
    if not cues.HAS_BEST.search(context.text, *sentence):
        return None
    for pattern in cues.SETS_SOTA:
        for match in pattern.finditer(context.text, *sentence):
            between = match.groupdict().get("between") or ""
            before = context.text[max(sentence[0], match.start() - 40) : match.start()]
            if not (
                cues.NOT_SOTA_BETWEEN.search(between)
                or cues.COMPARABLE_AFTER.match(context.text, match.end())
                or cues.NEGATED_BEFORE.search(before)
            ):
                return Statement(match.start(), match.end(), "sota", "sets_sota")
    best = cues.BEST.search(context.text, *sentence)
    return Statement(best.start(), best.end(), "sota weak", "sets_sota") if best else None


def _statement(
    context: ClaimContext, sentence: Offsets, start: int, end: int, cue: str, relation: Relation
) -> Iterator[Statement]:
    objects = [] if context.inside_a_name(start) else objects_after(context, end, sentence[1])
    if objects:
        yield Statement(start, end, cue, relation, tuple(objects))


# Each finder with stems of which one must occur for its pattern to match (plain strings are found faster).
_FINDERS = (
    (cues.BEATS_STEMS, _beats),
    (cues.TRAILS_STEMS, _trails),
    (cues.EQUALS_STEMS, _equals),
    (cues.STRENGTHENS_STEMS, _strengthens),
    (cues.AGAINST_STEMS, _against),
)
