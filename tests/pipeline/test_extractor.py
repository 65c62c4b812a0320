"""Papers to records: offsets, order, determinism, the packaged pipeline."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.extractor import Extractor, load_pipeline
from extract.paper import Paper, Source
from extract.pipeline.build import COMPONENTS, blank_pipeline, write_pipeline
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.record import Record, TextSpan, record_from_json

ABSTRACT = (
    r"We propose \textbf{QuarkNet}, a {\em sparse gate network} (SGN). On the Cityscapes dataset, \ours{} "
    r"reaches $81.3\%$ mIoU and outperforms PSPNet by 2.4\%. It is $2.5\times$ faster than T\"ULU."
)


def paper(number: int = 0) -> Paper:
    return Paper(
        id=f"p{number}",
        title=f"QuarkNet {number}: Lane Detection",
        abstract=ABSTRACT,
        source=Source("a", number),
    )


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def spans(record: Record) -> list[TextSpan]:
    found = [mention for entity in record.entities for mention in entity.mentions]
    found += [entity.evidence for entity in record.entities if entity.evidence]
    found += [result.evidence for result in record.results]
    return found + [comparison.evidence for comparison in record.comparisons]


def assert_spans_point_into_the_paper(record: Record) -> None:
    assert all(record.text[span.start : span.end] == span.text for span in spans(record))


def test_every_span_points_into_the_text_as_read(extractor: Extractor) -> None:
    record = extractor.extract(paper())
    assert_spans_point_into_the_paper(record)
    texts = {mention.text for entity in record.entities for mention in entity.mentions}
    assert {"QuarkNet", "Cityscapes", "mIoU", "PSPNet", r"\ours{}", "sparse gate network"} <= texts
    assert record.results
    assert record.comparisons


def test_a_macro_that_stands_for_a_name_is_named_as_printed(extractor: Extractor) -> None:
    abstract = (
        r"We introduce \lanenet{}, a convolutional network for lane detection. \lanenet reaches 81.3 mIoU on"
        r" Cityscapes and outperforms PSPNet. \lanenet{} is fast."
    )
    record = extractor.extract(Paper(id="macro", title="Lane Detection", abstract=abstract))
    (introduced,) = (entity for entity in record.entities if entity.role == "introduced")
    assert introduced.name == r"\lanenet{}"
    assert {mention.text for mention in introduced.mentions} == {r"\lanenet{}", r"\lanenet"}
    assert [result.method for result in record.results] == [introduced.name]
    assert [comparison.subject for comparison in record.comparisons] == [introduced.name]


def test_the_record_keeps_the_paper(extractor: Extractor) -> None:
    record = extractor.extract(paper(7))
    assert (record.id, record.title, record.abstract, record.source) == (
        "p7", "QuarkNet 7: Lane Detection", ABSTRACT, Source("a", 7),
    )  # fmt: skip
    assert record.extractor == extractor.version
    assert record_from_json(record.to_json()) == record


def test_the_same_paper_gives_the_same_bytes(extractor: Extractor) -> None:
    other = Extractor()
    assert extractor.version == other.version
    first = extractor.extract(paper())
    extractor.extract(Paper(id="x", title="Something else", abstract="BERT on GLUE gains 3%."))
    assert first.to_json() == extractor.extract(paper()).to_json() == other.extract(paper()).to_json()


def test_workers_keep_the_order_and_change_nothing(extractor: Extractor) -> None:
    papers = [paper(number) for number in range(7)]
    alone = list(extractor.extract_many(papers))
    shared = list(extractor.extract_many(papers, processes=2, batch_size=3))
    assert [record.id for record in alone] == [p.id for p in papers]
    assert shared == alone


def test_many_papers_are_read_as_they_are_asked_for(extractor: Extractor) -> None:
    def endless() -> Iterator[Paper]:
        number = 0
        while True:
            yield paper(number)
            number += 1

    records = extractor.extract_many(endless())
    assert [next(records).id for _ in range(3)] == ["p0", "p1", "p2"]


@given(title=st.text(max_size=60), abstract=st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_sound_record(extractor: Extractor, title: str, abstract: str) -> None:
    assert_spans_point_into_the_paper(extractor.extract(Paper(id="x", title=title, abstract=abstract)))


FRAGMENTS = st.sampled_from(
    [
        "We propose", "QuarkNet", "(SGN)", r"\textbf{BERT}", "on GLUE", r"95.3\%", r"$2\times$", ",", ".",
        "\n", "~", "outperforms", "sparse gate network", "accuracy", r"{\em", "}", "and", r"\ours{}",
        r"T\"ULU", "é",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=25).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_any_mix_of_markup_and_names_gives_a_sound_record(extractor: Extractor, abstract: str) -> None:
    assert_spans_point_into_the_paper(
        extractor.extract(Paper(id="x", title="QuarkNet: A", abstract=abstract))
    )


def test_the_packaged_pipeline_is_current(tmp_path: Path) -> None:
    write_pipeline(blank_pipeline(), tmp_path)
    fresh = (tmp_path / "config.cfg").read_text()
    assert (PACKAGED_MODEL / "config.cfg").read_text() == fresh, "run `python -m extract.pipeline.build`"


def test_spacy_alone_loads_the_packaged_pipeline() -> None:
    code = f"import spacy; print(spacy.load({str(PACKAGED_MODEL)!r}).pipe_names)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == str(list(COMPONENTS))


def test_a_path_without_a_pipeline_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Can't find"):
        load_pipeline(tmp_path / "none")


def test_a_doc_survives_bytes_with_what_was_found() -> None:
    nlp = blank_pipeline()
    doc = nlp("QuarkNet: Lanes\nWe propose QuarkNet for lane detection.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.text == doc.text
    assert [e["name"] for e in again._.entities] == [e["name"] for e in doc._.entities]


def test_an_empty_text_is_no_trouble(extractor: Extractor) -> None:
    record = extractor.extract(Paper(id="x", title="", abstract=""))
    assert (record.entities, record.results, record.comparisons) == ((), (), ())


def test_records_do_not_depend_on_the_order_of_sets() -> None:
    page = Path(__file__).resolve().parents[2] / "examples" / "landmark-papers.txt"
    code = (
        "import hashlib; from extract.extractor import Extractor; from extract.readers import read_papers;"
        f"lines = [r.to_json() for r in Extractor().extract_many(read_papers([{str(page)!r}]))];"
        "print(hashlib.sha256(b''.join(lines)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1
