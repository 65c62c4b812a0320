"""The component that finds the numbers of a text and decides which of them measure a method.

`reading` reads them by the grammar in `patterns`; `measures` says by rules whether
a number measures a method at all, and as what kind; a trained classifier that sees what the rules say has the
last word. What it leaves in `doc._.quantities` are plain values.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import register_extensions
from extract.pipeline.claims.context import ClaimContext, context_of
from extract.pipeline.claims.models import ClaimComponent, ClaimModels
from extract.pipeline.quantities.features import sentence_features
from extract.pipeline.quantities.measures import judge
from extract.pipeline.quantities.reading import Quantity, find_quantities
from extract.record import ResultKind

__all__ = ["Quantities", "Quantity", "classify", "find_quantities", "read_quantities", "register_quantities"]


KINDS: tuple[ResultKind, ...] = ("score", "change", "factor")
CERTAIN: ResultKind = "change"
"""What the rules take for a change, such as `36.5 points higher`, is one if it measures anything: of a
thousand such numbers that were annotated, all but twenty."""
NONE_BELOW = 0.55
"""A number measures something where the chance that it does not is below this."""


def register_quantities() -> None:
    """Declare `doc._.quantities`; safe to call any number of times."""
    if not Doc.has_extension("quantities"):
        Doc.set_extension("quantities", default=[])


def read_quantities(context: ClaimContext) -> list[Quantity]:
    """The quantities of a text with the verdict of the rules."""
    names = [mention for entity in context.entities for mention in entity["mentions"]]
    quantities = find_quantities(context.text, names)
    judge(context, quantities)
    return quantities


def classify(context: ClaimContext, quantities: list[Quantity], models: ClaimModels) -> None:
    """Set `measures`, `kind` and `confidence` as the classifier has it, in place."""
    classifier = models.classifiers["quantity"]
    for quantity, features in zip(quantities, sentence_features(context, quantities), strict=True):
        shares = dict(zip(classifier.classes, classifier.probabilities(features), strict=True))
        told = quantity["measures"] and quantity["kind"] == CERTAIN
        likeliest = CERTAIN if told else max(KINDS, key=lambda kind: shares[kind])
        sure = 1 - shares["none"] if told else shares[likeliest]
        quantity["measures"] = shares["none"] < NONE_BELOW and quantity["start"] > context.title_end
        quantity["kind"], quantity["confidence"] = likeliest, round(sure, 4)


@Language.factory("claimgraph_quantities", assigns=["doc._.quantities"], requires=["doc._.entities"])
class Quantities(ClaimComponent):
    """Fills `doc._.quantities` from the text and `doc._.entities`."""

    parts = ("quantity",)

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__()
        self.name = name
        register_extensions()
        register_quantities()

    def __call__(self, doc: Doc) -> Doc:
        context = context_of(doc)
        doc._.quantities = read_quantities(context)
        classify(context, doc._.quantities, self.models)
        return doc
