"""Mentions of one thing are one entity, named by its most complete mention."""

from __future__ import annotations

from extract.pipeline.annotations import Mention
from extract.pipeline.build import blank_pipeline
from extract.pipeline.entities.coreference import Pairs
from extract.pipeline.entities.grouping import group


def test_the_long_form_names_the_entity() -> None:
    text = "SGR or sparse gate routing or SGRs"
    mentions = [
        Mention(0, 3, "Method", "k", 0.9),
        Mention(7, 26, "Method", "k", 0.9),
        Mention(30, 34, "Method", "k", 0.9),
    ]
    (entity,) = group(text, mentions)
    assert entity["name"] == "sparse gate routing"
    assert entity["mentions"] == [(0, 3), (7, 26), (30, 34)]


def test_the_singular_names_the_entity() -> None:
    text = "networks network"
    (entity,) = group(text, [Mention(0, 8, "Method", "k", 0.9), Mention(9, 16, "Method", "k", 0.9)])
    assert entity["name"] == "network"


def test_variants_are_one_entity_and_versions_are_two() -> None:
    nlp = blank_pipeline()
    doc = nlp(
        "A study\nWe use sparse gate networks (SGNs). Sparse Gate Networks are good. "
        "The SGN beats LLaMA-2-7B and LLaMA-2-13B."
    )
    names = {e["name"] for e in doc._.entities}
    assert {"LLaMA-2-7B", "LLaMA-2-13B"} <= names
    (network,) = [e for e in doc._.entities if "gate" in e["name"].casefold()]
    assert {doc.text[a:b] for a, b in network["mentions"]} == {
        "sparse gate networks", "SGNs", "Sparse Gate Networks", "SGN",
    }  # fmt: skip


def test_macros_of_the_own_method_are_the_name_in_the_title() -> None:
    doc = blank_pipeline()("QuarkNet: Lane Detection\nWe propose \\ours. It is shown that \\ourslong wins.")
    (own,) = [e for e in doc._.entities if e["role"] == "introduced"]
    assert own["name"] == "QuarkNet"
    assert {doc.text[a:b] for a, b in own["mentions"]} == {"QuarkNet", "\\ours", "\\ourslong"}


def test_a_version_of_an_abbreviation_may_not_be_the_long_form() -> None:
    doc = blank_pipeline()("Wide Gate Networks (WGNs)\nOur WGN-28-10 is ahead of the SkipNet.")
    spans = {"Wide Gate Networks": "wide", "WGNs": "wide", "WGN-28-10": "version", "SkipNet": "skip"}
    mentions = [
        Mention(doc.text.index(name), doc.text.index(name) + len(name), "Method", key, 0.9)
        for name, key in spans.items()
    ]
    entities = group(doc.text, mentions)
    names = [entity["name"] for entity in entities]
    pairs = {(names[one], names[other]) for one, other, _ in Pairs(doc, entities)}
    assert pairs == {("Wide Gate Networks", "SkipNet"), ("WGN-28-10", "SkipNet")}
