"""Options that choose a part of the graph, for every command that takes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from claimgraph.entities import find_node
from graph.directory import Snapshot
from graph.selection import LABELS, BadSelection, Selection, select
from graph.tables import GraphTables
from queries.mentioned import mentioned_nodes
from queries.runner import run

Around = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NODE", help="What stands around this node, by id or name; may be given several times."
    ),
]
Hops = Annotated[int | None, typer.Option(min=0, metavar="N", help="How far around; 1 unless given.")]
Types = Annotated[
    list[str] | None, typer.Option(metavar="TYPE,...", help=f"Only nodes of these: {', '.join(LABELS)}.")
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only papers from this day, month or year on.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only papers up to this day, month or year.")]
MinSupport = Annotated[
    int, typer.Option(min=0, metavar="N", help="Only entities that at least so many papers name.")
]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, metavar="X", help="Only claims and edges read with at least this.")
]
Top = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="At most so many nodes: those with most edges.")
]
PartQuery = Annotated[
    str | None,
    typer.Option(
        "--query", metavar="NAME|FILE|TEXT", help="Only the nodes in the answer, and with --hops around them."
    ),
]


def choose_part(
    snapshot: Snapshot,
    selection: Selection,
    around: Sequence[str],
    hops: int | None,
    query: str | None,
    parameters: Mapping[str, str],
) -> GraphTables:
    """What `selection` leaves of the graph around the named nodes and those that a query answers with. Raises
    BadSelection, NoSingleEntity and QueryError."""
    tables = snapshot.tables()
    centre = frozenset(find_node(tables, name) for name in around)
    if query is not None:
        answered = mentioned_nodes(run(snapshot, query, parameters=parameters), tables)
        if not answered:
            raise BadSelection("no node of the graph stands in the answer to the query")
        centre |= answered
    if hops is None:
        hops = 0 if query is not None else 1
    elif not centre:
        raise BadSelection("hops are counted from a node: name it with --around or --query")
    return select(tables, replace(selection, around=centre, hops=hops if centre else selection.hops))


def split_types(types: Sequence[str] | None) -> frozenset[str]:
    """Labels, however they are given: several times or between commas, in any case."""
    labels = {label.casefold(): label for label in LABELS}
    named = [name.strip() for text in types or () for name in text.split(",")]
    return frozenset(labels.get(name.casefold(), name) for name in named if name)
