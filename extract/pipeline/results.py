"""The component that ties measuring numbers to metric, dataset, task, method and baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets, ResultAnnotation, register_extensions
from extract.pipeline.claim_context import ClaimContext
from extract.pipeline.claim_orderings import Ordering, Phrase, orderings
from extract.pipeline.quantities import Quantity, register_quantities
from extract.pipeline.results_candidates import SentenceClaims
from extract.pipeline.results_choice import dataset_before, dataset_of, metric_of, said_of_all, task_of
from extract.pipeline.results_confidence import FillerLink, confidence
from extract.pipeline.results_links import dataset_link, metric_link
from extract.pipeline.results_polarity import direction_of
from extract.pipeline.results_subjects import baseline_named, baseline_of, method_of


def find_results(context: ClaimContext, quantities: list[Quantity]) -> list[ResultAnnotation]:
    """The results of a text, in the order of their numbers."""
    by_sentence: dict[Offsets, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        if quantity["measures"]:
            by_sentence[context.sentence(quantity["start"])].append(quantity)
    return [
        result
        for span, members in by_sentence.items()
        for result in _sentence_results(context, SentenceClaims(context, span, members))
    ]


def _sentence_results(context: ClaimContext, sentence: SentenceClaims) -> Iterator[ResultAnnotation]:
    set_against = orderings(context, sentence.span)
    for quantity in sentence.quantities:
        names, link = _datasets(context, sentence, quantity)
        for name in names:
            yield _result(context, sentence, quantity, name, link, set_against)


def _datasets(
    context: ClaimContext, sentence: SentenceClaims, quantity: Quantity
) -> tuple[list[str | None], FillerLink]:
    """One dataset, or all of a list where the number is said of them at once; else the one named before."""
    chosen = dataset_of(sentence, quantity)
    if chosen is None:
        before = dataset_before(context, sentence, quantity)
        return [before], "before" if before else "none"
    if chosen.listed and said_of_all(sentence, quantity, chosen):
        return [mention.name for mention in chosen.listed], dataset_link(chosen)
    return [chosen.mention.name], dataset_link(chosen)


def _result(
    context: ClaimContext,
    sentence: SentenceClaims,
    quantity: Quantity,
    dataset: str | None,
    link: FillerLink,
    set_against: list[Ordering],
) -> ResultAnnotation:
    metric = metric_of(sentence, quantity)
    task = task_of(sentence, quantity)
    metric_name = metric.mention.name if metric else None
    baseline = _baseline(context, sentence, quantity, set_against)
    return ResultAnnotation(
        method=None if quantity["pair"] == "from" else method_of(context, sentence, quantity),
        dataset=dataset,
        metric=metric_name,
        task=task.mention.name if task else None,
        kind=quantity["kind"],
        value=quantity["value"],
        unit=quantity["unit"],
        direction=direction_of(quantity, metric_name),
        qualifier=quantity["qualifier"],
        baseline=baseline.text if baseline else None,
        confidence=confidence(quantity, metric_link(metric) if metric else "none", link),
        evidence=sentence.span,
    )


def _baseline(
    context: ClaimContext, sentence: SentenceClaims, quantity: Quantity, set_against: list[Ordering]
) -> Phrase | None:
    """Changes and factors have one nearly always; scores only at the end of `improves X from A to B`."""
    if quantity["kind"] == "score":
        improved = [o for o in set_against if o.cue.startswith(("improv", "advanc"))]
        return baseline_of(improved, quantity, sentence) if quantity["pair"] == "to" else None
    return baseline_of(set_against, quantity, sentence) or baseline_named(context, sentence.span)


@Language.factory(
    "claimgraph_results", assigns=["doc._.results"], requires=["doc._.entities", "doc._.quantities"]
)
class Results:
    """Fills `doc._.results` from `doc._.quantities` and `doc._.entities`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        register_extensions()
        register_quantities()

    def __call__(self, doc: Doc) -> Doc:
        doc._.results = find_results(ClaimContext(doc), doc._.quantities)
        return doc
