"""The component that finds orderings of methods: who outperforms, matches or improves whom, and new bests."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import ComparisonAnnotation, Offsets, register_extensions
from extract.pipeline.claim_context import ClaimContext
from extract.pipeline.comparisons_arguments import Statement, places_of, subject_of
from extract.pipeline.comparisons_candidates import statements
from extract.record import Relation

# Precision on the training annotation, with entities found by the pipeline, by kind of cue and relation.
CONFIDENCE: dict[tuple[str, Relation], float] = {
    ("beats", "outperforms"): 0.70,
    ("against", "outperforms"): 0.52,
    ("sota", "sets_sota"): 0.64,
    ("equals", "matches"): 0.43,
    ("against", "matches"): 0.24,
    ("trails", "underperforms"): 0.67,
    ("strengthens", "improves"): 0.25,
}
RARE_CUE = 0.4  # for cues met too seldom to be counted


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
                confidence=CONFIDENCE.get((statement.cue, statement.relation), RARE_CUE),
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
