"""`/cypher`: one query in JSON, one table in JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from queries.server import requests
from queries.server.answers import Refused
from queries.server.cypher_reader import CypherTable
from queries.server.pool import Pool
from queries.server.responses import answered, problem
from queries.server.settings import Limits


class CypherRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query that reads, and values for what it uses as `$name`."""

    query: Annotated[str, Meta(min_length=1, examples=["MATCH (d:Dataset) RETURN d.name LIMIT 5"])]
    parameters: dict[str, Any] = {}


AskCypher = Callable[[CypherRequest, Request], Awaitable[Response]]
"""What answers a Cypher query: Ladybug's processes, or a Neo4j server. Raises Refused."""


def ask_ladybug(pool: Pool) -> AskCypher:
    async def ask(asked: CypherRequest, request: Request) -> Response:
        question = CypherTable(asked.query, asked.parameters)
        return await answered(pool, question, request, {"Cache-Control": "no-store"})

    return ask


class CypherEndpoint:
    """The endpoint over whatever answers Cypher."""

    def __init__(self, ask: AskCypher, limits: Limits) -> None:
        self._ask = ask
        self._limits = limits

    async def respond(self, request: Request) -> Response:
        try:
            asked = await requests.json(request, self._limits, CypherRequest)
            return await self._ask(asked, request)
        except Refused as refused:
            return problem(refused.status, refused.message)
