"""Which of the formats that the server has a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """The media type of those offered that the client likes most, of equals the one offered first.

    `accept` is the text of an Accept header; without one, anything is welcome. None where nothing is.

    >>> choose("text/csv;q=0.5, application/*", ["application/json", "text/csv"])
    'application/json'
    """
    types = list(offered)
    if accept is None or not accept.strip():
        return types[0]
    ranges = [_media_range(text) for text in accept.split(",")]
    liked = [(_quality(type_, ranges), type_) for type_ in types]
    best = max(quality for quality, _ in liked)
    return next(type_ for quality, type_ in liked if quality == best) if best > 0 else None


def _media_range(text: str) -> tuple[str, float]:
    """A media range and its quality. Parameters but for `q` do not matter here."""
    name, *parameters = (part.strip() for part in text.lower().split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return name, _number(value)
    return name, 1.0


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """What the most specific of the ranges that hold the type says of it."""
    for pattern in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0
