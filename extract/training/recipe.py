"""The whole recipe: what finds introductions, the encoder, and all that learns from what the encoder says.

The encoder is taught in three steps. Four small networks learn from the annotation: one from all of it, and
one for each fold from the others. A large one learns from what they together guess about papers that nobody
annotated. From there four large ones learn from the annotation, as the small ones did. Those of the folds
have not seen the papers that they read for what comes after the encoder.

What takes long is kept in a working folder and not done again when the recipe is run again there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from extract.evaluation.gold import GoldPaper
from extract.evaluation.learning_curve import CurvePoint
from extract.markup import clean
from extract.paper import Paper
from extract.pipeline.build import blank_pipeline
from extract.pipeline.claims.models import COMPONENTS as CLAIM_COMPONENTS
from extract.pipeline.claims.models import ClaimComponent, ClaimModels
from extract.pipeline.encoder.component import NETWORK_FILE, Encoder, Network
from extract.pipeline.encoder.inputs import WordPieces
from extract.pipeline.entities.grouping import COREFERENCE
from extract.pipeline.entities.roles import RoleReader
from extract.pipeline.mentions.introductions import IntroductionFinder
from extract.pipeline.mentions.tagger import Tagger
from extract.training.choice import train_choice
from extract.training.claims import annotated_docs, train_claims
from extract.training.claims_calibration import rising_steps
from extract.training.coreference import train_coreference
from extract.training.encoder.base import INSTALL, Base, read_large_base, read_small_base
from extract.training.encoder.examples import PaperExamples, paper_examples
from extract.training.encoder.settings import FIT, FIT_GUESSES, FIT_LARGE
from extract.training.encoder.silver import GuessedExample, guessed_examples
from extract.training.encoder.targets import unplaced_in
from extract.training.errors import TrainingError
from extract.training.folds import FOLDS, fold_of
from extract.training.introductions import IntroductionModels, run_until, train_introductions
from extract.training.readings import find_entities, read_unseen
from extract.training.roles import entity_outcomes, train_roles

TEACHER, STUDENT, ENCODER = "teacher", "student", "encoder"
"""The folders of the networks of the three steps; those of the folds have their number behind."""
SHARES = (0.1, 0.25)
"""Of the papers, for the learning curve."""

_log = logging.getLogger(__name__)


def train(
    papers: Sequence[GoldPaper], unlabelled: Sequence[Paper], work: Path, processes: int = 1
) -> Language:
    """The trained pipeline. `unlabelled` are papers without annotation. `work` is a folder for the networks;
    `processes` of them are fitted side by side.

    Raises TrainingError where the `train` extra is missing or the base cannot be fetched, OSError.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline()
    _log.info("training introductions on %d papers", len(papers))
    introductions = train_introductions(papers, nlp)
    _fit_networks(papers, unlabelled, introductions, work, processes)
    network, *unseen = map(Network.from_folder, fold_jobs(work / ENCODER, len(papers)))
    learn_from_readings(papers, nlp, introductions, network, unseen)
    return nlp


def learning_curve(
    papers: Sequence[GoldPaper],
    held_out: Sequence[GoldPaper],
    nlp: Language,
    work: Path,
    processes: int = 1,
) -> list[CurvePoint]:
    """How small networks of the first tenth and quarter of the papers, that of `train` which leaves out a
    fold, and that of all read papers held out."""
    from extract.training.encoder.curve import point

    introductions = train_introductions(papers, blank_pipeline())
    everything = list(range(len(papers)))
    jobs = {work / f"share-{share}": everything[: round(share * len(papers))] for share in SHARES}
    if _lacking(jobs):
        from extract.training.encoder.networks import fit_networks

        base = read_small_base()
        fit_networks(jobs, _examples(papers, introductions, base), base, FIT, processes=processes)
    of_all, of_two_thirds, *_ = fold_jobs(work / TEACHER, len(papers)).items()
    jobs |= dict((of_two_thirds, of_all))
    return [point(Network.from_folder(f), len(seen), held_out, nlp) for f, seen in jobs.items()]


def fold_jobs(folder: Path, papers: int) -> dict[Path, list[int]]:
    """The folder of the network of so many papers and then, with the number of the fold behind, those of the
    networks that leave out the papers of a fold; each with the places of its papers."""
    everything = range(papers)
    jobs = {folder: list(everything)}
    for fold in range(FOLDS):
        kept = [index for index in everything if fold_of(index) != fold]
        jobs[folder.with_name(f"{folder.name}-{fold}")] = kept
    return jobs


def _lacking(jobs: Iterable[Path]) -> bool:
    return not all((folder / NETWORK_FILE).exists() for folder in jobs)


def _fit_networks(
    papers: Sequence[GoldPaper],
    unlabelled: Sequence[Paper],
    introductions: IntroductionModels,
    work: Path,
    processes: int,
) -> None:
    """Fit those networks of the three steps that are not in the working folder."""
    teachers = fold_jobs(work / TEACHER, len(papers))
    encoders = fold_jobs(work / ENCODER, len(papers))
    if not _lacking(encoders):
        return
    small, large = read_small_base(), read_large_base(work)
    # What loads torch is imported here alone: no other command waits for it, or needs it.
    try:
        from extract.training.encoder.networks import fit_into, fit_networks
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error

    examples = _examples(papers, introductions, small)
    _log.info("no token was found for some of the annotation: %s", unplaced_in(p.targets for p in examples))
    _log.info("small networks from %d annotated papers", len(papers))
    fit_networks(teachers, examples, small, FIT, processes=processes)
    if _lacking([work / STUDENT]):
        _log.info("a large network from what they guess about %d other papers", len(unlabelled))
        guesses = _guesses(unlabelled, introductions, [Network.from_folder(f) for f in teachers], large)
        fit_into(guesses, large, work / STUDENT, replace(FIT_GUESSES, threads=processes))
    _log.info("large networks from %d annotated papers", len(papers))
    fit_networks(encoders, examples, large, FIT_LARGE, start=work / STUDENT, processes=processes)


def _examples(
    papers: Sequence[GoldPaper], introductions: IntroductionModels, base: Base
) -> list[PaperExamples]:
    docs = read_unseen(papers, blank_pipeline(), introductions.without, [None] * FOLDS)
    return paper_examples(papers, docs, WordPieces.parse(base.pieces))


def _guesses(
    papers: Sequence[Paper], introductions: IntroductionModels, teachers: Sequence[Network], base: Base
) -> list[GuessedExample]:
    nlp = blank_pipeline()
    finder = nlp.get_pipe("claimgraph_introductions")
    assert isinstance(finder, IntroductionFinder)
    finder.model = introductions.of_all
    docs = (run_until(nlp, clean(paper.text).text, "claimgraph_encoder") for paper in papers)
    return list(guessed_examples(docs, teachers, WordPieces.parse(base.pieces)))


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
    _log.info("training coreference")
    coreference = ClaimModels(classifiers={COREFERENCE: train_coreference(papers, docs)})
    tagger.calibration = rising_steps(entity_outcomes(papers, docs))
    _log.info("training roles")
    roles.models = train_roles(papers, docs)
    _log.info("training claims")
    claims = train_claims(annotated_docs(papers, docs))
    for name in CLAIM_COMPONENTS:
        component = nlp.get_pipe(name)
        assert isinstance(component, ClaimComponent)
        component.learn(coreference if name == "claimgraph_entities" else claims)
    finder.model, encoder.network = introductions.of_all, network
