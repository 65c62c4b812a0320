"""`claimgraph leaderboard`: the scores that papers report on a dataset, the best first."""

from __future__ import annotations

from typing import Annotated

import typer

from claimgraph.api import Graph
from claimgraph.commands.options import AnswerFormat, FormatChoice, GraphPath, WithEvidence
from claimgraph.console import note
from queries.render import Section, render_sections
from queries.runner import Answer
from queries.values import Value, number
from queries.views.leaderboards import Board, LeaderboardAnswer
from queries.views.shapes import Claim

_DIRECTIONS = {"higher": "higher is better", "lower": "lower is better", None: "highest first"}
_SCORE_COLUMNS = ("method", "value", "unit", "qualifier", "paper", "published")


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph leaderboard ImageNet --metric 'top-1 accuracy' --graph papers")(
        leaderboard
    )


def leaderboard(
    dataset: Annotated[
        str, typer.Argument(metavar="DATASET", help="The dataset, by any of its names or its id.")
    ],
    graph: GraphPath,
    metric: Annotated[str | None, typer.Option(metavar="NAME", help="Only this metric.")] = None,
    task: Annotated[str | None, typer.Option(metavar="NAME", help="Only scores for this task.")] = None,
    family: Annotated[
        bool, typer.Option("--family", help="Also scores on the variants of the dataset.")
    ] = False,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, metavar="X", help="Only scores read with at least this confidence.")
    ] = 0.0,
    top: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many scores a metric.")] = 20,
    evidence: WithEvidence = False,
    format_: AnswerFormat = FormatChoice.TABLE,
) -> None:
    """Show the scores that papers report on a dataset, a table a metric, the best first."""
    answer = Graph(graph).leaderboard(
        dataset, metric=metric, task=task, family=family, min_confidence=min_confidence, top=top
    )
    if not answer.boards:
        hint = "" if family else "; --family also takes the scores on its variants"
        note(f"no paper of {graph} reports such a score on {answer.dataset.name}{hint}")
    sections = [_section(answer, board, family, evidence) for board in answer.boards]
    if format_ in (FormatChoice.JSON, FormatChoice.CSV):
        sections = [Section("", _flat(answer, family, evidence))]
    typer.echo(render_sections(sections, format_.value), nl=False)


def score_cells(claim: Claim) -> tuple[Value, ...]:
    """The values of _SCORE_COLUMNS: a claim about no known method is shown with the paper's own words."""
    method = claim.about.name if claim.about else claim.subject
    value = None if claim.value is None else number(repr(claim.value))
    return (method, value, claim.unit, claim.qualifier, claim.paper.title, claim.paper.published)


def _section(answer: LeaderboardAnswer, board: Board, family: bool, evidence: bool) -> Section:
    name = board.metric.name if board.metric else "no metric named"
    title = f"{answer.dataset.name}: {name} ({_DIRECTIONS[board.better]})"
    if board.total > len(board.scores):
        title += f", {len(board.scores)} of {board.total} scores"
    columns = (*(["dataset"] if family else []), *_SCORE_COLUMNS, *(["evidence"] if evidence else []))
    return Section(title, Answer(columns, tuple(_row(claim, family, evidence) for claim in board.scores)))


def _flat(answer: LeaderboardAnswer, family: bool, evidence: bool) -> Answer:
    """All scores in one table, as programs want them."""
    columns = ("metric", "better", *(["dataset"] if family else []), *_SCORE_COLUMNS)
    rows = [
        (board.metric.name if board.metric else None, board.better, *_row(claim, family, evidence))
        for board in answer.boards
        for claim in board.scores
    ]
    return Answer((*columns, *(["evidence"] if evidence else [])), tuple(rows))


def _row(claim: Claim, family: bool, evidence: bool) -> tuple[Value, ...]:
    on = (claim.on.name if claim.on else None,)
    return (*(on if family else ()), *score_cells(claim), *((claim.evidence.text,) if evidence else ()))
