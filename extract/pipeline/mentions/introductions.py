"""What the paper says it introduces: `we propose X`, `X: A ...` as a title, `called X`, `X, a novel ...`.

Every part of a noun chunk for which something speaks is weighed by a log-linear model that was trained on
annotated papers; where accepted parts overlap, the most probable one stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.loglinear import BIAS, LogLinear, from_text, softmax
from extract.pipeline.mentions.introduction_spans import Span, Surroundings, find_spans
from extract.pipeline.mentions.vocabulary_matcher import SOURCE as KNOWN
from extract.pipeline.packaged import packaged_text, write_text
from extract.pipeline.tokens import Tokens, tokens_of
from extract.record import EntityType

SOURCE = "introduced"
NOTHING = "nothing"
CLASSES = (NOTHING, "Method", "Dataset")
HOPELESS = 3.0  # lead in score of no introduction, from the surroundings, that a name hardly makes up for
COMPONENT, WEIGHTS = "claimgraph_introductions", "weights.tsv"


def surroundings(doc: Doc) -> Surroundings:
    """What the features of the spans of a Doc look at."""
    known = [(c[0], c[1]) for c in doc._.candidates if c[3] == KNOWN]
    return Surroundings(tokens_of(doc), known, doc._.abbreviations)


def find_introductions(around: Surroundings, model: LogLinear, threshold: float) -> list[Candidate]:
    """Names and phrases that the paper introduces, in order, without overlap. `threshold`: less probable ones
    are left out."""
    likely = sorted(
        (c for c in _weigh(around, model) if c.confidence >= threshold),
        key=lambda c: (-c.confidence, c.start, c.end),
    )
    taken: list[Candidate] = []
    for candidate in likely:
        if all(candidate.end <= other.start or other.end <= candidate.start for other in taken):
            taken.append(candidate)
    return sorted(taken)


def _weigh(around: Surroundings, model: LogLinear) -> Iterator[Candidate]:
    scores: dict[int, list[float]] = {}  # of the lists of features that several spans share
    bias = model.scores([BIAS])
    kept = []
    for chunk, span, parts in find_spans(around):
        kept.append(parts)  # so that no list is freed and its id given to another
        total = bias
        for part in parts:
            known = scores.get(id(part))
            if known is None:
                known = scores[id(part)] = model.scores(part)
            total = [a + b for a, b in zip(total, known, strict=True)]
        if total[0] - max(total[1:]) < HOPELESS:
            inner = model.scores(around.inner(chunk, span))
            total = [a + b for a, b in zip(total, inner, strict=True)]
            yield _candidate(around.tokens, span, softmax(total))


def _candidate(tokens: Tokens, span: Span, probabilities: list[float]) -> Candidate:
    nothing, method, dataset = probabilities
    type_: EntityType = "Method" if method >= dataset else "Dataset"
    return Candidate(tokens.start[span.first], tokens.end[span.last], type_, SOURCE, round(1.0 - nothing, 3))


@lru_cache(maxsize=1)
def packaged_model() -> LogLinear:
    """The model of the distribution. Raises OSError where it is missing, ValueError where it is broken."""
    return from_text(packaged_text(COMPONENT, WEIGHTS), WEIGHTS)


@Language.factory(COMPONENT, default_config={"threshold": 0.2})
class IntroductionFinder:
    """Adds candidates for what the paper introduces; their source is `introduced`, their confidence how
    likely they are. `threshold`: candidates less likely are left out."""

    def __init__(self, nlp: Language, name: str, threshold: float) -> None:
        register_extensions()
        self.name = name
        self.threshold = threshold
        self.model = packaged_model()

    def __call__(self, doc: Doc) -> Doc:
        found = find_introductions(surroundings(doc), self.model, self.threshold)
        doc._.candidates = [*doc._.candidates, *found]
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights."""
        write_text(path, WEIGHTS, self.model.to_text())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> IntroductionFinder:
        """Reads what `to_disk` wrote. Raises OSError, ValueError where it is broken."""
        self.model = from_text((Path(path) / WEIGHTS).read_text(encoding="utf-8"), WEIGHTS)
        return self
