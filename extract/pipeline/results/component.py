"""The component that ties measuring numbers to metric, dataset, task, method and baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets, ResultAnnotation, register_extensions
from extract.pipeline.claims.context import ClaimContext, context_of
from extract.pipeline.claims.models import ClaimComponent, ClaimModels
from extract.pipeline.quantities.component import Quantity, register_quantities
from extract.pipeline.results.candidates import SentenceClaims
from extract.pipeline.results.choice import choose, choose_opponents
from extract.pipeline.results.direction import choose_direction
from extract.pipeline.results.features import SLOTS
from extract.pipeline.results.views import NumberView, SentenceView


def number_views(context: ClaimContext, quantities: list[Quantity]) -> Iterator[NumberView]:
    """The measuring numbers of a text in order, each in its sentence."""
    by_sentence: dict[Offsets, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        if quantity["measures"]:
            by_sentence[context.sentence(quantity["start"])].append(quantity)
    for span, members in by_sentence.items():
        sentence = SentenceView(context, SentenceClaims(context, span, members))
        for quantity in members:
            yield NumberView(sentence, quantity)


def find_results(
    context: ClaimContext, quantities: list[Quantity], models: ClaimModels
) -> list[ResultAnnotation]:
    """The results of a text, in the order of their numbers; a number said of several datasets or of several
    methods at once gives a result for each."""
    return [result for view in number_views(context, quantities) for result in _results(view, models)]


def _results(view: NumberView, models: ClaimModels) -> Iterator[ResultAnnotation]:
    quantity = view.quantity
    metric = choose(models, view, "metric")
    datasets = choose(models, view, "dataset")
    task = choose(models, view, "task")
    methods, baseline = choose_opponents(models, view)
    direction = choose_direction(models, view, metric.name)
    product = quantity["confidence"] * metric.probability * datasets.probability
    for method in methods.names or (None,):
        for dataset in datasets.names or (None,):
            yield ResultAnnotation(
                method=method,
                dataset=dataset,
                metric=metric.name,
                task=task.name,
                kind=quantity["kind"],
                value=quantity["value"],
                unit=quantity["unit"],
                direction=direction,
                qualifier=quantity["qualifier"],
                baseline=baseline.name,
                confidence=models.calibrated("result", product),
                evidence=view.sentence.span,
            )


@Language.factory(
    "claimgraph_results", assigns=["doc._.results"], requires=["doc._.entities", "doc._.quantities"]
)
class Results(ClaimComponent):
    """Fills `doc._.results` from `doc._.quantities` and `doc._.entities`."""

    parts = (*SLOTS, "direction", "result")

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__()
        self.name = name
        register_extensions()
        register_quantities()

    def __call__(self, doc: Doc) -> Doc:
        doc._.results = find_results(context_of(doc), doc._.quantities, self.models)
        return doc
