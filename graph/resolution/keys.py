"""Names folded with regard to what they name: two names of a type with one key are one thing.

On top of the folding of `graph.names`, a name loses here what adds nothing for its type: the abbreviation
that it carries in parentheses (`Aspect-Based Sentiment Analysis (ABSA)`), the unit of a metric (`F1 (%)`), a
closing noun that only says the type (`the BERT model`, `the MNIST dataset`, `BLEU score`). British and
American spellings are one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extract.record import EntityType
from graph.names import clean_name, is_abbreviation, joined, name_key, name_words

_CLOSING_NOUNS: Mapping[EntityType, frozenset[str]] = {
    "Method": frozenset(
        ["model", "method", "approach", "algorithm", "framework", "technique", "architecture"]
    ),
    "Dataset": frozenset(["dataset", "benchmark", "corpus"]),
    "Metric": frozenset(["score", "metric"]),
    "Task": frozenset(["task", "problem"]),
}
_IN_PARENTHESES = re.compile(r"\s*\(([^()]*)\)\s*$")
_UNIT = re.compile(
    r"\s*(?:\[|\()(?:%|in %|percent|points?|x|[munµ]?s|secs?|seconds?|min|minutes?|hours?|h|[mck]?m|[kmgt]i?b"
    r"|[kmgtb]|fps|hz|k?hz|db|°|deg(?:rees?)?)(?:\]|\))\s*$|\s*%\s*$|\s*[↑↓]\s*",
    re.IGNORECASE,
)
_PROPER = re.compile(r"[A-Z0-9]|[^\W\d_a-z]")
_ACRONYM = re.compile(r"[A-Z].*[A-Z]|\d")
_CUT_OFFS = (
    (
        re.compile(r"(?:(?:R|Rec|Recall|Rank)\s*@\s*|R(?=1$|5$|10+$|[25]0+$)|rank[- ])(\d+|[kK])", re.I),
        "Recall",
    ),
    (re.compile(r"(?:P|Prec|Precision)\s*@\s*(\d+|[kK])", re.I), "Precision"),
    (re.compile(r"(?:H|Hits?|Hit rate)\s*@\s*(\d+|[kK])", re.I), "Hits"),
)
_OBJECT_SIZE = re.compile(r"m?A[PR]s")
_SPELLINGS = {
    "convolutional": "convolution", "grey": "gray", "dialogue": "dialog", "artefact": "artifact",
    "catalogue": "catalog", "centre": "center", "programme": "program",
}  # fmt: skip
_BRITISH = (
    (re.compile(r"(?<=...)is(?=(?:ation|ing|ed|er)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}[aeiou])ll(?=(?:ed|ing)$)"), "l"),
    (re.compile(r"(?<=(?:col|hum|vap|fav|lab))our|(?<=(?:behavi|neighb))our"), "or"),
)


@lru_cache(maxsize=1 << 17)
def entity_key(type_: EntityType, name: str) -> str:
    """What is equal for two spellings of the name of one thing; empty for a name without visible character.

    >>> entity_key("Dataset", "MNIST dataset") == entity_key("Dataset", "MNIST")
    True
    """
    if type_ == "Metric" and _OBJECT_SIZE.fullmatch(name):
        return name.casefold()  # no plural: average precision or recall of small objects
    words = name_words(_without_closing_noun(type_, bare_name(type_, name)))
    return joined(tuple(map(_american, words))) or name_key(name)


@lru_cache(maxsize=1 << 17)
def bare_name(type_: EntityType, name: str) -> str:
    """The name without its unit and without the abbreviation or long form of itself in parentheses.

    >>> bare_name("Task", "Question Answering (QA)"), bare_name("Metric", "latency (ms)")
    ('Question Answering', 'latency')
    """
    name = clean_name(name)
    if type_ == "Metric":
        name = _at_cut_off(_UNIT.sub("", name) or name)
    match = _IN_PARENTHESES.search(name)
    if not match:
        return name
    before, inside = name[: match.start()], match[1].strip()
    if is_abbreviation(inside, before) or (before and name_key(inside) == name_key(before)):
        return before
    return inside if is_abbreviation(before, inside) else name


def _at_cut_off(name: str) -> str:
    """One spelling of the metrics that look at the first results: `R@5`, `R5` and `rank-5` are `Recall@5`."""
    for pattern, spelled in _CUT_OFFS:
        if match := pattern.fullmatch(name):
            return f"{spelled}@{match[1]}"
    return name


def _without_closing_noun(type_: EntityType, name: str) -> str:
    """`BERT model` and `latent diffusion model` lose it, `topic model` does not: there it is the name."""
    words = name_words(name)
    if len(words) < 2 or words[-1] not in _CLOSING_NOUNS[type_]:
        return name
    start = name[: name.lower().rfind(words[-1])]
    told = {
        "Method": bool(_ACRONYM.search(start)) or (words[-1] in ("algorithm", "method") and len(words) > 2),
        "Dataset": bool(_PROPER.search(start)),
        "Metric": bool(_ACRONYM.search(start)) and len(words) < 4,
        "Task": True,
    }
    return start if told[type_] and name_words(start) else name


def _american(word: str) -> str:
    word = _SPELLINGS.get(word, word)
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word
