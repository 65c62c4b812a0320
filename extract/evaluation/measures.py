"""The measures, micro-averaged over papers.

mention/TYPE      spans: exact start, end and type
overlap/TYPE      spans: same type and at least one shared character, one to one
entity/TYPE       things: same type and a shared name, one to one
introduced/TYPE   which methods and datasets the paper introduces
role              accuracy of the role over matched methods and datasets
result/number     value and kind
result/core       … metric and dataset too
result/full       … method, direction and baseline too
comparison        relation, subject and object
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from extract.evaluation.gold import GoldComparison, GoldEntity, GoldPaper, GoldResult
from extract.evaluation.names import SameName, fold, fold_all, number
from extract.record import ENTITY_TYPES, Comparison, Entity, EntityType, Record, Result

Span = tuple[int, int, EntityType]
AnyResult = GoldResult | Result
AnyComparison = GoldComparison | Comparison
_Gold = TypeVar("_Gold")
_Found = TypeVar("_Found")

ROLE_TYPES: tuple[EntityType, ...] = ("Method", "Dataset")


@dataclass
class PrecisionRecall:
    """Counts of what was right, found and wanted, and the percentages that follow."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.gold
        return 200 * self.right / total if total else 0.0


@dataclass
class Accuracy:
    right: int = 0
    total: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.right / self.total if self.total else 0.0


@dataclass
class Scores:
    """`measures` by name, in the order of the module's description."""

    measures: dict[str, PrecisionRecall] = field(default_factory=lambda: defaultdict(PrecisionRecall))
    role: Accuracy = field(default_factory=Accuracy)
    papers: int = 0
    papers_found: int = 0


def score(gold_papers: Iterable[GoldPaper], records: Mapping[str, Record]) -> Scores:
    """Compare records, by paper id, with annotated papers. A paper without a record counts as empty."""
    scores = Scores()
    for gold in gold_papers:
        record = records.get(gold.id)
        scores.papers += 1
        scores.papers_found += record is not None
        entities = record.entities if record else ()
        pairs = _pair_entities(gold.entities, entities)
        _score_spans(scores, gold, entities)
        _score_entities(scores, gold.entities, entities, pairs)
        names = SameName([*map(_names, gold.entities), *map(_names, entities)])
        _score_results(scores, names, gold.results, record.results if record else ())
        _score_comparisons(scores, names, gold.comparisons, record.comparisons if record else ())
    return scores


def _with_total(
    items: Collection[_Gold], type_of: Callable[[_Gold], EntityType]
) -> Iterator[tuple[str, list[_Gold]]]:
    """The items under `all`, then under each type."""
    yield "all", list(items)
    for type_ in ENTITY_TYPES:
        yield type_, [item for item in items if type_of(item) == type_]


def _score_spans(scores: Scores, gold: GoldPaper, entities: Sequence[Entity]) -> None:
    wanted = dict(_with_total(gold.spans(), lambda span: span[2]))
    spans = {(mention.start, mention.end, entity.type) for entity in entities for mention in entity.mentions}
    found = dict(_with_total(spans, lambda span: span[2]))
    for kind in wanted:
        exact = len(set(wanted[kind]) & set(found[kind]))
        scores.measures[f"mention/{kind}"].add(exact, len(found[kind]), len(wanted[kind]))
    for kind in wanted:
        touching = _count_pairs(sorted(wanted[kind]), sorted(found[kind]), _overlap)
        scores.measures[f"overlap/{kind}"].add(touching, len(found[kind]), len(wanted[kind]))


def _overlap(one: Span, other: Span) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def _score_entities(
    scores: Scores, gold: Sequence[GoldEntity], found: Sequence[Entity], pairs: Mapping[int, int]
) -> None:
    for kind in ("all", *ENTITY_TYPES):
        right = sum(kind in ("all", gold[index].type) for index in pairs)
        scores.measures[f"entity/{kind}"].add(
            right,
            sum(kind in ("all", entity.type) for entity in found),
            sum(kind in ("all", entity.type) for entity in gold),
        )
    for gold_index, found_index in pairs.items():
        if gold[gold_index].type in ROLE_TYPES:
            scores.role.total += 1
            scores.role.right += gold[gold_index].role == found[found_index].role
    for type_ in ROLE_TYPES:
        wanted = {i for i, entity in enumerate(gold) if (entity.type, entity.role) == (type_, "introduced")}
        offered = {i for i, entity in enumerate(found) if (entity.type, entity.role) == (type_, "introduced")}
        right = sum(pairs.get(index) in offered for index in wanted)
        scores.measures[f"introduced/{type_}"].add(right, len(offered), len(wanted))


def _names(entity: GoldEntity | Entity) -> frozenset[str]:
    mentions = [mention if isinstance(mention, str) else mention.text for mention in entity.mentions]
    return fold_all([entity.name, *mentions])


def _pair_entities(gold: Sequence[GoldEntity], found: Sequence[Entity]) -> dict[int, int]:
    """One-to-one pairs (index in gold, index in found) of one type, by the most shared names."""
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


def _score_results(
    scores: Scores, names: SameName, gold: Sequence[GoldResult], found: Sequence[Result]
) -> None:
    def same_number(one: AnyResult, other: AnyResult) -> bool:
        return number(one.value) == number(other.value) and one.kind == other.kind

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

    for level, same in (("number", same_number), ("core", same_core), ("full", same_full)):
        right = _count_pairs(gold, found, same)
        scores.measures[f"result/{level}"].add(right, len(found), len(gold))


def _score_comparisons(
    scores: Scores, names: SameName, gold: Sequence[GoldComparison], found: Sequence[Comparison]
) -> None:
    def alike(one: AnyComparison, other: AnyComparison) -> bool:
        same_ends = one.relation == other.relation and names.near(one.subject, other.subject)
        return same_ends and (one.relation == "sets_sota" or names.near(one.object, other.object))

    wanted, offered = _distinct(gold), _distinct(found)
    scores.measures["comparison"].add(_count_pairs(wanted, offered, alike), len(offered), len(wanted))


def _distinct(comparisons: Sequence[_Gold]) -> list[_Gold]:
    """One of each ordering: what it is said of (dataset, task) does not make it another one."""
    by_ends = {}
    for item in comparisons:
        assert isinstance(item, GoldComparison | Comparison)
        by_ends[item.relation, fold(item.subject), fold(item.object or "")] = item
    return list(by_ends.values())


def _count_pairs(
    gold: Sequence[_Gold], found: Sequence[_Found], same: Callable[[_Gold, _Found], bool]
) -> int:
    """How many of gold find a partner that no earlier one took."""
    free = list(found)
    right = 0
    for wanted in gold:
        partner = next((index for index, offered in enumerate(free) if same(wanted, offered)), None)
        if partner is not None:
            del free[partner]
            right += 1
    return right
