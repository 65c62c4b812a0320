"""What papers report on a dataset, by metric, and two methods side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from queries.views.claims import within
from queries.views.index import GraphIndex
from queries.views.shapes import Claim, Confidence, Day, EntityRef, Limit, Name


class Leaderboard(Struct, frozen=True, tag=True):
    """The scores on a dataset. `metric` and `task` narrow them; with `family`, those on its variants count
    too. `limit` bounds the scores of each metric."""

    dataset: Name
    metric: Name | None = None
    task: Name | None = None
    family: bool = False
    since: Day | None = None
    until: Day | None = None
    min_confidence: Confidence = 0.0
    limit: Limit = 100


class Board(Struct, frozen=True):
    """The scores in one metric, the best first, or the highest first where the metric does not say which is
    better. A chart over time takes `value` and the paper's `published`."""

    metric: EntityRef | None
    better: str | None
    total: int
    scores: list[Claim]


class LeaderboardAnswer(Struct, frozen=True):
    """Metrics with most scores first; scores without a metric come last."""

    dataset: EntityRef
    variants: list[EntityRef]
    boards: list[Board]


class Compare(Struct, frozen=True, tag=True):
    """Two methods, by ids or names."""

    method: Name
    other: Name


class SharedBoard(Struct, frozen=True):
    """Scores of both methods on one dataset in one metric."""

    dataset: EntityRef
    metric: EntityRef
    better: str | None
    method_scores: list[Claim]
    other_scores: list[Claim]


class CompareAnswer(Struct, frozen=True):
    """Where both have scores, and every claim that names both."""

    method: EntityRef
    other: EntityRef
    boards: list[SharedBoard]
    claims: list[Claim]


def show_leaderboard(index: GraphIndex, asked: Leaderboard) -> LeaderboardAnswer:
    """Raises NotInGraph."""
    dataset = index.find(asked.dataset, ["Dataset"])
    family = variants_below(index, dataset) if asked.family else []
    wanted = _wanted(index, asked)
    scores = {c for node in (dataset, *family) for c in index.claims_at.get(node, ()) if wanted(c)}
    groups: dict[int | None, list[int]] = defaultdict(list)
    for claim in sorted(scores):
        groups[index.claim_ends[claim][3]].append(claim)
    ordered = sorted(groups.items(), key=lambda group: (group[0] is None, -len(group[1]), group[0] or 0))
    boards = [_board(index, metric, claims, asked.limit) for metric, claims in ordered]
    return LeaderboardAnswer(index.entity_ref(dataset), list(map(index.entity_ref, family)), boards)


def compare(index: GraphIndex, asked: Compare) -> CompareAnswer:
    """Raises NotInGraph."""
    method, other = (index.find(name, ["Method"]) for name in (asked.method, asked.other))
    ones, others = _scores_by_board(index, method), _scores_by_board(index, other)
    boards = [
        SharedBoard(
            index.entity_ref(dataset),
            index.entity_ref(metric),
            better_of(index, metric),
            _ranked(index, metric, ones[dataset, metric]),
            _ranked(index, metric, others[dataset, metric]),
        )
        for dataset, metric in sorted(ones.keys() & others.keys())
    ]
    both = sorted({*index.claims_at.get(method, ())} & {*index.claims_at.get(other, ())})
    claims = [index.claim(claim) for claim in both]
    return CompareAnswer(index.entity_ref(method), index.entity_ref(other), boards, claims)


def variants_below(index: GraphIndex, number: int) -> list[int]:
    """All variants of an entity, and theirs, in order of their ids."""
    found: set[int] = set()
    waiting = [number]
    while waiting:
        node = waiting.pop()
        for edges, place, other in index.incident(node):
            if edges.kind.type == "VARIANT_OF" and int(edges.end[place]) == node and other not in found:
                found.add(other)
                waiting.append(other)
    return sorted(found - {number})


def better_of(index: GraphIndex, metric: int | None) -> str | None:
    """Which direction of a metric is better: `higher`, `lower`, or None where that is not known."""
    return None if metric is None else index.row(metric)["better"]


def _wanted(index: GraphIndex, asked: Leaderboard) -> Callable[[int], bool]:
    metric = None if asked.metric is None else index.find(asked.metric, ["Metric"])
    task = None if asked.task is None else index.find(asked.task, ["Task"])

    def wanted(claim: int) -> bool:
        row, (_, _, _, measured_in, for_task) = index.claim_rows[claim], index.claim_ends[claim]
        return (
            row["kind"] == "score"
            and row["value"] is not None
            and (metric is None or measured_in == metric)
            and (task is None or for_task == task)
            and (row["confidence"] or 0.0) >= asked.min_confidence
            and within(index.published[index.claim_papers[claim]], asked.since, asked.until)
        )

    return wanted


def _board(index: GraphIndex, metric: int | None, claims: Sequence[int], limit: int) -> Board:
    ref = None if metric is None else index.entity_ref(metric)
    return Board(ref, better_of(index, metric), len(claims), _ranked(index, metric, claims)[:limit])


def _ranked(index: GraphIndex, metric: int | None, claims: Iterable[int]) -> list[Claim]:
    sign = 1 if better_of(index, metric) == "lower" else -1
    rows = index.claim_rows
    return [index.claim(c) for c in sorted(claims, key=lambda c: (sign * rows[c]["value"], rows[c]["id"]))]


def _scores_by_board(index: GraphIndex, method: int) -> dict[tuple[int, int], list[int]]:
    boards: dict[tuple[int, int], list[int]] = defaultdict(list)
    for claim in index.claims_at.get(method, ()):
        about, _, dataset, metric, _ = index.claim_ends[claim]
        row = index.claim_rows[claim]
        is_score = about == method and row["kind"] == "score" and row["value"] is not None
        if is_score and dataset is not None and metric is not None:
            boards[dataset, metric].append(claim)
    return boards
