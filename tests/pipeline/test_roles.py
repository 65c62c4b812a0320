"""Roles of methods and datasets, with the sentence that speaks for them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from extract.extractor import load_pipeline
from extract.pipeline.entities.role_features import RoleFeatures
from extract.pipeline.entities.roles import LEAST_INTRODUCED, RoleReader, read_role

TEXT = (
    "QuarkNet: Lane Detection with Sparse Gates\n"
    "Networks such as BiSeNet have been widely used in recent years. In this paper, we propose QuarkNet. "
    "QuarkNet is built on ResNet-50 and is pre-trained on ImageNet. "
    "On Cityscapes, QuarkNet outperforms PSPNet and HRNet by 2.4 points. "
    "The small QuarkNet-S runs on phones."
)


MISREAD = pytest.mark.xfail(strict=True, reason="the packaged models read it as another role; to be mended")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("QuarkNet", "introduced"),
        ("QuarkNet-S", "introduced"),
        ("PSPNet", "compared"),
        ("HRNet", "compared"),
        ("ResNet-50", "used"),
        ("BiSeNet", "mentioned"),
        pytest.param("ImageNet", "trained", marks=MISREAD),
        ("Cityscapes", "evaluated"),
    ],
)
def test_roles(nlp: Language, name: str, role: str) -> None:
    doc = nlp(TEXT)
    (entity,) = [e for e in doc._.entities if e["name"] == name]
    assert entity["role"] == role
    assert entity["evidence"] is not None
    assert name in doc.text[slice(*entity["evidence"])]


@pytest.mark.parametrize(("name", "role"), [("BiSeNet", "mentioned"), ("ImageNet", "trained")])
def test_roles_that_are_said_plainly(nlp: Language, name: str, role: str) -> None:
    plain = TEXT.replace(
        "Networks such as BiSeNet have been widely used", "Segmentation nets such as BiSeNet were popular"
    )
    doc = nlp(plain.replace("pre-trained on", "trained on"))
    (entity,) = [e for e in doc._.entities if e["name"] == name]
    assert entity["role"] == role


def test_tasks_and_metrics_have_no_role(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert {e["role"] for e in doc._.entities if e["type"] in ("Task", "Metric")} == {None}


def test_the_evidence_of_a_role_is_the_sentence_that_says_so(nlp: Language) -> None:
    doc = nlp(TEXT)
    (compared,) = [e for e in doc._.entities if e["name"] == "HRNet"]
    assert doc.text[slice(*compared["evidence"])].startswith("On Cityscapes, QuarkNet outperforms")


def test_a_dataset_that_the_paper_makes_is_introduced(nlp: Language) -> None:
    doc = nlp("Lanes at night\nWe introduce a new dataset called QuarkSet. It is large.")
    (entity,) = [e for e in doc._.entities if e["name"] == "QuarkSet"]
    assert (entity["type"], entity["role"]) == ("Dataset", "introduced")


def test_a_well_known_technique_is_not_introduced_by_its_use(nlp: Language) -> None:
    doc = nlp("Lanes at night\nWe propose a convolutional neural network (CNN) for lanes. The CNN is small.")
    assert not [e for e in doc._.entities if e["role"] == "introduced"]


@pytest.mark.parametrize(("confidence", "introduced"), [(1.0, True), (LEAST_INTRODUCED, False)])
def test_what_may_be_no_entity_is_not_said_to_be_introduced(
    nlp: Language, confidence: float, introduced: bool
) -> None:
    doc = nlp(TEXT)
    entities = doc._.entities
    features = next(
        known
        for entity, known in zip(entities, RoleFeatures(doc).of_all(), strict=True)
        if entity["name"] == "QuarkNet"
    )
    assert features is not None
    reader = nlp.get_pipe("claimgraph_roles")
    assert isinstance(reader, RoleReader)
    reading = read_role(reader.models["Method"], features, confidence)
    assert (reading.role == "introduced") is introduced
