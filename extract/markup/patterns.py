"""The shapes of markup, as regular expressions. All are bounded or tried once a place: time stays linear.

What may be skipped over must not hold a brace or a dollar sign whose partner is read.
"""

import re

# The first character of a token tells its kind. Every alternative starts with it, outside of any group: only
# so the regex engine skips prose by a table of characters, which makes it three times as fast.
TOKEN = re.compile(
    r"""
      \\[A-Za-z]+ | \\.
    | \{ | \} | \$ | \^ | _ | ~+
    | ``(?!`) | '' | `(?<![\w`]`)(?=[^\s`'][^`\n]{0,120}')
    | --+
    | &(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});
    | %(?:(?<=[{}]%)(?=\n)|(?<=\n%)[^\n\\{}$]*\n)
    | </?(?:jats:)?(?:italic|bold|strong|span|sub|sup|sc|em|br|tt|i|b|p|u)(?:\s[^<>\\{}$]{0,200})?/?>
    | https?://[^\s{}\\$<>"`]+
    | href(?=https?:)
    | sim(?![a-z]) | times(?![a-z]) | pm(?=\d) | approx(?=\d) | leq(?![a-z]) | geq(?![a-z]) | neq(?![a-z])
    | infty(?![a-z]) | ldots(?![a-z]) | rightarrow(?![a-z])
    | math(?:cal|bb|bf|rm|it|sf)(?=[ {]) | text(?:bf|it|tt|sc)(?=\{) | emph(?=\{) | operatorname(?=\{)
    """,
    re.VERBOSE | re.DOTALL,
)

BLANKS = re.compile(r"[ \t]*")
BLANK_ARGUMENT = re.compile(r"\{\s*\}")
OPTIONS = re.compile(r"\*?[ \t]*(?:\[[^\[\]{}$\n]{0,200}\][ \t]*){0,3}")
LENGTH = re.compile(r"[ \t]*=?[ \t]*-?(?:\d+\.?\d*|\.\d+)[ \t]*(?:pt|ex|em|mm|cm|in|bp)?(?![A-Za-z])")
# Also the ruin of a line break with its distance, `\1.5ex]`.
LINE_BREAK = re.compile(
    r"\\\\\*?(?:\[[ \t]*-?[\d.]+[ \t]*[a-z]{2}\])?|\\-?[\d.]+[ \t]*(?:ex|em|pt|mm|cm|in|\\baselineskip)\]"
)
_LETTER = r"(\\[ij](?![A-Za-z])|[^\W\d_])"
ACCENTED = re.compile(rf"[ \t]*(?:\{{[ \t]*{_LETTER}[ \t]*\}}|{_LETTER})")
DEGREES = re.compile(r"\^[ \t]*(?:\{[ \t]*\\circ[ \t]*\}|\\circ(?![A-Za-z]))")
ORDINAL = re.compile(r"(?:\\(?:rm|it|text|textrm|mathrm)[ \t]*\{?[ \t]*)?(?:st|nd|rd|th)[ \t]*\}?")
INDEX = re.compile(r"(?<![\w\\/.-])[A-Za-z]_(?=\d{1,2}(?!\w))")
# What an author writes in braces after a macro that stands for a name: the \name{s}, \name{-based}.
SUFFIX = re.compile(r"'?s|es|\W*|-[\w-]*")
# What follows a `sim` that was \sim: a number, but not in sim2real or sim4rec.
ABOUT = re.compile(r"(?![24](?!times)[A-Za-z]{3})[\d.]|[ ]\d+\^")
# The link and the braces of an \href that has lost its first pair.
HREF = re.compile(r"(?:href)?(https?://[^\s\\{}$]{1,500})(?=\{)")

OPENING = "([{“‘\"'<=>|/+–—-"
ENDING = ",.;:!?)"
