"""What the pipeline found in the cleaned text of a paper, as a record that points into the text as read."""

from __future__ import annotations

import re
from itertools import chain
from typing import TypeVar

import msgspec
from spacy.tokens import Doc

from extract.markup import CleanText
from extract.paper import Paper
from extract.pipeline.annotations import (
    ComparisonAnnotation,
    EntityAnnotation,
    Offsets,
    ResultAnnotation,
)
from extract.record import Comparison, Entity, Record, Result, TextSpan

Name = TypeVar("Name", str, str | None)


def record_of(paper: Paper, doc: Doc, cleaned: CleanText, version: str) -> Record:
    r"""The record of a paper whose cleaned text the pipeline has read. A macro that stands for a name is
    written as it is first printed, `\ours{}`; every other name is that of the cleaned text."""
    printed = _Printed(doc, cleaned)
    return Record(
        **{field: getattr(paper, field) for field in _PAPER_FIELDS},
        entities=tuple(map(printed.entity, doc._.entities)),
        results=tuple(map(printed.result, doc._.results)),
        comparisons=tuple(map(printed.comparison, doc._.comparisons)),
        extractor=version,
    )


class _Printed:
    """What was found in a cleaned text, as the text was before."""

    def __init__(self, doc: Doc, cleaned: CleanText) -> None:
        self.cleaned = cleaned
        mentions = sorted(chain.from_iterable(found["mentions"] for found in doc._.entities), reverse=True)
        self.macros: dict[str | None, str] = {
            name: self.span((start, end)).text
            for start, end in mentions
            if _MACRO.fullmatch(name := doc.text[start:end])
        }

    def span(self, offsets: Offsets) -> TextSpan:
        start, end = self.cleaned.printed_span(*offsets)
        return TextSpan(start, end, self.cleaned.original[start:end])

    def name(self, found: Name) -> Name:
        return self.macros.get(found, found)

    def entity(self, found: EntityAnnotation) -> Entity:
        return Entity(
            type=found["type"],
            name=self.name(found["name"]),
            role=found["role"],
            confidence=found["confidence"],
            mentions=tuple(sorted({self.span(mention) for mention in found["mentions"]})),
            evidence=self.span(found["evidence"]) if found["evidence"] else None,
        )

    def result(self, found: ResultAnnotation) -> Result:
        return Result(
            method=self.name(found["method"]),
            dataset=self.name(found["dataset"]),
            metric=self.name(found["metric"]),
            task=self.name(found["task"]),
            kind=found["kind"],
            value=found["value"],
            unit=found["unit"],
            direction=found["direction"],
            qualifier=found["qualifier"],
            baseline=self.name(found["baseline"]),
            confidence=found["confidence"],
            evidence=self.span(found["evidence"]),
        )

    def comparison(self, found: ComparisonAnnotation) -> Comparison:
        return Comparison(
            subject=self.name(found["subject"]),
            relation=found["relation"],
            object=self.name(found["object"]),
            dataset=self.name(found["dataset"]),
            task=self.name(found["task"]),
            confidence=found["confidence"],
            evidence=self.span(found["evidence"]),
        )


_MACRO = re.compile(r"\\[A-Za-z@]+")
_PAPER_FIELDS = tuple(field.name for field in msgspec.structs.fields(Paper))
