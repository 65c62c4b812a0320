"""Annotated papers as the network takes them: parts of texts, each with what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.pipeline.encoder.inputs import Part, WordPieces, parts_of
from extract.training.encoder.targets import Targets, targets_of


@dataclass(frozen=True)
class Example:
    """`targets` are those of the tokens of the part, counted from its start."""

    part: Part
    targets: Targets


@dataclass(frozen=True)
class PaperExamples:
    """The parts of one paper, and `targets` of the whole, with what could not be placed."""

    parts: tuple[Example, ...]
    targets: Targets


def paper_examples(
    papers: Iterable[GoldPaper], docs: Iterable[Doc], words: WordPieces
) -> list[PaperExamples]:
    """For each annotated paper and its Doc, which the rules have read (`doc._.mentions`)."""
    return [_examples(paper, doc, words) for paper, doc in zip(papers, docs, strict=True)]


def _examples(paper: GoldPaper, doc: Doc, words: WordPieces) -> PaperExamples:
    targets = targets_of(paper, doc)
    parts = (Example(part, targets.within(part.start, part.end)) for part in parts_of(doc, words))
    return PaperExamples(tuple(parts), targets)
