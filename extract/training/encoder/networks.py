"""Networks of some of the papers. One that has not seen a paper is as uncertain of it as of new ones, and
what learns from readings (the choice of strings, roles, claims) learns from such.

A trained network is kept in its folder and not trained again; one that was cut off is trained further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from extract.pipeline.encoder.component import NETWORK_FILE, Network
from extract.training.encoder.base import Base
from extract.training.encoder.examples import PaperExamples
from extract.training.encoder.export import exported
from extract.training.encoder.files import UNFINISHED_FILE, WEIGHTS_FILE
from extract.training.encoder.fit import fit
from extract.training.encoder.network import EncoderNetwork
from extract.training.encoder.restored import restored
from extract.training.encoder.settings import FitSettings
from extract.workers import workers


def fit_networks(
    jobs: Mapping[Path, Sequence[int]],
    papers: Sequence[PaperExamples],
    starts: Iterable[Base | Path],
    settings: FitSettings,
    processes: int = 1,
) -> None:
    """For each folder a network of the papers with these places, with a start of its own; `processes` of them
    are fitted at a time. All have the same seed, so that those from one base can be averaged. Raises what
    `fit_into` raises."""
    with workers(processes) as pool:
        waiting = [
            pool.submit(fit_into, [papers[place] for place in places], start, folder, settings)
            for (folder, places), start in zip(jobs.items(), starts, strict=True)
        ]
        for job in waiting:
            job.result()


def fit_into(
    papers: Sequence[PaperExamples], start: Base | Path, folder: Path, settings: FitSettings
) -> None:
    """Fit a network to papers and write it into the folder, unless one is there. It starts from a base or
    from the network that was exported into another folder. Raises TrainingError where the folder has an
    unfinished fit with other settings, OSError."""
    unfinished = folder / UNFINISHED_FILE
    if not (folder / NETWORK_FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        examples = [example for paper in papers for example in paper.parts]
        begin, pieces = (start, start.pieces) if isinstance(start, Base) else _kept(start)
        _keep(fit(examples, begin, settings, unfinished), pieces, folder)
    unfinished.unlink(missing_ok=True)


def average_into(folders: Sequence[Path], folder: Path) -> None:
    """Write the network whose weights are the mean of those in other folders into one. Raises OSError."""
    (network, pieces), *others = map(_kept, folders)
    states = [other.state_dict() for other, _ in others]
    with torch.no_grad():
        for name, weights in network.state_dict().items():
            weights.copy_(torch.stack([weights, *(state[name] for state in states)]).mean(0))
    folder.mkdir(parents=True, exist_ok=True)
    _keep(network, pieces, folder)


def _keep(network: EncoderNetwork, pieces: str, folder: Path) -> None:
    save_file(network.state_dict(), folder / WEIGHTS_FILE)
    exported(network, pieces).write(folder)


def _kept(folder: Path) -> tuple[EncoderNetwork, str]:
    """A network with its vocabulary. Where the weights as they were fitted do not lie in the folder, those of
    eight bits stand for them."""
    there = Network.from_folder(folder)
    network = restored(there)
    if (folder / WEIGHTS_FILE).exists():
        network.load_state_dict(load_file(folder / WEIGHTS_FILE))
    return network.eval(), there.pieces
