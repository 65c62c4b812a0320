"""Trains what finds introductions: `we propose X`, `X: A ...` as a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper, occurrences
from extract.markup import clean
from extract.pipeline.loglinear import LogLinear
from extract.pipeline.mentions.introduction_spans import find_spans
from extract.pipeline.mentions.introductions import CLASSES, NOTHING, surroundings
from extract.training.folds import FOLDS, fold_of
from extract.training.roles_fit import Example, fit

PRIOR = 2.0
DATASET_WEIGHT = 3.0
"""Of an introduced dataset, which are few."""
LEAST = 5
ITERATIONS = 60


@dataclass(frozen=True)
class IntroductionModels:
    """The model of all papers, and for each fold one that has not seen its papers."""

    of_all: LogLinear
    without: tuple[LogLinear, ...]


def train_introductions(papers: Sequence[GoldPaper], nlp: Language) -> IntroductionModels:
    """Models from annotated papers, read by the components before `claimgraph_introductions`."""
    examples = [introduction_examples(paper, nlp) for paper in papers]
    without = tuple(
        fit_introductions([some for index, some in enumerate(examples) if fold_of(index) != fold])
        for fold in range(FOLDS)
    )
    return IntroductionModels(fit_introductions(examples), without)


def fit_introductions(examples: Sequence[list[Example]]) -> LogLinear:
    """The model of some papers' examples."""
    together = [example for paper in examples for example in paper]
    return fit(together, CLASSES, l2=PRIOR, least=LEAST, iterations=ITERATIONS)


def introduction_examples(paper: GoldPaper, nlp: Language) -> list[Example]:
    """Every span that may be an introduction, and whether the annotation has it as one."""
    cleaned = clean(paper.text)
    around = surroundings(run_until(nlp, cleaned.text, "claimgraph_introductions"))
    introduced = {
        (start, end): entity.type
        for entity in paper.entities
        if entity.role == "introduced"
        for start, end, _ in occurrences(paper.text, [(m, entity.type) for m in entity.mentions])
    }
    examples = []
    for chunk, span, parts in find_spans(around):
        start, end = around.tokens.start[span.first], around.tokens.end[span.last]
        label = introduced.get(cleaned.printed_span(start, end), NOTHING)
        features = [feature for part in (*parts, around.inner(chunk, span)) for feature in part]
        examples.append(Example(features, label, DATASET_WEIGHT if label == "Dataset" else 1.0))
    return examples


def run_until(nlp: Language, text: str, until: str) -> Doc:
    """A Doc after the components before `until`."""
    doc = nlp.make_doc(text)
    for name, component in nlp.pipeline:
        if name == until:
            break
        doc = component(doc)
    return doc
