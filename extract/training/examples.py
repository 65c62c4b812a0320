"""Annotated papers as documents that the rules have read, with the spans that the annotation wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.markup import clean
from extract.paper import Paper
from extract.pipeline.tagger_decoding import TokenSpan
from extract.pipeline.tagger_model import LABEL_INDEX, LABELS, places

Targets = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A document and the probability of every label at every token: 1 or 0 where an annotator has read it."""

    doc: Doc
    targets: Targets


@dataclass(frozen=True)
class GoldExample(Example):
    """`spans` are those whose ends are ends of tokens; `unaligned` counts the others."""

    spans: tuple[TokenSpan, ...]
    unaligned: int


def read_with_rules(papers: Iterable[Paper], nlp: Language) -> Iterator[Doc]:
    """The papers as the tagger gets them: cleaned, and read by the components before it."""
    before = nlp.pipe_names[: nlp.pipe_names.index("claimgraph_tagger")]
    with nlp.select_pipes(enable=before):
        yield from nlp.pipe(clean(paper.text).text for paper in papers)


def gold_examples(papers: Iterable[GoldPaper], nlp: Language) -> list[GoldExample]:
    """An example a paper."""
    papers = list(papers)
    docs = read_with_rules(papers, nlp)
    return [_example(paper, doc) for paper, doc in zip(papers, docs, strict=True)]


def _example(paper: GoldPaper, doc: Doc) -> GoldExample:
    cleaned = clean(paper.text)
    spans: list[TokenSpan] = []
    unaligned = 0
    for start, end, type_ in sorted(paper.spans()):
        offsets = cleaned.clean_span(start, end)
        span = doc.char_span(*offsets) if offsets else None
        if span is None:
            unaligned += 1
        else:
            spans.append((span.start, span.end, type_))
    return GoldExample(doc, one_hot(len(doc), spans), tuple(spans), unaligned)


def one_hot(length: int, spans: Iterable[TokenSpan]) -> Targets:
    """Certain targets: 1 for the label of each token, 0 for the others."""
    labels = np.zeros(length, dtype=np.intp)
    for start, end, type_ in spans:
        for place, index in zip(places(end - start), range(start, end), strict=True):
            labels[index] = LABEL_INDEX[f"{place}-{type_}"]
    return np.eye(len(LABELS), dtype=np.float32)[labels]
