"""`claimgraph build` and `claimgraph remove`: bring a graph up to date."""

from __future__ import annotations

from typing import Annotated

import typer

from claimgraph.api import BuildReport, Graph
from claimgraph.commands.options import AsOf, BaseIri, GraphPath, InputPaths, Processes, Strict
from claimgraph.commands.problems import ProblemLog
from claimgraph.console import note, warn, working
from graph.update import UpdateReport


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph build examples/landmark-papers.txt --graph papers")(build)
    app.command(epilog="Example: claimgraph remove 'Deep Residual Learning' --graph papers")(remove)


def build(
    inputs: InputPaths,
    graph: GraphPath,
    as_of: AsOf = None,
    processes: Processes = 1,
    base_iri: BaseIri = None,
    strict: Strict = False,
) -> None:
    """Read papers and bring the graph up to date with them. Again with new input: an update."""
    problems = ProblemLog()
    with working("Building") as on_stage:
        report = Graph(graph).build(
            inputs,
            as_of=as_of,
            processes=processes,
            base_iri=base_iri,
            on_problem=problems.add,
            on_stage=on_stage,
        )
    note(_entries(report) + problems.summary())
    _say_update(report.update, str(graph))
    problems.exit_if(strict)


def remove(
    papers: Annotated[
        list[str],
        typer.Argument(metavar="PAPER...", help="Node ids, ids of the source, arXiv ids or exact titles."),
    ],
    graph: GraphPath,
) -> None:
    """Take papers out of the graph, and with them whatever only they supported."""
    with working("Removing"):
        report = Graph(graph).remove(papers)
    for paper in report.removed_papers:
        note(f"removed {paper}")
    for name, found in report.ambiguous.items():
        warn(f"{name} names several papers, none was removed: {', '.join(found)}")
    for name in report.unknown:
        warn(f"{name} is not in the graph")
    _say_update(report, str(graph))
    if report.unknown or report.ambiguous:
        raise typer.Exit(1)


def _entries(report: BuildReport) -> str:
    counts = report.extraction
    parts = [f"{counts.entries} entries read"]
    if counts.reused:
        parts.append(f"{counts.reused} of them known already")
    if counts.renewed:
        parts.append(f"{counts.renewed} papers of the graph read again by this version")
    return ", ".join(parts)


def _say_update(report: UpdateReport, graph: str) -> None:
    nodes = sum(count for name, count in report.totals.items() if "-" not in name)
    edges = sum(count for name, count in report.totals.items() if "-" in name)
    if not report.changed:
        note(f"Nothing changed: {graph} holds {report.papers} papers, {nodes} nodes and {edges} edges.")
        return
    added, changed, removed = (
        sum(getattr(rows, kind) for rows in (*report.nodes.values(), *report.edges.values()))
        for kind in ("added", "changed", "removed")
    )
    note(f"{graph} holds {report.papers} papers, {nodes} nodes and {edges} edges.")
    note(f"rows added {added}, changed {changed}, removed {removed}")
    if report.merged_records:
        note(f"{report.merged_records} entries list a paper that another entry lists too")
