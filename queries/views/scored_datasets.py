"""The datasets on which there are scores: where a leaderboard can be looked at."""

from __future__ import annotations

from msgspec import Struct

from queries.views.index import GraphIndex
from queries.views.shapes import EntityRef, Limit


class Leaderboards(Struct, frozen=True, tag=True):
    """At most `limit` datasets."""

    limit: Limit = 100


class ScoredDataset(Struct, frozen=True):
    """A dataset, its scores, and by how many papers and in how many metrics they are reported."""

    dataset: EntityRef
    scores: int
    metrics: int
    papers: int


class LeaderboardsAnswer(Struct, frozen=True):
    """Those with most scores first; `total` counts all that have any."""

    total: int
    datasets: list[ScoredDataset]


def show_leaderboards(index: GraphIndex, asked: Leaderboards) -> LeaderboardsAnswer:
    found = filter(None, (_scored(index, dataset) for dataset in index.numbers_of("Dataset")))
    ranked = sorted(found, key=lambda one: (-one.scores, -one.papers, one.dataset.id))
    return LeaderboardsAnswer(len(ranked), ranked[: asked.limit])


def _scored(index: GraphIndex, dataset: int) -> ScoredDataset | None:
    rows = index.claim_rows
    scores = [
        claim
        for claim in index.claims_at.get(dataset, ())
        if rows[claim]["kind"] == "score" and rows[claim]["value"] is not None
    ]
    if not scores:
        return None
    metrics = {metric for claim in scores if (metric := index.claim_ends[claim][3]) is not None}
    papers = {index.claim_papers[claim] for claim in scores}
    return ScoredDataset(index.entity_ref(dataset), len(scores), len(metrics), len(papers))
