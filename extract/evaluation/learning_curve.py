"""The learning curve of the packaged encoder: figures by the number of annotated papers that it has seen.

It is measured in training (`claimgraph train --held-out`) and lies in the package, since measuring it anew
means training several times.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FILE = "learning_curve.json"


class CurvePoint(NamedTuple):
    """F1 of mentions and of the numbers of results, and how many in a hundred roles and answers (which name
    fills the slot of a number or comparison) are right; of the network alone, on papers held out."""

    papers: int
    mentions: float
    numbers: float
    roles: float
    answers: float


def write_curve(points: Sequence[CurvePoint], model: Path) -> None:
    """Into a model's folder, the fewest papers first."""
    rows = [point._asdict() for point in sorted(points)]
    (model / FILE).write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_curve(model: Path) -> list[CurvePoint]:
    """Empty for a model without one."""
    path = model / FILE
    return [CurvePoint(**row) for row in json.loads(path.read_text("utf-8"))] if path.exists() else []
