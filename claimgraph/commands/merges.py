"""`claimgraph merges`: why names are one node, which of that to doubt, and decisions that last."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.api import Graph
from claimgraph.commands.options import AnswerFormat, FormatChoice, GraphPath
from claimgraph.console import note, working
from graph.merges import NodeNames, PaperEntries, UnknownName, reasons
from graph.resolution.decisions import Decision, Decisions, DecisionType
from graph.update import UpdateReport
from queries.render import render
from queries.runner import Answer
from queries.values import Value

_SHOWN = 20
merges = typer.Typer(no_args_is_help=True)


class TypeChoice(StrEnum):
    METHOD = "Method"
    DATASET = "Dataset"
    TASK = "Task"
    METRIC = "Metric"
    PAPER = "Paper"


Name = Annotated[str, typer.Argument(metavar="NAME|ID", help="A name, or the id of a node, an old one too.")]
Other = Annotated[str, typer.Argument(metavar="NAME|ID", help="The other name or id.")]
Type = Annotated[
    TypeChoice | None, typer.Option("--type", help="What the names name, where that is not plain from them.")
]
Why = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why; a comment behind the decision.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]


def register(app: typer.Typer) -> None:
    for name, command, example in (
        ("list", list_, "list --graph papers --limit 5"),
        ("show", show, "show ResNet --graph papers"),
        ("same", same, "same 'Low-Rank Adaption' 'Low-Rank Adaptation' --graph papers"),
        ("different", different, "different SST 'Stanford Sentiment Treebank' --graph papers"),
        ("undo", undo, "undo 'Low-Rank Adaption' --graph papers"),
        ("apply", apply, "apply team-decisions.txt --graph papers"),
    ):
        merges.command(name, epilog=f"Example: claimgraph merges {example}")(command)
    app.add_typer(
        merges,
        name="merges",
        help="See why names are one node, and decide otherwise for good.",
        epilog="Example: claimgraph merges show ResNet --graph papers",
    )


def list_(
    graph: GraphPath,
    type_: Type = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Print the first N.")] = _SHOWN,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="List what was decided instead, and what it waits for.")
    ] = False,
    format_: AnswerFormat = FormatChoice.TABLE,
) -> None:
    """List the merges that rest on least, the most suspicious first; or the decisions."""
    opened = Graph(graph)
    answer = _decisions(opened, type_) if decisions else _suspicions(opened, type_)
    typer.echo(render(Answer(answer.columns, answer.rows[:limit]), format_.value), nl=False)
    if len(answer.rows) > limit:
        note(f"{len(answer.rows) - limit} more: --limit {len(answer.rows)} lists all")


def show(
    name: Name, graph: GraphPath, type_: Type = None, format_: AnswerFormat = FormatChoice.TABLE
) -> None:
    """Show every name of a node, or every entry of a paper, and why it is there."""
    with Graph(graph).merges() as found:
        nodes = [] if type_ is TypeChoice.PAPER else found.nodes(name, _type(type_))
        papers = found.papers(name) if not nodes and type_ in (None, TypeChoice.PAPER) else []
    if not nodes and not papers:
        raise UnknownName(f"nothing goes by {name!r}")
    answer = _entries(papers) if papers else _names(nodes)
    typer.echo(render(answer, format_.value), nl=False)
    if format_ is FormatChoice.TABLE:
        told = [entry for node in nodes for entry in node.decisions]
        told += [entry for paper in papers for entry in paper.decisions]
        for entry in dict.fromkeys(told):
            note(f"{entry.place}: {entry.decision}" + (f"  # {entry.note}" if entry.note else ""))


def same(
    name: Name,
    other: Other,
    graph: GraphPath,
    type_: Type = None,
    paper: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="PAPER", help="In this paper alone, the first name stands for the other."
        ),
    ] = None,
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Decide that two names, or two papers, are one; or confirm that they are."""
    opened = Graph(graph)
    with opened.merges() as found:
        decision = found.decision("same", name, other, _type(type_), paper)
    _decide(opened, decision, why, dry_run)


def different(
    name: Name, other: Other, graph: GraphPath, type_: Type = None, why: Why = "", dry_run: DryRun = False
) -> None:
    """Decide that two names, or two papers, are two, whatever any rule says."""
    opened = Graph(graph)
    with opened.merges() as found:
        decision = found.decision("different", name, other, _type(type_))
    _decide(opened, decision, why, dry_run)


def undo(
    name: Name,
    graph: GraphPath,
    other: Annotated[str | None, typer.Argument(metavar="[NAME|ID]", help="The other name or id.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Take back all decisions that speak of it.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Take a decision back: the graph is then what it would be had it never been made."""
    opened = Graph(graph)
    with opened.merges() as found:
        entries = found.decided(name, other)
    if not entries:
        raise UnknownName(f"nothing was decided about {name!r}" + (f" and {other!r}" if other else ""))
    if len(entries) > 1 and not all_:
        told = "\n".join(f"  line {entry.line}: {entry.decision}" for entry in entries)
        raise UnknownName(f"{len(entries)} decisions speak of it: name the other name too, or --all\n{told}")
    decisions = opened.directory.decisions().without(entry.decision for entry in entries)
    with working("Undoing") as on_stage:
        report = opened.decide(decisions, dry_run=dry_run, on_stage=on_stage)
    for entry in entries:
        note(f"{'would undo' if dry_run else 'undone'}: {entry.decision}")
    _say(report, dry_run)


def apply(
    graph: GraphPath,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Decisions to add to those of the graph, for instance another's."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Bring the graph in line with its decisions after they were edited, and with those of a file."""
    opened = Graph(graph)
    decisions = opened.directory.decisions()
    if file is not None:
        decisions = decisions.with_all(Decisions.read(file))
    with working("Applying") as on_stage:
        report = opened.decide(decisions, dry_run=dry_run, on_stage=on_stage)
    note(f"{len(decisions.entries)} decisions {'would hold' if dry_run else 'hold'}")
    _say(report, dry_run)


def _decide(graph: Graph, decision: Decision, why: str, dry_run: bool) -> None:
    known = graph.directory.decisions()
    with working("Deciding") as on_stage:
        report = graph.decide(known.with_decision(decision, why), dry_run=dry_run, on_stage=on_stage)
    note(f"{'would decide' if dry_run else 'decided'}: {decision}")
    with graph.merges() as found:
        for name in found.waiting(decision):
            note(f"no paper of the graph uses {name!r} yet; the decision waits for it")
    _say(report, dry_run)


def _say(report: UpdateReport, dry_run: bool) -> None:
    would = "would be" if dry_run else "is now"
    for old, new in sorted(report.moved.items()):
        note(f"{old} {would} {new}")
    for id_ in report.new_entities:
        note(f"{id_} {'would be' if dry_run else 'is'} a node of its own")
    rows = [counts for table in (report.nodes, report.edges) for counts in table.values()]
    added, changed, removed = (
        sum(getattr(r, kind) for r in rows) for kind in ("added", "changed", "removed")
    )
    if added or changed or removed:
        note(f"rows added {added}, changed {changed}, removed {removed}")
    else:
        note("Nothing changes in the graph as it is; the decisions hold for what comes.")


def _suspicions(graph: Graph, type_: TypeChoice | None) -> Answer:
    columns = ("node", "name", "stands for", "why doubt it", "papers", "score")
    rows = tuple(
        (one.node, one.name, one.to, "; ".join(one.reasons), one.papers, one.score)
        for one in graph.suspicious_merges()
        if type_ in (None, one.type)
    )
    return Answer(columns, rows)


def _decisions(graph: Graph, type_: TypeChoice | None) -> Answer:
    with graph.merges() as found:
        rows = tuple(
            (entry.line, str(entry.decision), entry.note, ", ".join(found.waiting(entry.decision)))
            for entry in graph.directory.decisions().sorted()
            if type_ in (None, entry.decision.type)
        )
    return Answer(("line", "decision", "note", "waits for"), rows)


def _names(nodes: Iterable[NodeNames]) -> Answer:
    columns = ("node", "name", "papers", "alone", "why", "spellings", "examples")
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (node.id, name.name, name.papers, name.alone, why, list(name.spellings[1:]), list(name.examples))
        for node in nodes
        for name, why in reasons(node)
    )
    return Answer(columns, rows)


def _entries(papers: Iterable[PaperEntries]) -> Answer:
    rows = tuple((paper.id, *entry) for paper in papers for entry in paper.entries)
    return Answer(("paper", "title", "source", "id"), rows)


def _type(choice: TypeChoice | None) -> DecisionType | None:
    return choice.value if choice else None
