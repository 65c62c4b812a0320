"""The whole recipe: what finds introductions, the encoder, and all that learns from what the encoder says.

What takes long is kept in a working folder and not done again when the recipe is run again there.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from spacy.language import Language

from extract.evaluation.gold import GoldPaper
from extract.pipeline.claim_models import COMPONENTS as CLAIM_COMPONENTS
from extract.pipeline.claim_models import ClaimComponent
from extract.pipeline.encoder.component import Encoder, Network
from extract.pipeline.introductions import IntroductionFinder
from extract.pipeline.roles import RoleReader
from extract.pipeline.tagger import Tagger
from extract.training.choice import train_choice
from extract.training.claims import annotated_docs, train_claims
from extract.training.introductions import IntroductionModels
from extract.training.readings import find_entities, read_unseen
from extract.training.roles import train_roles

_log = logging.getLogger(__name__)


def learn_from_readings(
    papers: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    network: Network,
    unseen: Sequence[Network],
) -> None:
    """Train all that comes after the encoder, and put everything into the pipeline. `unseen` has for each
    fold a network that has not seen its papers."""
    finder, encoder = nlp.get_pipe("claimgraph_introductions"), nlp.get_pipe("claimgraph_encoder")
    tagger, roles = nlp.get_pipe("claimgraph_tagger"), nlp.get_pipe("claimgraph_roles")
    assert isinstance(finder, IntroductionFinder)
    assert isinstance(encoder, Encoder)
    assert isinstance(tagger, Tagger)
    assert isinstance(roles, RoleReader)
    _log.info("reading %d papers with networks that do not know them", len(papers))
    docs = read_unseen(papers, nlp, introductions.without, unseen)
    _log.info("training the choice of strings")
    tagger.choice = train_choice(papers, docs)
    find_entities(docs, nlp)
    _log.info("training roles")
    roles.models = train_roles(papers, docs)
    _log.info("training claims")
    claims = train_claims(annotated_docs(papers, docs))
    for name in CLAIM_COMPONENTS:
        component = nlp.get_pipe(name)
        assert isinstance(component, ClaimComponent)
        component.learn(claims)
    finder.model, encoder.network = introductions.of_all, network
