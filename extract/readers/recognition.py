"""Which format a content has, seen from its beginning alone; file names do not count."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from extract.paper import Paper
from extract.readers.atom import ATOM_NAMESPACE, read_atom
from extract.readers.content import BYTE_ORDER_MARK, HEAD_SIZE, Content
from extract.readers.json_papers import is_json, is_json_object, read_json, read_json_lines
from extract.readers.listing import looks_like_listing, read_listing
from extract.readers.problem import Problem

Reader = Callable[[Content], Iterator[Paper | Problem]]

SUPPORTED = "a listing page as text, JSON lines, JSON of the daily-papers API, an Atom answer of arXiv"

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<(?:\?xml|!--|!doctype|[A-Za-z_][\w.-]*(?::[\w.-]+)?[^<>]*\bxmlns)", re.IGNORECASE)
_JSON_LIST = re.compile(rb"\[\s*(?:[\[{\"\]\d-]|$)")
_JSON_OBJECT = re.compile(rb"\{\s*(?:[\"}]|$)")
# What begins lines of LaTeX, BibTeX, Markdown, Turtle, PDF, scripts and program text, and none of a listing.
_OTHER_TEXT = re.compile(
    rb"^(?:\\(?:documentclass|begin)\b|@\w+\s*[{(]|@prefix |PREFIX \w*:|#{1,6} \S|```|%PDF-|%!PS|#!"
    rb"|import [\w.]+\s*$|from [\w.]+ import |def \w+\(|class \w+[(:]|#include )",
    re.MULTILINE,
)


class UnknownFormatError(ValueError):
    """Says why the content cannot be read."""


def recognise(content: Content) -> Reader:
    """The reader for a content. Raises UnknownFormatError, which names what was looked for."""
    head = content.head.removeprefix(BYTE_ORDER_MARK)
    if not head.strip():
        raise UnknownFormatError("the file is empty")
    if content.head.startswith(_UTF_16):
        raise UnknownFormatError("the text is UTF-16; save it as UTF-8")
    if b"\0" in head:
        raise _unknown("a binary file")
    if _HTML.match(head):
        raise _unknown("an HTML page; save it as text")
    if _XML.match(head):
        if ATOM_NAMESPACE.encode() in head:
            return read_atom
        raise _unknown("XML, but no Atom")
    if reader := _json_reader(head):
        return reader
    if not _OTHER_TEXT.search(head) and looks_like_listing(content):
        return read_listing
    raise _unknown()


def _json_reader(head: bytes) -> Reader | None:
    """Lines of objects start at the margin; in an object or list that is laid out, inner lines do not."""
    lines = [line for line in head.split(b"\n") if line.strip()]
    first = lines[0].strip()
    lines_of_objects = any(line.startswith(b"{") and is_json_object(line) for line in lines[1:])
    whole = is_json(first)
    if _JSON_LIST.match(head.lstrip()):
        return read_json_lines if whole and lines_of_objects else read_json
    if _JSON_OBJECT.match(head.lstrip()):
        single_line = whole or len(lines) == 1 or len(first) >= HEAD_SIZE
        return read_json_lines if single_line or lines_of_objects else read_json
    return read_json_lines if lines_of_objects else None


def _unknown(found: str | None = None) -> UnknownFormatError:
    return UnknownFormatError(f"unknown format{f' ({found})' if found else ''}; looked for {SUPPORTED}")
