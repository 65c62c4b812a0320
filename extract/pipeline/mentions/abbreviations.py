"""Abbreviations paired with their long forms.

The matching follows A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", Pacific Symposium on Biocomputing 2003: the characters of the short form are
found from right to left in the words before the parenthesis, and the first of them starts a word. That is the
shortest long form there is; where the characters are the initials of a longer one, this is taken, so that
`semi-supervised learning (SSL)` is not cut to `supervised learning`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Offsets, register_extensions
from extract.pipeline.tokens import text_of
from extract.pipeline.words import FUNCTION_WORDS, word_set

_PARENTHESIS = re.compile(r"\(\s*([^()]{2,120}?)\s*\)")
_SHORT_FORM = re.compile(r"[A-Za-z0-9α-ωΑ-Ω][\w.+*/@^-]*(?: [A-Z0-9][\w-]*)?")
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][\w+*@^-]*)\s*$")
_WORD, _WORD_PART = re.compile(r"[^\W_]\S*"), re.compile(r"[^\W_]+")
_CLAUSE_END = re.compile(r"[.;:!?,\]]\s|[()\n]")
_NEVER_IN_LONG_FORM = word_set(
    "is are was were be been can that which we our this these to called named via propose using"
)
_TITLE = re.compile(
    r"([\w-]+): (?:an?|the)?\s*([^\n:,.?]+?)"
    r"(?=\s+(?:for|via|with|in|of|using|towards?|from|by|on|to)\b|[\n:,.?]|$)",
    re.IGNORECASE,
)
_KINDS = word_set("model models method methods framework approach algorithm technique architecture system")
MAX_SHORT = 14


class Abbreviation(NamedTuple):
    short: Offsets
    long: Offsets


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Pairs `long form (SF)` and `SF (long form)` of the text, in order of the parentheses.

    >>> text = "We use convolutional neural networks (CNNs)."
    >>> [(text[s[0]:s[1]], text[l[0]:l[1]]) for s, l in find_abbreviations(text)]
    [('CNNs', 'convolutional neural networks')]
    """
    found = []
    for match in _PARENTHESIS.finditer(text):
        pair = _long_before(text, match) or _long_inside(text, match)
        if pair:
            found.append(pair)
    spelled = _title_spelled_out(text)
    return [spelled, *found] if spelled else found


def _title_spelled_out(text: str) -> Abbreviation | None:
    """`NAME: Long Form of the Name for a Task`, if the letters of the name stand in the words."""
    match = _TITLE.match(text)
    if not match or not is_short_form(match.group(1)) or len(match.group(1)) < 3:
        return None
    long = match.group(2)
    if (
        len(long.split()) < 2
        or _best_start(match.group(1), long) != 0
        or not _is_plausible(match.group(1), long)
    ):
        return None
    return Abbreviation(match.span(1), match.span(2))


def is_short_form(word: str) -> bool:
    """Two to fourteen characters with a capital letter that is not only the first of a common word."""
    if not 2 <= len(word) <= MAX_SHORT or not _SHORT_FORM.fullmatch(word):
        return False
    capitals = sum(c.isupper() for c in word)
    return capitals >= 2 or (capitals == 1 and (len(word) <= 3 or any(c.isdigit() or c == "-" for c in word)))


def _long_before(text: str, match: re.Match[str]) -> Abbreviation | None:
    short = re.split(r"[,;]|\s+(?:or|and)\s+", match.group(1))[0].strip("\"'“”‘’` ")
    if not is_short_form(short):
        return None
    start = text.index(short, match.start())
    window = _window_before(text, match.start(), short)
    offset = _match_backwards(short, window[1])
    if offset is None:
        return None
    begin = window[0] + offset
    end = begin + len(_without_kind(short, window[1][offset:].rstrip(" \"'”’")))
    return Abbreviation((start, start + len(short)), (begin, end)) if end > begin else None


def _without_kind(short: str, long: str) -> str:
    """The long form without a last word that only says what it is and has no letter in `short`."""
    name, _, last = long.rpartition(" ")
    kind = last.casefold() in _KINDS and last[0].casefold() != short.rstrip("s")[-1].casefold()
    return name.rstrip() if kind and " " in name else long


def _window_before(text: str, end: int, short: str) -> tuple[int, str]:
    """At most min(|A| + 5, 2 |A|) words before the parenthesis (Schwartz and Hearst), within the clause."""
    begin = max(0, end - 200)
    for clause in _CLAUSE_END.finditer(text, begin, end):
        begin = clause.end()
    words = list(re.finditer(r"\S+", text[begin:end]))
    letters = sum(c.isalnum() for c in short)
    limit = min(letters + 5, letters * 2)
    if len(words) > limit:
        begin += words[-limit].start()
    return begin, text[begin:end]


def _match_backwards(short: str, long: str) -> int | None:
    """Where the long form starts in `long`, or None. A plural `s` at the end need not be matched."""
    forms = [short]
    if short.endswith("s") and len(short) > 2:
        forms.append(short[:-1])
    for form in forms:
        start = _best_start(form, long)
        if start is not None and _is_plausible(form, long[start:].strip()):
            return start
    return None


def _best_start(short: str, long: str) -> int | None:
    letters = [c.casefold() for c in short if c.isalnum()]
    spelled = _start_by_initials(letters, long)
    if spelled is not None:
        return spelled
    position = len(long)
    for index in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= 0 and not _fits(long, position, letters[index], index == 0):
            position -= 1
        if position < 0:
            return None
    return position


def _start_by_initials(letters: list[str], long: str) -> int | None:
    """Where the last words begin whose initials are the letters, or the last parts of words at hyphens, with
    or without `of` and the like; the last such place."""
    starts = []
    for pattern in (_WORD, _WORD_PART):
        words = list(pattern.finditer(long))
        for some in (words, [word for word in words if word.group().casefold() not in FUNCTION_WORDS]):
            last = some[-len(letters) :]
            if [word.group()[0].casefold() for word in last] == letters:
                starts.append(last[0].start())
    return max(starts, default=None)


def _fits(long: str, position: int, letter: str, first: bool) -> bool:
    if long[position].casefold() != letter:
        return False
    return not first or position == 0 or not long[position - 1].isalnum()


def _is_plausible(short: str, long: str) -> bool:
    words = long.split()
    if not words or len(long) <= len(short) or short in long:
        return False
    if words[0].casefold() in FUNCTION_WORDS or any(word.casefold() in _NEVER_IN_LONG_FORM for word in words):
        return False
    return len(words) > 1 or "-" in long or (len(long) >= 2 * len(short) and long[0].isalpha())


def _long_inside(text: str, match: re.Match[str]) -> Abbreviation | None:
    """`SF (long form)`: the parenthesis holds the long form, whose initials are the letters before it."""
    before = _WORD_BEFORE.search(text, max(0, match.start() - MAX_SHORT - 2), match.start())
    long = match.group(1).strip("\"'“”‘’` ")
    if before is None or not is_short_form(before.group(1)) or len(long.split()) < 2:
        return None
    short = before.group(1)
    start = _match_backwards(short, long)
    if start != 0:
        return None
    begin = text.index(long, match.start())
    return Abbreviation((before.start(1), before.end(1)), (begin, begin + len(long)))


@Language.component("claimgraph_abbreviations")
def abbreviations(doc: Doc) -> Doc:
    """Leaves the pairs in `doc._.abbreviations`, as ((start, end), (start, end)) of short and long form."""
    doc._.abbreviations = find_abbreviations(text_of(doc))
    return doc


register_extensions()
