"""Docs with given entities, so that the claim components are tested apart from the entity components."""

from __future__ import annotations

import re
from collections.abc import Sequence

import spacy
from spacy.tokens import Doc

from extract.pipeline.annotations import EntityAnnotation, register_extensions
from extract.pipeline.comparisons import Comparisons
from extract.pipeline.quantities import Quantities
from extract.pipeline.results import Results
from extract.pipeline.sentences import sentences
from extract.record import EntityType, Role

_NLP = spacy.blank("en")
_COMPONENTS = (
    sentences,
    Quantities(_NLP, "quantities"),
    Results(_NLP, "results"),
    Comparisons(_NLP, "comparisons"),
)


def claims_of(
    abstract: str,
    *,
    introduced: Sequence[str] = (),
    methods: Sequence[str] = (),
    datasets: Sequence[str] = (),
    metrics: Sequence[str] = (),
    tasks: Sequence[str] = (),
) -> Doc:
    """A Doc with its claims; the title names what is introduced, and names are found as whole words."""
    register_extensions()
    title = f"{' and '.join(introduced)}: a study" if introduced else "A study"
    doc = _NLP(f"{title}\n{abstract}")
    named: list[tuple[EntityType, Role | None, Sequence[str]]] = [
        ("Method", "introduced", introduced),
        ("Method", "compared", methods),
        ("Dataset", "evaluated", datasets),
        ("Metric", None, metrics),
        ("Task", None, tasks),
    ]
    doc._.entities = [
        EntityAnnotation(
            type=kind,
            name=name,
            role=role,
            confidence=1.0,
            mentions=[m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", doc.text)],
            evidence=None,
        )
        for kind, role, names in named
        for name in names
    ]
    for component in _COMPONENTS:
        doc = component(doc)
    return doc
