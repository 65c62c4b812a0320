"""One method, dataset, task or metric: its names, who introduced it, what is claimed, what stands near it."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from msgspec import Meta, Struct

from queries.views.claims import known_day
from queries.views.index import GraphIndex
from queries.views.names import NameReasons
from queries.views.shapes import (
    ENTITY_LABELS,
    Claim,
    EntityLabel,
    EntityRef,
    Evidence,
    Limit,
    Name,
    PaperRef,
)


class Entity(Struct, frozen=True, tag=True):
    """Which entity: its id, or a name of it. `limit` bounds each list of the answer."""

    id: Name
    limit: Limit = 100


class Alias(Struct, frozen=True):
    """Another name, why it is held to be of the same thing, where that is known, and papers that say so."""

    name: str
    reason: str | None
    papers: list[PaperRef]


class PaperMention(Struct, frozen=True):
    """A paper that names the entity, by which edge, and the words that say so."""

    paper: PaperRef
    relation: str
    confidence: float | None
    evidence: Evidence


class Neighbour(Struct, frozen=True):
    """An entity that is named in the same papers, and in how many."""

    entity: EntityRef
    papers: int


class Outperformance(Struct, frozen=True):
    """A method that is claimed to be better or worse, by how many papers, and which."""

    method: EntityRef
    papers: list[PaperRef]


class EntityAnswer(Struct, frozen=True):
    """An entity. `relations` counts papers by edge; `introduced_by` comes first and is complete."""

    id: str
    type: EntityLabel
    name: str
    support: int
    better: str | None
    aliases: list[Alias]
    variant_of: list[EntityRef]
    variants: list[EntityRef]
    relations: dict[str, int]
    introduced_by: list[PaperMention]
    papers: list[PaperMention]
    total_claims: Annotated[int, Meta(ge=0)]
    claims: list[Claim]
    neighbours: list[Neighbour]
    outperforms: list[Outperformance]
    outperformed_by: list[Outperformance]


def show_entity(index: GraphIndex, reasons: NameReasons, asked: Entity) -> EntityAnswer:
    """Raises NotInGraph."""
    number = index.find(asked.id, ENTITY_LABELS)
    row = index.row(number)
    around = _Surroundings(index, number)
    claims = sorted(index.claims_at.get(number, ()), key=lambda claim: _newest_first(index, claim))
    label = index.labels[number]
    assert label != "Paper"
    return EntityAnswer(
        id=row["id"],
        type=label,
        name=row["name"],
        support=row["support"] or 0,
        better=row.get("better"),
        aliases=_aliases(index, row, reasons),
        variant_of=around.variant_of,
        variants=around.variants[: asked.limit],
        relations=dict(sorted(Counter(mention.relation for mention in around.mentions).items())),
        introduced_by=[m for m in around.mentions if m.relation == "INTRODUCES"],
        papers=around.mentions[: asked.limit],
        total_claims=len(claims),
        claims=[index.claim(claim) for claim in claims[: asked.limit]],
        neighbours=around.neighbours(asked.limit),
        outperforms=around.better_than[: asked.limit],
        outperformed_by=around.worse_than[: asked.limit],
    )


def _aliases(index: GraphIndex, row: dict[str, Any], reasons: NameReasons) -> list[Alias]:
    known = reasons.of(row["id"])
    aliases = []
    for name in row["aliases"]:
        reason, papers = known.get(name, (None, []))
        said_by = [index.paper_ref(index.number[paper]) for paper in papers if paper in index.number]
        aliases.append(Alias(name, reason, said_by))
    return aliases


class _Surroundings:
    """What the edges at an entity lead to."""

    def __init__(self, index: GraphIndex, number: int) -> None:
        self._index = index
        self._number = number
        self.mentions: list[PaperMention] = []
        self.variant_of: list[EntityRef] = []
        self.variants: list[EntityRef] = []
        self.better_than: list[Outperformance] = []
        self.worse_than: list[Outperformance] = []
        for edges, place, other in index.incident(number):
            row = edges.rows[place]
            starts_here = row["start"] == index.ids[number]
            if edges.kind.start == "Paper":
                self._add_mention(edges.kind.type, other, row)
            elif edges.kind.type == "VARIANT_OF":
                (self.variant_of if starts_here else self.variants).append(index.entity_ref(other))
            elif edges.kind.type == "OUTPERFORMS":
                side = self.better_than if starts_here else self.worse_than
                papers = [index.paper_ref(index.number[paper]) for paper in row["papers"]]
                side.append(Outperformance(index.entity_ref(other), papers))
        self.mentions.sort(key=lambda m: (m.paper.id, m.relation))
        self.mentions.sort(key=lambda m: known_day(m.paper.published) or "", reverse=True)
        self.variants.sort(key=lambda entity: (-entity.support, entity.id))
        for side in (self.better_than, self.worse_than):
            side.sort(key=lambda o: (-len(o.papers), o.method.id))

    def _add_mention(self, relation: str, paper: int, row: dict[str, Any]) -> None:
        evidence = Evidence(row["evidence"], row["evidence_start"], row["evidence_end"])
        self.mentions.append(
            PaperMention(self._index.paper_ref(paper), relation, row["confidence"], evidence)
        )

    def neighbours(self, limit: int) -> list[Neighbour]:
        """Entities of the same papers, those of most papers first."""
        together: Counter[int] = Counter()
        for paper in {self._index.number[mention.paper.id] for mention in self.mentions}:
            together.update({other for _, _, other in self._index.incident(paper)} - {self._number})
        ranked = sorted(together.items(), key=lambda item: (-item[1], self._index.ids[item[0]]))
        return [Neighbour(self._index.entity_ref(other), papers) for other, papers in ranked[:limit]]


def _newest_first(index: GraphIndex, claim: int) -> tuple[tuple[int, ...], str]:
    day = known_day(index.published[index.claim_papers[claim]]) or ""
    return tuple(-ord(character) for character in day) or (1,), index.claim_rows[claim]["id"]
