"""Listing pages saved as text, in any of their layouts.

- dated: title, abstract, byline, `·` and day, apart by blank lines;
- spaced: title and abstract apart by blank lines, nothing else;
- flat: title and abstract line after line, the page's furniture joined to the first title.

One reader takes them all, and pages that mix them: what a line is follows from its shape and its neighbours.
Titles and abstracts alternate, but an entry may lack its abstract; so each text is taken for what it reads
like, and the alternation decides only where that leaves it open. After such an entry the reader is in step
again with the next title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extract.paper import Paper, Source, slug
from extract.readers.content import Content, split_lines
from extract.readers.dates import with_year
from extract.readers.listing_lines import Byline, Day, Overlong, PageHead, Text, Token, read_tokens, with_next
from extract.readers.problem import Problem

_TITLE_LIMIT = 400
_WRAP_WIDTH = 200


@dataclass
class _Entry:
    """What has been read of one entry. `strange`: of a text that was skipped, and its byline with it."""

    title: Text | None = None
    abstract: Text | None = None
    byline: Byline | None = None
    day: Day | None = None
    strange: bool = False

    @property
    def lacks_abstract(self) -> bool:
        return self.title is not None and self.abstract is None


def read_listing(content: Content) -> Iterator[Paper | Problem]:
    """The entries of a page in their order; one without abstract is a problem at the line of its title."""
    tokens: Iterable[Token] = read_tokens(split_lines(content.chunks))
    if _is_wrapped(content.head):
        tokens = _unwrap(tokens)
    entry = _Entry()
    for token, following in with_next(tokens):
        match token:
            case Text():
                role = _role(entry, token, following)
                if role == "abstract":
                    entry.abstract = token
                    continue
                yield from _finish(entry, content)
                entry = _Entry(title=token) if role == "title" else _Entry(strange=True)
                if entry.strange:
                    yield Problem(
                        content.path, token.line, "text without a title, or a second abstract; skipped"
                    )
            case PageHead():
                yield from _finish(entry, content)
                entry = _Entry()
            case Byline() if entry.title is not None:
                entry.byline = _merge(entry.byline, token)
            case Byline() if not entry.strange:
                yield Problem(content.path, token.line, "byline without a title; skipped")
            case Day() if entry.title is not None and entry.day is None:
                entry.day = token
            case Overlong():
                yield Problem(content.path, token.line, "line too long for a listing; skipped")
            case _:
                pass  # the page's own day
    yield from _finish(entry, content)


def looks_like_listing(content: Content) -> bool:
    """Whether the head holds the top of a page, or bylines with their days, or little else than entries."""
    kinds = {type(token) for token in read_tokens(split_lines(iter((content.head,))))}
    if PageHead in kinds or {Byline, Day} <= kinds:
        return True
    items = list(read_listing(Content(content.path, content.head, iter((content.head,)))))
    papers = sum(isinstance(item, Paper) and not item.title.endswith(".") for item in items)
    return papers > 0 and len(items) - papers <= 2 + papers // 2


def _role(entry: _Entry, text: Text, following: Token | None) -> Literal["title", "abstract", "stray"]:
    prose_follows = isinstance(following, Text) and following.is_prose
    if entry.lacks_abstract:
        if text.is_prose:
            return "abstract"
        if entry.byline or entry.day or prose_follows:
            return "title"
        return "abstract" if text.opens_abstract else "title"
    if text.is_prose and not (prose_follows and len(text.text) <= _TITLE_LIMIT):
        return "stray"
    return "title"


def _merge(first: Byline | None, second: Byline) -> Byline:
    """An entry may print its number of authors and its organization."""
    if first is None:
        return second
    return replace(
        first,
        author_count=first.author_count if first.author_count is not None else second.author_count,
        organization=first.organization or second.organization,
        handle=first.handle if first.organization else second.handle,
        damaged=first.damaged or second.damaged,
    )


def _finish(entry: _Entry, content: Content) -> Iterator[Paper | Problem]:
    title, abstract = entry.title, entry.abstract
    if title is None:
        return
    damaged = next((text for text in (title, abstract) if text is not None and text.damaged), None)
    if damaged is not None:
        yield Problem(content.path, damaged.line, "invalid UTF-8; entry skipped")
        return
    if abstract is None:
        yield Problem(content.path, title.line, f"entry without abstract skipped: {_shorten(title.text)}")
        return
    byline = entry.byline
    if byline is not None and byline.damaged:
        yield Problem(content.path, byline.line, "invalid UTF-8; byline left out")
        byline = None
    published = None
    if entry.day is not None:
        try:
            published = with_year(entry.day.day.published(), content.as_of)
        except ValueError:
            yield Problem(content.path, entry.day.line, "no such day in the calendar; date left out")
    yield Paper(
        id=slug(title.text),
        title=title.text,
        abstract=abstract.text,
        published=published,
        author_count=byline.author_count if byline else None,
        organization=byline.organization if byline else None,
        organization_handle=byline.handle if byline else None,
        comment_count=entry.day.day.comments if entry.day else None,
        source=Source(content.path, title.line),
    )


def _shorten(text: str, width: int = 80) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _is_wrapped(head: bytes) -> bool:
    """Whether an editor or mail program broke the page's lines: none is long, and those that adjoin the line
    before mostly go on in the middle of a sentence."""
    lines = list(split_lines(iter((head,))))
    if any(len(line.data or b"") > _WRAP_WIDTH for line in lines):
        return False
    adjoining: list[Text] = []
    previous: Token | None = None
    for token in read_tokens(lines):
        if isinstance(previous, Text) and isinstance(token, Text) and not token.after_blank:
            adjoining.append(token)
        previous = token
    return 2 * sum(token.text[0].islower() for token in adjoining) > len(adjoining)


def _unwrap(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join the lines of a paragraph by a space, as a reader sees them."""
    held: Text | None = None
    for token in tokens:
        if held is not None and isinstance(token, Text) and not token.after_blank:
            held = replace(held, text=f"{held.text} {token.text}", damaged=held.damaged or token.damaged)
            continue
        if held is not None:
            yield held
        held = token if isinstance(token, Text) else None
        if held is None:
            yield token
    if held is not None:
        yield held
