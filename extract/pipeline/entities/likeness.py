"""How much two names look as if they were one: words that they share, letters that one takes from the other.

All of it as features of `extract.pipeline.entities.coreference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_GAPS = re.compile(r"[\s_/‐-―-]+")
_WORDS = re.compile(_GAPS.pattern + r"|(?<=[a-z])(?=[A-Z])")
_PIECES = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_VARIANT = re.compile(
    r"\d|^(?:tiny|small|base|medium|large|huge|giant|mini|nano|lite|light|fast|plus|pro|xl|xxl)$"
)
_MACRO_ENDING = re.compile(r"(?:x?space|short|full|long|abbr|name)+$", re.IGNORECASE)
"""What authors put behind a name to name its macros: `\\gatenetshort`, `\\gatenetlong`."""


def initials_of(one: str, other: str) -> str:
    """How far the letters of the shorter name are those that begin the words of the longer."""
    short, long = sorted((one, other), key=lambda name: (len(_WORDS.split(name)), len(name)))
    initials = "".join(part[0] for part in _WORDS.split(long) if part).casefold()
    asked = "".join(c for c in short if c.isupper()).casefold() or short[:1].casefold()
    if len(initials) < 2:
        return "none"
    at, found = 0, 0
    for letter in asked:
        place = initials.find(letter, at)
        if place >= 0:
            at, found = place + 1, found + 1
    share = found / max(len(asked), 1)
    starts = "start" if initials[0] == asked[:1] else "later"
    return f"{starts} {min(found, 3)} {'all' if share == 1 else 'most' if share >= 0.6 else 'few'}"


def shared_words(one: str, other: str) -> Iterator[str]:
    """What the two names have in common."""
    first, second = _words(one), _words(other)
    shared = set(first) & set(second)
    yield f"shared {len(shared)} of {min(len(set(first) | set(second)), 6)}"
    if shared:
        yield f"last {first[-1] == second[-1]} first {first[0] == second[0]}"


def is_variant(one: str, other: str) -> bool:
    """Whether a name is the other with a number, a letter or two, or a size: two things, however much alike.

    >>> is_variant("GateNet", "GateNet-S"), is_variant("GateNet", "GateNet model")
    (True, False)
    >>> is_variant("BERT", "mBERT"), is_variant("GateNet", "mPRO-GateNet")
    (True, False)
    """
    short, long = sorted((one, other), key=lambda name: len(_words(name)))
    shared = set(_words(short))
    if not shared <= set(_words(long)):
        return False
    return any(len(word) <= 2 or _VARIANT.search(word) for word in _further(long, shared))


def _further(name: str, shared: set[str]) -> Iterator[str]:
    """What a name has beyond the shared words; parts that are further all of them are one word."""
    for whole in filter(None, _GAPS.split(name)):
        parts = _words(whole)
        further = [part for part in parts if part not in shared]
        yield from [whole.casefold()] if further == parts else further


def added_words(one: str, other: str) -> Iterator[str]:
    """What the longer name has beyond the shorter, all of whose words it has."""
    short, long, added = _beyond(one, other)
    if not long:
        return
    yield f"adds {len(added)}"
    yield f"adds to {min(len(short), 3)}"
    yield f"adds first {long[:1] != short[:1]} last {long[-1:] != short[-1:]}"
    yield from (f"adds word {re.sub(r'[0-9]+', '0', word)}" for word in added)


def _beyond(one: str, other: str) -> tuple[list[str], list[str], list[str]]:
    """The words of the shorter name, of the longer, and what this has beyond; nothing unless it has all words
    of the shorter."""
    short, long = sorted((_words(one), _words(other)), key=len)
    if not set(short) <= set(long):
        return [], [], []
    return short, long, [word for word in long if word not in short]


def spelled_by(one: str, other: str) -> str:
    """How much of the shorter name is made of pieces of the longer one's words, and of how long ones:
    `Blockformer` of `Block-augmented Transformer`, the macro `\\cawcoref` of `conjunction-aware word-level
    coreference`."""
    short, long = sorted((_spoken(one), _spoken(other)), key=lambda name: (len(_pieces(name)), len(name)))
    letters, words = "".join(filter(str.isalnum, short)).casefold(), _pieces(long)
    if len(letters) < 2 or not words:
        return "none"
    at, lengths, places = 0, [], []
    while at < len(letters):
        length, place = _longest(letters[at:], words)
        if length:
            lengths.append(length)
            places.append(place)
        at += max(length, 1)
    share = sum(lengths) / len(letters)
    mean = sum(lengths) / max(len(lengths), 1)
    much = "all" if share == 1 else "most" if share >= 0.75 else "half" if share >= 0.5 else "few"
    order = "in order" if places == sorted(set(places)) else "mixed"
    return f"{much} {order} {'long' if mean >= 2.5 else 'short' if mean >= 1.5 else 'letters'}"


def _longest(letters: str, words: list[str]) -> tuple[int, int]:
    """The length of the longest beginning of `letters` that begins a word, or else is three or more letters
    within one, and the place of the word."""
    length, place = max((_same(letters, word), -at) for at, word in enumerate(words))
    if not length:
        within = ((n, -at) for at, word in enumerate(words) for n in _lengths_within(letters, word))
        length, place = max(within, default=(0, 0))
    return length, -place


def _same(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    unlike = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))


def _lengths_within(letters: str, word: str) -> Iterator[int]:
    yield from (n for n in range(3, min(len(letters), len(word)) + 1) if letters[:n] in word)


def _spoken(name: str) -> str:
    """A macro without what makes it one."""
    if not name.startswith("\\"):
        return name
    bare = name[1:].removesuffix("{}")
    return _MACRO_ENDING.sub("", bare) or bare


def _words(name: str) -> list[str]:
    return [part.casefold() for part in _WORDS.split(name) if part]


def _pieces(name: str) -> list[str]:
    return [part.casefold() for part in _PIECES.split(name) if part]
