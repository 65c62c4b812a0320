"""Decoding, the choice of strings, and the component before and after training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.extractor import load_pipeline
from extract.pipeline.annotations import Mention
from extract.pipeline.build import blank_pipeline
from extract.pipeline.encoder.labels import LABEL_INDEX, LABELS, places
from extract.pipeline.mentions.decoding import decode, likely_spans, span_probabilities
from extract.pipeline.mentions.string_choice import CLASSES, choose, features, gather, keys_of
from extract.training.choice import fit

TEXT = (
    "FooNet: Image Classification\n"
    "We propose FooNet for image classification. FooNet beats ResNet on ImageNet."
)


@st.composite
def readings(draw: st.DrawFn) -> np.ndarray:
    length = draw(st.integers(0, 12))
    values = draw(st.lists(st.floats(0.001, 1), min_size=length * len(LABELS), max_size=length * len(LABELS)))
    table = np.array(values, dtype=np.float32).reshape(length, len(LABELS))
    return table / table.sum(axis=1, keepdims=True) if length else table


@given(st.lists(readings(), max_size=4))
def test_spans_are_well_formed_and_do_not_depend_on_the_batch(batch: list[np.ndarray]) -> None:
    spans = decode(batch)
    assert len(spans) == len(batch)
    for probabilities, found in zip(batch, spans, strict=True):
        assert found == decode([probabilities])[0]
        ends = [0, *(end for _, end, _ in found)]
        assert all(start >= before for (start, _, _), before in zip(found, ends, strict=False))
        assert all(start < end <= len(probabilities) for start, end, _ in found)


def certain_labels(length: int, spans: list[tuple[int, int, str]]) -> np.ndarray:
    labels = np.zeros(length, dtype=np.intp)
    for start, end, type_ in spans:
        labels[start:end] = [LABEL_INDEX[f"{place}-{type_}"] for place in places(end - start)]
    return np.eye(len(LABELS), dtype=np.float32)[labels]


def test_certain_labels_decode_to_their_spans() -> None:
    spans = [(0, 1, "Method"), (2, 5, "Task"), (5, 7, "Dataset")]
    certain = certain_labels(8, spans)
    assert decode([certain]) == [spans]
    assert likely_spans(certain, 0.5, 9) == {(0, 1), (2, 5), (5, 7)}
    assert span_probabilities(certain, 2, 5).tolist() == [0, 0, 0, 1]
    assert certain[2, LABEL_INDEX["B-Task"]] == 1


def read(nlp: spacy.language.Language) -> spacy.tokens.Doc:
    with nlp.select_pipes(enable=nlp.pipe_names[: nlp.pipe_names.index("claimgraph_tagger")]):
        return nlp(TEXT)


def test_one_decision_a_string() -> None:
    doc = read(blank_pipeline())
    unsure = np.full((len(doc), len(LABELS)), 1 / len(LABELS), dtype=np.float32)
    candidates = gather(doc, TEXT, unsure, [])
    foonet = next(candidate for candidate in candidates if candidate.text == "FooNet")
    assert len(foonet.occurrences) == 3
    assert np.isfinite(features(foonet, TEXT.index("\n"))).all()
    method = np.zeros((len(candidates), len(CLASSES)))
    method[:, 1] = 1.0
    chosen = choose(candidates, method, {}, 0.5)
    assert sum(TEXT[m.start : m.end] == "FooNet" for m in chosen) == 3
    covered = [position for m in chosen for position in range(m.start, m.end)]
    assert len(covered) == len(set(covered))


def test_an_abbreviation_has_the_key_of_its_long_form() -> None:
    text = "low-rank adaptation (LoRA)"
    mentions = [Mention(0, 19, "Method", "lowrankadaptation", 0.9)]
    keys = keys_of(text, mentions, [((21, 25), (0, 19))])
    assert keys["LoRA"] == keys["low-rank adaptation"] == "lowrankadaptation"


def test_the_fit_separates_what_can_be_separated() -> None:
    rows = np.array([[float(label == kind) for kind in range(5)] for label in range(5)] * 40)
    weights = fit(rows, np.array(list(range(5)) * 40))
    assert (weights.probabilities(list(rows)).argmax(axis=1) == np.array(list(range(5)) * 40)).all()


def test_without_weights_the_rules_stand() -> None:
    nlp = blank_pipeline()
    tagger = nlp.get_pipe("claimgraph_tagger")
    assert tagger(read(nlp))._.mentions == read(nlp)._.mentions


def test_the_trained_pipeline_survives_the_disk(tmp_path: Path) -> None:
    nlp = load_pipeline()
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again(TEXT)._.mentions == nlp(TEXT)._.mentions
    assert [doc._.mentions for doc in again.pipe([TEXT, TEXT])] == [nlp(TEXT)._.mentions] * 2
