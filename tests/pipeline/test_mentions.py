"""Candidates by name, phrase and vocabulary, and the mentions that are chosen among them."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.build import blank_pipeline
from extract.pipeline.heads import ALONE, PHRASE
from extract.pipeline.mentions.candidates import fold, mention_key, occurrences, reliability
from extract.pipeline.mentions.names import is_name_word
from extract.pipeline.mentions.phrases import find_phrases, head_of
from extract.pipeline.tokens import singular, tokens_of


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank_pipeline()


@pytest.fixture(scope="module")
def split() -> Language:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimgraph.Tokenizer.v1"}}})
    nlp.add_pipe("claimgraph_sentences")
    return nlp


def mentions(doc: Doc) -> set[tuple[str, str]]:
    return {(m.type, doc.text[m.start : m.end]) for m in doc._.mentions}


def test_shape_tells_a_name() -> None:
    assert all(map(is_name_word, ["GPT-4o", "k-NN", "ImageNet", "wav2vec", "BERT", r"\ours"]))
    assert not any(map(is_name_word, ["model", "Model", "3D", "16-bit", "10k", "2nd", "end-to-end", "100"]))


@pytest.mark.parametrize(
    ("phrase", "type_"),
    [
        ("video object segmentation", "Task"),
        ("few-shot learning", "Task"),
        ("contrastive learning", "Method"),
        ("sparse gate network", "Method"),
        ("dynamic pruning", "Method"),
        ("inference speed", "Metric"),
    ],
)
def test_the_head_types_a_phrase(phrase: str, type_: str) -> None:
    head = head_of(phrase.split())
    assert head is not None
    assert head[0] == type_


@pytest.mark.parametrize(
    "phrase", ["deep learning", "large language models", "neural networks", "green apples"]
)
def test_fields_and_plain_nouns_are_no_names(phrase: str) -> None:
    assert head_of(phrase.split()) is None


def test_shares_are_probabilities() -> None:
    assert all(0 < share < 1 for table in (PHRASE, ALONE) for _, share in table.values())


def test_a_phrase_starts_after_verbs_and_praise(split: Language) -> None:
    doc = split("T\nThis improves accurate lane marker detection and enables fast semantic parsing.")
    tokens = tokens_of(doc)
    found = [doc.text[tokens.start[p.first] : tokens.end[p.last]] for p in find_phrases(tokens)]
    assert found == ["lane marker detection", "semantic parsing"]


def test_a_name_is_found_wherever_it_stands(nlp: Language) -> None:
    doc = nlp("A study\nWe propose QuarkNet. Later QuarkNets win. QuarkNet-based tools and (QuarkNet) too.")
    spans = [doc.text[m.start : m.end] for m in doc._.mentions]
    assert spans.count("QuarkNet") == 3
    assert spans.count("QuarkNets") == 1
    assert len({m.key for m in doc._.mentions if "Quark" in doc.text[m.start : m.end]}) == 1


def test_one_string_has_one_type_and_mentions_do_not_overlap(nlp: Language) -> None:
    doc = nlp(
        "Lane Detection with Transformers\nLane detection matters. We train on the QuarkSet dataset "
        "with BERT and report accuracy of 95.3% on QuarkSet. The accuracy of BERT is lower by 2.4%."
    )
    found = mentions(doc)
    assert ("Dataset", "QuarkSet") in found
    assert ("Metric", "accuracy") in found
    assert {("Task", "Lane Detection"), ("Task", "Lane detection")} <= found
    assert len({text for _, text in found}) == len(found)
    ends = [(m.start, m.end) for m in doc._.mentions]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_generic_names_are_no_mentions(nlp: Language) -> None:
    doc = nlp("A study of AI\nLarge language models (LLMs) and deep learning run on GPUs. LLMs are large.")
    assert mentions(doc) == set()


def test_the_abbreviation_takes_the_type_of_its_long_form(nlp: Language) -> None:
    doc = nlp(
        "A study\nSound source separation (SSS) is hard. We show a new SSS method. SSS methods achieve much."
    )
    assert {t for t, text in mentions(doc) if text in ("SSS", "Sound source separation")} == {"Task"}


def test_keys_fold_variants_but_keep_acronyms_apart() -> None:
    assert mention_key("Graph-Convolutional Networks") == mention_key("graph convolutional network")
    assert mention_key("CNNs") == mention_key("CNN")
    assert mention_key("SAM") != mention_key("Sam")


def test_occurrences_are_whole_words() -> None:
    text = "BERT and RoBERTa, BERTs, BERT-large, bert"
    assert [text[a:b] for a, b in sorted(occurrences(text, fold(text), "BERT"))] == ["BERT", "BERTs", "BERT"]


def test_folding_keeps_the_length() -> None:
    assert len(fold("İSTANBUL ẞ")) == len("İSTANBUL ẞ")


def test_singulars() -> None:
    assert [singular(w) for w in ("accuracies", "losses", "boxes", "analysis", "bus", "gas")] == [
        "accuracy", "loss", "box", "analysis", "bus", "ga",
    ]  # fmt: skip


def test_reliability_rises_with_confidence() -> None:
    values = [reliability(step / 100) for step in range(40, 101)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1
