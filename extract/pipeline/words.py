"""Words by what they do in a noun phrase, read from `words.toml`.

No tagger is at work: these lists and the endings of words tell where the name of a task or method begins.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

LISTS: dict[str, Any] = tomllib.loads(
    resources.files("extract.pipeline").joinpath("words.toml").read_text(encoding="utf-8")
)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


def _inflected(verbs: str) -> frozenset[str]:
    """Every form of regular verbs."""
    forms: set[str] = set()
    for verb in verbs.split():
        stem = verb[:-1] if verb.endswith("e") else verb
        third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
        forms |= {verb, third, stem + "ed", stem + "ing"}
        if verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {verb[:-1] + "ies", verb[:-1] + "ied"}
        if verb[-1] in "tnpgml" and verb[-2] in "aeiou":
            forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(forms)


FUNCTION_WORDS = word_set(LISTS["function"])
GENERIC_MODIFIERS = word_set(LISTS["generic_modifiers"])
VERBS = (_inflected(LISTS["verbs"]) | word_set(LISTS["irregular_forms"])) - word_set(LISTS["naming_forms"])
GENERIC_NAMES = word_set(LISTS["generic_names"].casefold())
GENERIC_PHRASES = frozenset(" ".join(phrase.split()) for phrase in LISTS["generic_phrases"].split(";"))
