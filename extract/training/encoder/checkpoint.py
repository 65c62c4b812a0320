"""What a fit keeps now and then, to go on from there when it was cut off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from extract.training.errors import TrainingError


@dataclass(frozen=True)
class Checkpoint:
    """A fit in a file, told from others by its whole number of `steps` and its `settings` in words."""

    path: Path
    steps: int
    settings: str

    def keep(
        self,
        done: int,
        network: nn.Module,
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LRScheduler,
    ) -> None:
        """Write where the fit stands after `done` steps; whoever is cut off meanwhile leaves the file as it
        was. Raises OSError."""
        state = {
            "fit": [self.steps, self.settings],
            "done": done,
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "random": torch.get_rng_state(),
        }
        beside = self.path.with_suffix(".new")
        torch.save(state, beside)
        beside.replace(self.path)

    def resume(
        self,
        network: nn.Module,
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LRScheduler,
    ) -> int:
        """Bring the parts of a fit to where it stood; how many steps are done, none where nothing is kept.

        Raises TrainingError where another fit is kept, OSError.
        """
        if not self.path.exists():
            return 0
        state: dict[str, Any] = torch.load(self.path, weights_only=True)
        if state["fit"] != [self.steps, self.settings]:
            raise TrainingError(f"{self.path} is of a fit with other settings; remove it to start anew")
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["random"])
        done: int = state["done"]
        return done
