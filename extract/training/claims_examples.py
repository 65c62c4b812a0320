"""Training examples for every choice that the claim components make, from labelled documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from extract.evaluation.gold import GoldComparison, GoldResult
from extract.pipeline.annotations import Offsets
from extract.pipeline.comparisons.objects import (
    ComparisonView,
    Rival,
    best_features,
    comparison_views,
    rival_features,
)
from extract.pipeline.comparisons.subjects import subjects
from extract.pipeline.quantities.component import Quantity
from extract.pipeline.quantities.features import sentence_features
from extract.pipeline.results.component import number_views
from extract.pipeline.results.direction import direction_features
from extract.pipeline.results.features import SLOTS, Filler, fillers
from extract.pipeline.results.views import NumberView, Slot
from extract.training.claims_fit import Group
from extract.training.claims_labels import AnnotatedDoc
from extract.training.roles_fit import Example


@dataclass
class ClaimExamples:
    """Examples by the name of the model that learns from them."""

    rankers: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    classifiers: dict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: ClaimExamples) -> None:
        for model, groups in other.rankers.items():
            self.rankers[model] += groups
        for model, examples in other.classifiers.items():
            self.classifiers[model] += examples


def examples_of(doc: AnnotatedDoc) -> ClaimExamples:
    """All examples of one document."""
    examples = ClaimExamples()
    examples.classifiers["quantity"] += _quantity_examples(doc)
    for view, rows in _labelled_numbers(doc):
        for slot in SLOTS:
            group = _slot_group(doc, rows, slot, fillers(view, slot))
            if group:
                examples.rankers[slot].append(group)
        if rows[0].direction and rows[0].kind != "score":
            features = direction_features(view, _metric_name(doc, view, rows[0]))
            examples.classifiers["direction"].append(Example(features, rows[0].direction))
    _add_comparisons(doc, examples)
    return examples


def _add_comparisons(doc: AnnotatedDoc, examples: ClaimExamples) -> None:
    """Objects with their relation, sentences with their claim of a new best, and the subjects of both."""
    for view in comparison_views(doc.context):
        here = [row for row in doc.gold_comparisons if _is_evidence(doc, view.span, row)]
        for rival in view.rivals:
            rows = [
                r for r in here if r.object and rival.thing and doc.names.near(rival.thing.text, r.object)
            ]
            if not rows and _told_elsewhere(doc, rival):
                continue
            label = rows[0].relation if rows else "none"
            examples.classifiers["relation"].append(Example(rival_features(view, rival), label))
            if rows:
                _add_subject(doc, view, rival, rows, examples)
        if view.best:
            rows = [row for row in here if row.relation == "sets_sota"]
            label = "sets_sota" if rows else "none"
            examples.classifiers["best"].append(Example(best_features(view, view.best), label))
            if rows:
                _add_subject(doc, view, view.best, rows, examples)


def _is_evidence(doc: AnnotatedDoc, span: Offsets, row: GoldComparison) -> bool:
    said = doc.evidence[row.evidence]
    return bool(said and said[0] < span[1] and span[0] < said[1])


def _told_elsewhere(doc: AnnotatedDoc, rival: Rival) -> bool:
    """Does the annotation have a comparison with it from another sentence? Then this one may state it too."""
    rows = (row for row in doc.gold_comparisons if row.object)
    return any(rival.thing and doc.names.near(rival.thing.text, row.object) for row in rows)


def _add_subject(
    doc: AnnotatedDoc,
    view: ComparisonView,
    rival: Rival,
    rows: list[GoldComparison],
    examples: ClaimExamples,
) -> None:
    found = subjects(view, rival, rows[0].relation)
    right = [any(doc.names.near(filler.names[0], row.subject) for row in rows) for filler in found]
    if any(right) and len(found) > 1:
        examples.rankers["subject"].append(Group([filler.features for filler in found], right))


def _quantity_examples(doc: AnnotatedDoc) -> Iterator[Example]:
    features = sentence_features(doc.context, doc.quantities)
    for row, rows in zip(features, doc.results, strict=True):
        yield Example(row, rows[0].kind if rows else "none")


def _labelled_numbers(doc: AnnotatedDoc) -> Iterator[tuple[NumberView, list[GoldResult]]]:
    """The annotated numbers, seen as if they had been found with their annotated kind."""
    labelled: list[Quantity] = []
    rows_of: dict[int, list[GoldResult]] = {}
    for quantity, rows in zip(doc.quantities, doc.results, strict=True):
        if rows:
            labelled.append({**quantity, "measures": True, "kind": rows[0].kind})
            rows_of[quantity["start"]] = rows
    for view in number_views(doc.context, labelled):
        yield view, rows_of[view.quantity["start"]]


def _metric_name(doc: AnnotatedDoc, view: NumberView, row: GoldResult) -> str | None:
    """The annotated metric by the name that its entity has in the document."""
    entities = (e["name"] for e in doc.context.entities if e["type"] == "Metric")
    return next((name for name in entities if doc.names.same(name, row.metric)), row.metric)


def _slot_group(doc: AnnotatedDoc, rows: list[GoldResult], slot: Slot, found: list[Filler]) -> Group | None:
    """Which fillers the annotation has; None where it has one that was not found, or nothing is to choose."""
    same = doc.names.near if slot == "baseline" else doc.names.same
    wanted = {getattr(row, slot) for row in rows}
    lists = [_is_list(filler, wanted, same) for filler in found]
    right = lists if any(lists) else [_is_one(filler, wanted, same) for filler in found]
    return Group([f.features for f in found], right) if any(right) and len(found) > 1 else None


def _is_one(
    filler: Filler, wanted: Iterable[str | None], same: Callable[[str | None, str | None], bool]
) -> bool:
    if not filler.names:
        return all(name is None for name in wanted)
    return len(filler.names) == 1 and any(name and same(filler.names[0], name) for name in wanted)


def _is_list(filler: Filler, wanted: set[str | None], same: Callable[[str | None, str | None], bool]) -> bool:
    names = filler.names
    return (
        len(names) > 1
        and len(wanted) > 1
        and all(any(same(name, want) for want in wanted) for name in names)
        and all(any(same(name, want) for name in names) for want in wanted)
    )
