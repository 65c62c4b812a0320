"""What the shape of a name and the words around it say about its type.

Every cue has a weight for each type: the logarithm of how much more often it is seen with names of the type
than with capitalised words that are no entity. Weights are added (naive Bayes); they were counted once over
annotated abstracts, damped by 0.7 because cues are not independent, and rounded.
"""

from __future__ import annotations

import math
import re

from extract.pipeline.mentions.name_weights import PRIORS, WEIGHTS
from extract.pipeline.tokens import Tokens
from extract.pipeline.words import word_set
from extract.record import ENTITY_TYPES, EntityType

DATA_NOUNS = word_set(
    "dataset datasets benchmark benchmarks corpus corpora database databases leaderboard testbed "
    "collection suite suites split splits test-set validation set test val challenge competition "
    "imagery"
)
MODEL_NOUNS = word_set(
    "model models method methods framework frameworks architecture architectures algorithm "
    "algorithms network networks module modules backbone backbones encoder decoder layer layers "
    "block blocks baseline baselines detector detectors system approach approaches variant "
    "variants family features loss mechanism strategy technique techniques pipeline training "
    "optimizer embeddings agent agents -based -style -like"
)
METRIC_NOUNS = word_set(
    "score scores metric metrics points point gain gains improvement improvements reduction drop "
    "increase value values"
)
TASK_NOUNS = word_set("task tasks problem problems")
ACTS = word_set(
    "achieves outperforms improves surpasses obtains reaches yields performs learns uses employs "
    "consists leverages reduces exploits enables introduces provides generates adopts combines "
    "significantly consistently can shows has does exceeds delivers offers requires extends "
    "attains demonstrates is"
)
_BEFORE: dict[str, frozenset[str]] = {
    "on": word_set("on"),
    "with": word_set(
        "with using via use uses utilize utilizing employ adopt leverage leveraging by applying apply"
    ),
    "than": word_set("than over outperforms outperform surpasses surpassing exceeds beats vs. outperforming"),
    "called": word_set("called named dubbed termed namely name call dub term coined denoted"),
    "propose": word_set(
        "propose present introduce proposes presents introduces proposed proposing develop introducing"
    ),
    "our": word_set("our proposed"),
    "data": word_set("dataset datasets benchmark benchmarks corpus corpora database databases imagenet coco"),
    "model": word_set(
        "model models method methods network networks framework architecture algorithm module approach"
    ),
    "task": word_set("task tasks problem problems"),
    "like": word_set("like as including e.g. eg"),
    "for": word_set("for of"),
    "in": word_set("in"),
    "from": word_set("from to into"),
    "to": word_set("train trained evaluate evaluated training evaluation tested"),
    "percent": word_set("% \\% points"),
    "better": word_set(
        "better higher lower best highest average mean overall state-of-the-art improved achieve in"
    ),
    "at": word_set("at during since"),
}
_AFTER: dict[str, frozenset[str]] = {
    "data": DATA_NOUNS,
    "model": MODEL_NOUNS,
    "metric": METRIC_NOUNS,
    "task": TASK_NOUNS,
    "acts": ACTS,
    "of": word_set("of"),
    "on": word_set("on"),
    "by": word_set("by compared"),
    "for": word_set("for"),
    "in": word_set("in"),
}
_PREPOSITIONS = word_set("for with via of using by on in from to through")
_MARKS = {
    "(": "open",
    ")": "close",
    ",": "comma",
    "and": "and",
    ":": "colon",
    "/": "slash",
    ".": "stop",
    "the": "the",
    "a": "a",
}
_ENDING = re.compile(
    r"(net|former|gan|bert|gpt|cnn|rnn|lstm|qa|bench|iou|ap|ae|llm|eval|vl|kg|gcn|gnn|rl|agent)s?$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d(?:\.\d+)?[BM]\b")
_YEAR = re.compile(r"(?:19|20)\d\d\b|'\d\d\b")
_THOUSANDS = re.compile(r"\d+[kK]\b|-\d{2,3}\b")
_VERSION = re.compile(r"[\s-][vV]?\d(?:\.\d)?$")


def shape_cues(text: str, count: int) -> set[str]:
    """Cues in the name itself and in how often the paper says it."""
    cues = {f"shape={_shape(text)}", f"count={min(count, 4)}"}
    words = text.split()
    if len(words) > 1:
        cues.add(f"words={min(len(words), 4)}")
    for cue, pattern in (("size", _SIZE), ("year", _YEAR), ("thousands", _THOUSANDS), ("version", _VERSION)):
        if pattern.search(text):
            cues.add(cue)
    if "-" in text:
        cues.add("hyphen")
    ending = _ENDING.search(words[-1])
    if ending:
        cues.add(f"ends={ending.group(1).casefold()}")
    return cues


def _shape(text: str) -> str:
    word = text.split()[0]
    if word.startswith("\\"):
        return "macro"
    letters = re.sub(r"[^A-Za-z]", "", word)
    if letters.isupper() or (letters[:-1].isupper() and letters.endswith("s")):
        return ("capitals" if len(letters) > 3 else "short") + ("+digit" if re.search(r"\d", word) else "")
    if re.search(r"\d", word):
        return "digit"
    if re.search(r"[a-z][A-Z]|[A-Z]{2}", word):
        return "inner"
    return "capital" if word[0].isupper() and "-" not in word else "hyphenated"


def cues_at(tokens: Tokens, first: int, last: int) -> set[str]:
    """Cues around one occurrence, tokens `first` to `last`."""
    cues = set()
    title = tokens.start[first] < tokens.title_end
    before = first - 1
    if before >= 0 and tokens.text[before] in _MARKS:
        cues.add("before=" + _MARKS[tokens.text[before]])
        if tokens.text[before] in ("the", "a"):
            before -= 1
    if before >= 0:
        cues |= {"before=" + cue for cue, words in _BEFORE.items() if tokens.lower[before] in words}
        if re.fullmatch(r"[\d.]+", tokens.text[before]):
            cues.add("before=number")
    if tokens.opens[first]:
        cues.add("opens")
    after = last + 1
    if after < tokens.size:
        word = tokens.lower[after]
        if tokens.text[after] in _MARKS:
            cues.add("after=" + _MARKS[tokens.text[after]])
        cues |= {"after=" + cue for cue, words in _AFTER.items() if word in words}
        if re.fullmatch(r"[+\-]?[\d.]+", word):
            cues.add("after=number")
        if title and word == ":" and tokens.opens[first]:
            cues.add("heads title of data" if describes_data(tokens, after + 1) else "heads title")
    if title:
        cues.add("in title")
    cues |= _list_cues(tokens, first)
    return cues


def describes_data(tokens: Tokens, index: int) -> bool:
    """Whether the title from `index` on calls the thing a dataset, before its first preposition."""
    end = index
    while (
        end < tokens.size and tokens.start[end] < tokens.title_end and tokens.lower[end] not in _PREPOSITIONS
    ):
        end += 1
    return any(word in DATA_NOUNS for word in tokens.lower[max(index, end - 2) : end])


def _list_cues(tokens: Tokens, first: int) -> set[str]:
    """What a list is announced as: `datasets: A, B and C`, `on A, B and C`, `such as A`."""
    for index in range(first - 2, max(-1, first - 14), -1):
        word = tokens.lower[index]
        if tokens.opens[index + 1] and index + 1 != first:
            break
        if word in DATA_NOUNS:
            return {"list=data"}
        if word in MODEL_NOUNS:
            return {"list=model"}
        if word in TASK_NOUNS:
            return {"list=task"}
        if word in ("on", "outperforms", "than", "using"):
            return {"list=" + word}
    return set()


def type_of(cues: set[str]) -> tuple[EntityType | None, float]:
    """The likeliest type and its probability; None where no entity is likelier than any type."""
    scores = {type_: PRIORS[type_] for type_ in ENTITY_TYPES}
    for cue in sorted(cues):  # sets have no order, and sums of floats depend on theirs
        weights = WEIGHTS.get(cue)
        if weights:
            for type_, weight in zip(ENTITY_TYPES, weights, strict=True):
                scores[type_] += weight
    best = max(ENTITY_TYPES, key=lambda type_: scores[type_])
    total = 1.0 + sum(math.exp(min(score, 50.0)) for score in scores.values())
    probability = math.exp(min(scores[best], 50.0)) / total
    return (best, round(probability, 3)) if scores[best] > 0 else (None, 0.0)
