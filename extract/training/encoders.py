"""The networks that the recipe needs: for each fold one that has not seen its papers, and one of all papers.

Networks that start from the same weights and learn much the same are so near to each other that their mean is
one too, and no worse than each (arXiv:2203.05482, arXiv:1803.05407). The network of all papers starts from
that of the others, and so needs one pass over the papers in place of three.

Each is in a folder of its own. What is there is not made again; a fit that was cut off goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path

import msgspec
from spacy.language import Language

from extract.evaluation.gold import GoldPaper
from extract.pipeline.encoder.component import NETWORK_FILE, Network
from extract.pipeline.encoder.inputs import WordPieces
from extract.training.encoder.base import INSTALL, read_base
from extract.training.encoder.examples import PaperExamples, paper_examples
from extract.training.encoder.files import FITTED_TO, UNFINISHED_FILE
from extract.training.encoder.settings import FROM_BASE, FROM_MEAN, LAST_PASS, FitSettings
from extract.training.encoder.targets import unplaced_in
from extract.training.errors import TrainingError
from extract.training.folds import FOLDS, fold_of
from extract.training.introductions import IntroductionModels
from extract.training.readings import read_unseen

ENCODER = "encoder"
"""The folder of the network of all papers; those of the folds have their number behind."""
MEAN = "encoder-mean"
"""The mean of those of the folds, which the network of all papers starts from."""
LAST = "encoder-last"
"""The same after the last pass."""

_log = logging.getLogger(__name__)


def fit_encoders(
    papers: Sequence[GoldPaper],
    last: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    work: Path,
    processes: int,
) -> tuple[Network, list[Network]]:
    """The network of all papers, and those that leave out a fold, each after its pass over `last`, if there
    is any.

    Raises TrainingError where the `train` extra is missing or a folder has a network of other papers,
    OSError."""
    folds = _by_fold(work / ENCODER, len(papers))
    fit_missing(folds, papers, nlp, introductions, work, processes)
    of_all = {work / ENCODER: range(len(papers))}
    if _lacking(of_all, papers):
        mean = _average(folds, papers, work / MEAN)
        _fit_further(of_all, [mean], papers, papers, nlp, introductions, FROM_MEAN, processes)
    folders = [*of_all, *folds]
    if last:
        further = {work / LAST: range(len(last)), **_by_fold(work / LAST, len(last))}
        _fit_further(further, folders, papers, last, nlp, introductions, LAST_PASS, processes)
        folders = list(further)
    network, *unseen = map(Network.from_folder, folders)
    return network, unseen


def _by_fold(folder: Path, count: int) -> dict[Path, list[int]]:
    """Beside the folder one for each fold, with the places of those of so many papers that are not in it."""
    return {
        folder.with_name(f"{folder.name}-{fold}"): [at for at in range(count) if fold_of(at) != fold]
        for fold in range(FOLDS)
    }


def _average(folders: Iterable[Path], papers: Sequence[GoldPaper], folder: Path) -> Path:
    """The folder, with the mean of the networks in the others, which together have seen the papers.

    Raises TrainingError where the `train` extra is missing or it has a network of other papers, OSError."""
    if _lacking({folder: range(len(papers))}, papers):
        try:
            from extract.training.encoder.networks import average_into
        except ImportError as error:
            raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error
        average_into(list(folders), folder)
    return folder


def fit_missing(
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
    if not _lacking(jobs, papers):
        return
    base = read_base(work)
    # What loads torch is imported here alone: no other command waits for it, or needs it.
    try:
        from extract.training.encoder.networks import fit_networks
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error

    examples = _examples([papers], nlp, introductions, WordPieces.parse(base.pieces))
    fit_networks(jobs, examples, [base] * len(jobs), FROM_BASE, processes)


def _fit_further(
    jobs: Mapping[Path, Sequence[int]],
    starts: Sequence[Path],
    seen: Sequence[GoldPaper],
    papers: Sequence[GoldPaper],
    nlp: Language,
    introductions: IntroductionModels,
    settings: FitSettings,
    processes: int,
) -> None:
    """Fit the networks in the folders `starts`, which have seen some papers, once more, each to the papers of
    its places."""
    again = read_again(seen, papers)
    if not _lacking(jobs, papers):
        return
    try:
        from extract.training.encoder.networks import fit_networks
    except ImportError as error:
        raise TrainingError(f"the encoder needs the train extra: {INSTALL}") from error

    _log.info("a further pass over %d papers", len(papers))
    words = Network.from_folder(starts[0]).words
    examples = _examples([again, papers[len(again) :]], nlp, introductions, words)
    fit_networks(jobs, examples, starts, settings, processes)


def _examples(
    groups: Sequence[Sequence[GoldPaper]], nlp: Language, introductions: IntroductionModels, words: WordPieces
) -> list[PaperExamples]:
    """Of the papers of all groups. By their places in each the models of introductions leave them out."""
    docs = (
        doc for papers in groups for doc in read_unseen(papers, nlp, introductions.without, [None] * FOLDS)
    )
    examples = paper_examples(chain.from_iterable(groups), docs, words)
    _log.info(
        "no token was found for some of the annotation: %s", unplaced_in(paper.targets for paper in examples)
    )
    return examples


def read_again(seen: Sequence[GoldPaper], papers: Sequence[GoldPaper]) -> Sequence[GoldPaper]:
    """Those of the papers that are seen already. Models of introductions leave papers out by their places, so
    that these have to be the same: raises TrainingError where they are not the first of both."""
    known = {paper.id for paper in seen}
    count = sum(paper.id in known for paper in papers)
    if list(papers[:count]) != list(seen[:count]):
        raise TrainingError("what the last pass reads again has to come first there, and first of all papers")
    return papers[:count]


def _lacking(jobs: Mapping[Path, Sequence[int]], papers: Sequence[GoldPaper]) -> bool:
    """Whether some folder has no network yet; in each is noted what its network is fitted to. Raises
    TrainingError where that was something else."""
    for folder, places in jobs.items():
        _mark(folder, [papers[place] for place in places])
    return not all((folder / NETWORK_FILE).exists() for folder in jobs)


def _mark(folder: Path, papers: Sequence[GoldPaper]) -> None:
    """Note in the folder of a network what it is fitted to, wherever that was read from. One that has no note
    was brought by hand."""
    learned = [(paper.text, paper.entities, paper.results, paper.comparisons) for paper in papers]
    digest = sha256(msgspec.json.encode(learned)).hexdigest()
    note = folder / FITTED_TO
    if not any((folder / file).exists() for file in (NETWORK_FILE, UNFINISHED_FILE)):
        folder.mkdir(parents=True, exist_ok=True)
        note.write_text(digest + "\n", encoding="ascii")
    elif note.exists() and note.read_text(encoding="ascii").strip() != digest:
        raise TrainingError(f"{folder} holds a network of other papers or annotation; take an empty folder")
