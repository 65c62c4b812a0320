"""`/sparql`: the query operation of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/).

Without a query, it describes itself (https://www.w3.org/TR/sparql11-service-description/).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from queries.server import requests
from queries.server.answers import Refused
from queries.server.description import service_description
from queries.server.formats import GRAPH_FORMATS, RESULT_FORMATS
from queries.server.negotiation import choose
from queries.server.pool import Pool
from queries.server.responses import REVALIDATE, answered, entity_tag, is_current, not_modified, plain_problem
from queries.server.sparql_reader import SparqlDocument

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ALLOW = "GET, HEAD, POST, OPTIONS"

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)
"""What differs from one time to the next: an answer with it is not kept."""

Parameters = Sequence[tuple[str, str]]


class SparqlEndpoint:
    """The endpoint over a pool of the role `sparql`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def respond(self, request: Request) -> Response:
        try:
            return await self._answered(request)
        except Refused as refused:
            return plain_problem(refused.status, refused.message, {"Vary": "Accept"})

    async def _answered(self, request: Request) -> Response:
        if request.method == "POST":
            parameters = await self._posted(request)
        else:
            parameters = _parameters(request.url.query)
            if not parameters:
                return service_description(request, self._pool)
        question = _question(parameters, request.headers.get("accept"))
        tag = entity_tag(self._pool, question)
        if request.method != "POST" and is_current(request, tag):
            return not_modified(tag)
        headers = {"Vary": "Accept", "Cache-Control": REVALIDATE, "ETag": tag}
        lasting = _CHANGING.search(question.query) is None
        return await answered(self._pool, question, request, headers, keep=lasting)

    async def _posted(self, request: Request) -> Parameters:
        type_ = requests.media_type(request)
        content = requests.text(await requests.body(request, self._pool.limits))
        if type_ == FORM:
            return _parameters(content)
        if type_ == QUERY:
            in_address = _parameters(request.url.query)
            if any(name in ("query", "update") for name, _ in in_address):
                raise Refused(400, "the query is in the body; there is no room for one in the address")
            return [("query", content), *in_address]
        if type_ == UPDATE:
            raise Refused(403, "the graph can only be read: updates are refused")
        raise Refused(415, f"a query is sent as {FORM} or {QUERY}, not as {type_ or 'something unnamed'}")


def _parameters(text: str) -> Parameters:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise Refused(400, f"the parameters cannot be read: {error}") from None


def _question(parameters: Parameters, accept: str | None) -> SparqlDocument:
    """Refused(400) where there is not exactly one query, 403 for an update, 406 where no format will do."""
    queries = [value for name, value in parameters if name == "query"]
    if any(name == "update" for name, _ in parameters):
        raise Refused(403, "the graph can only be read: updates are refused")
    if len(queries) != 1:
        raise Refused(400, f"exactly one `query` is needed, not {len(queries)}")
    result_type, graph_type = _wanted(accept)
    if result_type is None and graph_type is None:
        raise Refused(406, f"there is {', '.join(dict.fromkeys([*RESULT_FORMATS, *GRAPH_FORMATS]))}")
    return SparqlDocument(
        queries[0],
        result_type,
        graph_type,
        _values(parameters, "default-graph-uri"),
        _values(parameters, "named-graph-uri"),
    )


@lru_cache(maxsize=64)  # a client sends the same one with every query
def _wanted(accept: str | None) -> tuple[str | None, str | None]:
    """The formats of results and of graphs."""
    return choose(accept, RESULT_FORMATS), choose(accept, GRAPH_FORMATS)


def _values(parameters: Parameters, name: str) -> tuple[str, ...] | None:
    return tuple(value for key, value in parameters if key == name) or None
