"""The whole recipe: what finds introductions, the encoder, and all that learns from what the encoder says.

What takes long is kept in a working folder and not done again when the recipe is run again there.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.evaluation.learning_curve import CurvePoint
from extract.pipeline.build import blank_pipeline
from extract.pipeline.calibration import at_steps
from extract.pipeline.claims.models import COMPONENTS as CLAIM_COMPONENTS
from extract.pipeline.claims.models import ClaimComponent, ClaimModels
from extract.pipeline.encoder.component import Encoder, Network
from extract.pipeline.entities.coreference import merged
from extract.pipeline.entities.grouping import COREFERENCE, EntityGrouper
from extract.pipeline.entities.roles import RoleReader
from extract.pipeline.mentions.introductions import IntroductionFinder
from extract.pipeline.mentions.tagger import Tagger
from extract.training.choice import train_choice
from extract.training.claims import annotated_docs, train_claims
from extract.training.claims_calibration import rising_steps
from extract.training.coreference import train_coreference
from extract.training.encoders import ENCODER, LAST, fit_encoders, fit_missing, read_again
from extract.training.folds import fold_of
from extract.training.introductions import IntroductionModels, train_introductions
from extract.training.origins import origins_of
from extract.training.readings import find_entities, read_unseen
from extract.training.roles import entity_outcomes, train_roles

SHARES = (0.1, 0.25)
"""Of the papers, for the learning curve."""

_log = logging.getLogger(__name__)


def train(
    papers: Sequence[GoldPaper],
    composed: Sequence[GoldPaper],
    work: Path,
    processes: int = 1,
    last: Sequence[GoldPaper] = (),
) -> Language:
    """The trained pipeline. `composed` are texts written to show claims: they teach introductions, the
    encoder, roles, and what ties numbers and orderings to names, but not which strings are names or one.
    `work` is a folder for the networks; `processes` of them are fitted side by side. They read `last` once
    more at the end, or for the first time: what is like the papers to come. Those of it that are among
    `papers` have to be the first of both; the others teach what ties numbers to names too.

    Raises TrainingError where the `train` extra is missing or `last` is in another order, OSError.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline()
    everything = [*papers, *composed]
    read_again(everything, last)  # hours before it is needed: what is wrong is said at once
    _log.info("training introductions on %d papers", len(everything))
    introductions = train_introductions(everything, nlp)
    network, unseen = fit_encoders(everything, last, nlp, introductions, work, processes)
    learn_from_readings(papers, composed, last, nlp, introductions, network, unseen)
    return nlp


def learning_curve(
    papers: Sequence[GoldPaper],
    held_out: Sequence[GoldPaper],
    nlp: Language,
    work: Path,
    processes: int = 1,
    last: Sequence[GoldPaper] = (),
) -> list[CurvePoint]:
    """How networks of the first tenth and quarter of the papers, one of those of `train` that leaves out a
    part, that of all, and this after its pass over `last` read papers held out."""
    from extract.training.encoder.curve import point

    introductions = train_introductions(papers, blank_pipeline())
    everything = range(len(papers))
    jobs = {work / f"share-{share}": list(everything)[: round(share * len(papers))] for share in SHARES}
    fit_missing(jobs, papers, blank_pipeline(), introductions, work, processes)
    seen = {folder: len(places) for folder, places in jobs.items()}
    seen[work / f"{ENCODER}-0"] = sum(fold_of(index) != 0 for index in everything)
    seen[work / ENCODER] = len(papers)
    if last:
        seen[work / LAST] = len({paper.id for paper in (*papers, *last)})
    return [point(Network.from_folder(folder), count, held_out, nlp) for folder, count in seen.items()]


def learn_from_readings(
    papers: Sequence[GoldPaper],
    composed: Sequence[GoldPaper],
    last: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    network: Network,
    unseen: Sequence[Network],
) -> None:
    """Train all that comes after the encoder, and put everything into the pipeline. `unseen` has for each
    fold a network that has not seen its papers, neither of `last` nor of all others, the composed ones at the
    end. What ties numbers to names learns from those that stand in `last` alone too; nothing else does."""
    finder, encoder = nlp.get_pipe("claimgraph_introductions"), nlp.get_pipe("claimgraph_encoder")
    assert isinstance(finder, IntroductionFinder)
    assert isinstance(encoder, Encoder)
    _log.info("reading %d papers with networks that do not know them", len(papers) + len(composed))
    read = read_unseen([*papers, *composed], nlp, introductions.without, unseen)
    docs, others = read[: len(papers)], read[len(papers) :]
    origins = origins_of(papers, composed, last)
    coreference = _learn_entities(papers, docs, composed, others, origins, nlp)
    known = len(read_again([*papers, *composed], last))
    further = read_unseen(last[known:], nlp, introductions.without, unseen, first=known)
    _find_entities_as_learned(further, coreference, nlp)
    _log.info("training claims")
    claims = train_claims(
        annotated_docs(papers, docs), annotated_docs([*composed, *last[known:]], [*others, *further])
    )
    for name in CLAIM_COMPONENTS:
        component = nlp.get_pipe(name)
        assert isinstance(component, ClaimComponent)
        component.learn(coreference if name == "claimgraph_entities" else claims)
    finder.model, encoder.network = introductions.of_all, network


def _learn_entities(
    papers: Sequence[GoldPaper],
    docs: Sequence[Doc],
    composed: Sequence[GoldPaper],
    others: Sequence[Doc],
    origins: Sequence[str],
    nlp: Language,
) -> ClaimModels:
    """Train what makes entities of a reading, and return coreference. Afterwards the Docs, and `others`,
    those of the composed texts, have entities with roles, read by models that do not know them."""
    tagger, roles = nlp.get_pipe("claimgraph_tagger"), nlp.get_pipe("claimgraph_roles")
    assert isinstance(tagger, Tagger)
    assert isinstance(roles, RoleReader)
    _log.info("training the choice of strings")
    tagger.choice = train_choice(papers, docs)
    find_entities([*docs, *others], nlp)
    _log.info("training coreference")
    classifier = train_coreference(papers, docs)
    for doc in others:
        doc._.entities = merged(doc, doc._.entities, classifier)
    tagger.calibration = rising_steps(entity_outcomes(papers, docs))
    for entity in chain.from_iterable(doc._.entities for doc in [*docs, *others]):
        entity["confidence"] = at_steps(tagger.calibration, entity["confidence"])
    _log.info("training roles")
    roles.models = train_roles([*papers, *composed], [*docs, *others], origins)
    return ClaimModels(classifiers={COREFERENCE: classifier})


def _find_entities_as_learned(docs: Sequence[Doc], coreference: ClaimModels, nlp: Language) -> None:
    """Give Docs of papers that only the encoder learned from the entities that the pipeline finds, with
    roles."""
    tagger, grouper, roles = (nlp.get_pipe(f"claimgraph_{name}") for name in ("tagger", "entities", "roles"))
    assert isinstance(grouper, EntityGrouper)
    grouper.learn(coreference)
    for doc in docs:
        roles(grouper(tagger(doc)))
