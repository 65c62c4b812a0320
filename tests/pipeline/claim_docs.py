"""Docs with given entities, so that the claim components are tested apart from the entity components."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.extractor import load_pipeline
from extract.pipeline.annotations import EntityAnnotation
from extract.record import EntityType, Role

_NLP = load_pipeline()
_AT = _NLP.pipe_names.index("claimgraph_tagger")
_BEFORE, _CLAIMS = _NLP.pipe_names[:_AT], _NLP.pipe_names[-3:]
"""All that is read before entities are chosen; numbers, results and comparisons."""


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
    title = f"{' and '.join(introduced)}: a study" if introduced else "A study"
    doc = _NLP.make_doc(f"{title}\n{abstract}")
    for name in _BEFORE:
        doc = _NLP.get_pipe(name)(doc)
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
    for name in _CLAIMS:
        doc = _NLP.get_pipe(name)(doc)
    return doc
