"""Networks of some of the papers. One that has not seen a paper is as uncertain of it as of new ones, and
what learns from readings (the choice of strings, roles, claims) learns from such.

A trained network is kept in its folder and not trained again; one that was cut off is trained further.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from safetensors.torch import save_file

from extract.pipeline.encoder.component import NETWORK_FILE, Network
from extract.training.encoder.base import Base
from extract.training.encoder.examples import PaperExamples
from extract.training.encoder.export import exported
from extract.training.encoder.files import UNFINISHED_FILE, WEIGHTS_FILE
from extract.training.encoder.fit import FitSettings, fit
from extract.training.encoder.restored import restored

LAST_PASS = FitSettings(epochs=1, base_rate=4e-5, rate=4e-4)


def fit_networks(
    jobs: Mapping[Path, Sequence[int]],
    papers: Sequence[PaperExamples],
    base: Base,
    settings: FitSettings,
    processes: int = 1,
) -> None:
    """For each folder a network of the papers with these places, with a seed of its own; `processes` of them
    are fitted at a time. Raises OSError."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = []
        for number, (folder, places) in enumerate(jobs.items()):
            own = replace(settings, seed=settings.seed + number)
            waiting.append(pool.submit(fit_into, [papers[place] for place in places], base, folder, own))
        for job in waiting:
            job.result()


def fit_into(
    papers: Sequence[PaperExamples], start: Base | Network, folder: Path, settings: FitSettings
) -> None:
    """Fit a network to papers and write it into the folder, unless one is there. It starts from a base or
    from a network that was exported. Raises TrainingError where the folder has an unfinished fit with other
    settings, OSError."""
    unfinished = folder / UNFINISHED_FILE
    if not (folder / NETWORK_FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        examples = [example for paper in papers for example in paper.parts]
        begin = start if isinstance(start, Base) else restored(start)
        network = fit(examples, begin, settings, unfinished)
        save_file(network.state_dict(), folder / WEIGHTS_FILE)
        exported(network, start.pieces).write(folder)
    unfinished.unlink(missing_ok=True)
