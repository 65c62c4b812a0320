"""What the recipe learns from, out of the files that a user brings, with what measures it left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.evaluation.gold import GoldPaper
from extract.evaluation.standoff import Attachment, attach, read_standoff
from extract.paper import Paper
from extract.training.bodies import paragraphs, read_bodies

UNLABELLED_STEP = 2
"""Of the papers without annotation every second one is read, so that training ends within an hour or so."""


@dataclass(frozen=True)
class Material:
    """`unlabelled` holds no annotated paper; `held_out` are ids, without version, of those that measure."""

    annotated: Sequence[GoldPaper]
    unlabelled: Sequence[Paper]
    held_out: frozenset[str]
    texts: Sequence[Paper]
    bodies: Path

    def running_text(self) -> Iterator[str]:
        """Lines of text for word vectors, none of them from a paper that measures. Raises OSError."""
        yield from read_bodies(self.bodies, self.held_out)
        for paper in self.texts:
            if unversioned(paper.id) not in self.held_out:
                yield from paragraphs(paper.title) + paragraphs(paper.abstract)


def gather(
    texts: Sequence[Paper], annotation: Path, held_out: Path, bodies: Path
) -> tuple[Material, Attachment]:
    """Material from texts, the stand-off annotation of some of them, and LaTeX sources; and what of the
    annotation found no text. Raises GoldError, OSError."""
    attached = attach(annotation, texts)
    measuring = attach(held_out, texts).papers
    held_out_ids = {unversioned(row.id) for row in read_standoff(held_out)}
    ids = {unversioned(paper.id) for paper in attached.papers} | held_out_ids
    titles = {paper.title for paper in (*attached.papers, *measuring)}
    others = [p for p in texts if unversioned(p.id) not in ids and p.title not in titles]
    material = Material(attached.papers, others[::UNLABELLED_STEP], frozenset(held_out_ids), texts, bodies)
    return material, attached


def unversioned(id_: str) -> str:
    """The id of an arXiv paper without the version, and without the prefix that the annotation gives it."""
    return re.sub(r"v\d+$", "", id_.removeprefix("ax-"))
