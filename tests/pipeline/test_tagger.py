"""Decoding, the choice of strings, and the component before and after training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline.annotations import Mention
from extract.pipeline.build import blank_pipeline
from extract.pipeline.string_choice import CLASSES, ChoiceWeights, choose, features, gather, keys_of
from extract.pipeline.tagger import Tagger
from extract.pipeline.tagger_decoding import decode, likely_spans, span_probabilities
from extract.pipeline.encoder.labels import LABEL_INDEX, LABELS
from extract.training.choice import fit
from extract.training.examples import one_hot
from extract.training.recipe import tagger_of

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


def test_certain_labels_decode_to_their_spans() -> None:
    spans = [(0, 1, "Method"), (2, 5, "Task"), (5, 7, "Dataset")]
    certain = one_hot(8, spans)
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


def test_without_weights_the_rules_stand_and_with_them_it_survives_the_disk(tmp_path: Path) -> None:
    nlp = blank_pipeline()
    nlp.vocab.vectors = spacy.vectors.Vectors(
        data=np.ones((50, 8), dtype=np.float32), mode="floret", minn=3, maxn=4, hash_count=2
    )
    before = read(nlp)._.mentions
    tagger = tagger_of(nlp)
    assert tagger(read(nlp))._.mentions == before
    tagger.initialize()
    width = len(features(gather(read(nlp), TEXT, *untrained(nlp, tagger))[0], 0))
    tagger.choice = ChoiceWeights(np.zeros((5, width)), np.arange(5.0), np.zeros(width), np.ones(width))
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again(TEXT)._.mentions == nlp(TEXT)._.mentions
    assert [doc._.mentions for doc in again.pipe([TEXT, TEXT])] == [nlp(TEXT)._.mentions] * 2


def untrained(nlp: spacy.language.Language, tagger: Tagger) -> tuple[np.ndarray, list]:
    probabilities = tagger.predict([read(nlp)])
    return probabilities[0], decode(probabilities)[0]
