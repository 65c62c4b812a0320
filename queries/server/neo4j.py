"""Answers Cypher from a Neo4j server that the graph was loaded into, for reading only.

A query runs in a transaction that may only read and that the server itself ends when its time is over. Before
that, the server is asked for the plan: it tells, without guessing from text, whether the query would write,
read files or call procedures.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable
from starlette.requests import Request
from starlette.responses import Response

from graph.stores.neo4j_target import Neo4jTarget
from queries.neo4j_runner import from_neo4j, with_prefix
from queries.server.answers import Refused
from queries.server.cypher import CypherRequest
from queries.server.responses import unless_gone
from queries.server.settings import Limits
from queries.server.tables import JSON, Table
from queries.syntax import first_word

GRACE_SECONDS = 2.0
"""How much later than the server we give up ourselves."""
_READS_FILES = "LoadCSV"
_CALLS = "ProcedureCall"
_PROCEDURES = ("db.labels", "db.relationshipTypes", "db.propertyKeys")
_TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")


class Neo4jCypher:
    """What `queries.server.cypher.AskCypher` is, over a Neo4j server."""

    def __init__(self, driver: neo4j.AsyncDriver, target: Neo4jTarget, prefix: str, limits: Limits) -> None:
        self._driver = driver
        self._database = target.database
        self._prefix = prefix
        self._limits = limits

    async def __call__(self, asked: CypherRequest, request: Request) -> Response:
        text = with_prefix(asked.query, self._prefix)
        table = await unless_gone(request, self._answer(CypherRequest(text, asked.parameters)))
        return Response(msgspec.json.encode(table), headers={"Cache-Control": "no-store"}, media_type=JSON)

    async def _answer(self, asked: CypherRequest) -> Table:
        seconds = self._limits.seconds
        try:
            async with (
                asyncio.timeout(seconds + GRACE_SECONDS),
                self._driver.session(
                    database=self._database, default_access_mode=neo4j.READ_ACCESS
                ) as session,
            ):
                await self._require_read(session, asked)
                query = neo4j.Query(asked.query, timeout=seconds)
                return await self._table(await session.run(query, asked.parameters))
        except TimeoutError:
            raise self._stopped() from None
        except (ServiceUnavailable, AuthError, DriverError) as error:
            raise Refused(503, f"Neo4j does not answer: {error}") from None
        except Neo4jError as error:
            raise self._complaint(error) from None
        except (TypeError, ValueError, OverflowError) as error:
            raise Refused(400, f"the parameters cannot be sent to Neo4j: {error}") from None

    async def _require_read(self, session: neo4j.AsyncSession, asked: CypherRequest) -> None:
        if first_word(asked.query) in ("explain", "profile"):
            raise Refused(400, "plans are not shown: ask the query itself")
        explained = neo4j.Query(f"EXPLAIN {asked.query}", timeout=self._limits.seconds)
        summary = await (await session.run(explained, asked.parameters)).consume()
        if summary.query_type != "r":
            raise Refused(400, "the graph can only be read: this query would write to it")
        for operator, details in _operators(summary.plan):
            if operator.startswith(_READS_FILES):
                raise Refused(400, "LOAD is refused: a query reads the graph and no files")
            if operator.startswith(_CALLS) and not details.startswith(_PROCEDURES):
                raise Refused(400, f"CALL is refused, but for {', '.join(_PROCEDURES)}")

    async def _table(self, result: neo4j.AsyncResult) -> Table:
        records = await result.fetch(self._limits.table_rows + 1)
        rows = [tuple(from_neo4j(value, self._prefix) for value in record.values()) for record in records]
        limit = self._limits.table_rows
        return Table(tuple(result.keys()), tuple(rows[:limit]), len(rows) > limit)

    def _complaint(self, error: Neo4jError) -> Refused:
        code = error.code or ""
        if code.endswith(_TIMED_OUT):
            return self._stopped()
        if "OutOfMemory" in code or "MemoryPool" in code:
            return Refused(503, "the query needs more memory than it may have")
        status = 400 if isinstance(error, ClientError) else 503
        return Refused(status, f"the query cannot be answered: {error.message or error}")

    def _stopped(self) -> Refused:
        return Refused(503, f"stopped after {self._limits.seconds:g} s, the limit here: ask for less")


@asynccontextmanager
async def ask_neo4j(target: Neo4jTarget, prefix: str, limits: Limits) -> AsyncIterator[Neo4jCypher]:
    """A connection to the server while the block lasts; `prefix` stands before every label of the graph in
    it. Refused(503) where it does not answer."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what matters is told to who asks
    auth = None if target.user is None else (target.user, target.password)
    async with neo4j.AsyncGraphDatabase.driver(target.uri, auth=auth) as driver:
        try:
            await driver.verify_connectivity()
        except (DriverError, Neo4jError) as error:
            raise Refused(503, f"{target} does not answer: {error}") from None
        yield Neo4jCypher(driver, target, prefix, limits)


def _operators(plan: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Every step of a plan: its name and what it works on."""
    if not plan:
        return []
    details = str(plan.get("args", {}).get("Details", ""))
    children = [found for child in plan.get("children", ()) for found in _operators(child)]
    return [(str(plan.get("operatorType", "")), details), *children]
