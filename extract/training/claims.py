"""Trains what ties numbers and orderings to names (`extract.pipeline.claims.models`).

Every paper is read twice: with its annotated entities and with those that the pipeline finds, so that the
weights hold for entities as they come. There is no chance in it, and so no seed.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.pipeline.annotations import ResultAnnotation
from extract.pipeline.calibration import Steps
from extract.pipeline.claims.models import ClaimModels, Classifier
from extract.pipeline.comparisons.component import find_comparisons
from extract.pipeline.quantities.component import classify
from extract.pipeline.results.component import find_results
from extract.training.claims_calibration import comparison_outcomes, result_outcomes, rising_steps
from extract.training.claims_examples import ClaimExamples, examples_of
from extract.training.claims_fit import Prior, fit_classifier, fit_ranker
from extract.training.claims_labels import AnnotatedDoc, annotated, gold_entities
from extract.training.folds import FOLDS

L2 = 5.0
"""Strength of the prior for one document a paper."""
LEAST = 5
"""Examples that a feature must hold in to be learned."""
CLASSES = {
    "best": ("none", "sets_sota"),
    "direction": ("down", "up"),
    "quantity": ("none", "score", "change", "factor"),
    "relation": ("none", "improves", "matches", "outperforms", "underperforms"),
}
PRIORS: dict[str, Prior] = {
    "quantity": {
        "rules factor times": {"factor": 1.5},
        **{f"rules {kind}": {kind: 4.0} for kind in CLASSES["quantity"]},
    },
    "relation": {
        "cue beats outperforms": {"outperforms": 2.0},
        "cue equals matches": {"matches": 2.0},
        "cue negated underperforms": {"underperforms": 5.0},
        "cue passive outperforms": {"outperforms": 5.0},
        "cue passive underperforms": {"underperforms": 5.0},
        "cue trails underperforms": {"underperforms": 4.0},
        "cue against underperforms": {"underperforms": 3.0},
    },
    "best": {"sota": {"sets_sota": 2.0}},
    "direction": {f"rules {way}": {way: 2.0} for way in CLASSES["direction"]},
}
"""What the rules know before any example; most of it is of wordings that few papers have."""


def train_claims(
    docs: Sequence[AnnotatedDoc], composed: Sequence[AnnotatedDoc] = (), *, folds: int = FOLDS
) -> ClaimModels:
    """Rankers and classifiers from all documents, and a calibration by cross-validation over the papers, on
    those with entities as the pipeline finds them. Composed texts are learned from, not calibrated on.

    Raises ValueError where the documents hold no example of some choice.
    """
    examples = [examples_of(doc) for doc in docs]
    always = [examples_of(doc) for doc in composed]
    strength = L2 * len(docs) / len({doc.paper for doc in docs})
    papers = {paper: order for order, paper in enumerate(dict.fromkeys(doc.paper for doc in docs))}
    part = [papers[doc.paper] % folds for doc in docs]
    results: list[tuple[float, bool]] = []
    comparisons: list[tuple[float, bool]] = []
    for held in range(folds):
        seen = [e for e, p in zip(examples, part, strict=True) if p != held]
        models = fit_models([*seen, *always], strength)
        for doc in (doc for doc, p in zip(docs, part, strict=True) if p == held and doc.found):
            results += result_outcomes(doc, read_results(doc, models))
            comparisons += comparison_outcomes(doc, find_comparisons(doc.context, models))
    models = fit_models([*examples, *always], strength)
    steps: dict[str, Steps] = {"result": rising_steps(results), "comparison": rising_steps(comparisons)}
    return ClaimModels(models.rankers, models.classifiers, steps)


def fit_models(examples: Sequence[ClaimExamples], l2: float) -> ClaimModels:
    """Rankers and classifiers, without calibration; `l2` is the strength of the prior."""
    together = ClaimExamples()
    for some in examples:
        together.add(some)
    rankers = {slot: fit_ranker(groups, l2=l2, least=LEAST) for slot, groups in together.rankers.items()}
    classifiers = {}
    for model, classes in CLASSES.items():
        examples_of_model = together.classifiers[model]
        if not examples_of_model:  # a handful of papers may have none: then all classes are alike
            classifiers[model] = Classifier(classes)
            continue
        classifiers[model] = fit_classifier(
            examples_of_model, classes, l2=l2, prior=PRIORS.get(model, {}), least=LEAST
        )
    return ClaimModels(rankers, classifiers, {})


def read_results(doc: AnnotatedDoc, models: ClaimModels) -> list[ResultAnnotation]:
    """The results that models find in a document."""
    quantities = copy.deepcopy(doc.quantities)
    classify(doc.context, quantities, models)
    return find_results(doc.context, quantities, models)


def annotated_docs(papers: Sequence[GoldPaper], docs: Sequence[Doc]) -> list[AnnotatedDoc]:
    """Every paper with the entities of its Doc, and with its annotated ones."""
    read = []
    for paper, doc in zip(papers, docs, strict=True):
        found = doc._.entities
        read.append(annotated(paper, doc, found=True))
        doc._.entities = gold_entities(paper)
        read.append(annotated(paper, doc))
        doc._.entities = found
    return read
