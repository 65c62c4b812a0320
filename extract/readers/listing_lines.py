"""The lines of a listing page, told apart by their shape: text, byline, day, and the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.readers.content import Line
from extract.readers.dates import DAY_PATTERN, PrintedDay, parse_printed_day

_T = TypeVar("_T")

# A title longer than this is not met; an abstract shorter than this mostly still ends in a full stop.
PROSE_LENGTH = 250

_SEPARATORS = frozenset("·∙⋅‧•|")
_AUTHORS = re.compile(r"(?:[•*\-–]\s*)?(\d[\d,]*) authors?", re.IGNORECASE)
_ONE_LINE_BYLINE = re.compile(rf"(?P<who>\S.{{0,120}}?)\s*·\s*(?P<date>{DAY_PATTERN})")
_LAST_STOP = re.compile(r"(?:[.。．…])[\"'”’»)\]}$]*$")
_INNER_STOP = re.compile(r"\w{3,}[)\]]?[.。] ?(?=[A-Z\u3400-\u9fff])")

_OPENING = re.compile(r"(?:We|Our|This|These|In (?:this|the)|Here|The (?:paper|authors?)|Although|While)\b")

# What stands at the top of a page. A browser's copy may join it to what follows: `SubscribeLanPaint: ...`.
_PAGE_HEAD = re.compile(
    r"new(?=\s*Get trending papers)"
    r"|Get trending papers in your email inbox[^!]{0,40}!"
    r"|Subscribe(?!(?:rs?|d|s)\b|[\s,:-])"
    r"|(?:Daily|Trending) Papers(?=\s*by\s*AK and)"
    r"|by\s*AK and the research community"
)
_PAGINATION = r"(?:previous|next|\d+|\.{3}|…)"
_FURNITURE = re.compile(
    r"new|subscribe|(?:daily|trending|weekly|monthly|all|latest) papers|papers|trending|daily|weekly|monthly"
    r"|hugging face(?:'s logo)?|models|datasets|spaces|buckets|docs|enterprise|pricing|community|collections"
    r"|log ?in|sign ?up|sign in|company|tos|privacy|about|careers|jobs|website|system theme|posts|solutions"
    r"|search(?: by arxiv id| papers)?|upvote|[+-]?\d[\d,.]*k?|-|(?:submitted|published) by(?: @?\S+)?"
    r"|(?:view )?(?:arxiv|paper|project)(?: page)?|view pdf|pdf|github(?: [\d.,]+k?)?|add to collection"
    rf"|(?:read|load|show|view) (?:more|all|less)|{_PAGINATION}(?:\s+{_PAGINATION})*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Text:
    """A title, an abstract or a stranger. `damaged`: it holds bytes that are no UTF-8, shown replaced."""

    line: int
    text: str
    after_blank: bool
    damaged: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it is too long for a title, or made of sentences."""
        if len(self.text) >= PROSE_LENGTH or _LAST_STOP.search(self.text):
            return True
        return len(self.text) >= PROSE_LENGTH // 3 and _INNER_STOP.search(self.text) is not None

    @property
    def opens_abstract(self) -> bool:
        """Whether it begins as abstracts do, in lower case as no title, for one that lacks its full stop."""
        words = re.findall(r"[^\W\d_]{4,}", self.text)
        lower = 3 * sum(word.islower() for word in words) > 2 * len(words)
        return lower and _OPENING.match(self.text) is not None


@dataclass(frozen=True)
class Byline:
    """Who wrote the paper: a number of authors, or an organization in their place."""

    line: int
    author_count: int | None = None
    organization: str | None = None
    handle: str | None = None
    damaged: bool = False


@dataclass(frozen=True)
class Day:
    line: int
    day: PrintedDay


@dataclass(frozen=True)
class PageHead:
    """The top of a page: what stood before is over, and a day that follows is the page's own."""

    line: int


@dataclass(frozen=True)
class Overlong:
    line: int


Token = Text | Byline | Day | PageHead | Overlong


def read_tokens(lines: Iterable[Line]) -> Iterator[Token]:
    """Tell the lines apart; blank lines, separators and furniture inside the page are left out."""
    at_head = True
    submitter_follows = False
    for line, following in with_next(_decode(lines)):
        if isinstance(line, Overlong):
            yield line
            continue
        text = line.text
        while at_head or _PAGE_HEAD.fullmatch(text):
            match = _PAGE_HEAD.match(text)
            if match is None:
                break
            text = text[match.end() :].lstrip()
            at_head = True
            yield PageHead(line.line)
        if submitter_follows and len(text.split()) == 1:
            submitter_follows = False
            continue
        submitter_follows = text.casefold() == "submitted by"
        before_separator = isinstance(following, Text) and following.text in _SEPARATORS
        if not text or text in _SEPARATORS or (_FURNITURE.fullmatch(text) and not before_separator):
            continue
        for token in _read_line(replace(line, text=text), before_separator):
            at_head = at_head and not isinstance(token, Text)
            yield token


def with_next(items: Iterable[_T]) -> Iterator[tuple[_T, _T | None]]:
    """Each item with the one after it, None after the last."""
    iterator = iter(items)
    for current in iterator:
        for following in iterator:
            yield current, following
            current = following
        yield current, None


def _decode(lines: Iterable[Line]) -> Iterator[Text | Overlong]:
    """The lines that are not blank. Spaces around a line are the page's, not the paper's."""
    after_blank = True
    for number, data in lines:
        if data is None:
            yield Overlong(number)
            after_blank = False
            continue
        text, damaged = _decode_line(data)
        if text:
            yield Text(number, text, after_blank, damaged)
        after_blank = not text


def _decode_line(data: bytes) -> tuple[str, bool]:
    try:
        return data.decode("utf-8").strip(), False
    except UnicodeDecodeError:
        return data.decode("utf-8", errors="replace").strip(), True


def _read_line(line: Text, before_separator: bool) -> Iterator[Token]:
    if day := parse_printed_day(line.text):
        yield Day(line.line, day)
    elif match := _ONE_LINE_BYLINE.fullmatch(line.text):
        yield _read_byline(replace(line, text=match["who"]))
        yield from _read_line(replace(line, text=match["date"]), before_separator=False)
    elif before_separator or _AUTHORS.fullmatch(line.text):
        yield _read_byline(line)
    else:
        yield line


def _read_byline(line: Text) -> Byline:
    """`• 4 authors`, or an organization: its handle (which holds no space), then its name."""
    if match := _AUTHORS.fullmatch(line.text):
        return Byline(line.line, author_count=int(match[1].replace(",", "")), damaged=line.damaged)
    first, _, rest = line.text.lstrip("•*").strip().partition(" ")
    name, handle = (rest.strip(), first) if rest.strip() else (first, None)
    return Byline(line.line, organization=name, handle=handle, damaged=line.damaged)
