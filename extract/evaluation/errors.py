"""What went wrong: each error by itself, and counted by what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from extract.evaluation.gold import GoldComparison, GoldEntity, GoldResult
from extract.evaluation.matching import (
    AnyComparison,
    AnyResult,
    Pairs,
    PaperMatch,
    Span,
    pair_up,
    same_number,
)
from extract.evaluation.measures import ROLE_TYPES, Accuracy
from extract.evaluation.names import SameName, fold
from extract.record import Comparison, Entity, Result

SpanErrorKind = Literal["missed", "spurious", "type", "boundary"]
_Gold = TypeVar("_Gold")
_Found = TypeVar("_Found")

CORE_FIELDS = ("metric", "dataset")
RESULT_FIELDS = (*CORE_FIELDS, "method", "direction", "baseline", "qualifier", "unit", "task")
COMPARISON_FIELDS = ("relation", "subject", "object")


@dataclass(frozen=True)
class SpanError:
    """A span that was annotated and not found so, or found and not annotated so."""

    kind: SpanErrorKind
    gold: Span | None
    found: Span | None


@dataclass(frozen=True)
class RoleError:
    gold: GoldEntity
    found: Entity


@dataclass(frozen=True)
class ResultError:
    """A result missed (`found` is None), made up (`gold` is None), or with other fields than annotated."""

    gold: GoldResult | None
    found: Result | None
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComparisonError:
    """As ResultError; comparisons that differ in one of relation, subject and object are held together."""

    gold: GoldComparison | None
    found: Comparison | None
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class ErrorTables:
    """What was taken for what; None stands for nothing annotated or nothing found."""

    types: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    """Spans by annotated and found type, whether their offsets are equal or overlap."""
    boundaries: Counter[str] = field(default_factory=Counter)
    """Spans of the right type with other offsets, by type."""
    roles: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    """Matched methods and datasets by type, annotated and found role."""
    result_fields: dict[str, Accuracy] = field(
        default_factory=lambda: {name: Accuracy() for name in RESULT_FIELDS}
    )
    """How often a field is right where value and kind are."""
    relations: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    """Comparisons by annotated and found relation."""


def error_tables(matches: Iterable[PaperMatch]) -> ErrorTables:
    """Count over matched papers."""
    tables = ErrorTables()
    for match in matches:
        for gold, found in _align_spans(match):
            tables.types[gold[2] if gold else None, found[2] if found else None] += 1
            if gold and found and gold != found and gold[2] == found[2]:
                tables.boundaries[gold[2]] += 1
        for entity, other in _role_pairs(match):
            tables.roles[entity.type, entity.role, other.role] += 1
        for one, two in _pair_results(match):
            wrong = _wrong_result_fields(match.names, match.gold.results[one], match.found_results[two])
            for name, accuracy in tables.result_fields.items():
                accuracy.total += 1
                accuracy.right += name not in wrong
        for wanted, offered in _comparison_ends(match):
            relations = (wanted.relation if wanted else None, offered.relation if offered else None)
            tables.relations[relations] += 1
    return tables


def span_errors(match: PaperMatch) -> list[SpanError]:
    """In the order of the text."""
    errors = [
        SpanError(_span_error_kind(gold, found), gold, found)
        for gold, found in _align_spans(match)
        if gold != found
    ]
    return sorted(errors, key=lambda error: error.gold or error.found or ())


def role_errors(match: PaperMatch) -> list[RoleError]:
    """Over methods and datasets that were found."""
    return [RoleError(gold, found) for gold, found in _role_pairs(match) if gold.role != found.role]


def result_errors(match: PaperMatch) -> list[ResultError]:
    """Those found with other fields first, then the missed, then the made up ones."""
    gold, found = match.gold.results, match.found_results
    pairs = _pair_results(match)
    errors = [
        ResultError(gold[one], found[two], _wrong_result_fields(match.names, gold[one], found[two]))
        for one, two in pairs
    ]
    missed, spurious = _left_over(gold, found, pairs)
    return [
        *(error for error in errors if error.wrong),
        *(ResultError(item, None) for item in missed),
        *(ResultError(None, item) for item in spurious),
    ]


def comparison_errors(match: PaperMatch) -> list[ComparisonError]:
    """In the order of the annotation, the made up ones last."""
    errors = []
    for gold, found in _comparison_ends(match):
        both = gold is not None and found is not None
        wrong = _wrong_comparison_fields(match.names, gold, found) if gold and found else ()
        if wrong or not both:
            errors.append(ComparisonError(gold, found, wrong))
    return errors


def _align_spans(match: PaperMatch) -> list[tuple[Span | None, Span | None]]:
    """Each span with the one that means the same place, or with None: equal spans first, then equal offsets,
    then those that overlap, of one type before others, the most shared characters before fewer."""
    exact = set(match.gold_spans) & set(match.found_spans)
    gold = [span for span in match.gold_spans if span not in exact]
    found = [span for span in match.found_spans if span not in exact]
    pairs: list[tuple[Span | None, Span | None]] = [(span, span) for span in sorted(exact)]
    touching = [(one, other) for one in gold for other in found if _shared_characters(one, other)]
    for one, other in sorted(touching, key=_closeness, reverse=True):
        if one in gold and other in found:
            pairs.append((one, other))
            gold.remove(one)
            found.remove(other)
    return [*pairs, *((span, None) for span in gold), *((None, span) for span in found)]


def _shared_characters(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _closeness(pair: tuple[Span, Span]) -> tuple[bool, bool, int]:
    one, other = pair
    return one[:2] == other[:2], one[2] == other[2], _shared_characters(one, other)


def _span_error_kind(gold: Span | None, found: Span | None) -> SpanErrorKind:
    if gold is None or found is None:
        return "spurious" if gold is None else "missed"
    return "boundary" if gold[2] == found[2] else "type"


def _role_pairs(match: PaperMatch) -> list[tuple[GoldEntity, Entity]]:
    pairs = [(match.gold.entities[one], match.found_entities[two]) for one, two in match.entities.items()]
    return [(gold, found) for gold, found in pairs if gold.type in ROLE_TYPES]


def _pair_results(match: PaperMatch) -> Pairs:
    """Results of one number: those fully right, then those with the core right, then any."""

    def same_core(one: AnyResult, other: AnyResult) -> bool:
        wrong = _wrong_result_fields(match.names, one, other)
        return same_number(one, other) and not set(CORE_FIELDS) & set(wrong)

    pairs = match.results["full"]
    for same in (same_core, same_number):
        pairs = pairs + _pair_rest(match.gold.results, match.found_results, pairs, same)
    return sorted(pairs)


def _wrong_result_fields(names: SameName, one: AnyResult, other: AnyResult) -> tuple[str, ...]:
    """The fields in which two results of one number differ."""
    right = {
        "metric": names.same(one.metric, other.metric),
        "dataset": names.same(one.dataset, other.dataset),
        "method": names.same(one.method, other.method),
        "direction": one.direction == other.direction,
        "baseline": names.near(one.baseline, other.baseline),
        "qualifier": one.qualifier == other.qualifier,
        "unit": fold(one.unit) == fold(other.unit),
        "task": names.same(one.task, other.task),
    }
    return tuple(name for name in RESULT_FIELDS if not right[name])


def _comparison_ends(match: PaperMatch) -> list[tuple[GoldComparison | None, Comparison | None]]:
    """Each comparison with the one that says the same, or all but one end of it, or with None."""

    def close(one: AnyComparison, other: AnyComparison) -> bool:
        return len(_wrong_comparison_fields(match.names, one, other)) == 1

    gold, found = match.gold_comparisons, match.found_comparisons
    pairs = sorted(match.comparisons + _pair_rest(gold, found, match.comparisons, close))
    missed, spurious = _left_over(gold, found, pairs)
    return [
        *((gold[one], found[two]) for one, two in pairs),
        *((item, None) for item in missed),
        *((None, item) for item in spurious),
    ]


def _wrong_comparison_fields(names: SameName, one: AnyComparison, other: AnyComparison) -> tuple[str, ...]:
    both_sota = one.relation == other.relation == "sets_sota"
    right = {
        "relation": one.relation == other.relation,
        "subject": names.near(one.subject, other.subject),
        "object": both_sota or names.near(one.object, other.object),
    }
    return tuple(name for name in COMPARISON_FIELDS if not right[name])


def _pair_rest(
    gold: Sequence[_Gold], found: Sequence[_Found], pairs: Pairs, same: Callable[[_Gold, _Found], bool]
) -> Pairs:
    """Pairs among what is in no pair yet."""
    free_gold = _free(len(gold), (one for one, _ in pairs))
    free_found = _free(len(found), (two for _, two in pairs))
    more = pair_up([gold[index] for index in free_gold], [found[index] for index in free_found], same)
    return [(free_gold[one], free_found[two]) for one, two in more]


def _left_over(
    gold: Sequence[_Gold], found: Sequence[_Found], pairs: Pairs
) -> tuple[list[_Gold], list[_Found]]:
    missed = _free(len(gold), (one for one, _ in pairs))
    spurious = _free(len(found), (two for _, two in pairs))
    return [gold[index] for index in missed], [found[index] for index in spurious]


def _free(count: int, taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [index for index in range(count) if index not in gone]
