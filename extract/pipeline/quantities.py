"""The component that finds the numbers of a text and decides which of them measure a method.

`quantity_reading` reads them by the grammar in `quantity_patterns`; `quantity_measures` says whether a number
measures a method at all, and as what kind. What it leaves in `doc._.quantities` are plain values.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import register_extensions
from extract.pipeline.claim_context import ClaimContext
from extract.pipeline.quantity_measures import judge
from extract.pipeline.quantity_reading import Quantity, find_quantities

__all__ = ["Quantities", "Quantity", "find_quantities", "judge", "register_quantities"]


def register_quantities() -> None:
    """Declare `doc._.quantities`; safe to call any number of times."""
    if not Doc.has_extension("quantities"):
        Doc.set_extension("quantities", default=[])


@Language.factory("claimgraph_quantities", assigns=["doc._.quantities"], requires=["doc._.entities"])
class Quantities:
    """Fills `doc._.quantities` from the text and `doc._.entities`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        register_extensions()
        register_quantities()

    def __call__(self, doc: Doc) -> Doc:
        names = [mention for entity in doc._.entities for mention in entity["mentions"]]
        quantities = find_quantities(doc.text, names)
        judge(ClaimContext(doc), quantities)
        doc._.quantities = quantities
        return doc
