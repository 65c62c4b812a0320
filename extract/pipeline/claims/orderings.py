"""What a claim is set against: `than X`, `compared to X`, `outperforms X`, with X as names or a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import ClaimContext, Mention

REACH = 400  # characters in which the objects of a cue are looked for

# What follows `is outperformed by` is ahead, and nothing that something is held against.
AGAINST = re.compile(
    r"\b(?:than|over|versus|vs\.?|against|relative\s+to|with\s+respect\s+to|w\.r\.t\.?"
    r"|compared?\s+(?:with|to|against)|in\s+comparison\s+(?:with|to)|(?:when\s+)?comparing\s+(?:with|to)"
    r"|(?:im|ad)prov\w+\s+(?:up)?on"
    r"|(?:outperform|surpass|exceed|outscor)(?:ed(?!\s+by\b)|e?s|ing)?|beat(?:s|ing)?|overtak\w+"
    r"|improv(?:es|ed|ing)\s+(?:the|over|upon|on|previous|existing|prior|current)|advanc(?:es|ed"
    r"|ing)\s+(?:the|previous)"
    r"|underperform(?:s|ed|ing)?|boost(?:s|ed|ing)?|from\s+(?=the\s+(?:best|previous|baseline|original"
    r"|vanilla)))\s+",
    re.I,
)
# Where the words that name a thing end.
_PHRASE_END = re.compile(
    r"[,;:()]|\.(?:\s|$)|\s(?:by|on|in|with|for|at|while|whilst|when|using|under|across|and|but|as|by|which"
    r"|that|where|without|from"
    r"|is|are|was|were|has|have|to|achiev\w+|obtain\w+|improv\w+|both|significantly|respectively|through"
    r"|via|over|up|more|or|even|despite"
    r"|demonstrat\w+|reduc\w+|reach\w+|yield\w+|trained|regarding|consistently|such|including|like|averaged"
    r"|especially|since|thus|yet"
    r"|after|during|because|only|not|compared|relative|rather|since|due|\d[\d.]*\s?%?)(?=\s|$)",
)
_DETERMINERS = re.compile(
    r"(?:(?:the|a|an|all|both|any|its|their|our|those|that|these|this|several|most|many|some|various|other"
    r"|two|three|four|five|\d+|even|of|more\s+than|much|well-known|compared\s+(?:to|with)|a\s+set\s+of"
    r"|a\s+range\s+of"
    r"|corresponding)\s+)+",
    re.I,
)
_NO_THING = re.compile(
    r"(?:it|them|us|this|that|those|these|each\s+other|one|ever|before|expected|\w+ing|absolute|directly"
    r"|obtained|experiments?|data|time|images?|and|or|on|in|up|at|to|not"
    r"|the|chance|random|when|previously|usual|any|which|what|how|\w+ly)$|\w+ing\s+(?:the|a|an|to|our|of)\b"
    r"|(?:on|in|and|between|to|with|if|when|we)\s",
    re.I,
)
# `over three datasets`, `over 5%`: how often or how much, not what.
_COUNTED = re.compile(
    r"(?:more\s+than\s+)?(?:[+~]?\d[\d.,]*\s?(?:%|x\b|×|points?|ms\b|dB\b)|(?:\d+|two|three|four|five|six"
    r"|seven|eight|nine|ten|multiple"
    r"|different|various|several|all|both|the|many|these|those)\s+(?:[\w-]+\s+){0,3}?(?:datasets?"
    r"|benchmarks?|tasks?|settings?|domains?|languages?"
    r"|times?|years?|runs?|seeds?|scenes?|scenarios|metrics|data)\b|a\s+(?:wide|range|variety"
    r"|large\s+margin)|time\b|(?:absolute|relative)\s+[\d.]+|\d[\d.]*\s*$)",
    re.I,
)
_QUALITY = re.compile(
    r"\b(?:accuracy|quality|robustness|efficiency|speed|tasks?|datasets?|data|time|benchmarks?|settings?)$",
    re.I,
)
_RIVAL = re.compile(
    r"\b(?:state[- ]of|sota|baseline|previous|prior|existing|best|models?|methods?|current|standard"
    r"|original)\b",
    re.I,
)
_APPOSITIVE = re.compile(r"\s*[,(:]\s*(?:i\.e\.,?\s*|namely,?\s*|the\s+)?(?=\w)")
_EXAMPLES = re.compile(r"[\s,(]*(?:such\s+as|including|like|e\.g\.,?|i\.e\.,?|namely|\(\s*e\.g\.,?)\s+", re.I)
_NAMES_GAP = re.compile(
    r"\s*(?:\([^()]{0,30}\)\s*)?(?:(?:,|and|or|/|&|as\s+well\s+as|\bthe\b|\bboth\b|[\w-]+)\s*){0,4}"
)  # between the names of one list
_LIST_GAP = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*|(?:models?|methods?|baselines?|networks?|approaches|detectors?|systems?"
    r"|variants?|-based)\s*)?"
    r"(?:,\s*(?:and|or)?|\band\b|\bor\b|/|&|,?\s*as\s+well\s+as)\s*(?:the\s+|its\s+)?",
    re.I,
)
_ADJECTIVE_TAIL = re.compile(
    r"-?(?:based|style|like)\b|\s+(?:counterparts?|baselines?|models?|methods?|approach\w*|algorithms?)\b"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a claim names: an entity where `mention` is set, or the words of the text."""

    start: int
    end: int
    text: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Ordering:
    """A cue such as `than` or `outperforms` and the things after it."""

    start: int
    cue: str
    objects: tuple[Phrase, ...]


def orderings(context: ClaimContext, sentence: Offsets) -> list[Ordering]:
    """All cues of a sentence that set something against named or described others."""
    found = []
    for match in AGAINST.finditer(context.text, *sentence):
        if context.inside_a_name(match.start()):
            continue
        cue = " ".join(match.group().lower().split())
        start = match.end()
        if cue.startswith(("improv", "advanc")) and cue.split()[-1] in (
            "previous",
            "existing",
            "prior",
            "current",
        ):
            start = match.start() + match.group().rstrip().rfind(" ") + 1
        objects = objects_after(context, start, sentence[1])
        if objects:
            found.append(Ordering(match.start(), cue, tuple(objects)))
    return found


def objects_after(context: ClaimContext, start: int, limit: int) -> list[Phrase]:
    """The names that follow, one each (`A, B and C`, `methods such as A and B`), or else one phrase."""
    limit = min(limit, start + REACH)
    phrase = phrase_after(context, start, limit)
    if phrase is None:
        return []
    if _is_place(context, phrase):
        return []
    names = [
        m for m in context.mentions_in(phrase.start, phrase.end, "Method") if _is_whole(context, m, phrase)
    ]
    if names:
        return [_named(context, m) for m in _with_list(context, names[-1], limit, names)]
    examples = _EXAMPLES.match(context.text, phrase.end, limit)
    if examples:
        first = context.mentions_in(examples.end(), examples.end() + 12, "Method")
        if first:
            return [_named(context, m) for m in _with_list(context, first[0], limit, [first[0]])]
    appositive = _APPOSITIVE.match(context.text, phrase.end, limit)
    if appositive:
        named = context.mentions_in(appositive.end(), appositive.end() + 1, "Method")
        if named:
            return [_named(context, named[0])]
    return [phrase]


def _is_place(context: ClaimContext, phrase: Phrase) -> bool:
    """Do the words name a dataset, task or metric, or the quality of something, and not a rival?"""
    if _QUALITY.search(phrase.text):
        return True
    inside = context.mentions_in(phrase.start, phrase.end, "Dataset", "Task", "Metric")
    return any(m.end >= phrase.end - 9 and not _RIVAL.search(phrase.text) for m in inside)


def phrase_after(context: ClaimContext, start: int, limit: int) -> Phrase | None:
    """The words from an offset to the next boundary, without determiners; None where no thing is meant."""
    text = context.text
    determiners = _DETERMINERS.match(text, start, limit)
    if _COUNTED.match(text, start, limit):
        return None
    begin = determiners.end() if determiners else start
    end = _end_of_phrase(context, begin, limit)
    words = text[begin:end].strip()
    named = bool(context.mentions_in(begin, begin + 1, "Method"))
    if not (named or re.search(r"[A-Za-z]{2}", words)) or len(words) > 120 or _NO_THING.match(words):
        return None
    return Phrase(begin, begin + len(words), words)


def _end_of_phrase(context: ClaimContext, begin: int, limit: int) -> int:
    """The first boundary that lies outside every name."""
    at = begin
    while True:
        match = _PHRASE_END.search(context.text, at, limit)
        if not match:
            return limit
        covering = next(
            (m for m in context.mentions_in(begin, match.end()) if m.start <= match.start() < m.end), None
        )
        if covering is None:
            return match.start()
        at = covering.end


def _is_whole(context: ClaimContext, mention: Mention, phrase: Phrase) -> bool:
    """Is the phrase this name, and not words in which the name only describes (`GAN-based methods`)?"""
    tail = context.text[mention.end : phrase.end]
    return not re.match(r"-?(?:based|style|like)\b", tail)


def _with_list(context: ClaimContext, last: Mention, limit: int, names: list[Mention]) -> list[Mention]:
    members = list(names)
    for mention in context.mentions_in(last.end, limit, "Method"):
        gap = context.text[members[-1].end : mention.start]
        if not _LIST_GAP.fullmatch(gap) and mention.entity != members[-1].entity:
            break
        members.append(mention)
    seen: dict[int, Mention] = {}
    for mention in members:
        seen.setdefault(mention.entity, mention)
    return list(seen.values())


def _named(context: ClaimContext, mention: Mention) -> Phrase:
    return Phrase(mention.start, mention.end, mention.name, mention)
