"""Each kind of error is found, named and counted, and nothing that is right is."""

from collections import Counter

from evaluated_papers import GOLD, RECORD, TEXT
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluation.errors import (
    comparison_errors,
    error_tables,
    result_errors,
    role_errors,
    span_errors,
)
from extract.evaluation.gold import GoldPaper
from extract.evaluation.matching import match_paper
from extract.evaluation.measures import score_matches
from extract.evaluation.tables import count_tables
from extract.record import ENTITY_TYPES, Entity, Record, TextSpan

MATCH = match_paper(GOLD, RECORD)


def test_spans() -> None:
    told = [
        (error.kind, *(TEXT[slice(*side[:2])] if side else None for side in (error.gold, error.found)))
        for error in span_errors(MATCH)
    ]
    assert told == [
        ("boundary", "image sorting", "sorting"),
        ("spurious", None, "FPS"),
        ("type", "DotNet", "DotNet"),
        ("missed", "BlotNet", None),
    ]


def test_roles() -> None:
    [error] = role_errors(MATCH)
    assert (error.gold.name, error.gold.role, error.found.role) == ("StripeNet", "introduced", "used")


def test_results() -> None:
    wrong, missed, spurious = result_errors(MATCH)
    assert wrong.wrong == ("dataset",)
    assert (missed.found, spurious.gold) == (None, None)
    assert missed.gold is not None
    assert missed.gold.value == "70"


def test_comparisons() -> None:
    wrong, missed, spurious = comparison_errors(MATCH)
    assert wrong.wrong == ("relation",)
    assert missed.gold is not None
    assert missed.gold.object == "BlotNet"
    assert spurious.found is not None
    assert spurious.found.relation == "sets_sota"


def test_tables() -> None:
    tables = error_tables([MATCH])
    assert tables.types["Method", "Dataset"] == tables.types["Method", None] == 1
    assert tables.types[None, "Metric"] == 1
    assert tables.types["Task", "Task"] == 1
    assert tables.boundaries == Counter({"Task": 1})
    assert tables.roles["Method", "introduced", "used"] == 1
    fields = {name: (field.right, field.total) for name, field in tables.result_fields.items()}
    assert fields.pop("dataset") == (0, 1)
    assert set(fields.values()) == {(1, 1)}
    assert tables.relations == Counter(
        {("outperforms", "improves"): 1, ("matches", None): 1, (None, "sets_sota"): 1}
    )


def test_tables_to_print_hold_every_count() -> None:
    types, *_, relations = count_tables(error_tables([MATCH]))
    assert list(types.columns) == [*ENTITY_TYPES, "nothing"]
    assert sum(cell.number for row in types.rows for cell in row.cells) == 10
    assert sum(cell.number for row in relations.rows for cell in row.cells) == 3


def test_a_paper_without_record_misses_everything() -> None:
    match = match_paper(GOLD, None)
    assert {error.kind for error in span_errors(match)} == {"missed"}
    assert len(result_errors(match)) == len(GOLD.results)
    assert len(comparison_errors(match)) == len(GOLD.comparisons)
    assert role_errors(match) == []


_spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from(ENTITY_TYPES)), max_size=8)


@given(_spans, _spans)
def test_every_span_is_counted_once(gold: list, found: list) -> None:
    """The tables and the measures agree on how many spans there are, and the list of errors with both."""
    text = "a b c d e f g h i j k l m n"
    paper = GoldPaper(id="p", title="", abstract=text, entities=(), results=(), comparisons=())
    sides = []
    for spans in (gold, found):
        places = {(start, start + length): type_ for start, length, type_ in spans}
        sides.append([(start, end, type_) for (start, end), type_ in places.items()])
    entities = tuple(
        Entity(type=type_, name="x", confidence=1.0, mentions=(TextSpan(start, end, paper.text[start:end]),))
        for start, end, type_ in sides[1]
    )
    record = Record(
        id="p", title="", abstract=text, entities=entities, results=(), comparisons=(), extractor="x"
    )
    match = match_paper(paper, record)
    match.gold_spans.extend(sorted(sides[0]))
    tables, measures = error_tables([match]), score_matches([match]).measures["mention/all"]
    assert sum(n for (one, _), n in tables.types.items() if one) == measures.gold == len(sides[0])
    assert sum(n for (_, other), n in tables.types.items() if other) == measures.found == len(sides[1])
    errors = span_errors(match)
    assert sum(error.gold is not None for error in errors) == measures.gold - measures.right
    assert sum(error.found is not None for error in errors) == measures.found - measures.right
