"""The whole recipe: what finds introductions, the encoder, and all that learns from what the encoder says.

What takes long is kept in a working folder and not done again when the recipe is run again there; a fit that
was cut off goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.evaluation.learning_curve import CurvePoint
from extract.pipeline.build import blank_pipeline
from extract.pipeline.calibration import at_steps
from extract.pipeline.claims.models import COMPONENTS as CLAIM_COMPONENTS
from extract.pipeline.claims.models import ClaimComponent, ClaimModels
from extract.pipeline.encoder.component import NETWORK_FILE, Encoder, Network
from extract.pipeline.encoder.inputs import WordPieces
from extract.pipeline.entities.coreference import merged
from extract.pipeline.entities.grouping import COREFERENCE
from extract.pipeline.entities.roles import RoleReader
from extract.pipeline.mentions.introductions import IntroductionFinder
from extract.pipeline.mentions.tagger import Tagger
from extract.training.choice import train_choice
from extract.training.claims import annotated_docs, train_claims
from extract.training.claims_calibration import rising_steps
from extract.training.coreference import train_coreference
from extract.training.encoder.base import INSTALL, read_base
from extract.training.encoder.examples import paper_examples
from extract.training.encoder.files import FITTED_TO, UNFINISHED_FILE
from extract.training.encoder.targets import unplaced_in
from extract.training.errors import TrainingError
from extract.training.folds import FOLDS, fold_of
from extract.training.introductions import IntroductionModels, train_introductions
from extract.training.readings import find_entities, read_unseen
from extract.training.roles import entity_outcomes, train_roles

ENCODER = "encoder"
"""The folder of the network of all papers; those of the folds have their number behind."""
LAST = "encoder-last"
"""The folder of the network of all papers after its last pass."""
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
    `work` is a folder for the networks; `processes` of them are fitted side by side. The encoder reads `last`
    once more at the end, or for the first time: what is like the papers to come. Those of it that are among
    `papers` have to be the first of both.

    Raises TrainingError where the `train` extra is missing or `last` is in another order, OSError.
    """
    work.mkdir(parents=True, exist_ok=True)
    nlp = blank_pipeline()
    everything = [*papers, *composed]
    _read_again(everything, last)  # hours before it is needed: what is wrong is said at once
    _log.info("training introductions on %d papers", len(everything))
    introductions = train_introductions(everything, nlp)
    network, unseen = _networks(everything, nlp, introductions, work, processes)
    learn_from_readings(papers, composed, nlp, introductions, network, unseen)
    if last:
        encoder = nlp.get_pipe("claimgraph_encoder")
        assert isinstance(encoder, Encoder)
        encoder.network = _after_last_pass(network, everything, last, nlp, introductions, work / LAST)
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
    jobs[work / f"{ENCODER}-0"] = [index for index in everything if fold_of(index) != 0]
    jobs[work / ENCODER] = list(everything)
    _fit_missing(jobs, papers, blank_pipeline(), introductions, work, processes)
    points = [point(Network.from_folder(f), len(seen), held_out, nlp) for f, seen in jobs.items()]
    if last:
        seen = {paper.id for paper in (*papers, *last)}
        points.append(point(Network.from_folder(work / LAST), len(seen), held_out, nlp))
    return points


def _networks(
    papers: Sequence[GoldPaper], nlp: Language, introductions: IntroductionModels, work: Path, processes: int
) -> tuple[Network, list[Network]]:
    """One network that has seen all papers, and for each fold one that has not seen its."""
    everything = range(len(papers))
    jobs = {work / ENCODER: list(everything)}
    for fold in range(FOLDS):
        jobs[work / f"{ENCODER}-{fold}"] = [index for index in everything if fold_of(index) != fold]
    _fit_missing(jobs, papers, nlp, introductions, work, processes)
    network, *unseen = map(Network.from_folder, jobs)
    return network, unseen


def _fit_missing(
    jobs: Mapping[Path, Sequence[int]],
    papers: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    work: Path,
    processes: int,
) -> None:
    """Fit a network to the papers of these places for each folder that has none. The weights that they start
    from are fetched into `work`.

    Raises TrainingError where a folder has one that was fitted to other papers."""
    for folder, places in jobs.items():
        _mark(folder, [papers[place] for place in places])
    if all((folder / NETWORK_FILE).exists() for folder in jobs):
        return
    base = read_base(work)
    # What loads torch is imported here alone: no other command waits for it, or needs it.
    try:
        from extract.training.encoder.fit import FitSettings
        from extract.training.encoder.networks import fit_networks
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error

    docs = read_unseen(papers, nlp, introductions.without, [None] * FOLDS)
    examples = paper_examples(papers, docs, WordPieces.parse(base.pieces))
    unplaced = unplaced_in(paper.targets for paper in examples)
    _log.info("no token was found for some of the annotation: %s", unplaced)
    fit_networks(jobs, examples, base, FitSettings(), processes)


def _after_last_pass(
    network: Network,
    seen: Sequence[GoldPaper],
    papers: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    folder: Path,
) -> Network:
    """The network, which has seen some papers, fitted once more to these at a smaller rate, in the folder."""
    _mark(folder, papers)
    again = _read_again(seen, papers)
    further = papers[len(again) :]
    if not (folder / NETWORK_FILE).exists():
        try:
            from extract.training.encoder.networks import LAST_PASS, fit_into
        except ImportError as error:
            raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error
        _log.info("a last pass over %d papers", len(papers))
        docs = [
            doc
            for some in (again, further)
            for doc in read_unseen(some, nlp, introductions.without, [None] * FOLDS)
        ]
        fit_into(paper_examples(papers, docs, network.words), network, folder, LAST_PASS)
    return Network.from_folder(folder)


def _read_again(seen: Sequence[GoldPaper], papers: Sequence[GoldPaper]) -> Sequence[GoldPaper]:
    """Those of the papers that are seen already. Models of introductions leave papers out by their places, so
    that these have to be the same: raises TrainingError where they are not the first of both."""
    known = {paper.id for paper in seen}
    count = sum(paper.id in known for paper in papers)
    if list(papers[:count]) != list(seen[:count]):
        raise TrainingError("what the last pass reads again has to come first there, and first of all papers")
    return papers[:count]


def _mark(folder: Path, papers: Sequence[GoldPaper]) -> None:
    """Note in the folder of a network what it is fitted to. One that has no note was brought by hand."""
    digest = sha256(msgspec.json.encode(papers)).hexdigest()
    note = folder / FITTED_TO
    if not any((folder / file).exists() for file in (NETWORK_FILE, UNFINISHED_FILE)):
        folder.mkdir(parents=True, exist_ok=True)
        note.write_text(digest + "\n", encoding="ascii")
    elif note.exists() and note.read_text(encoding="ascii").strip() != digest:
        raise TrainingError(f"{folder} holds a network of other papers or annotation; take an empty folder")


def learn_from_readings(
    papers: Sequence[GoldPaper],
    composed: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    network: Network,
    unseen: Sequence[Network],
) -> None:
    """Train all that comes after the encoder, and put everything into the pipeline. `unseen` has for each
    fold of all papers, the composed ones last, a network that has not seen its papers."""
    finder, encoder = nlp.get_pipe("claimgraph_introductions"), nlp.get_pipe("claimgraph_encoder")
    assert isinstance(finder, IntroductionFinder)
    assert isinstance(encoder, Encoder)
    _log.info("reading %d papers with networks that do not know them", len(papers) + len(composed))
    read = read_unseen([*papers, *composed], nlp, introductions.without, unseen)
    docs, others = read[: len(papers)], read[len(papers) :]
    coreference = _learn_entities(papers, docs, composed, others, nlp)
    _log.info("training claims")
    claims = train_claims(annotated_docs(papers, docs), annotated_docs(composed, others))
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
    roles.models = train_roles([*papers, *composed], [*docs, *others])
    return ClaimModels(classifiers={COREFERENCE: classifier})
