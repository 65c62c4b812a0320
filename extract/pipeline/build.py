"""The pipeline, put together from its components in the order in which they build on each other."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from extract.pipeline.packaged import PACKAGED_MODEL

NAME = "claimgraph"
COMPONENTS = (
    "claimgraph_sentences",
    "claimgraph_abbreviations",
    "claimgraph_vocabulary",
    "claimgraph_phrases",
    "claimgraph_names",
    "claimgraph_introductions",
    "claimgraph_mentions",
    "claimgraph_encoder",
    "claimgraph_tagger",
    "claimgraph_entities",
    "claimgraph_roles",
    "claimgraph_quantities",
    "claimgraph_results",
    "claimgraph_comparisons",
)

TRAINED = (
    "claimgraph_introductions",
    "claimgraph_encoder",
    "claimgraph_tagger",
    "claimgraph_entities",
    "claimgraph_roles",
    "claimgraph_quantities",
    "claimgraph_results",
    "claimgraph_comparisons",
)
"""The components with weights of their own in the package."""


def blank_pipeline() -> Language:
    """A new pipeline with every component in its default settings."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimgraph.Tokenizer.v1"}}})
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def write_pipeline(nlp: Language, path: Path) -> None:
    """Write a pipeline so that `spacy.load(path)` reads it.

    Of the vocabulary only the vectors matter: the strings that it met in training are left out.
    """
    nlp.meta.update(name=NAME, description="Entities and claims of research abstracts", license="Apache-2.0")
    nlp.to_disk(path)
    (path / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")


def renew_package(path: Path) -> None:
    """Write the pipeline at `path` again, with the settings of today and the weights that lie there."""
    nlp = blank_pipeline()
    if (path / "vocab").exists():
        nlp.vocab.from_disk(path / "vocab")
    for component in TRAINED:
        if (path / component).exists():
            nlp.get_pipe(component).from_disk(path / component)  # type: ignore[attr-defined]
    write_pipeline(nlp, path)


if __name__ == "__main__":
    renew_package(PACKAGED_MODEL)
