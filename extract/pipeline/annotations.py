"""What the components leave on a Doc, as plain values, so that a Doc survives `to_bytes` and pickling.

`doc._.entities`, `doc._.results` and `doc._.comparisons` hold lists of these; `doc._.abbreviations` (pairs
of offsets), `doc._.candidates` and `doc._.mentions` are what entities are made from. Spans are pairs of
character offsets (start, end) into `doc.text`, which is the cleaned text; `extract.recording` maps them to
the paper.
"""

from __future__ import annotations

from typing import NamedTuple, NotRequired, TypedDict

from spacy.tokens import Doc

from extract.record import Direction, EntityType, Qualifier, Relation, ResultKind, Role

Offsets = tuple[int, int]


class Candidate(NamedTuple):
    """A stretch of the text that a component takes for a mention, and how sure it is of it."""

    start: int
    end: int
    type: EntityType
    source: str
    confidence: float


class Mention(NamedTuple):
    """A mention that was chosen among the candidates. `key` is one for all its variants in the paper."""

    start: int
    end: int
    type: EntityType
    key: str
    confidence: float


class EntityAnnotation(TypedDict):
    type: EntityType
    name: str
    role: Role | None
    role_confidence: NotRequired[float]
    """how likely the role is, given that the entity is one"""
    confidence: float
    mentions: list[Offsets]
    evidence: Offsets | None


class ResultAnnotation(TypedDict):
    method: str | None
    dataset: str | None
    metric: str | None
    task: str | None
    kind: ResultKind
    value: str
    unit: str
    direction: Direction | None
    qualifier: Qualifier | None
    baseline: str | None
    confidence: float
    evidence: Offsets


class ComparisonAnnotation(TypedDict):
    subject: str
    relation: Relation
    object: str | None
    dataset: str | None
    task: str | None
    confidence: float
    evidence: Offsets


def register_extensions() -> None:
    """Declare the attributes on Doc; safe to call any number of times."""
    for name in ("abbreviations", "candidates", "mentions", "entities", "results", "comparisons"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
