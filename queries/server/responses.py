"""From an answer of a pool to a response over HTTP."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Mapping
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from queries.server.answers import Refused
from queries.server.kept import KeptAnswer
from queries.server.pool import PATIENCE_SECONDS, Answer, Pool

RETRY_AFTER_SECONDS = 2
REVALIDATE = "no-cache"
"""A copy may be kept, and has to be asked after: it is good until the graph is built anew."""

_T = TypeVar("_T")
_TITLES = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    413: "Content Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    421: "Misdirected Request",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, as RFC 9457 has it."""

    title: str
    status: int
    detail: str


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error as `application/problem+json`."""
    content = msgspec.json.encode(Problem(_TITLES.get(status, "Error"), status, detail))
    return Response(content, status, _with_retry(status, headers), "application/problem+json")


def plain_problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error in plain words, as clients of SPARQL endpoints show it."""
    return Response(f"{detail}\n", status, _with_retry(status, headers), "text/plain")


def _with_retry(status: int, headers: Mapping[str, str] | None) -> dict[str, str]:
    retry = {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == 503 else {}
    return {**retry, "Cache-Control": "no-store", **(headers or {})}


def entity_tag(pool: Pool, *parts: object) -> str:
    """Differs for another state of the graph and for another question."""
    digest = hashlib.blake2b(repr((pool.version, *parts)).encode(), digest_size=8).hexdigest()
    return f'"{pool.generation}-{digest}"'


def is_current(request: Request, tag: str) -> bool:
    """Whether the client has the answer already (RFC 9110, section 13.1.2)."""
    known = request.headers.get("if-none-match")
    if known is None:
        return False
    return known.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in known.split(","))


def not_modified(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": REVALIDATE})


async def answered(
    pool: Pool,
    question: msgspec.Struct,
    request: Request,
    headers: Mapping[str, str] | None = None,
    *,
    keep: bool = False,
) -> Response:
    """Ask, and respond with the answer: at once where it is short, piece by piece where it is long.

    With `keep` a short answer is kept for who asks the same, until the graph is built anew. Raises Refused. A
    client that goes away ends the work on its question.
    """
    kept = pool.kept.find(pool.version, question) if keep else None
    if kept is not None:
        return Response(kept.content, headers=headers, media_type=kept.media_type)
    answer = await unless_gone(request, pool.answer(question))
    pieces = answer.pieces()
    try:
        first = await anext(pieces, b"")
        second = await anext(pieces, None)
    except BaseException:
        answer.close()
        raise
    if second is None:
        answer.close()
        if keep:
            pool.kept.keep(answer.version, question, KeptAnswer(answer.media_type, first))
        return Response(first, headers=headers, media_type=answer.media_type)
    return StreamedAnswer(answer, [first, second], pieces, pool.limits.transfer_seconds, headers)


async def unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """The result of the work, unless the client goes away first."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        if not done:
            await _first_of(task, asyncio.create_task(_gone(request.receive)))
        return await task
    except asyncio.CancelledError:  # as it comes when the server ends while the work goes on
        task.cancel()
        raise Refused(503, "the server is ending") from None


async def _first_of(task: asyncio.Future[_T], gone: asyncio.Task[None]) -> None:
    try:
        both: set[asyncio.Future[Any]] = {task, gone}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            raise Refused(503, "the client has gone")
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class StreamedAnswer(Response):
    """Sends pieces as they come. Where the rest does not come, the connection is broken off, so that nobody
    takes a part for the whole."""

    def __init__(
        self,
        answer: Answer,
        begun: list[bytes],
        rest: AsyncIterator[bytes],
        seconds: float,
        headers: Mapping[str, str] | None,
    ) -> None:
        super().__init__(headers=headers, media_type=answer.media_type)
        del self.headers["content-length"]
        self._answer = answer
        self._begun = begun
        self._rest = rest
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sending = asyncio.create_task(self._send(send))
        gone = asyncio.create_task(_gone(receive))
        try:
            async with asyncio.timeout(self._seconds):
                await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        except (Refused, TimeoutError):
            pass  # returning without the end has the server close the connection
        finally:
            sending.cancel()
            gone.cancel()
            self._answer.close()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for piece in self._begun:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        async for piece in self._rest:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
