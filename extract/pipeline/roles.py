"""What part a method or dataset plays in the paper, and the sentence that says so."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets, register_extensions
from extract.pipeline.introductions import read_weights
from extract.pipeline.roles_features import EntityFeatures, RoleFeatures
from extract.pipeline.roles_loglinear import LogLinear
from extract.pipeline.tokens import forget_tokens
from extract.record import EntityType, Role

METHOD_ROLES = ("introduced", "used", "compared", "mentioned")
DATASET_ROLES = ("introduced", "evaluated", "trained", "mentioned")
METHOD_WEIGHTS, DATASET_WEIGHTS = "roles_method_weights.tsv", "roles_dataset_weights.tsv"


class Reading(NamedTuple):
    """A role, how likely it is, and the mention that speaks most for it."""

    role: Role
    probability: float
    mention: Offsets


def read_role(model: LogLinear, features: EntityFeatures) -> Reading:
    """The most probable role of an entity."""
    probabilities = model.probabilities(features.all())
    best = max(range(len(probabilities)), key=probabilities.__getitem__)

    def support(mention: tuple[Offsets, list[str]]) -> tuple[float, int]:
        scores = model.scores(mention[1])
        return scores[best] - sum(scores) / len(scores), -mention[0][0]

    speaking = max(features.mentions, key=support)
    return Reading(cast("Role", model.classes[best]), round(probabilities[best], 3), speaking[0])


@lru_cache(maxsize=1)
def packaged_models() -> dict[EntityType, LogLinear]:
    return {"Method": read_weights(METHOD_WEIGHTS), "Dataset": read_weights(DATASET_WEIGHTS)}


class RoleReader:
    """Sets `role`, `role_confidence` and `evidence` of `doc._.entities`."""

    def __init__(self, name: str) -> None:
        register_extensions()
        self.name = name
        self.models = packaged_models()

    def __call__(self, doc: Doc) -> Doc:
        features = RoleFeatures(doc)
        for entity, known in zip(doc._.entities, features.of_all(), strict=True):
            if known is None:
                entity["evidence"] = features.sentence(min(entity["mentions"]))
                continue
            reading = read_role(self.models[entity["type"]], known)
            entity["role"] = reading.role
            entity["role_confidence"] = reading.probability
            entity["evidence"] = features.sentence(reading.mention)
        forget_tokens(doc)
        return doc


@Language.factory("claimgraph_roles")
def roles(nlp: Language, name: str) -> RoleReader:
    """The component that reads roles."""
    return RoleReader(name)
