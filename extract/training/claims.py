"""Trains what ties numbers and orderings to names: `extract/pipeline/claim_weights.tsv`.

    python -m extract.training.claims GOLD.json...
        [--entities both|gold|found] [--model PATH] [--records FILE] [-o FILE]

GOLD.json is annotated papers with their texts (`extract.evaluation.gold`). Every paper is read twice: with
its annotated entities and with those that the pipeline at `--model` finds (the packaged one by default), so
that the weights hold for entities as they come. Where the tagger of that pipeline was trained on these papers
it finds too much in them; `--records` then gives entities found by taggers that had not seen the paper.

There is no chance in it, and so no seed: the same papers and the same pipeline give the same bytes. It takes
some minutes for 2,000 papers on one core, most of it for the calibration: the weights are trained once more
without each of three parts of the papers (dealt out in turn).
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from extract.evaluation.gold import GoldPaper, read_gold
from extract.extractor import load_pipeline
from extract.markup import clean
from extract.pipeline.annotations import ResultAnnotation
from extract.pipeline.claim_models import FILE, ClaimModels, Steps, format_models
from extract.pipeline.comparisons import find_comparisons
from extract.pipeline.quantities import classify
from extract.pipeline.results import find_results
from extract.training.claims_calibration import comparison_outcomes, result_outcomes, rising_steps
from extract.training.claims_examples import ClaimExamples, examples_of
from extract.training.claims_fit import Prior, fit_classifier, fit_ranker
from extract.training.claims_labels import AnnotatedDoc, annotated, with_entities_of, with_gold_entities

FOLDS = 3
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
DEFAULT_OUTPUT = Path(__file__).resolve().parents[1] / "pipeline" / FILE


def train_claims(docs: Sequence[AnnotatedDoc], *, folds: int = FOLDS) -> ClaimModels:
    """Rankers and classifiers from all documents, and a calibration by cross-validation over their papers.

    Raises ValueError where the documents hold no example of some choice.
    """
    examples = [examples_of(doc) for doc in docs]
    strength = L2 * len(docs) / len({doc.paper for doc in docs})
    papers = {paper: order for order, paper in enumerate(dict.fromkeys(doc.paper for doc in docs))}
    part = [papers[doc.paper] % folds for doc in docs]
    results: list[tuple[float, bool]] = []
    comparisons: list[tuple[float, bool]] = []
    for held in range(folds):
        models = fit_models([e for e, p in zip(examples, part, strict=True) if p != held], strength)
        for doc in (doc for doc, p in zip(docs, part, strict=True) if p == held):
            results += result_outcomes(doc, read_results(doc, models))
            comparisons += comparison_outcomes(doc, find_comparisons(doc.context, models))
    models = fit_models(examples, strength)
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
        classifiers[model] = fit_classifier(
            examples_of_model, classes, l2=l2, prior=PRIORS.get(model, {}), least=LEAST
        )
    return ClaimModels(rankers, classifiers, {})


def read_results(doc: AnnotatedDoc, models: ClaimModels) -> list[ResultAnnotation]:
    """The results that models find in a document."""
    quantities = copy.deepcopy(doc.quantities)
    classify(doc.context, quantities, models)
    return find_results(doc.context, quantities, models)


def annotated_docs(
    papers: Sequence[GoldPaper], model: Path | None, entities: str, records: Path | None = None
) -> list[AnnotatedDoc]:
    """Every paper with its annotated entities (`gold`), those found (`found`), or one and then the other
    (`both`). Those found are read from `records`, where given; KeyError for a paper without its record."""
    nlp = load_pipeline(model)
    docs: list[AnnotatedDoc] = []
    if entities != "found":
        with nlp.select_pipes(enable=["claimgraph_sentences"]):
            read = with_gold_entities(papers, nlp)
        docs += [annotated(paper, doc) for paper, doc in zip(papers, read, strict=True)]
    if entities != "gold":
        if records:
            with nlp.select_pipes(enable=["claimgraph_sentences"]):
                found = with_entities_of(papers, records, nlp)
        else:
            with nlp.select_pipes(enable=nlp.pipe_names[: nlp.pipe_names.index("claimgraph_quantities")]):
                found = [nlp(clean(paper.text).text) for paper in papers]
        docs += [annotated(paper, doc) for paper, doc in zip(papers, found, strict=True)]
    return docs


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training.claims", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--entities", choices=("both", "gold", "found"), default="both")
    parser.add_argument("--records", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DEFAULT_OUTPUT)
    options = parser.parse_args(arguments)
    papers = list(chain.from_iterable(map(read_gold, options.gold)))
    models = train_claims(annotated_docs(papers, options.model, options.entities, options.records))
    remarks = [
        "Weights of the log-linear models that tie claims to names (extract/pipeline/claim_models.py).",
        "Written by `python -m extract.training.claims`; not to be edited by hand.",
        f"Trained on {len(papers)} annotated papers, entities: {options.entities}, L2 {L2:g}.",
    ]
    options.output.write_text(format_models(models, remarks), encoding="utf-8", newline="\n")
    print(f"{options.output}: {sum(map(len, models.rankers.values()))} weights of rankers", file=sys.stderr)


if __name__ == "__main__":
    main()
