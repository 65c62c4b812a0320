"""The component that finds orderings of methods: who outperforms, matches or improves whom, and new bests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import ComparisonAnnotation, register_extensions
from extract.pipeline.claims.context import ClaimContext, context_of
from extract.pipeline.claims.models import ClaimComponent, ClaimModels
from extract.pipeline.comparisons.arguments import Statement, places_of
from extract.pipeline.comparisons.numbers import agreeing
from extract.pipeline.comparisons.objects import (
    ComparisonView,
    Rival,
    best_features,
    comparison_views,
    rival_features,
)
from extract.pipeline.comparisons.subjects import subjects
from extract.pipeline.encoder.reading import forget_reading
from extract.record import Relation

RELATIONS: tuple[Relation, ...] = ("improves", "matches", "outperforms", "underperforms")
PLAIN = ("negated", "passive", "trails")
"""Cues that are rare and leave no doubt which relation is meant, if any."""
STATED = 0.9
"""How likely such a cue names its subject right."""
NONE = "none"
LEAST = 0.34
"""The product of the chances of relation and subject from which a comparison is taken."""


def find_comparisons(context: ClaimContext, models: ClaimModels) -> list[ComparisonAnnotation]:
    """The comparisons of a text, each once, in the order of their cues."""
    found: dict[tuple[str, str, str | None, str | None], ComparisonAnnotation] = {}
    for view in comparison_views(context):
        for comparison in _comparisons(view, models):
            key = (
                comparison["subject"],
                comparison["relation"],
                comparison["object"],
                comparison["dataset"],
            )
            found.setdefault(key, comparison)
    return list(found.values())


def _comparisons(view: ComparisonView, models: ClaimModels) -> Iterator[ComparisonAnnotation]:
    relations = models.classifiers["relation"]
    told = {said.subject for rival in view.rivals for said in rival.said if said.cue in PLAIN}
    for rival in view.rivals:
        if not rival.said and rival.thing and rival.thing.text in told:
            continue  # it is the subject of what is plainly said
        shares = dict(
            zip(relations.classes, relations.probabilities(rival_features(view, rival)), strict=True)
        )
        plain: Relation | None = next((said.relation for said in rival.said if said.cue in PLAIN), None)
        likeliest: Relation = max(RELATIONS, key=lambda name: shares[name])
        relation = plain or likeliest
        share = 1.0 - shares[NONE] if plain else shares[relation]
        yield from _said_of(view, rival, relation, share, models)
    if view.best:
        best = models.classifiers["best"]
        shares = dict(zip(best.classes, best.probabilities(best_features(view, view.best)), strict=True))
        yield from _said_of(view, view.best, "sets_sota", shares["sets_sota"], models)


def _said_of(
    view: ComparisonView, rival: Rival, relation: Relation, share: float, models: ClaimModels
) -> Iterator[ComparisonAnnotation]:
    if share < LEAST:
        return
    subject, subject_share = choose_subject(view, rival, relation, models)
    if not subject or share * subject_share < LEAST:
        return
    text = rival.thing.text if rival.thing else None
    datasets, task = places_of(view.context, view.span, _statement(rival, relation))
    for dataset in datasets or [None]:
        yield ComparisonAnnotation(
            subject=subject,
            relation=relation,
            object=text,
            dataset=dataset,
            task=task,
            confidence=models.calibrated("comparison", share * subject_share),
            evidence=view.span,
        )


def choose_subject(
    view: ComparisonView, rival: Rival, relation: Relation, models: ClaimModels
) -> tuple[str | None, float]:
    """The likeliest subject with its chance; mentions of one entity count together. A plain cue that names
    its subject leaves no choice."""
    stated = next((said.subject for said in rival.said if said.cue in PLAIN and said.subject), None)
    if stated:
        return stated, STATED
    found = [f for f in subjects(view, rival, relation) if not rival.thing or f.names[0] != rival.thing.text]
    if not found:
        return None, 0.0
    shares: dict[str, float] = defaultdict(float)
    for filler, share in zip(found, models.rank("subject", [f.features for f in found]), strict=True):
        shares[filler.names[0]] += share
    name = max(shares, key=lambda key: (shares[key], key))
    return name, shares[name]


def _statement(rival: Rival, relation: Relation) -> Statement:
    return rival.said[0] if rival.said else Statement(rival.start, rival.end, NONE, relation)


@Language.factory("claimgraph_comparisons", assigns=["doc._.comparisons"], requires=["doc._.entities"])
class Comparisons(ClaimComponent):
    """Fills `doc._.comparisons` from the text and `doc._.entities`."""

    parts = ("relation", "best", "subject", "comparison")

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__()
        self.name = name
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        found = find_comparisons(context_of(doc), self.models)
        doc._.comparisons = list(agreeing(found, doc._.results))
        forget_reading(doc)
        return doc
