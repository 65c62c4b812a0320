"""Networks of some of the papers, and one of what others guess about papers that nobody annotated.

One that has not seen a paper is as uncertain of it as of new ones, and what learns from readings (the choice
of strings, roles, claims) learns from such. A trained network is kept in its folder and not trained again.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from safetensors.torch import load_file, save_file

from extract.pipeline.encoder.component import NETWORK_FILE
from extract.training.encoder.base import Base
from extract.training.encoder.examples import Example, PaperExamples
from extract.training.encoder.export import exported
from extract.training.encoder.fit import fit
from extract.training.encoder.network import EncoderNetwork, network_from
from extract.training.encoder.settings import FitSettings
from extract.training.encoder.silver import GuessedExample

WEIGHTS_FILE = "network.safetensors"
"""The weights before export, for whoever wants to train further."""


def fit_networks(
    jobs: Mapping[Path, Sequence[int]],
    papers: Sequence[PaperExamples],
    base: Base,
    settings: FitSettings,
    start: Path | None = None,
    processes: int = 1,
) -> None:
    """For each folder a network of the papers with these places, with a seed of its own; `processes` of them
    are fitted at a time. They start from the base, or from the network in the folder `start`. Raises
    OSError."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = []
        for number, (folder, places) in enumerate(jobs.items()):
            own = replace(settings, seed=settings.seed + number)
            examples = [example for place in places for example in papers[place].parts]
            waiting.append(pool.submit(fit_into, examples, base, folder, own, start))
        for job in waiting:
            job.result()


def fit_into(
    examples: Sequence[Example] | Sequence[GuessedExample],
    base: Base,
    folder: Path,
    settings: FitSettings,
    start: Path | None = None,
) -> None:
    """Fit a network to examples and write it into the folder, unless one is there. Raises OSError."""
    if not (folder / NETWORK_FILE).exists():
        network = fit(examples, base, settings, _network_in(start, base) if start else None)
        folder.mkdir(parents=True, exist_ok=True)
        save_file(network.state_dict(), folder / WEIGHTS_FILE)
        exported(network, base.pieces).write(folder)


def _network_in(folder: Path, base: Base) -> EncoderNetwork:
    """The network of the base with the weights that `fit_into` wrote."""
    network = network_from(base)
    network.load_state_dict(load_file(folder / WEIGHTS_FILE))
    return network
