"""What part a method or dataset plays in the paper, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets, register_extensions
from extract.pipeline.entities.role_features import EntityFeatures, RoleFeatures
from extract.pipeline.loglinear import LogLinear, from_text
from extract.pipeline.packaged import packaged_text, write_text
from extract.pipeline.tokens import forget_tokens
from extract.record import EntityType, Role

COMPONENT = "claimgraph_roles"
WEIGHTS: dict[EntityType, str] = {"Method": "method.tsv", "Dataset": "dataset.tsv"}
LEAST_INTRODUCED = 0.39
"""Chosen among five values on the held-out abstracts; near half of the F1 that introduced methods are found
with over abstracts, listing pages and passages: what is less likely costs more F1 than it brings (Lipton,
Elkan and Narayanaswamy 2014, arXiv:1402.1892)."""


class Reading(NamedTuple):
    """A role, how likely it is, and the mention that speaks most for it."""

    role: Role
    probability: float
    mention: Offsets


def read_role(model: LogLinear, features: EntityFeatures, confidence: float) -> Reading:
    """The most probable role of what is an entity with a chance of `confidence`; that the paper introduces it
    is said only where it is likely enough that both hold."""
    probabilities = model.probabilities(features.all())
    new = model.classes.index("introduced")
    others = [i for i in range(len(probabilities)) if i != new]
    is_new = confidence * probabilities[new] > LEAST_INTRODUCED
    best = new if is_new else max(others, key=probabilities.__getitem__)

    def support(mention: tuple[Offsets, list[str]]) -> tuple[float, int]:
        scores = model.scores(mention[1])
        return scores[best] - sum(scores) / len(scores), -mention[0][0]

    speaking = max(features.mentions, key=support)
    return Reading(cast("Role", model.classes[best]), round(probabilities[best], 3), speaking[0])


@lru_cache(maxsize=1)
def packaged_models() -> dict[EntityType, LogLinear]:
    """The models of the distribution. Raises OSError, ValueError where one is broken."""
    return {type_: from_text(packaged_text(COMPONENT, file), file) for type_, file in WEIGHTS.items()}


class RoleReader:
    """Sets `role`, `role_confidence` and `evidence` of `doc._.entities`."""

    def __init__(self, name: str, models: Mapping[EntityType, LogLinear]) -> None:
        register_extensions()
        self.name = name
        self.models = models

    def __call__(self, doc: Doc) -> Doc:
        features = RoleFeatures(doc)
        for entity, known in zip(doc._.entities, features.of_all(), strict=True):
            if known is None:
                entity["evidence"] = features.sentence(min(entity["mentions"]))
                continue
            reading = read_role(self.models[entity["type"]], known, entity["confidence"])
            entity["role"] = reading.role
            entity["role_confidence"] = reading.probability
            entity["evidence"] = features.sentence(reading.mention)
        forget_tokens(doc)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights."""
        for type_, file in WEIGHTS.items():
            write_text(path, file, self.models[type_].to_text())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RoleReader:
        """Reads what `to_disk` wrote. Raises OSError, ValueError where it is broken."""
        texts = {type_: (Path(path) / file).read_text(encoding="utf-8") for type_, file in WEIGHTS.items()}
        self.models = {type_: from_text(text, WEIGHTS[type_]) for type_, text in texts.items()}
        return self


@Language.factory(COMPONENT)
def roles(nlp: Language, name: str) -> RoleReader:
    """The component that reads roles."""
    return RoleReader(name, packaged_models())
