"""Papers as JSON: one object a line, a list of objects, or the answers of the daily-papers API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from extract.paper import Paper, Source, slug
from extract.readers.arxiv_id import parse_arxiv_id
from extract.readers.content import Content, split_lines
from extract.readers.dates import parse_iso_date, with_year
from extract.readers.json_values import split_json_values
from extract.readers.problem import Problem

_WHITE_SPACE = re.compile(r"[ \t\r\n]+")


class _BadValueError(ValueError):
    """Says what is wrong with a value, as a user reads it."""


def read_json_lines(content: Content) -> Iterator[Paper | Problem]:
    """One object a line; blank lines are passed over."""
    for number, data in split_lines(content.chunks):
        if data is None:
            yield Problem(content.path, number, "line too long; skipped")
        elif data.strip():
            yield from _read_value(data, number, content)


def read_json(content: Content) -> Iterator[Paper | Problem]:
    """A list of objects, or objects that stand one after another, laid out at will."""
    for value in split_json_values(content.chunks):
        if value.complete:
            yield from _read_value(value.data, value.line, content)
        elif value.data:
            yield Problem(
                content.path, value.line, "the value that starts here never ends; the rest was not read"
            )
        else:
            yield Problem(content.path, value.line, "the file ends before its list")


def is_json_object(data: bytes) -> bool:
    """Whether the bytes are one whole JSON object."""
    try:
        return isinstance(_decode(data), dict)
    except _BadValueError:
        return False


def is_json(data: bytes) -> bool:
    """Whether the bytes are one whole JSON value."""
    try:
        _decode(data)
    except _BadValueError:
        return False
    return True


def _decode(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise _BadValueError("invalid UTF-8") from None
    except msgspec.MsgspecError as error:
        raise _BadValueError(f"invalid JSON ({error})") from None
    except RecursionError:
        raise _BadValueError("JSON nested too deeply") from None


def _read_value(data: bytes, line: int, content: Content) -> Iterator[Paper | Problem]:
    """A paper, after a problem for each optional field that could not be used; or the problem alone."""
    try:
        value = _decode(data)
        if not isinstance(value, dict):
            raise _BadValueError("no JSON object")
        fields = _flatten_daily_paper(value)
        title = _required_text(fields, "title")
        abstract = _required_text(fields, "abstract")
        given_id = _id(fields.get("id"))
    except _BadValueError as problem:
        yield Problem(content.path, line, f"{problem}; skipped")
        return
    optional: dict[str, Any] = {}
    for name, read in _OPTIONAL.items():
        if fields.get(name) is None:
            continue
        try:
            optional[name] = read(fields[name])
        except ValueError as problem:
            yield Problem(content.path, line, f"field {name!r}: {problem}; left out")
    if "published" in optional:
        optional["published"] = with_year(optional["published"], content.as_of)
    source = Source(content.path, line)
    yield Paper(id=given_id or slug(title), title=title, abstract=abstract, source=source, **optional)


def _flatten_daily_paper(value: dict[str, Any]) -> dict[str, Any]:
    """Bring an object of the daily-papers API to the fields of a plain one; plain ones pass.

    The API nests the paper in `paper`, with what the page adds beside it. Its texts keep the line breaks
    with which arXiv wraps them, which no reader of the paper sees.
    """
    paper = value.get("paper", value)
    if not isinstance(paper, dict):
        raise _BadValueError("'paper' is no JSON object")
    if "abstract" in paper or ("summary" not in paper and paper is value):
        return value
    organization = paper.get("organization") or value.get("organization")
    organization = organization if isinstance(organization, dict) else {"fullname": organization}
    handle = organization.get("name")
    name = organization.get("fullname")
    identifier = paper.get("id")
    return {
        "id": identifier,
        "title": _fold(paper.get("title") or value.get("title")),
        "abstract": _fold(paper.get("summary") or value.get("summary")),
        "published": paper.get("publishedAt") or value.get("publishedAt"),
        "authors": paper.get("authors"),
        "organization": name or handle,
        "organization_handle": handle,
        "comment_count": value.get("numComments"),
        "arxiv_id": parse_arxiv_id(identifier) if isinstance(identifier, str) else None,
    }


def _fold(text: object) -> object:
    return _WHITE_SPACE.sub(" ", text).strip() if isinstance(text, str) else text


def _required_text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        raise _BadValueError(f"no {name}")
    if not isinstance(value, str):
        raise _BadValueError(f"the {name} is no string")
    if not value.strip():
        raise _BadValueError(f"the {name} is empty")
    return value


def _id(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _BadValueError("the id is no string")
    return str(value).strip() or None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        raise ValueError("no string")
    return value.strip() or None


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("no count")
    return value


def _published(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04}"
    if not isinstance(value, str):
        raise ValueError("no date")
    return parse_iso_date(value)


def _authors(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("no list of names")
    names = (item.get("name") if isinstance(item, dict) else item for item in value)
    return tuple(name for item in names if (name := _text(item)))


def _arxiv_id(value: object) -> str | None:
    text = _text(value)
    return parse_arxiv_id(text) or text if text else None


_OPTIONAL: dict[str, Callable[[object], object]] = {
    "published": _published,
    "authors": _authors,
    "author_count": _count,
    "organization": _text,
    "organization_handle": _text,
    "comment_count": _count,
    "url": _text,
    "arxiv_id": _arxiv_id,
}
