"""Which delimiters belong together: braces and math, found in one pass over the text.

What has no partner is not a delimiter but a character: the `$` of `$5 million and $3`, a lone brace.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DELIMITER = re.compile(r"\\.|[{}]|\$\$?", re.DOTALL)
_CLOSING = {r"\(": r"\)", r"\[": r"\]"}

# Braces that print: a set or a mapping, such as {-1, 0, 1}. In LaTeX they would be escaped.
_SIMPLE_BRACES = re.compile(r"(?<![\w\\^}\]])\{[^{}\\$\n]{0,500}\}")
_LISTING = re.compile(r'[,:;=|"]')

_TEX = re.compile(r"\\[A-Za-z]|[\^_]")
_WORD = re.compile(r"(?<![\\A-Za-z])[a-z]{3,}")
_LONGEST_MATH = 500


class Span(NamedTuple):
    """Delimiters [start, content) and [closing, end)."""

    start: int
    content: int
    closing: int
    end: int


class Structure(NamedTuple):
    """Pairs by the position where they open. `visible` are braces that print as braces."""

    braces: dict[int, int]
    math: dict[int, Span]
    visible: frozenset[int]


def find_structure(text: str) -> Structure:
    """Pair the delimiters of `text`; math never crosses the border of a brace group."""
    braces: dict[int, int] = {}
    math: dict[int, Span] = {}
    open_braces: list[int] = []
    opener: tuple[str, int, int, int] | None = None  # delimiter, start, end, innermost brace
    for match in _DELIMITER.finditer(text):
        token = match.group()
        if token == "{":
            open_braces.append(match.start())
        elif token == "}" and open_braces:
            braces[open_braces.pop()] = match.start()
        elif token[0] == "$" or token in (r"\(", r"\)", r"\[", r"\]"):
            innermost = open_braces[-1] if open_braces else -1
            if opener is not None and _closes(text, opener, match, innermost):
                math[opener[1]] = Span(opener[1], opener[2], match.start(), match.end())
                opener = None
            elif token[0] == "$" or token in _CLOSING:
                opener = (token, match.start(), match.end(), innermost)
    return Structure(braces, math, _visible_braces(text) if braces else frozenset())


def _visible_braces(text: str) -> frozenset[int]:
    listings = [m.span() for m in _SIMPLE_BRACES.finditer(text) if _LISTING.search(m.group())]
    return frozenset(place for start, end in listings for place in (start, end - 1))


def _closes(text: str, opener: tuple[str, int, int, int], match: re.Match[str], innermost: int) -> bool:
    token, _, content, brace = opener
    if brace != innermost or match.group() != _CLOSING.get(token, token):
        return False
    if not 0 < match.start() - content <= _LONGEST_MATH:
        return False
    return token != "$" or _is_math(text, content, match.start())


def _is_math(text: str, start: int, end: int) -> bool:
    """Whether `$...$` is math and not two prices: pandoc's rule, relaxed where the content is plainly TeX."""
    content = text[start:end]
    inner = content.strip()
    if not inner or "\n\n" in content:
        return False
    blanks = (len(content) - len(content.lstrip()) > 0) + (len(content) - len(content.rstrip()) > 0)
    has_words = " " in inner and _WORD.search(inner) is not None
    if _TEX.search(inner):
        return not (blanks and has_words)
    if blanks:
        return blanks == 2 and " " not in inner
    return not has_words and not text[end + 1 : end + 2].isdigit()
