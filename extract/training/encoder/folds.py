"""Networks that have not seen some of the papers: what they say of those is as uncertain as of new papers.

What learns from readings (the choice of strings, roles, claims) learns from these. A trained network is kept
in the working folder and not trained again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc

from extract.pipeline.encoder.component import NETWORK_FILE, Network
from extract.pipeline.encoder.reading import Reading
from extract.training.encoder.base import Base
from extract.training.encoder.examples import PaperExamples
from extract.training.encoder.export import exported
from extract.training.encoder.fit import FitSettings, fit

FOLDS = 3


def network_for(papers: Iterable[PaperExamples], base: Base, folder: Path, settings: FitSettings) -> Network:
    """A network fitted to papers, or the one that is in the folder already. Raises OSError."""
    if not (folder / NETWORK_FILE).exists():
        examples = [example for paper in papers for example in paper.parts]
        exported(fit(examples, base, settings), base.pieces).write(folder)
    return Network.from_folder(folder)


def network_without(
    fold: int, papers: Sequence[PaperExamples], base: Base, work: Path, settings: FitSettings
) -> Network:
    """A network, kept in the working folder, that has not seen the papers whose index modulo FOLDS is `fold`;
    each fold has a seed of its own."""
    seen = (paper for index, paper in enumerate(papers) if index % FOLDS != fold)
    own = replace(settings, seed=settings.seed + 1 + fold)
    return network_for(seen, base, work / f"encoder-{fold}", own)


def unseen_readings(docs: Iterable[Doc], networks: Sequence[Network]) -> list[Reading]:
    """Of each Doc of the papers, in their order, by the network of the fold that has not seen it."""
    return [networks[index % FOLDS].read(doc) for index, doc in enumerate(docs)]
