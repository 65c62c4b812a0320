"""`claimgraph export`: write the graph for another program. The formats are those of `graph.exports`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import GraphPath, QueryParameters, parse_parameter
from claimgraph.commands.part import (
    Around,
    Hops,
    MinConfidence,
    MinSupport,
    PartQuery,
    Since,
    Top,
    Types,
    Until,
    choose_part,
    split_types,
)
from claimgraph.console import note, working
from graph.directory import GraphDirectory
from graph.exports import FORMATS, ExportOptions, find_format
from graph.exports import export as write_export
from graph.selection import Selection


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
    around: Around = None,
    hops: Hops = None,
    types: Types = None,
    since: Since = None,
    until: Until = None,
    min_support: MinSupport = 0,
    min_confidence: MinConfidence = 0.0,
    top: Top = None,
    query: PartQuery = None,
    param: QueryParameters = None,
    reifies: Annotated[
        bool, typer.Option("--reifies", help="Of RDF: also say rdf:reifies, which needs RDF 1.2.")
    ] = False,
    dump_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Of RDF: where the file is published, for its VoID.")
    ] = None,
    endpoint_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Of RDF: where the graph can be asked, for its VoID.")
    ] = None,
) -> None:
    """Write the graph, or a part of it, in a format of another program."""
    found = find_format(format_)
    options = ExportOptions(reifies=reifies or None, dump_url=dump_url, endpoint_url=endpoint_url)
    try:
        found.refuse_other_options(options)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    selection = Selection(
        types=split_types(types),
        since=since,
        until=until,
        min_support=min_support,
        min_confidence=min_confidence,
        top=top,
    )
    parameters = dict(map(parse_parameter, param or []))
    with working("Exporting"), GraphDirectory(graph).snapshot() as snapshot:
        if "base_iri" in found.options:
            options = replace(options, base_iri=snapshot.manifest.base_iri)
        tables = choose_part(snapshot, selection, around or [], hops, query, parameters)
        write_export(format_, tables, output, options)
    nodes = sum(table.num_rows for table in tables.nodes.values())
    edges = sum(table.num_rows for table in tables.edges.values())
    note(f"{output} written: {nodes} nodes and {edges} edges")
