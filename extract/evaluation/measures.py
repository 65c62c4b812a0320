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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.evaluation.gold import GoldEntity, GoldPaper
from extract.evaluation.matching import PaperMatch, match_paper
from extract.record import ENTITY_TYPES, Entity, EntityType, Record

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


def match_papers(gold_papers: Iterable[GoldPaper], records: Mapping[str, Record]) -> list[PaperMatch]:
    """Match annotated papers with records, by paper id."""
    return [match_paper(gold, records.get(gold.id)) for gold in gold_papers]


def score(gold_papers: Iterable[GoldPaper], records: Mapping[str, Record]) -> Scores:
    """Compare records, by paper id, with annotated papers. A paper without a record counts as empty."""
    return score_matches(match_papers(gold_papers, records))


def score_matches(matches: Iterable[PaperMatch]) -> Scores:
    """The measures over matched papers."""
    scores = Scores()
    for match in matches:
        scores.papers += 1
        scores.papers_found += match.record is not None
        _score_spans(scores, match)
        _score_entities(scores, match.gold.entities, match.found_entities, match.entities)
        for level, pairs in match.results.items():
            scores.measures[f"result/{level}"].add(
                len(pairs), len(match.found_results), len(match.gold.results)
            )
        scores.measures["comparison"].add(
            len(match.comparisons), len(match.found_comparisons), len(match.gold_comparisons)
        )
    return scores


def _score_spans(scores: Scores, match: PaperMatch) -> None:
    exact = set(match.gold_spans) & set(match.found_spans)
    touching = [match.gold_spans[index] for index, _ in match.touching]
    for name, right in (("mention", exact), ("overlap", touching)):
        for kind in ("all", *ENTITY_TYPES):
            spans = (right, match.found_spans, match.gold_spans)
            counts = [sum(kind in ("all", span[2]) for span in group) for group in spans]
            scores.measures[f"{name}/{kind}"].add(*counts)


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
