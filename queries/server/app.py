"""What there is under which path, and what runs as long as the server does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from graph.directory import GraphDirectory
from queries.server.answers import Refused
from queries.server.api import Backends, api_routes
from queries.server.cypher import AskCypher, CypherEndpoint, CypherRequest, ask_ladybug
from queries.server.description import void_description
from queries.server.openapi import openapi
from queries.server.pool import Pool
from queries.server.responses import plain_problem, problem
from queries.server.safety import Safety
from queries.server.settings import Settings
from queries.server.sparql_protocol import SparqlEndpoint
from queries.server.tables import JSON

ConnectCypher = Callable[[], AbstractAsyncContextManager[AskCypher]]

VIEW_PROCESSES = 2
"""Views answer within milliseconds; each process holds the tables in memory."""


def create_app(
    directory: GraphDirectory,
    settings: Settings,
    *,
    version: str,
    connect_cypher: ConnectCypher | None = None,
    pages: Sequence[BaseRoute] = (),
) -> Starlette:
    """The server of one graph as an ASGI application.

    `connect_cypher` leads to what answers Cypher in place of the graph's own Ladybug database; `pages` are
    routes beside those of the endpoints. Starting it raises Refused where the graph cannot be opened.
    """
    limits = settings.limits
    views = Pool("views", directory.path, limits, parallel=VIEW_PROCESSES, may_run_long=False)
    sparql = Pool("sparql", directory.path, limits)
    cypher = Pool("cypher", directory.path, limits)
    pools = [views, sparql] if connect_cypher else [views, sparql, cypher]
    cypher_answers = _Connected(ask_ladybug(cypher))
    description = msgspec.json.encode(openapi(version))

    async def describe(request: Request) -> Response:
        return Response(description, media_type=JSON)

    async def void(request: Request) -> Response:
        try:
            return void_description(request, views, directory)
        except Refused as refused:
            return plain_problem(refused.status, refused.message)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            await asyncio.gather(*(pool.open() for pool in pools))
            async with connect_cypher() if connect_cypher else nullcontext(cypher_answers.ask) as ask:
                cypher_answers.ask = ask
                yield
        finally:
            await asyncio.gather(*(pool.close() for pool in pools))

    return Starlette(
        routes=[
            Route("/sparql", SparqlEndpoint(sparql).respond, methods=["GET", "POST"]),
            Route("/cypher", CypherEndpoint(cypher_answers, limits).respond, methods=["POST"]),
            Route("/.well-known/void", void),
            Route("/api/openapi.json", describe),
            *api_routes(Backends(views, sparql, cypher_answers)),
            *pages,
        ],
        middleware=[Middleware(Safety, settings)],
        exception_handlers={HTTPException: _http_problem, Exception: _fault},
        lifespan=lifespan,
    )


class _Connected:
    """Passes questions on to what answers Cypher, which may be connected to only once the server runs."""

    def __init__(self, ask: AskCypher) -> None:
        self.ask = ask

    def __call__(self, asked: CypherRequest, request: Request) -> Awaitable[Response]:
        return self.ask(asked, request)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, error.detail, error.headers)


async def _fault(request: Request, error: Exception) -> Response:
    return problem(500, "something went wrong here, which is written in the server's log")
