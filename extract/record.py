"""A record: what one paper says, as entities, results and comparisons with their evidence.

It is the form that extraction writes, evaluation reads and the graph is built from: one JSON line a paper.
Offsets count Unicode characters of `title + "\\n" + abstract` as read from the source.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from extract.paper import Paper

EntityType = Literal["Method", "Dataset", "Metric", "Task"]
MethodRole = Literal["introduced", "used", "compared", "mentioned"]
DatasetRole = Literal["introduced", "evaluated", "trained", "mentioned"]
Role = Literal["introduced", "used", "compared", "evaluated", "trained", "mentioned"]
ResultKind = Literal["score", "change", "factor"]
Direction = Literal["up", "down"]
Qualifier = Literal["max", "min", "avg", "approx"]
Relation = Literal["outperforms", "matches", "underperforms", "improves", "sets_sota"]

ENTITY_TYPES: tuple[EntityType, ...] = ("Method", "Dataset", "Metric", "Task")


class TextSpan(msgspec.Struct, frozen=True, order=True):
    """A stretch of the paper's text: `text == paper.text[start:end]`."""

    start: int
    end: int
    text: str


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One distinct thing that the paper names. `name` is its most complete mention, cleaned of markup; a
    macro, where it is nothing else, stays as it is first printed: `\\ours{}`.

    `evidence` is the sentence that speaks for the role (or holds the first mention).
    """

    type: EntityType
    name: str
    role: Role | None = None
    confidence: float
    mentions: tuple[TextSpan, ...]
    evidence: TextSpan | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A number that measures a method. `method`, `dataset`, `metric` and `task` are names of entities;
    `baseline` is the name of an entity or a phrase of the text."""

    method: str | None = None
    dataset: str | None = None
    metric: str | None = None
    task: str | None = None
    kind: ResultKind
    value: str
    unit: str = ""
    direction: Direction | None = None
    qualifier: Qualifier | None = None
    baseline: str | None = None
    confidence: float
    evidence: TextSpan


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A stated ordering of methods. `subject` and `object` are names of entities or phrases of the text;
    `object` is None for `sets_sota`."""

    subject: str
    relation: Relation
    object: str | None = None
    dataset: str | None = None
    task: str | None = None
    confidence: float
    evidence: TextSpan


class Record(Paper, frozen=True, kw_only=True, omit_defaults=True):
    """A paper and what it says. Depends on the paper's text and the version of the extractor alone."""

    entities: tuple[Entity, ...]
    results: tuple[Result, ...]
    comparisons: tuple[Comparison, ...]
    extractor: str

    def to_json(self) -> bytes:
        """One line of JSON without its line end; the same record gives the same bytes."""
        return msgspec.json.encode(self)


_decoder = msgspec.json.Decoder(Record)


def record_from_json(line: bytes | str) -> Record:
    """Read one JSON line. Raises msgspec.ValidationError or msgspec.DecodeError with the field at fault."""
    return _decoder.decode(line)
