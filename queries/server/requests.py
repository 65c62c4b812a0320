"""Reading requests within their limits."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgspec
from starlette.requests import Request

from queries.server.answers import Refused
from queries.server.settings import Limits

JSON = "application/json"

_T = TypeVar("_T")


async def body(request: Request, limits: Limits) -> bytes:
    """The whole body. Refused(413) where it is larger than allowed, however it is sent, 408 if it is slow."""
    allowed = limits.request_kib << 10
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > allowed:
        raise _too_large(limits)
    content = bytearray()
    try:
        async with asyncio.timeout(limits.send_seconds):
            async for part in request.stream():
                content += part
                if len(content) > allowed:
                    raise _too_large(limits)
    except TimeoutError:
        raise Refused(408, f"the request did not come within {limits.send_seconds:g} s") from None
    return bytes(content)


def text(content: bytes) -> str:
    """UTF-8 as text. Refused(400) otherwise."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the request is not UTF-8: {error}") from None


def media_type(request: Request) -> str:
    """The type of the body without its parameters, in lower case; empty where none is said.

    Refused(415) for another character set than UTF-8."""
    name, *parameters = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset" and value.strip("\"' ").lower() not in ("utf-8", "utf8"):
            raise Refused(415, f"the character set has to be UTF-8, not {value}")
    return name.lower()


async def json(request: Request, limits: Limits, type_: type[_T]) -> _T:
    """The body as that type. Refused: 413, 415, 400 with the place of the fault."""
    if media_type(request) != JSON:
        raise Refused(415, f"the request has to be {JSON}")
    content = await body(request, limits)
    try:
        return msgspec.json.decode(content, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, f"the request cannot be read: {error}") from None


def _too_large(limits: Limits) -> Refused:
    return Refused(413, f"the request is larger than {limits.request_kib} KiB, the limit here")
