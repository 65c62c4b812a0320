"""Which delimiters belong together: braces and math, found in one pass over the text.

What has no partner is not a delimiter but a character: the `$` of `$5 million and $3`, a lone brace.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DELIMITER = re.compile(r"\\.|[{}]|\$\$?", re.DOTALL)
_BRACKETS = {r"\(", r"\)", r"\[", r"\]"}
_CLOSING = {r"\(": r"\)", r"\[": r"\]", "$": "$", "$$": "$$"}

# Braces that print: a set or a mapping, such as {-1, 0, 1}. In LaTeX they would be escaped.
_SIMPLE_BRACES = re.compile(r"(?<![\w\\^}\]])\{[^{}\\$\n]{0,500}\}")
_LISTING = re.compile(r'[,:;=|"]')

_TEX = re.compile(r"\\[A-Za-z]|[\^_]")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z][a-z]{2,}")
_MACRO = re.compile(r"\\[A-Za-z]")
_PRICE = re.compile(r"\d[\d.,]*\s")
_BLANK = re.compile(r"\s")
_TEXT_IN_MATH = re.compile(r"\\(?:text|textrm|textit|textbf|mbox|mathrm|mathit|operatorname)\s*\{[^{}]*\}")
_LONGEST_MATH = 500


class Span(NamedTuple):
    """Delimiters [start, content) and [closing, end)."""

    start: int
    content: int
    closing: int
    end: int


class _Opener(NamedTuple):
    """A delimiter of math at [start, end), and the brace that is open around it, -1 for none."""

    token: str
    start: int
    end: int
    brace: int


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
    opener: _Opener | None = None
    for match in _DELIMITER.finditer(text):
        token = match.group()
        if token == "{":
            open_braces.append(match.start())
        elif token == "}" and open_braces:
            braces[open_braces.pop()] = match.start()
        elif token[0] == "$" or token in _BRACKETS:
            innermost = open_braces[-1] if open_braces else -1
            here = _Opener(token, match.start(), match.end(), innermost)
            opener = _pair(text, opener, here, math)
    return Structure(braces, math, _visible_braces(text) if braces else frozenset())


def _visible_braces(text: str) -> frozenset[int]:
    listings = [m.span() for m in _SIMPLE_BRACES.finditer(text) if _LISTING.search(m.group())]
    return frozenset(place for start, end in listings for place in (start, end - 1))


def _pair(text: str, opener: _Opener | None, here: _Opener, math: dict[int, Span]) -> _Opener | None:
    """Record math if the delimiter `here` closes what `opener` opens; what is open after it."""
    if opener is not None and opener.token == "$" and here.token == "$$":  # $a$$b$
        first = _Opener("$", here.start, here.start + 1, here.brace)
        second = _Opener("$", here.start + 1, here.end, here.brace)
        return second if _pair(text, opener, first, math) is None else here
    if opener is not None and _closes(text, opener, here):
        math[opener.start] = Span(opener.start, opener.end, here.start, here.end)
        return None
    return here if here.token in _CLOSING else opener


def _closes(text: str, opener: _Opener, here: _Opener) -> bool:
    if opener.brace != here.brace or here.token != _CLOSING[opener.token]:
        return False
    if not 0 < here.start - opener.end <= _LONGEST_MATH:
        return False
    return opener.token != "$" or _is_math(text, opener.end, here.start)


def _is_math(text: str, start: int, end: int) -> bool:
    """Whether `$...$` is math and not two prices: pandoc's rule, relaxed where the content is plainly TeX."""
    content = text[start:end]
    inner = content.strip()
    if not inner or "\n\n" in content or "\n" in (content[0], content[-1]):
        return False
    has_blanks = _BLANK.search(inner) is not None
    if has_blanks and _WORD.search(_TEXT_IN_MATH.sub("", inner)):
        return inner == content and not inner[0].isdigit() and _TEX.search(inner) is not None
    if _PRICE.match(content):
        return _MACRO.search(content) is not None and not content[-1].isspace()
    if _TEX.search(inner):
        return True
    if inner != content:
        return content[0].isspace() and content[-1].isspace() and not has_blanks
    return not text[end + 1 : end + 2].isdigit()
