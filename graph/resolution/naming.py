"""By which of its names a node is called.

A function of how many papers use each name, so it cannot remember what a node was called before. It is
stable by its form: among names that are about as frequent, what they look like decides, which never changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from extract.record import EntityType
from graph.names import name_words

SHARE = 0.5
"""A name that at least this share of the papers of the most frequent one use is as good a name."""
MARGIN = 2
"""So many papers more or fewer never make a name worse: counts of a few papers say little."""


def canonical_name(type_: EntityType, papers: Mapping[str, int]) -> str:
    """The name that a reader expects: among those that are used about as much as the most frequent one, the
    one that is spelled out and looks best.

    `papers` counts the papers by name and is not empty. To be called otherwise, a node has to meet another
    name in more than twice as many papers, and in more than two papers more than twice.
    """
    enough = SHARE * (max(papers.values()) - MARGIN)
    return max((name for name, count in papers.items() if count >= enough), key=lambda n: _looks(type_, n))


def _looks(type_: EntityType, name: str) -> tuple[object, ...]:
    """Long forms before abbreviations, the singular before the plural, then the customary case: that of a
    proper name for methods and datasets, small letters for what tasks and metrics are called in full."""
    words = name_words(name)
    is_singular = name.casefold().endswith(words[-1]) if words else False
    capitals = sum(map(str.isupper, name))
    titled = sum(word[:1].isupper() and word[1:].islower() for word in name.split())
    shouted = len(words) > 1 and capitals > 0 and not any(map(str.islower, name))
    case = -titled if type_ in ("Task", "Metric") else capitals
    return len(words), is_singular, not shouted, case, capitals, len(name), name
