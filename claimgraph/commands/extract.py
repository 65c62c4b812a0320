"""`claimgraph extract`: papers to records."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from claimgraph import api
from claimgraph.commands.options import AsOf, InputPaths, Processes, Strict
from claimgraph.commands.problems import ProblemLog
from claimgraph.console import note, with_progress
from extract.confidence import at_least, statements


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph extract examples/landmark-papers.txt -o records.jsonl")(extract)


def extract(
    inputs: InputPaths,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Where the records go; - is standard output."),
    ] = "-",
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0, max=1, metavar="X", help="Leave out entities, results and comparisons less sure than X."
        ),
    ] = 0.0,
    as_of: AsOf = None,
    processes: Processes = 1,
    strict: Strict = False,
) -> None:
    """Read papers and write what each one says: one JSON line a paper, with offsets and confidences."""
    problems = ProblemLog()
    count = left_out = 0
    with _output(output) as stream:
        records = api.extract(inputs, as_of=as_of, processes=processes, on_problem=problems.add)
        for record in with_progress(records, "Extracting"):
            kept = at_least(record, min_confidence)
            stream.write(kept.to_json() + b"\n")
            count += 1
            left_out += statements(record) - statements(kept)
    unsure = f", {left_out} entities and claims left out as unsure" if min_confidence else ""
    note(f"{count} records written{unsure}{problems.summary()}")
    problems.exit_if(strict)


@contextmanager
def _output(name: str) -> Iterator[IO[bytes]]:
    """A stream whose file appears under its name only when everything is written."""
    if name == "-":
        yield sys.stdout.buffer
        return
    target = Path(name)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
