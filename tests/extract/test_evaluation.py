"""The measures: by hand on small cases, and equal to the reference scorer on the annotated papers."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from extract.evaluation import GoldError, GoldPaper, Scores, read_gold, score
from extract.evaluation.gold import GoldComparison, GoldEntity, GoldResult, occurrences
from extract.evaluation.names import SameName, fold, number
from extract.record import Comparison, Entity, Record, Result, TextSpan

GOLD = GoldPaper(
    id="p1",
    title="FooNet: A Network",
    abstract="FooNet reaches 81.0% accuracy on BarSet. FooNet outperforms BazNet.",
    entities=(
        GoldEntity(type="Method", name="FooNet", mentions=("FooNet",), role="introduced"),
        GoldEntity(type="Method", name="BazNet", mentions=("BazNet",), role="compared"),
        GoldEntity(type="Dataset", name="BarSet", mentions=("BarSet",), role="evaluated"),
        GoldEntity(type="Metric", name="accuracy", mentions=("accuracy",)),
    ),
    results=(
        GoldResult(
            method="FooNet", dataset="BarSet", metric="accuracy", kind="score", value="81.0", unit="%"
        ),
    ),
    comparisons=(GoldComparison(subject="FooNet", relation="outperforms", object="BazNet"),),
)
ANYWHERE = TextSpan(0, 6, "FooNet")


def record_of(gold: GoldPaper) -> Record:
    """The record that says just what the annotation says."""
    entities = tuple(
        Entity(
            type=entity.type,
            name=entity.name,
            role=entity.role,
            confidence=1.0,
            mentions=tuple(
                TextSpan(start, end, gold.text[start:end])
                for start, end, type_ in sorted(gold.spans())
                if type_ == entity.type and gold.text[start:end] in entity.mentions
            ),
        )
        for entity in gold.entities
    )
    results = tuple(
        Result(
            **{name: getattr(result, name) for name in result.__struct_fields__ if name != "evidence"},
            confidence=1.0,
            evidence=ANYWHERE,
        )
        for result in gold.results
    )
    comparisons = tuple(
        Comparison(
            **{name: getattr(item, name) for name in item.__struct_fields__ if name != "evidence"},
            confidence=1.0,
            evidence=ANYWHERE,
        )
        for item in gold.comparisons
    )
    return Record(
        id=gold.id,
        title=gold.title,
        abstract=gold.abstract,
        entities=entities,
        results=results,
        comparisons=comparisons,
        extractor="annotator",
    )


def test_the_annotation_itself_scores_full_marks() -> None:
    scores = score([GOLD], {"p1": record_of(GOLD)})
    assert {name: round(measure.f1) for name, measure in scores.measures.items() if measure.gold} == {
        name: 100 for name, measure in scores.measures.items() if measure.gold
    }
    assert scores.role.percent == 100


def test_a_paper_without_a_record_counts_as_empty() -> None:
    scores = score([GOLD], {})
    assert (scores.papers, scores.papers_found) == (1, 0)
    assert scores.measures["mention/all"].recall == 0
    assert scores.measures["mention/all"].gold == 6


def test_longer_mentions_hide_shorter_ones() -> None:
    found = occurrences("Macro-F1 and F1", [("F1", "Metric"), ("Macro-F1", "Metric")])
    assert found == {(0, 8, "Metric"), (13, 15, "Metric")}


@pytest.mark.parametrize(
    ("one", "other"),
    [("GPT-4", "gpt 4"), ("LLMs", "LLM"), (r"\emph{Foo}", "foo"), ("F1/EM", "F1 EM"), ("k-NN", "kNN")],
)
def test_folding(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_signs_that_mean_something_stay() -> None:
    assert len({fold(name) for name in ("C", "C++", "A*", "A", "R@1", "R1")}) == 6


def test_numbers() -> None:
    assert number("1,000") == number("1000.0") == 1000
    assert number("1.5-2.7") == fold("1.5-2.7")


def test_phrases_may_hold_each_other() -> None:
    names = SameName([frozenset({"foonet", "fn"})])
    assert names.same("FooNet", "FN")
    assert not names.same("existing methods", "all existing methods")
    assert names.near("existing methods", "all existing methods")
    assert not names.near(None, "x")
    assert names.near(None, None)


def test_a_file_that_is_no_gold_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text('[{"id": "a", "title": "t"}]')
    with pytest.raises(GoldError, match=r"gold\.json"):
        read_gold(path)


def _disturbed(record: Record, random_: random.Random) -> Record:
    """A record with things left out, moved and renamed, so that every measure has hits and misses."""

    def some(items: tuple) -> tuple:
        return tuple(item for item in items if random_.random() < 0.7)

    entities = [
        Entity(
            type=entity.type if random_.random() < 0.9 else "Task",
            name=entity.name,
            role=entity.role if random_.random() < 0.8 else "mentioned",
            confidence=0.5,
            mentions=some(entity.mentions),
        )
        for entity in some(record.entities)
    ]
    random_.shuffle(entities)
    return Record(
        id=record.id,
        title=record.title,
        abstract=record.abstract,
        entities=tuple(entities),
        results=some(record.results) + some(record.results),
        comparisons=some(record.comparisons)[::-1],
        extractor="disturbed",
    )


def test_equal_to_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    gold_path = shared / "gold" / "dev.json"
    gold = read_gold(gold_path)
    random_ = random.Random(7)
    records = {paper.id: _disturbed(record_of(paper), random_) for paper in gold[:-5]}
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_bytes(b"".join(record.to_json() + b"\n" for record in records.values()))
    command = [sys.executable, str(shared / "eval" / "score.py"), str(gold_path), str(predicted), "--json"]
    reference = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert _as_reference(score(gold, records)) == reference


def _as_reference(scores: Scores) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {
        name: {
            "precision": round(measure.precision, 2),
            "recall": round(measure.recall, 2),
            "f1": round(measure.f1, 2),
            "gold": measure.gold,
            "predicted": measure.found,
        }
        for name, measure in scores.measures.items()
    }
    table["role"] = {"accuracy": round(scores.role.percent, 2), "matched": scores.role.total}
    return table
