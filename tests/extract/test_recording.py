r"""Records name a macro as the paper prints it, and every other name without markup."""

from __future__ import annotations

import spacy

from extract.markup import clean
from extract.paper import Paper
from extract.pipeline.annotations import EntityAnnotation, Offsets, register_extensions
from extract.record import Record
from extract.recording import record_of


def entity(name: str, mention: Offsets) -> EntityAnnotation:
    return EntityAnnotation(
        type="Method", name=name, role="used", confidence=0.9, mentions=[mention], evidence=mention
    )


def recorded(abstract: str, *names: str) -> Record:
    """A record in which each of these names of the cleaned text is an entity."""
    register_extensions()
    paper = Paper(id="one", title="A Title", abstract=abstract)
    cleaned = clean(paper.text)
    doc = spacy.blank("en")(cleaned.text)
    starts = [(name, cleaned.text.index(name)) for name in names]
    doc._.entities = [entity(name, (start, start + len(name))) for name, start in starts]
    return record_of(paper, doc, cleaned, "test")


def test_a_macro_is_named_with_its_braces() -> None:
    (found,) = recorded(r"We train \ours{} on text.", r"\ours").entities
    assert found.name == found.mentions[0].text == r"\ours{}"


def test_a_name_with_a_macro_in_it_keeps_the_markup_out() -> None:
    r"""Its mention is the text as read; the name is that of the cleaned text, as for all that is no macro."""
    (found,) = recorded(r"We train the \ours{} encoder on text.", r"\ours encoder").entities
    assert found.mentions[0].text == r"\ours{} encoder"
    assert found.name == r"\ours encoder"
