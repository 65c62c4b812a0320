"""What there is under which path, and what runs as long as the server does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

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
from queries.server.cypher import AskCypher, CypherEndpoint, ask_ladybug
from queries.server.description import void_description
from queries.server.openapi import openapi
from queries.server.pool import Pool
from queries.server.responses import plain_problem, problem
from queries.server.safety import Safety
from queries.server.settings import Settings
from queries.server.sparql_protocol import SparqlEndpoint
from queries.server.tables import JSON

VIEW_PROCESSES = 2
"""Views answer within milliseconds; each process holds the tables in memory."""


def create_app(
    directory: GraphDirectory,
    settings: Settings,
    *,
    version: str,
    ask_cypher: AskCypher | None = None,
    pages: Sequence[BaseRoute] = (),
) -> Starlette:
    """The server of one graph as an ASGI application.

    `ask_cypher` answers Cypher in place of the graph's own Ladybug database; `pages` are routes beside those
    of the endpoints. Starting it raises Refused where the graph cannot be opened.
    """
    limits = settings.limits
    views = Pool("views", directory.path, limits, parallel=VIEW_PROCESSES, may_run_long=False)
    sparql = Pool("sparql", directory.path, limits)
    cypher = Pool("cypher", directory.path, limits)
    pools = [views, sparql] if ask_cypher else [views, sparql, cypher]
    ask = ask_cypher or ask_ladybug(cypher)
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
            yield
        finally:
            await asyncio.gather(*(pool.close() for pool in pools))

    return Starlette(
        routes=[
            Route("/sparql", SparqlEndpoint(sparql).respond, methods=["GET", "POST"]),
            Route("/cypher", CypherEndpoint(ask, limits).respond, methods=["POST"]),
            Route("/.well-known/void", void),
            Route("/api/openapi.json", describe),
            *api_routes(Backends(views, sparql, ask)),
            *pages,
        ],
        middleware=[Middleware(Safety, settings)],
        exception_handlers={HTTPException: _http_problem, Exception: _fault},
        lifespan=lifespan,
    )


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, error.detail, error.headers)


async def _fault(request: Request, error: Exception) -> Response:
    return problem(500, "something went wrong here, which is written in the server's log")
