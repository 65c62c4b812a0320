"""What of an annotated paper was found: which span, entity, result and comparison is which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from extract.evaluation.gold import GoldComparison, GoldEntity, GoldPaper, GoldResult
from extract.evaluation.names import SameName, fold, fold_all, number
from extract.record import Comparison, Entity, EntityType, Record, Result

Span = tuple[int, int, EntityType]
Pairs = list[tuple[int, int]]
"""Index in the annotation and index in what was found, one to one."""
ResultLevel = Literal["number", "core", "full"]
AnyResult = GoldResult | Result
AnyComparison = GoldComparison | Comparison
_Gold = TypeVar("_Gold")
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class PaperMatch:
    """An annotated paper, its record (None where there is none), and which of their parts agree."""

    gold: GoldPaper
    record: Record | None
    gold_spans: list[Span]
    found_spans: list[Span]
    touching: Pairs
    """Spans of one type that share a character."""
    entities: dict[int, int]
    """Entities of one type that share a name."""
    names: SameName
    results: Mapping[ResultLevel, Pairs]
    gold_comparisons: list[GoldComparison]
    """One of each ordering: what it is said of (dataset, task) does not make it another one."""
    found_comparisons: list[Comparison]
    comparisons: Pairs

    @property
    def found_entities(self) -> tuple[Entity, ...]:
        return self.record.entities if self.record else ()

    @property
    def found_results(self) -> tuple[Result, ...]:
        return self.record.results if self.record else ()


def match_paper(gold: GoldPaper, record: Record | None) -> PaperMatch:
    """Pair what was annotated with what was found; without a record nothing was found."""
    entities = record.entities if record else ()
    names = SameName([*map(_names, gold.entities), *map(_names, entities)])
    gold_spans = sorted(gold.spans())
    found_spans = sorted(
        {(mention.start, mention.end, entity.type) for entity in entities for mention in entity.mentions}
    )
    gold_comparisons = _distinct(gold.comparisons)
    found_comparisons = _distinct(record.comparisons if record else ())
    return PaperMatch(
        gold=gold,
        record=record,
        gold_spans=gold_spans,
        found_spans=found_spans,
        touching=pair_up(gold_spans, found_spans, _overlap),
        entities=_pair_entities(gold.entities, entities),
        names=names,
        results=_pair_results(names, gold.results, record.results if record else ()),
        gold_comparisons=gold_comparisons,
        found_comparisons=found_comparisons,
        comparisons=pair_up(gold_comparisons, found_comparisons, _alike(names)),
    )


def pair_up(gold: Sequence[_Gold], found: Sequence[_Found], same: Callable[[_Gold, _Found], bool]) -> Pairs:
    """Each of gold, in order, with the first partner that no earlier one took."""
    free = list(range(len(found)))
    pairs = []
    for index, wanted in enumerate(gold):
        partner = next((offered for offered in free if same(wanted, found[offered])), None)
        if partner is not None:
            free.remove(partner)
            pairs.append((index, partner))
    return pairs


def _overlap(one: Span, other: Span) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def _names(entity: GoldEntity | Entity) -> frozenset[str]:
    mentions = [mention if isinstance(mention, str) else mention.text for mention in entity.mentions]
    return fold_all([entity.name, *mentions])


def _pair_entities(gold: Sequence[GoldEntity], found: Sequence[Entity]) -> dict[int, int]:
    """By the most shared names; of equals the first."""
    found_names = [_names(entity) for entity in found]
    pairs: dict[int, int] = {}
    free = set(range(len(found)))
    for gold_index, entity in enumerate(gold):
        names = _names(entity)
        shared = {
            index: len(names & found_names[index]) for index in free if found[index].type == entity.type
        }
        best = max(shared, key=lambda index: (shared[index], -index), default=None)
        if best is not None and shared[best]:
            pairs[gold_index] = best
            free.discard(best)
    return pairs


def _pair_results(
    names: SameName, gold: Sequence[GoldResult], found: Sequence[Result]
) -> dict[ResultLevel, Pairs]:
    def same_core(one: AnyResult, other: AnyResult) -> bool:
        return (
            same_number(one, other)
            and names.same(one.metric, other.metric)
            and names.same(one.dataset, other.dataset)
        )

    def same_full(one: AnyResult, other: AnyResult) -> bool:
        return (
            same_core(one, other)
            and names.same(one.method, other.method)
            and one.direction == other.direction
            and names.near(one.baseline, other.baseline)
        )

    return {
        "number": pair_up(gold, found, same_number),
        "core": pair_up(gold, found, same_core),
        "full": pair_up(gold, found, same_full),
    }


def same_number(one: AnyResult, other: AnyResult) -> bool:
    """The same value and kind."""
    return number(one.value) == number(other.value) and one.kind == other.kind


def _alike(names: SameName) -> Callable[[AnyComparison, AnyComparison], bool]:
    def alike(one: AnyComparison, other: AnyComparison) -> bool:
        same_ends = one.relation == other.relation and names.near(one.subject, other.subject)
        return same_ends and (one.relation == "sets_sota" or names.near(one.object, other.object))

    return alike


def _distinct(comparisons: Sequence[_Gold]) -> list[_Gold]:
    by_ends = {}
    for item in comparisons:
        assert isinstance(item, GoldComparison | Comparison)
        by_ends[item.relation, fold(item.subject), fold(item.object or "")] = item
    return list(by_ends.values())
