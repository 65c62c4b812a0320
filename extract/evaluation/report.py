"""A page to read the errors of an extraction in, each in its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from extract.evaluation.diagram import reliability_svg
from extract.evaluation.errors import (
    COMPARISON_FIELDS,
    CORE_FIELDS,
    RESULT_FIELDS,
    ComparisonError,
    ResultError,
    RoleError,
    SpanError,
    comparison_errors,
    error_tables,
    result_errors,
    role_errors,
    span_errors,
)
from extract.evaluation.matching import PaperMatch, Span
from extract.evaluation.measures import score_matches
from extract.evaluation.reliability import reliability
from extract.evaluation.tables import count_tables
from extract.pages import render_page
from extract.pipeline.sentences import sentence_starts
from extract.record import EntityType, TextSpan

KINDS = {
    "spans": {
        "span-missed": "missed",
        "span-spurious": "spurious",
        "span-type": "wrong type",
        "span-boundary": "wrong boundaries",
        "role": "wrong role",
    },
    "results": {
        "result-missed": "result missed",
        "result-spurious": "result spurious",
        "result-core": "metric or dataset wrong",
        "result-rest": "other field wrong",
    },
    "comparisons": {
        "comparison-missed": "comparison missed",
        "comparison-spurious": "comparison spurious",
        "comparison-wrong": "one end or the relation wrong",
    },
}
"""Kinds of error by group: identifier and name."""
_NAMES = {id_: name for group in KINDS.values() for id_, name in group.items()}


class ClaimCell(NamedTuple):
    """One field of a claim on both sides; None for a side that has no claim."""

    field: str
    annotated: str | None
    found: str | None
    wrong: bool


@dataclass(frozen=True)
class ErrorView:
    kind: str
    place: int
    """The offset at which to read it."""
    types: tuple[EntityType, ...] = ()
    words: str = ""
    told: str = ""
    claim: tuple[ClaimCell, ...] = ()

    @property
    def name(self) -> str:
        return _NAMES[self.kind]


class Piece(NamedTuple):
    """A stretch of text under the same annotation throughout."""

    text: str
    gold: EntityType | None
    found: EntityType | None


@dataclass(frozen=True)
class SentenceView:
    pieces: list[Piece]
    errors: list[ErrorView] = field(default_factory=list)


@dataclass(frozen=True)
class PaperView:
    id: str
    title: str
    has_record: bool
    sentences: list[SentenceView]

    @property
    def errors(self) -> Iterator[ErrorView]:
        return (error for sentence in self.sentences for error in sentence.errors)


def html_report(matches: Iterable[PaperMatch]) -> str:
    """A page with the measures, tables of what was taken for what, the reliability diagram, and every error
    in its sentence, with filters."""
    matched = list(matches)
    papers = [view for view in map(_paper_view, matched) if any(view.errors)]
    counts = Counter(error.kind for paper in papers for error in paper.errors)
    tables = error_tables(matched)
    return render_page(
        "report.html.jinja",
        scores=score_matches(matched),
        extractor=", ".join(sorted({match.record.extractor for match in matched if match.record})),
        count_tables=count_tables(tables),
        result_fields=tables.result_fields,
        diagram=Markup(reliability_svg(reliability(matched))),
        kinds=[
            {
                "name": group,
                "kinds": [{"id": id_, "name": name, "count": counts[id_]} for id_, name in kinds.items()],
            }
            for group, kinds in KINDS.items()
        ],
        papers=papers,
    )


def _paper_view(match: PaperMatch) -> PaperView:
    text = match.gold.text
    starts = sentence_starts(text)
    sentences = [
        SentenceView(_pieces(text, start, end, match)) for start, end in pairwise([*starts, len(text)])
    ]
    for error in _errors(match):
        number = sum(start <= error.place for start in starts) - 1
        sentences[number].errors.append(error)
    return PaperView(match.gold.id, match.gold.title, match.record is not None, sentences)


def _pieces(text: str, start: int, end: int, match: PaperMatch) -> list[Piece]:
    gold = [span for span in match.gold_spans if span[0] < end and start < span[1]]
    found = [span for span in match.found_spans if span[0] < end and start < span[1]]
    cuts = {start, end, *(cut for span in (*gold, *found) for cut in span[:2] if start < cut < end)}
    return [
        Piece(text[one:other], _type_at(gold, one), _type_at(found, one))
        for one, other in pairwise(sorted(cuts))
    ]


def _type_at(spans: Iterable[Span], place: int) -> EntityType | None:
    return next((type_ for start, end, type_ in spans if start <= place < end), None)


def _errors(match: PaperMatch) -> Iterator[ErrorView]:
    text = match.gold.text
    yield from (_span_view(text, error) for error in span_errors(match))
    yield from (_role_view(error) for error in role_errors(match))
    yield from (_result_view(text, error) for error in result_errors(match))
    yield from (_comparison_view(text, error) for error in comparison_errors(match))


def _span_view(text: str, error: SpanError) -> ErrorView:
    first = error.gold or error.found
    assert first is not None
    types = tuple(dict.fromkeys(span[2] for span in (error.gold, error.found) if span))
    told = first[2] if len(types) == 1 else f"annotated {types[0]}, found {types[1]}"
    if error.gold and error.found and error.gold[:2] != error.found[:2]:
        told += f", found “{text[error.found[0] : error.found[1]]}”"
    return ErrorView(f"span-{error.kind}", first[0], types, text[first[0] : first[1]], told)


def _role_view(error: RoleError) -> ErrorView:
    place = error.found.evidence or min(error.found.mentions)
    told = f"annotated {error.gold.role}, found {error.found.role}"
    return ErrorView("role", place.start, (error.gold.type,), error.gold.name, told)


def _result_view(text: str, error: ResultError) -> ErrorView:
    if error.gold and error.found:
        kind = "result-core" if set(CORE_FIELDS) & set(error.wrong) else "result-rest"
    else:
        kind = "result-missed" if error.gold else "result-spurious"
    fields = ("value", "unit", "kind", *(name for name in RESULT_FIELDS if name != "unit"))
    return ErrorView(kind, _place(text, error), claim=_claim(error, fields))


def _comparison_view(text: str, error: ComparisonError) -> ErrorView:
    if error.gold and error.found:
        kind = "comparison-wrong"
    else:
        kind = "comparison-missed" if error.gold else "comparison-spurious"
    fields = ("subject", "relation", "object", "dataset", "task")
    assert set(COMPARISON_FIELDS) < set(fields)
    return ErrorView(kind, _place(text, error), claim=_claim(error, fields))


def _place(text: str, error: ResultError | ComparisonError) -> int:
    """Where the evidence starts; the title for an annotation without any."""
    if error.found:
        evidence: TextSpan = error.found.evidence
        return evidence.start
    return max(0, text.find(error.gold.evidence)) if error.gold else 0


def _claim(error: ResultError | ComparisonError, fields: Iterable[str]) -> tuple[ClaimCell, ...]:
    return tuple(
        ClaimCell(
            name,
            None if error.gold is None else getattr(error.gold, name) or "",
            None if error.found is None else getattr(error.found, name) or "",
            name in error.wrong,
        )
        for name in fields
    )
