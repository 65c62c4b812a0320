"""What the annotation of a paper says of the numbers and orderings that the pipeline finds in it.

Names, numbers and phrases are the same where the evaluation takes them for the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldComparison, GoldPaper, GoldResult
from extract.evaluation.names import SameName, fold_all, number
from extract.markup import clean
from extract.pipeline.annotations import EntityAnnotation, Offsets, register_extensions
from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.quantities.component import Quantity, read_quantities
from extract.record import record_from_json


@dataclass
class AnnotatedDoc:
    """A Doc with entities (annotated or found), and what an annotator read in it.

    `paper` tells papers apart where several Docs are made of one; `results` has a row of results for each of
    `quantities`, empty where it measures nothing.
    """

    paper: str
    context: ClaimContext
    names: SameName
    quantities: list[Quantity]
    gold_results: Sequence[GoldResult]
    gold_comparisons: Sequence[GoldComparison]
    evidence: dict[str, Offsets | None]
    found: bool = False
    """Are the entities those that the pipeline finds?"""
    results: list[list[GoldResult]] = field(init=False)

    def __post_init__(self) -> None:
        self.results = _assign(self)


def annotated(paper: GoldPaper, doc: Doc, *, found: bool = False) -> AnnotatedDoc:
    """The labels for a Doc with entities, made of the cleaned text of an annotated paper."""
    cleaned = clean(paper.text)
    context = ClaimContext(doc)
    gold_names = [fold_all([entity.name, *entity.mentions]) for entity in paper.entities]
    names = [
        fold_all([entity["name"], *(doc.text[start:end] for start, end in entity["mentions"])])
        for entity in doc._.entities
    ]
    evidence: dict[str, Offsets | None] = {}
    for said in [*(r.evidence for r in paper.results), *(c.evidence for c in paper.comparisons)]:
        at = paper.text.find(said) if said else -1
        evidence[said] = cleaned.clean_span(at, at + len(said)) if at >= 0 else None
    return AnnotatedDoc(
        paper.id,
        context,
        SameName([*gold_names, *names]),
        read_quantities(context),
        paper.results,
        paper.comparisons,
        evidence,
        found,
    )


def with_gold_entities(papers: Iterable[GoldPaper], nlp: Language) -> list[Doc]:
    """Docs of the cleaned texts, with sentences, that have the annotated entities as if they were found."""
    register_extensions()
    docs = []
    for paper in papers:
        doc = nlp(clean(paper.text).text)
        doc._.entities = gold_entities(paper)
        docs.append(doc)
    return docs


def gold_entities(paper: GoldPaper) -> list[EntityAnnotation]:
    """The annotated entities as if they were found, with offsets into the cleaned text."""
    cleaned = clean(paper.text)
    spans: dict[int, list[Offsets]] = defaultdict(list)
    owner = {m: i for i, entity in enumerate(paper.entities) for m in entity.mentions}
    for start, end, _ in sorted(paper.spans()):
        offsets = cleaned.clean_span(start, end)
        if offsets:
            spans[owner[paper.text[start:end]]].append(offsets)
    return [
        EntityAnnotation(
            type=entity.type,
            name=entity.name,
            role=entity.role,
            confidence=1.0,
            mentions=spans[index],
            evidence=None,
        )
        for index, entity in enumerate(paper.entities)
    ]


def with_entities_of(papers: Iterable[GoldPaper], records: Path, nlp: Language) -> list[Doc]:
    """Docs of the cleaned texts, with sentences, that have the entities of the papers' records (JSON lines).

    Raises KeyError for a paper without its record.
    """
    register_extensions()
    by_id = {record.id: record for record in map(record_from_json, records.read_bytes().splitlines())}
    docs = []
    for paper in papers:
        cleaned = clean(paper.text)
        doc = nlp(cleaned.text)
        doc._.entities = [
            EntityAnnotation(
                type=entity.type,
                name=entity.name,
                role=entity.role,
                confidence=entity.confidence,
                mentions=[s for m in entity.mentions if (s := cleaned.clean_span(m.start, m.end))],
                evidence=None,
            )
            for entity in by_id[paper.id].entities
        ]
        docs.append(doc)
    return docs


def _assign(doc: AnnotatedDoc) -> list[list[GoldResult]]:
    """The annotated results of each quantity: by value, and by evidence where a value is printed twice."""
    rows: list[list[GoldResult]] = [[] for _ in doc.quantities]
    by_value: dict[tuple[float | str, str], list[GoldResult]] = defaultdict(list)
    for result in doc.gold_results:
        by_value[number(result.value), result.evidence].append(result)
    for (value, evidence), results in by_value.items():
        same = [i for i, q in enumerate(doc.quantities) if number(q["value"]) == value]
        span = doc.evidence[evidence]
        inside = [i for i in same if span and span[0] <= doc.quantities[i]["start"] < span[1]] or same
        free = [i for i in inside if not rows[i]] or inside
        for order, result in enumerate(results):
            if free:
                rows[free[min(order, len(free) - 1)]].append(result)
    return rows
