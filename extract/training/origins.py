"""What texts of one origin alone show, kept apart from what all show.

Annotation by a language model has habits of its own, and so do texts composed to show claims. Each feature of
such an example is there a second time, for its origin alone: the weights of the copies take up the habits,
those of the features what all origins have in common (H. Daumé III, "Frustratingly easy domain adaptation",
2007, arXiv:0907.1815). The papers to come are of none of these origins, so that the copies are not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.evaluation.gold import GoldPaper

OWN = ""
"""The origin of what is like the papers to come."""
OTHER, COMPOSED = "other", "composed"
_MARK = "\t"
"""No feature holds one: it ends the feature in the files of weights."""


def origins_of(
    papers: Sequence[GoldPaper], composed: Sequence[GoldPaper], own: Collection[GoldPaper]
) -> list[str]:
    """Of each of the papers, and then of each of the composed texts. Where none is told to be like the papers
    to come, all are."""
    ids = {paper.id for paper in own or papers}
    return [*(OWN if paper.id in ids else OTHER for paper in papers), *(COMPOSED for _ in composed)]


def with_copies(features: Sequence[str], origin: str) -> Sequence[str]:
    """The features of an example, and the copies for its origin, of the bias too.

    >>> with_copies(["known"], "composed")
    ['known', 'composed\\t', 'composed\\tknown']
    """
    return features if origin == OWN else [*features, *(f"{origin}{_MARK}{name}" for name in ("", *features))]


def is_copy(feature: str) -> bool:
    """Whether a feature is of one origin alone."""
    return _MARK in feature
