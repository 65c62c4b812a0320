"""`claimgraph extract`: papers to records."""

from __future__ import annotations

from typing import Annotated

import typer

from claimgraph import api
from claimgraph.commands.options import AsOf, InputPaths, Processes, Strict
from claimgraph.commands.output import output_stream
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
    with output_stream(output) as stream:
        records = api.extract(inputs, as_of=as_of, processes=processes, on_problem=problems.add)
        for record in with_progress(records, "Extracting"):
            kept = at_least(record, min_confidence)
            stream.write(kept.to_json() + b"\n")
            count += 1
            left_out += statements(record) - statements(kept)
    unsure = f", {left_out} entities and claims left out as unsure" if min_confidence else ""
    note(f"{count} records written{unsure}{problems.summary()}")
    problems.exit_if(strict)
