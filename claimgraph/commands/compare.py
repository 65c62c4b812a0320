"""`claimgraph compare`: two methods side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from claimgraph.api import Graph
from claimgraph.commands.options import AnswerFormat, FormatChoice, GraphPath, WithEvidence
from claimgraph.console import note
from queries.render import Section, cell, render_sections
from queries.runner import Answer
from queries.values import Value, number
from queries.views.leaderboards import CompareAnswer, SharedBoard
from queries.views.shapes import Claim, Ref

_COLUMNS = (
    *("claim", "dataset", "metric", "better", "method", "other", "value", "unit", "qualifier", "paper"),
    "published",
)


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph compare GPT-4 'Llama 2 70B' --graph papers")(compare)


def compare(
    method: Annotated[str, typer.Argument(metavar="METHOD", help="The one method, by name, alias or id.")],
    other: Annotated[str, typer.Argument(metavar="METHOD", help="The other method.")],
    graph: GraphPath,
    evidence: WithEvidence = False,
    format_: AnswerFormat = FormatChoice.TABLE,
) -> None:
    """Set two methods side by side: where both have scores, and what papers say of one against the other."""
    answer = Graph(graph).compare(method, other)
    if not answer.boards and not answer.claims:
        note(f"no paper of {graph} sets {answer.method.name} and {answer.other.name} side by side")
    if format_ in (FormatChoice.JSON, FormatChoice.CSV):
        sections = [Section("", _flat(answer, evidence))]
    else:
        sections = [section for section in _sections(answer, evidence) if section.answer.rows]
    typer.echo(render_sections(sections, format_.value), nl=False)


def _sections(answer: CompareAnswer, evidence: bool) -> Iterator[Section]:
    pair = f"{answer.method.name} and {answer.other.name}"
    names = (answer.method.name, answer.other.name)
    rows = tuple(_summary(board, names) for board in answer.boards)
    yield Section(f"Scores of {pair}", Answer(("dataset", "metric", *_headings(names), "ahead"), rows))
    if evidence:
        scores = (_row(claim, board.better) for board in answer.boards for claim in _scores(board))
        yield Section("Who reports these scores", _without_empty_columns(_answer(scores, evidence)))
    claims = _without_empty_columns(_answer(map(_row, answer.claims), evidence))
    yield Section(f"Claims that name both {pair}", claims)


def _headings(names: tuple[str, str]) -> tuple[str, str]:
    return names if names[0] != names[1] else (f"{names[0]} (1)", f"{names[1]} (2)")


def _summary(board: SharedBoard, names: tuple[str, str]) -> tuple[Value, ...]:
    """All scores of either method, the best first, and who is ahead where that can be said."""
    sides = (board.method_scores, board.other_scores)
    return (board.dataset.name, board.metric.name, *map(_listed, sides), _ahead(board, names))


def _listed(claims: list[Claim]) -> str:
    texts = (f"{claim.value_text or cell(claim.value)}{_unit(claim)}" for claim in claims)
    return ", ".join(dict.fromkeys(texts))


def _unit(claim: Claim) -> str:
    return "" if claim.unit is None else claim.unit if claim.unit == "%" else f" {claim.unit}"


def _ahead(board: SharedBoard, names: tuple[str, str]) -> str | None:
    """Whoever has the best score; nobody where the metric does not say which is better, units differ, or both
    are level."""
    scores = (*board.method_scores, *board.other_scores)
    if board.better is None or len({claim.unit for claim in scores}) > 1:
        return None
    best = [claims[0].value for claims in (board.method_scores, board.other_scores)]
    if best[0] is None or best[1] is None or best[0] == best[1]:
        return None
    return names[0] if (best[0] < best[1]) == (board.better == "lower") else names[1]


def _flat(answer: CompareAnswer, evidence: bool) -> Answer:
    """Every score and claim once, as programs want them."""
    rows = {claim.id: _row(claim, board.better) for board in answer.boards for claim in _scores(board)}
    for claim in answer.claims:
        rows.setdefault(claim.id, _row(claim))
    return _answer(iter(rows.values()), evidence)


def _scores(board: SharedBoard) -> list[Claim]:
    return [*board.method_scores, *board.other_scores]


def _answer(rows: Iterator[tuple[Value, ...]], evidence: bool) -> Answer:
    columns = (*_COLUMNS, "evidence") if evidence else _COLUMNS
    return Answer(columns, tuple(row[: len(columns)] for row in rows))


def _without_empty_columns(answer: Answer) -> Answer:
    """What a person looks at needs no column that says nothing."""
    kept = [i for i in range(len(answer.columns)) if any(row[i] is not None for row in answer.rows)]
    rows = tuple(tuple(row[index] for index in kept) for row in answer.rows)
    return Answer(tuple(answer.columns[index] for index in kept), rows)


def _row(claim: Claim, better: str | None = None) -> tuple[Value, ...]:
    return (
        claim.relation or claim.kind,
        _name(claim.on),
        _name(claim.measured_in),
        better,
        _name(claim.about) or claim.subject,
        _name(claim.against) or claim.baseline,
        claim.value_text if claim.value is None else number(repr(claim.value)),
        claim.unit,
        claim.qualifier,
        claim.paper.title,
        claim.paper.published,
        claim.evidence.text,
    )


def _name(node: Ref | None) -> str | None:
    return node.name if node else None
