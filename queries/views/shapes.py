"""The forms in which things are shown, shared by several views. All offsets count characters of the paper's
title, a line end, and its abstract."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Label = Literal["Paper", "Method", "Dataset", "Task", "Metric"]
EntityLabel = Literal["Method", "Dataset", "Task", "Metric"]
LABELS: tuple[Label, ...] = ("Paper", "Method", "Dataset", "Task", "Metric")
ENTITY_LABELS: tuple[EntityLabel, ...] = ("Method", "Dataset", "Task", "Metric")

Name = Annotated[str, Meta(min_length=1, max_length=500, description="an id, or a name in any case")]
Confidence = Annotated[float, Meta(ge=0, le=1, description="how sure the extraction is, from 0 to 1")]
Day = Annotated[
    str,
    Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="a day, month or year", examples=["2024-03"]),
]
Limit = Annotated[int, Meta(ge=1, le=1000)]
Offset = Annotated[int, Meta(ge=0, le=1_000_000)]


class Ref(Struct, frozen=True):
    """A node: its id, its label, and its name or title."""

    id: str
    type: Label
    name: str


class EntityRef(Struct, frozen=True):
    """An entity: `support` is the number of papers that name it."""

    id: str
    type: EntityLabel
    name: str
    support: int


class PaperRef(Struct, frozen=True):
    """A paper: `published` is an ISO 8601 date as precise as known."""

    id: str
    title: str
    published: str | None


class Evidence(Struct, frozen=True):
    """The words that say so, and where they stand; null offsets where the place is not known."""

    text: str | None
    start: int | None
    end: int | None


class Claim(Struct, frozen=True):
    """One statement of a paper. `about` and the others are null where it names none; `subject` and `baseline`
    are the paper's own words."""

    id: str
    kind: str
    relation: str | None
    value: float | None
    value_text: str | None
    unit: str | None
    direction: str | None
    qualifier: str | None
    subject: str | None
    baseline: str | None
    about: Ref | None
    against: Ref | None
    on: Ref | None
    measured_in: Ref | None
    for_task: Ref | None
    paper: PaperRef
    confidence: float | None
    evidence: Evidence
