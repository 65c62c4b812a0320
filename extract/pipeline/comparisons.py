"""The component that finds orderings of methods: who outperforms, matches or improves whom, and new bests."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import ComparisonAnnotation, Offsets, register_extensions
from extract.pipeline.claim_context import ClaimContext
from extract.pipeline.comparisons_arguments import Statement, places_of, subject_of
from extract.pipeline.comparisons_candidates import statements

# Precision on the training annotation of comparisons found by each kind of cue.
CONFIDENCE = {
    "beats": 0.6, "passive": 0.6, "negated": 0.6, "trails": 0.5, "equals": 0.5, "against": 0.5,
    "strengthens": 0.4, "applied": 0.3, "sota": 0.7,
}  # fmt: skip


def find_comparisons(context: ClaimContext) -> list[ComparisonAnnotation]:
    """The comparisons of a text, each once, in the order of their cues."""
    found: dict[tuple[str, str, str | None, str | None], ComparisonAnnotation] = {}
    for sentence in context.sentences[1:] or context.sentences:
        for statement in statements(context, sentence):
            for comparison in _comparisons(context, sentence, statement):
                key = (
                    comparison["subject"],
                    comparison["relation"],
                    comparison["object"],
                    comparison["dataset"],
                )
                found.setdefault(key, comparison)
    return list(found.values())


def _comparisons(
    context: ClaimContext, sentence: Offsets, statement: Statement
) -> Iterator[ComparisonAnnotation]:
    subject = statement.subject or subject_of(context, sentence, statement.start)
    if not subject:
        return
    datasets, task = places_of(context, sentence, statement)
    objects = [o.text for o in statement.objects if o.text != subject] if statement.objects else [None]
    for thing in objects:
        for dataset in datasets or [None]:
            yield ComparisonAnnotation(
                subject=subject,
                relation=statement.relation,
                object=thing,
                dataset=dataset,
                task=task,
                confidence=CONFIDENCE[statement.cue],
                evidence=sentence,
            )


@Language.factory("claimgraph_comparisons", assigns=["doc._.comparisons"], requires=["doc._.entities"])
class Comparisons:
    """Fills `doc._.comparisons` from the text and `doc._.entities`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        doc._.comparisons = find_comparisons(ClaimContext(doc))
        return doc
