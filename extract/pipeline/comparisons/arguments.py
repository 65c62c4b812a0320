"""Who is compared, and where: subjects, datasets and tasks of an ordering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.claims.orderings import Phrase
from extract.pipeline.comparisons import patterns as cues
from extract.pipeline.results.candidates import mention_lists
from extract.record import Relation

OWN_PHRASE = re.compile(
    r"\b(?:our|the\s+proposed|the\s+resulting|this|the\s+new|the\s+presented|proposed|these"
    r"|the\s+introduced)\s+(?:(?!method\b|methods\b|model\b|models\b|approach\b|which\b)[\w-]+\s+){0,4}?"
    r"(?:methods?|approach(?:es)?|models?|frameworks?|systems?|networks?|algorithms?|architectures?"
    r"|techniques?|modules?|strateg(?:y|ies)|solutions?|detectors?|pipelines?|representations?|schemes?"
    r"|loss(?:es)?|baselines?"
    r"|embeddings?|agents?|classifiers?|parsers?|method(?:ology)?|designs?|attacks?|encoders?|formulation"
    r"|procedure|features?|training|paradigm)\b",
    re.I,
)
WE = re.compile(r"\b(?:we|ours|our)\b", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """One cue in a sentence: the relation it states, the kind of cue, its objects (none for `sets_sota`)."""

    start: int
    end: int
    cue: str
    relation: Relation
    objects: tuple[Phrase, ...] = ()
    subject: str | None = None


_STARTS_PHRASE = re.compile(
    r"^(?:.*\b(?:that|while|although|but|and|show|find|where|whereas|however|the|of|these|some|in)\s+)", re.I
)


def is_method(thing: Phrase) -> bool:
    """A named method, or words that end in `models`, `baseline`, `state of the art` and the like."""
    return thing.mention is not None or bool(
        cues.METHOD_NOUN.search(thing.text) or cues.SOTA_OBJECT.search(thing.text)
    )


def phrase_before(context: ClaimContext, sentence: Offsets, cue: int) -> Phrase | None:
    """The subject right before a verb: a name, or words such as `existing methods`; None where neither is."""
    low = max(sentence[0], cue - 90)
    words = context.text[low:cue]
    named = [
        m for m in context.mentions_in(low, cue, "Method") if len(context.text[m.end : cue].split()) <= 5
    ]
    if named:
        return Phrase(named[-1].start, named[-1].end, named[-1].name, named[-1])
    match = cues.SUBJECT_BEFORE.search(words)
    if not match:
        return None
    text = _STARTS_PHRASE.sub("", match["subject"])
    if re.match(r"(?:our|proposed|this|it)\b", text, re.I) and context.proposed:
        return Phrase(low, cue, context.proposed)
    return Phrase(low + match.start(), cue, text) if text else None


def places_of(
    context: ClaimContext, sentence: Offsets, statement: Statement
) -> tuple[list[str | None], str | None]:
    """The datasets (all of a list) and the task that the sentence names nearest to a cue."""
    datasets = context.mentions_in(*sentence, "Dataset")
    tasks = context.mentions_in(*sentence, "Task")
    names: list[str | None] = []
    if datasets:
        lists = mention_lists(context, datasets)
        nearest = min(lists, key=lambda group: _distance(group[0].start, group[-1].end, statement))
        names = list(dict.fromkeys(mention.name for mention in nearest))
    task = min(tasks, key=lambda m: _distance(m.start, m.end, statement)).name if tasks else None
    return names, task


def _distance(start: int, end: int, statement: Statement) -> int:
    return start - statement.end if start >= statement.end else 20 + statement.start - end
