"""Annotated papers as the pipeline reads papers that it was not trained on.

Whatever learns from what the encoder says has to meet it as uncertain as it will be: each paper is read by a
network, and by a model of introductions, that have not seen it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.markup import clean
from extract.pipeline.claims.models import ClaimModels
from extract.pipeline.encoder.component import Encoder, Network
from extract.pipeline.entities.grouping import EntityGrouper
from extract.pipeline.loglinear import LogLinear
from extract.pipeline.mentions.introductions import IntroductionFinder
from extract.training.folds import FOLDS, fold_of
from extract.training.introductions import run_until


def read_unseen(
    papers: Sequence[GoldPaper],
    nlp: Language,
    introductions: Sequence[LogLinear],
    networks: Sequence[Network | None],
    first: int = 0,
) -> list[Doc]:
    """Docs of the papers up to the encoder; `introductions` and `networks` have a model for each fold, and
    `first` is the place of the first paper in what the folds were made of."""
    finder, encoder = nlp.get_pipe("claimgraph_introductions"), nlp.get_pipe("claimgraph_encoder")
    assert isinstance(finder, IntroductionFinder)
    assert isinstance(encoder, Encoder)
    before = finder.model, encoder.network
    docs: dict[int, Doc] = {}
    try:
        for fold in range(FOLDS):
            finder.model, encoder.network = introductions[fold], networks[fold]
            for index, paper in enumerate(papers):
                if fold_of(first + index) == fold:
                    docs[index] = run_until(nlp, clean(paper.text).text, "claimgraph_tagger")
    finally:
        finder.model, encoder.network = before
    return [docs[index] for index in range(len(papers))]


def find_entities(docs: Iterable[Doc], nlp: Language) -> None:
    """Give the Docs that `read_unseen` has read the entities that the pipeline finds, by spelling alone and
    without roles."""
    tagger, grouper = nlp.get_pipe("claimgraph_tagger"), nlp.get_pipe("claimgraph_entities")
    assert isinstance(grouper, EntityGrouper)
    grouper.learn(ClaimModels())
    for doc in docs:
        grouper(tagger(doc))
