"""The component that ties measuring numbers to metric, dataset, task, method and baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets, ResultAnnotation, register_extensions
from extract.pipeline.claim_context import ClaimContext
from extract.pipeline.claim_orderings import Ordering, orderings
from extract.pipeline.quantities import Quantity, register_quantities
from extract.pipeline.results_candidates import SentenceClaims
from extract.pipeline.results_choice import (
    baseline_named,
    baseline_of,
    dataset_of,
    direction_of,
    method_of,
    metric_of,
    said_of_all,
    task_of,
)


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
        for name in _dataset_names(context, sentence, quantity):
            yield _result(context, sentence, quantity, name, set_against)


def _dataset_names(context: ClaimContext, sentence: SentenceClaims, quantity: Quantity) -> list[str | None]:
    """One dataset, or all of a list where the number is said of them at once; else what the text spoke of last."""
    chosen = dataset_of(sentence, quantity)
    if chosen is None:
        return [_dataset_before(context, sentence, quantity)]
    if chosen.listed and said_of_all(sentence, quantity, chosen):
        return [mention.name for mention in chosen.listed]
    return [chosen.mention.name]


def _dataset_before(context: ClaimContext, sentence: SentenceClaims, quantity: Quantity) -> str | None:
    """From earlier sentences: the datasets listed there for a list of as many numbers, or the one named last."""
    members = sentence.list_of(quantity)
    index = context.sentence_index(sentence.span[0])
    for earlier in range(index - 1, 0, -1):
        mentions = context.mentions_in(*context.sentences[earlier], "Dataset")
        names = list(dict.fromkeys(m.name for m in mentions))
        if len(members) > 1 and len(names) == len(members):
            return names[next(i for i, q in enumerate(members) if q is quantity)]
        if names and earlier == index - 1 and len(members) == 1:
            return names[0] if len(names) == 1 else None
    return None


def _result(
    context: ClaimContext,
    sentence: SentenceClaims,
    quantity: Quantity,
    dataset: str | None,
    set_against: list[Ordering],
) -> ResultAnnotation:
    metric = metric_of(sentence, quantity)
    task = task_of(sentence, quantity)
    metric_name = metric.mention.name if metric else None
    compares = quantity["kind"] != "score" or quantity["pair"] == "to"
    baseline = baseline_of(set_against, quantity, sentence) if compares else None
    if baseline is None and quantity["kind"] != "score":
        baseline = baseline_named(context, sentence.span)
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
        confidence=0.9,
        evidence=sentence.span,
    )


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
