"""Networks that have not seen some of the papers: what they say of those is as uncertain as of new papers.

What learns from readings (the choice of strings, roles, claims) learns from these. A trained network is kept
in the working folder and not trained again.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from safetensors.torch import save_file

from extract.pipeline.encoder.component import NETWORK_FILE
from extract.training.encoder.base import Base
from extract.training.encoder.examples import PaperExamples
from extract.training.encoder.export import exported
from extract.training.encoder.fit import FitSettings, fit
from extract.training.folds import FOLDS, fold_of

WEIGHTS_FILE = "network.safetensors"
"""The weights before export, for whoever wants to train further."""


def fit_networks(
    papers: Sequence[PaperExamples],
    base: Base,
    folders: Sequence[Path],
    settings: FitSettings,
    processes: int = 1,
) -> None:
    """Write the network of all papers into the first folder, and into one folder for each fold a network that
    has not seen its papers, with a seed of its own. `processes` of them are fitted at a time. Raises OSError.
    """
    jobs = [(papers, folders[0], settings)]
    for fold in range(FOLDS):
        seen = [paper for index, paper in enumerate(papers) if fold_of(index) != fold]
        jobs.append((seen, folders[1 + fold], replace(settings, seed=settings.seed + 1 + fold)))
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for job in [pool.submit(fit_into, seen, base, folder, own) for seen, folder, own in jobs]:
            job.result()


def fit_into(papers: Sequence[PaperExamples], base: Base, folder: Path, settings: FitSettings) -> None:
    """Fit a network to papers and write it into the folder, unless one is there. Raises OSError."""
    if not (folder / NETWORK_FILE).exists():
        network = fit([example for paper in papers for example in paper.parts], base, settings)
        folder.mkdir(parents=True, exist_ok=True)
        save_file(network.state_dict(), folder / WEIGHTS_FILE)
        exported(network, base.pieces).write(folder)
