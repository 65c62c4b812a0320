"""Answers of the arXiv API: Atom feeds (RFC 4287) with one `entry` a paper.

https://info.arxiv.org/help/api/user-manual.html

Each entry is cut out of the stream and parsed for itself, in the namespaces of its feed. So memory holds one
entry, every problem has its line, and broken XML costs the entry that it stands in and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ErrorString

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from extract.paper import Paper, Source, slug
from extract.readers.arxiv_id import parse_arxiv_id
from extract.readers.content import ENTRY_LIMIT, Content
from extract.readers.dates import parse_iso_date
from extract.readers.problem import Problem

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_ENTRY_START = re.compile(rb"<" + _PREFIX + rb"entry(?=[\s>])")
_ENTRY_END = re.compile(rb"</" + _PREFIX + rb"entry\s*>")
_FEED_START = re.compile(rb"<(?P<name>" + _PREFIX + rb"feed)(?:\s[^>]*)?>")
_FEED_END = re.compile(rb"</" + _PREFIX + rb"feed\s*>")
_TITLE_START = re.compile(rb"<" + _PREFIX + rb"title[\s>]")
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_NAMESPACES = {"atom": ATOM_NAMESPACE}
_TAG_REACH = 64  # bytes within which the start of an entry's tag is recognised
_ERRORS = "arxiv.org/api/errors"


class _Piece(NamedTuple):
    """A part of the file and the line it starts on; `data` is None where it exceeds `ENTRY_LIMIT`."""

    line: int
    data: bytes | None


class _Frame(NamedTuple):
    """The feed's own tags, which declare the namespaces; on one line, not to move the lines of an entry."""

    start: bytes
    end: bytes


def read_atom(content: Content) -> Iterator[Paper | Problem]:
    """The entries of a feed. Line breaks and runs of spaces, arXiv's wrapping, become single spaces."""
    frame = _Frame(b'<feed xmlns="http://www.w3.org/2005/Atom">', b"</feed>")
    closed, line = True, 1
    for line, data in _split_at_entries(content.chunks):
        if data is None:
            yield Problem(content.path, line, "broken XML: the entry never ends; skipped")
            continue
        if feed := _FEED_START.search(data):
            frame, closed = _Frame(b" ".join(feed[0].split()), b"</" + feed["name"] + b">"), False
            rest_start = feed.end()
        elif _ENTRY_START.match(data):
            end = _ENTRY_END.search(data)
            if end is None:
                yield Problem(content.path, line, "broken XML: the entry is never closed; skipped")
                closed = closed or _FEED_END.search(data) is not None
                continue
            rest_start = end.end()
            yield from _read_entry(data[:rest_start], line, frame, content.path)
        else:
            continue
        rest = data[rest_start:]
        feed_end = _FEED_END.search(rest)
        closed = closed or feed_end is not None
        rest = rest[: feed_end.start()] if feed_end else rest
        yield from _check(rest, line + data.count(b"\n", 0, rest_start), frame, content.path)
    if not closed:
        yield Problem(
            content.path, line, "broken XML: the feed is not closed after the entry that starts here"
        )


def _split_at_entries(chunks: Iterator[bytes]) -> Iterator[_Piece]:
    """What precedes the first entry, then each entry with what follows it."""
    buffer, line, too_long = b"", 1, False
    for chunk in chunks:
        searched = max(1, len(buffer) - _TAG_REACH)
        buffer += chunk
        while match := _ENTRY_START.search(buffer, searched):
            yield _Piece(line, None if too_long else buffer[: match.start()])
            line += buffer.count(b"\n", 0, match.start())
            buffer, searched, too_long = buffer[match.start() :], 1, False
        if len(buffer) > ENTRY_LIMIT:
            too_long = True
            line += buffer.count(b"\n", 0, len(buffer) - _TAG_REACH)
            buffer = buffer[-_TAG_REACH:]
    yield _Piece(line, None if too_long else buffer)


def _parse(data: bytes, line: int, frame: _Frame) -> Element:
    """Parse a part of a feed. Raises _BrokenXmlError with the line in the file."""
    try:
        parsed: Element = defusedxml.ElementTree.fromstring(frame.start + data + frame.end, forbid_dtd=True)
    except ParseError as error:
        row, _ = error.position
        last = line + data.rstrip().count(b"\n")
        raise _BrokenXmlError(min(line + row - 1, last), ErrorString(error.code)) from None
    except (DefusedXmlException, UnicodeError, LookupError) as error:
        raise _BrokenXmlError(line, str(error)) from None
    return parsed


class _BrokenXmlError(ValueError):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _check(data: bytes, line: int, frame: _Frame, path: str) -> Iterator[Problem]:
    """Report broken XML outside of the entries."""
    if not data.strip():
        return
    try:
        _parse(data, line, frame)
    except _BrokenXmlError as error:
        yield Problem(path, error.line, f"broken XML between entries: {error}")


def _read_entry(data: bytes, line: int, frame: _Frame, path: str) -> Iterator[Paper | Problem]:
    try:
        entry = _parse(data, line, frame).find("atom:entry", _NAMESPACES)
    except _BrokenXmlError as error:
        yield Problem(path, error.line, f"broken XML: {error}; entry skipped")
        return
    title_start = _TITLE_START.search(data)
    line += data.count(b"\n", 0, title_start.start()) if title_start else 0
    if entry is None:
        yield Problem(path, line, "an entry, but not of Atom; skipped")
        return
    title, abstract = _text(entry, "title"), _text(entry, "summary")
    address = _text(entry, "id")
    if _ERRORS in address:
        yield Problem(path, line, f"the arXiv API answered with an error: {abstract}")
        return
    for name, text in (("title", title), ("abstract", abstract)):
        if not text:
            yield Problem(path, line, f"entry without {name}; skipped")
            return
    published = None
    try:
        published = parse_iso_date(_text(entry, "published") or _text(entry, "updated"))
    except ValueError as error:
        yield Problem(path, line, f"published: {error}; left out")
    arxiv_id = parse_arxiv_id(address)
    authors = entry.iterfind("atom:author/atom:name", _NAMESPACES)
    yield Paper(
        id=arxiv_id or address or slug(title),
        title=title,
        abstract=abstract,
        published=published,
        authors=tuple(name for author in authors if (name := _fold(author))),
        url=_page_address(entry) or address or None,
        arxiv_id=arxiv_id,
        source=Source(path, line),
    )


def _page_address(entry: Element) -> str | None:
    for link in entry.iterfind("atom:link", _NAMESPACES):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return link.get("href")
    return None


def _text(entry: Element, name: str) -> str:
    element = entry.find(f"atom:{name}", _NAMESPACES)
    return "" if element is None else _fold(element)


def _fold(element: Element) -> str:
    return _WHITE_SPACE.sub(" ", "".join(element.itertext())).strip()
