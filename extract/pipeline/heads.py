"""What the last word of a noun phrase says about its type, and how often it is right; read from `words.toml`.

`PHRASE` is for a head with words before it, `ALONE` for the bare word. The figures are shares of noun phrases
with that head which readers took for a mention of the type.
"""

from __future__ import annotations

from typing import cast

from extract.pipeline.words import LISTS, word_set
from extract.record import EntityType

Head = tuple[EntityType, float]


def _table(shares_by_type: dict[str, dict[str, str]]) -> dict[str, Head]:
    return {
        word: (cast("EntityType", type_), float(share))
        for type_, shares in shares_by_type.items()
        for share, words in shares.items()
        for word in words.split()
    }


PHRASE: dict[str, Head] = _table(LISTS["phrase"])
ALONE: dict[str, Head] = _table(LISTS["alone"])

# `learning` alone says little: after these words it names a task, after those a technique.
LEARNING_TASKS = word_set(LISTS["learning_tasks"])
LEARNING_METHODS = word_set(LISTS["learning_methods"])
# `model` and `mechanism` end the name of a technique after these words.
MODEL_NAMES = word_set(LISTS["model_names"])
# Before these heads only some words make one name with the head; after others the head stands alone.
BOUND: dict[str, frozenset[str]] = {head: word_set(words) for head, words in LISTS["bound"].items()}
# Heads that only count with a capital: `mAP` is a metric, `map` is not.
CAPITALISED = word_set(LISTS["capitalised"])
# Adjectives that belong to some names, but mostly only say how a task is done.
LOOSE_FIRST = word_set(LISTS["loose_first"])
