"""The pipeline, put together from its components in the order in which they build on each other."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

NAME = "claimgraph"
COMPONENTS = (
    "claimgraph_sentences",
    "claimgraph_abbreviations",
    "claimgraph_vocabulary",
    "claimgraph_phrases",
    "claimgraph_names",
    "claimgraph_introductions",
    "claimgraph_mentions",
    "claimgraph_tagger",
    "claimgraph_entities",
    "claimgraph_roles",
    "claimgraph_quantities",
    "claimgraph_results",
    "claimgraph_comparisons",
)


def blank_pipeline() -> Language:
    """A new pipeline with every component in its default settings."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimgraph.Tokenizer.v1"}}})
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def write_package(path: Path) -> None:
    """Write the pipeline so that `spacy.load(path)` reads it."""
    nlp = blank_pipeline()
    nlp.meta.update(name=NAME, description="Entities and claims of research abstracts", license="Apache-2.0")
    nlp.to_disk(path, exclude=["vocab"])


if __name__ == "__main__":
    write_package(Path(__file__).resolve().parents[1] / "model")
