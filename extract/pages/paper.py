"""A page that shows what was read in one paper: its text with spans drawn by displaCy, and its claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from spacy import displacy

from extract.pages import render_page
from extract.record import ENTITY_TYPES, Comparison, Entity, Record, Relation, Result, TextSpan

_COLORS = {type_: f"var(--{type_}-fill)" for type_ in ENTITY_TYPES}
_SPAN = (
    '<mark class="entity" style="background: {bg}" title="{note}">{text}'
    '<span class="label">{label}</span></mark>'
)
_QUALIFIERS = {"max": "up to ", "min": "at least ", "avg": "on average ", "approx": "about "}
_RELATIONS: dict[Relation, str] = {
    "outperforms": "outperforms",
    "matches": "matches",
    "underperforms": "underperforms",
    "improves": "improves",
    "sets_sota": "sets the state of the art",
}


class About(NamedTuple):
    """What is known of the paper, with the address it leads to."""

    text: str
    address: str | None = None


class ClaimView(NamedTuple):
    headline: str
    fields: list[tuple[str, str]]
    confidence: float
    sentence: Markup


class _Mark(NamedTuple):
    start: int
    end: int
    entity: Entity


def paper_page(record: Record) -> str:
    """A page of one file with title, abstract, entities, results and comparisons; the same record gives the
    same page."""
    marks = _marks(record)
    abstract = len(record.title) + 1
    return render_page(
        "paper.html.jinja",
        record=record,
        title=_drawn(record.text, 0, len(record.title), marks),
        abstract=_drawn(record.text, abstract, len(record.text), marks),
        about=list(_about(record)),
        results=[_result_view(record, result, marks) for result in record.results],
        comparisons=[_comparison_view(record, item, marks) for item in record.comparisons],
    )


def _marks(record: Record) -> list[_Mark]:
    """The mentions in the order of the text. displaCy draws none inside another: the longer one is drawn."""
    every = [_Mark(span.start, span.end, entity) for entity in record.entities for span in entity.mentions]
    chosen: list[_Mark] = []
    taken: set[int] = set()
    for mark in sorted(every, key=lambda mark: (mark.start - mark.end, mark.start)):
        if taken.isdisjoint(range(mark.start, mark.end)):
            taken.update(range(mark.start, mark.end))
            chosen.append(mark)
    return sorted(chosen, key=lambda mark: mark.start)


def _drawn(text: str, start: int, end: int, marks: list[_Mark]) -> Markup:
    spans = [
        {
            "start": max(mark.start, start) - start,
            "end": min(mark.end, end) - start,
            "label": mark.entity.type,
            "params": {"note": _note(mark.entity)},
        }
        for mark in marks
        if mark.start < end and start < mark.end
    ]
    drawn = displacy.render(
        {"text": text[start:end], "ents": spans, "title": None},
        style="ent",
        manual=True,
        jupyter=False,
        options={"colors": _COLORS, "template": _SPAN},
    )
    return Markup(drawn)  # displaCy escapes the text


def _note(entity: Entity) -> str:
    """Words of ours alone: displaCy does not escape them."""
    role = f"{entity.role}, " if entity.role else ""
    return f"{role}confidence {entity.confidence:.2f}"


def _about(record: Record) -> Iterator[About]:
    if record.published:
        yield About(record.published)
    if record.authors:
        yield About(", ".join(record.authors))
    if record.organization:
        yield About(record.organization)
    if record.arxiv_id:
        yield About(f"arXiv:{record.arxiv_id}", f"https://arxiv.org/abs/{quote(record.arxiv_id)}")
    if record.url:
        yield About(record.url, record.url if _is_web_address(record.url) else None)
    if record.source:
        yield About(str(record.source))


def _is_web_address(url: str) -> bool:
    """Whether following it does no more than load a page."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _result_view(record: Record, result: Result, marks: list[_Mark]) -> ClaimView:
    space = "" if result.unit in ("%", "x", "") else " "
    amount = f"{_QUALIFIERS.get(result.qualifier or '', '')}{result.value}{space}{result.unit}"
    metric = result.metric if result.metric != result.unit else None  # "5 FPS" says both
    words = [amount, result.direction or "", metric or ""]
    fields = {
        "kind": result.kind,
        "method": result.method,
        "metric": result.metric,
        "dataset": result.dataset,
        "task": result.task,
        "against": result.baseline,
    }
    headline = " ".join(word for word in words if word)
    return _claim_view(record, result, headline, fields, marks)


def _comparison_view(record: Record, item: Comparison, marks: list[_Mark]) -> ClaimView:
    words = [item.subject, _RELATIONS[item.relation], item.object or ""]
    fields = {"dataset": item.dataset, "task": item.task}
    return _claim_view(record, item, " ".join(word for word in words if word), fields, marks)


def _claim_view(
    record: Record,
    claim: Result | Comparison,
    headline: str,
    fields: dict[str, str | None],
    marks: list[_Mark],
) -> ClaimView:
    evidence: TextSpan = claim.evidence
    known = [(name, value) for name, value in fields.items() if value]
    sentence = _drawn(record.text, evidence.start, evidence.end, marks)
    return ClaimView(headline, known, claim.confidence, sentence)
