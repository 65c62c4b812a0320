"""`claimgraph export`: write the graph for another program. The formats are those of `graph.exports`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import GraphPath
from claimgraph.console import note, working
from graph.directory import GraphDirectory
from graph.exports import FORMATS, ExportOptions, find_format
from graph.exports import export as write_export


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph export csv --graph papers --output papers-csv")(export)


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="; ".join(f"{name}: {format_.description}" for name, format_ in FORMATS.items()) + ".",
        ),
    ],
    graph: GraphPath,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", help="The file or folder to write.")
    ],
) -> None:
    """Write the graph in a format of another program."""
    found = find_format(format_)
    options = ExportOptions()
    try:
        found.refuse_other_options(options)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with working("Exporting"), GraphDirectory(graph).snapshot() as snapshot:
        write_export(format_, snapshot.tables(), output, options)
    note(f"{output} written")
