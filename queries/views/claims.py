"""Claims, chosen by what they are about and when they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from msgspec import Meta, Struct

from queries.views.index import GraphIndex
from queries.views.shapes import LABELS, Claim, Confidence, Day, Limit, Name, Offset

Kind = Literal["score", "change", "factor", "comparison", "sota"]


class Claims(Struct, frozen=True, tag=True):
    """Claims that fit all that is given. `entity` and `paper` are ids or names; `since` and `until` bound the
    day on which the paper was published, and leave out papers whose year is not known."""

    entity: list[Name] = []
    paper: Name | None = None
    kind: list[Kind] = []
    since: Day | None = None
    until: Day | None = None
    min_confidence: Confidence = 0.0
    limit: Limit = 100
    offset: Offset = 0


class ClaimsAnswer(Struct, frozen=True):
    """The newest first; `total` counts all that fit."""

    total: Annotated[int, Meta(ge=0)]
    claims: list[Claim]


def show_claims(index: GraphIndex, asked: Claims) -> ClaimsAnswer:
    """Raises NotInGraph for an entity or a paper that the graph lacks."""
    nodes = [index.find(name, LABELS[1:]) for name in asked.entity]
    if asked.paper is not None:
        nodes.append(index.find(asked.paper, ["Paper"]))
    found = list(filter(_filter(index, asked), _candidates(index, nodes)))
    found.sort(key=lambda claim: index.claim_rows[claim]["id"])
    found.sort(key=lambda claim: known_day(index.published[index.claim_papers[claim]]) or "", reverse=True)
    page = found[asked.offset : asked.offset + asked.limit]
    return ClaimsAnswer(len(found), [index.claim(claim) for claim in page])


def known_day(published: str | None) -> str | None:
    """The date, unless its year is not known."""
    return None if published is None or published.startswith("--") else published


def within(published: str | None, since: str | None, until: str | None) -> bool:
    """Whether a paper was published in a period; both ends count, as precisely as they are given."""
    if since is None and until is None:
        return True
    day = known_day(published)
    if day is None:
        return False
    return (since is None or day >= since[: len(day)]) and (until is None or day[: len(until)] <= until)


def _candidates(index: GraphIndex, nodes: list[int]) -> Iterable[int]:
    if not nodes:
        return range(len(index.claim_rows))
    return set.intersection(*(set(index.claims_at.get(node, ())) for node in nodes))


def _filter(index: GraphIndex, asked: Claims) -> Callable[[int], bool]:
    def fits(claim: int) -> bool:
        row = index.claim_rows[claim]
        return (
            (not asked.kind or row["kind"] in asked.kind)
            and (row["confidence"] or 0.0) >= asked.min_confidence
            and within(index.published[index.claim_papers[claim]], asked.since, asked.until)
        )

    return fits
