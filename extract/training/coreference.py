"""Trains which entities of a paper are one thing (`extract.pipeline.entities.coreference`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.evaluation.names import fold_all
from extract.markup import clean
from extract.pipeline.claims.models import Classifier
from extract.pipeline.entities.coreference import APART, ONE, Pairs, merged
from extract.training.claims_fit import fit_classifier
from extract.training.folds import FOLDS, fold_of
from extract.training.roles import names_of
from extract.training.roles_fit import Example

PRIOR = 3.0
LEAST = 4


def train_coreference(papers: Sequence[GoldPaper], docs: Sequence[Doc]) -> Classifier:
    """A model from Docs with entities as the pipeline finds them in papers that it does not know; afterwards
    those of each Doc are put together by a model of the other folds."""
    examples = [pair_examples(paper, doc) for paper, doc in zip(papers, docs, strict=True)]
    for fold in range(FOLDS):
        model = _fit([some for index, some in enumerate(examples) if fold_of(index) != fold])
        for doc in docs[fold::FOLDS]:
            doc._.entities = merged(doc, doc._.entities, model)
    return _fit(examples)


def _fit(examples: Sequence[list[Example]]) -> Classifier:
    together = list(chain.from_iterable(examples))
    if not together:  # with a handful of papers there may be no pair
        return Classifier((APART, ONE))
    return fit_classifier(together, (APART, ONE), l2=PRIOR, prior={}, least=LEAST)


def pair_examples(paper: GoldPaper, doc: Doc) -> list[Example]:
    """Every pair of entities that the annotation has, and whether it has them as one."""
    cleaned = clean(paper.text)
    annotated = [(entity.type, fold_all([entity.name, *entity.mentions])) for entity in paper.entities]
    owners = []
    for entity in doc._.entities:
        names = names_of(cleaned, entity)
        here = [i for i, (type_, known) in enumerate(annotated) if type_ == entity["type"] and names & known]
        owners.append(here[0] if here else None)
    return [
        Example(features, ONE if owners[first] == owners[second] else APART)
        for first, second, features in Pairs(doc, doc._.entities)
        if owners[first] is not None and owners[second] is not None
    ]
