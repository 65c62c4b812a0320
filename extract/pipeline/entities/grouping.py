"""From mentions to entities: all mentions of one key are one thing, named by its most complete mention."""

from __future__ import annotations

import re
from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import EntityAnnotation, Mention, register_extensions
from extract.pipeline.claims.models import ClaimComponent
from extract.pipeline.encoder.reading import reading_of
from extract.pipeline.entities.coreference import merged
from extract.pipeline.entities.links import link
from extract.pipeline.tokens import tokens_of

COREFERENCE = "coreference"


def group(text: str, mentions: list[Mention]) -> list[EntityAnnotation]:
    """Entities in order of their first mention, without roles."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_key[mention.key].append(mention)
    return [_entity(text, same) for same in by_key.values()]


def _entity(text: str, mentions: list[Mention]) -> EntityAnnotation:
    return EntityAnnotation(
        type=mentions[0].type,
        name=_most_complete([text[m.start : m.end] for m in mentions]),
        role=None,
        confidence=mentions[0].confidence,
        mentions=[(m.start, m.end) for m in mentions],
        evidence=None,
    )


def _most_complete(strings: list[str]) -> str:
    """The string of most words, then the longest without its plural, then the first; macros come last."""

    def completeness(string: str) -> tuple[bool, int, int, bool]:
        words = len(re.split(r"[\s-]+", string))
        return (not string.startswith("\\"), words, len(string.removesuffix("s")), not string.endswith("s"))

    best = max(strings, key=completeness)
    return " ".join(best.split())


@Language.factory("claimgraph_entities", assigns=["doc._.entities"])
class EntityGrouper(ClaimComponent):
    """Makes `doc._.entities` from `doc._.mentions`: by spelling first, then, where an encoder has read the
    Doc, those that a trained model takes for one thing."""

    parts = (COREFERENCE,)

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__()
        self.name = name
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        text = tokens_of(doc).source
        doc._.entities = group(text, link(text, doc._.mentions, doc._.abbreviations))
        model = self.models.classifiers.get(COREFERENCE)
        if model is not None and reading_of(doc) is not None:
            doc._.entities = merged(doc, doc._.entities, model)
        return doc
