"""Annotation goes out without its texts and comes back with them as it was."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluation import GoldError, GoldPaper, attach, read_gold
from extract.evaluation.gold import GoldComparison, GoldEntity, GoldResult
from extract.evaluation.standoff import StandOffPaper, detach, read_standoff, write_standoff
from extract.paper import Paper
from extract.readers import read_papers

PARTS = ("train", "machine", "composed", "gains", "gains-held-out", "recent", "passages", "dev")

GOLD = GoldPaper(
    id="p1",
    title="Striped Nets for Sorting",
    abstract="Striped Nets (SN) reach 81.0% accuracy on BarSet, 2 points above earlier networks. "
    "SN is ahead of earlier networks; so is SN-Large.",
    published="2024-03-19",
    entities=(
        GoldEntity(type="Method", name="Striped Nets", mentions=("SN", "Striped Nets"), role="introduced"),
        GoldEntity(type="Dataset", name="BarSet", mentions=("BarSet",), role="evaluated"),
        GoldEntity(type="Metric", name="accuracy", mentions=("accuracy",)),
        GoldEntity(type="Task", name="Sorting", mentions=("Sorting",)),
    ),
    results=(
        GoldResult(
            method="Striped Nets",
            dataset="BarSet",
            metric="accuracy",
            kind="change",
            value="2",
            unit="points",
            direction="up",
            qualifier="min",
            baseline="earlier networks",
            evidence="2 points above earlier networks",
        ),
    ),
    comparisons=(
        GoldComparison(
            subject="our best network",
            relation="outperforms",
            object="earlier networks",
            evidence="SN is ahead of earlier networks",
        ),
        GoldComparison(subject="Striped Nets", relation="sets_sota"),
    ),
)


def paper_of(gold: GoldPaper, **changes: str) -> Paper:
    fields = {name: getattr(gold, name) for name in Paper.__struct_fields__}
    return Paper(**fields | changes)


@pytest.fixture
def standoff(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl.gz"
    write_standoff(path, [GOLD])
    return path


def test_what_is_detached_can_be_attached_again(standoff: Path) -> None:
    found = attach(standoff, [paper_of(GOLD)])
    assert found.papers == [GOLD]
    assert (found.missing, found.altered) == ([], [])


def test_mentions_are_places_and_names_are_numbers() -> None:
    row = json.loads(msgspec.json.encode(detach(GOLD)))
    text = GOLD.text
    first = row["entities"][0]
    assert [[text[a:b] for a, b in places] for places in first["mentions"]] == [
        ["SN", "SN", "SN"],
        ["Striped Nets", "Striped Nets"],
    ]
    assert first["name"] == 1
    result = row["results"][0]
    assert (result["method"], result["dataset"], result["metric"]) == (0, 1, 2)
    assert text[slice(*result["evidence"])] == "2 points above earlier networks"


def test_a_phrase_is_taken_from_its_evidence() -> None:
    row = detach(GOLD)
    first, second = (m.start() for m in re.finditer("earlier networks", GOLD.text))
    assert row.results[0].baseline == (first, first + 16)
    assert row.comparisons[0].object == (second, second + 16)
    assert row.comparisons[0].subject == "our best network"


def test_the_file_holds_no_text(standoff: Path) -> None:
    content = gzip.decompress(standoff.read_bytes()).decode()
    assert not re.search("Striped|BarSet|accuracy|earlier", content)


def test_the_same_papers_give_the_same_bytes(standoff: Path) -> None:
    before = standoff.read_bytes()
    write_standoff(standoff, [GOLD])
    assert standoff.read_bytes() == before


def test_a_text_is_known_whatever_its_identifier(standoff: Path) -> None:
    [paper] = attach(standoff, [paper_of(GOLD, id="else/where")]).papers
    assert paper == GOLD


def test_missing_and_altered_texts_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    write_standoff(path, [msgspec.structs.replace(GOLD, id=id_) for id_ in ("p1", "ax-2401.00001v1", "p3")])
    given = [
        paper_of(GOLD, abstract=GOLD.abstract + " "),
        paper_of(GOLD, id="2401.00001v1", title="Striped nets"),
    ]
    found = attach(path, given)
    assert (found.papers, found.missing, found.altered) == ([], ["p3"], ["p1", "ax-2401.00001v1"])


def test_a_form_inside_longer_ones_alone_is_kept() -> None:
    gold = GoldPaper(
        id="p",
        title="Macro-F1",
        abstract="We report Macro-F1.",
        entities=(
            GoldEntity(type="Metric", name="Macro-F1", mentions=("Macro-F1",)),
            GoldEntity(type="Metric", name="F1", mentions=("F1",)),
        ),
        results=(),
        comparisons=(),
    )
    assert detach(gold).entities[1].mentions == (((6, 8),),)


@pytest.mark.parametrize(
    ("field", "broken"),
    [
        ("entities", (GoldEntity(type="Task", name="chess", mentions=("chess",)),)),
        ("comparisons", (GoldComparison(subject="SN", relation="sets_sota", evidence="SN is best"),)),
    ],
)
def test_an_annotation_that_its_text_lacks_is_refused(field: str, broken: tuple[object, ...]) -> None:
    with pytest.raises(GoldError, match=r"p1: the text has no"):
        detach(msgspec.structs.replace(GOLD, **{field: broken}))


def test_a_line_that_is_no_annotation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(msgspec.json.encode(detach(GOLD)) + b'\n{"id": "x"}\n')
    with pytest.raises(GoldError, match=r"gold\.jsonl:2"):
        read_standoff(path)


@pytest.mark.parametrize("places", [[[[0, 9999]]], [[[5, 5]]], [[]], []])
def test_places_outside_the_text_are_refused(tmp_path: Path, places: list[object]) -> None:
    row = json.loads(msgspec.json.encode(detach(GOLD)))
    row["entities"][0]["mentions"] = places
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row))
    with pytest.raises(GoldError, match="p1"):
        attach(path, [paper_of(GOLD)])


_words = st.sampled_from(["Foo", "foo bar", "F1", "Macro-F1", "日本", "ÄÖ", "a\u0301x", "𝒳-Net"])


@given(st.lists(_words, min_size=1, max_size=12), st.sets(_words), st.randoms())
def test_any_annotation_comes_back(tmp_path_factory, words, names, random) -> None:
    text = " ".join(words)
    entities = [
        GoldEntity(type="Method", name=name, mentions=(name,))
        for name in sorted(names)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    subject = random.choice(words)
    comparison = GoldComparison(subject=subject, relation="matches", object="others", evidence=text[1:5])
    gold = GoldPaper(
        id="p", title="T", abstract=text, entities=tuple(entities), results=(), comparisons=(comparison,)
    )
    path = tmp_path_factory.mktemp("standoff") / "gold.jsonl"
    write_standoff(path, [gold])
    assert attach(path, [paper_of(gold)]).papers == [gold]


@pytest.mark.parametrize("part", ["train", "dev"])
def test_the_published_files_are_the_annotation(shared: Path, repository: Path, part: str) -> None:
    gold = read_gold(shared / "gold" / f"{part}.json")
    found = attach(repository / "annotation" / f"{part}.jsonl.gz", map(paper_of, gold))
    assert found.papers == gold


@pytest.mark.parametrize("part", ["composed", "gains", "gains-held-out", "recent"])
def test_the_composed_texts_are_those_annotated(repository: Path, part: str) -> None:
    folder = repository / "annotation"
    texts = [
        item for item in read_papers([str(folder / f"{part}.texts.jsonl.gz")]) if isinstance(item, Paper)
    ]
    found = attach(folder / f"{part}.jsonl.gz", texts)
    assert len(found.papers) == len(texts)
    assert (found.missing, found.altered) == ([], [])


@pytest.mark.parametrize("part", PARTS)
def test_the_published_files_hold_no_text(repository: Path, part: str) -> None:
    """Every string is an identifier, a digest, a word of the guidelines, a number or unit, or one of the
    few subjects that the annotator had to word."""
    for row in read_standoff(repository / "annotation" / f"{part}.jsonl.gz"):
        assert re.fullmatch(r"ax-[\w.-]+|(?:composed|gains|recent)-\d{4}|tex-[\w.-]+|\d{3}-\d{4}", row.id)
        assert re.fullmatch(r"[0-9a-f]{64}", row.sha256)
        assert all(isinstance(entity.name, int) for entity in row.entities)
        for result in row.results:
            assert len(result.value.split()) <= 4, result.value
            assert len(result.unit.split()) <= 5, result.unit
            names = (result.method, result.dataset, result.metric, result.task, result.baseline)
            assert not any(isinstance(name, str) for name in names)
        for item in row.comparisons:
            assert not any(isinstance(name, str) for name in (item.object, item.dataset, item.task))
            assert not isinstance(item.subject, str) or re.fullmatch(r"(?:our|the) [\w ]+", item.subject)


def test_no_text_stands_in_two_of_the_published_files(repository: Path) -> None:
    digests = [
        {row.sha256 for row in read_standoff(repository / "annotation" / f"{part}.jsonl.gz")}
        for part in PARTS
    ]
    assert len(set().union(*digests)) == sum(map(len, digests))


def test_the_counts_of_the_data_card(repository: Path) -> None:
    card = (repository / "annotation" / "README.md").read_text(encoding="utf-8")
    parts = [_counts(read_standoff(repository / "annotation" / f"{part}.jsonl.gz")) for part in PARTS]
    rows = [
        " | ".join([f"| {name}", *(f"{counts[what, name]:,}" for counts in parts)]) + " |"
        for what, name in parts[0]
    ]
    assert [row for row in rows if row not in card] == []
    assert len(rows) == len(re.findall(rf"^\| \w+(?: \| [\d,]+){{{len(PARTS)}}} \|$", card, re.M))


def _counts(rows: list[StandOffPaper]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for entity in row.entities:
            counts["entity", entity.type] += 1
            if entity.role:
                counts[f"role of {entity.type}", entity.role] += 1
        for type_ in _counted_mentions(row):
            counts["mention", type_] += 1
        counts.update(("kind", result.kind) for result in row.results)
        counts.update(("relation", item.relation) for item in row.comparisons)
    return counts


def _counted_mentions(row: StandOffPaper) -> list[str]:
    """The type of every place that no longer one covers."""
    places = sorted(
        ((place, entity.type) for entity in row.entities for form in entity.mentions for place in form),
        key=lambda item: item[0][0] - item[0][1],
    )
    taken: set[int] = set()
    counted = []
    for (start, end), type_ in places:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            counted.append(type_)
    return counted
