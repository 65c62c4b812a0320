"""What the components leave on a Doc, as plain values, so that a Doc survives `to_bytes` and pickling.

`doc._.entities`, `doc._.results` and `doc._.comparisons` hold lists of these. Spans are pairs of character
offsets (start, end) into `doc.text`, which is the cleaned text; `extract.extractor` maps them to the paper.
"""

from __future__ import annotations

from typing import TypedDict

from spacy.tokens import Doc

from extract.record import Direction, EntityType, Qualifier, Relation, ResultKind, Role

Offsets = tuple[int, int]


class EntityAnnotation(TypedDict):
    type: EntityType
    name: str
    role: Role | None
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
    for name in ("entities", "results", "comparisons"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
