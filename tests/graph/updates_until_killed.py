"""Updates a graph until it is killed: `python updates_until_killed.py DIR FIRST`.

Goes through the steps of `STEPS` over and over, from number FIRST, and prints the number of each when it is
committed, after `ready` once everything is imported.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import Any

from sample_records import comparison, entity, record, result

from extract.record import Record
from graph.update import update


def _paper(number: int) -> Record:
    method = f"Fern-{number % 7}"
    return record(
        f"paper-{number}",
        entity("Method", method, role="introduced"),
        entity("Method", "Stone Sediment Tracker", "SST"),
        entity("Dataset", f"MossQA {number % 5}", role="evaluated"),
        entity("Metric", "accuracy"),
        title=f"Paper number {number}",
        results=[result(str(number), method=method, dataset=f"MossQA {number % 5}", metric="accuracy")],
        comparisons=[comparison(method, "outperforms", "SST")],
    )


STEPS: tuple[dict[str, Any], ...] = (
    {"put": [_paper(n) for n in range(40)]},
    {"put": [_paper(n) for n in range(40, 50)]},
    {"remove": [f"paper-{n}" for n in range(5, 45)]},
    {"remove": [f"paper-{n}" for n in (0, 1, 2, 3, 4, 45, 46, 47, 48, 49)]},
)


def main(folder: Path, first: int) -> None:
    print("ready", flush=True)
    for number in count(first):
        update(folder, **STEPS[number % len(STEPS)])
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
