"""`/api`: what the explorer shows, as JSON. Every view, every named question, and any query as a table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.catalog import bind_sparql, catalog, find_question
from queries.errors import QueryError
from queries.runner import Query
from queries.server import requests
from queries.server.answers import Refused
from queries.server.cypher import AskCypher, CypherRequest
from queries.server.pool import Pool
from queries.server.responses import REVALIDATE, answered, entity_tag, is_current, not_modified, problem
from queries.server.sparql_reader import SparqlTable
from queries.server.tables import JSON
from queries.views.catalog import VIEWS, View

Handler = Callable[[Request], Awaitable[Response]]
LanguageName = Literal["cypher", "sparql"]
LANGUAGE = "lang"
"""The parameter that chooses the language of a named question."""


class ParameterInfo(msgspec.Struct, frozen=True):
    """What a question leaves open; a value has to be given where there is no default."""

    name: str
    description: str
    default: str | None


class QuestionInfo(msgspec.Struct, frozen=True):
    """A named question, for whom it is, and its text in both languages."""

    name: str
    summary: str
    group: str
    parameters: list[ParameterInfo]
    cypher: str
    sparql: str


class QuestionList(msgspec.Struct, frozen=True):
    """All named questions, by name."""

    questions: list[QuestionInfo]


class QueryRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query that reads, in either language. Only Cypher takes parameters."""

    language: LanguageName
    query: Annotated[str, Meta(min_length=1, examples=["ASK { ?paper a cg:Paper }"])]
    parameters: dict[str, Any] = {}


@dataclass(frozen=True)
class Backends:
    """What answers: processes for views and for SPARQL, and whatever is asked in Cypher."""

    views: Pool
    sparql: Pool
    ask_cypher: AskCypher


def api_routes(backends: Backends) -> list[Route]:
    """The routes below `/api`, but for the description of them."""
    routes = [
        Route(f"/api/{view.name}", _plainly(_posted_view(view, backends.views)), methods=["POST"])
        if view.is_posted
        else Route(f"/api/{view.name}", _plainly(_view(view, backends.views)))
        for view in VIEWS
    ]
    return [
        *routes,
        Route("/api/questions", _plainly(_questions)),
        Route("/api/questions/{name}", _plainly(_question(backends))),
        Route("/api/query", _plainly(_query(backends)), methods=["POST"]),
    ]


def _plainly(handler: Handler) -> Handler:
    """Refusals become problem documents."""

    async def respond(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refused:
            return problem(refused.status, refused.message)
        except QueryError as error:
            return problem(400, str(error))

    return respond


def _view(view: View, pool: Pool) -> Handler:
    async def show(request: Request) -> Response:
        question = _from_address(request, view.question)
        return await _cached(pool, question, request)

    return show


def _posted_view(view: View, pool: Pool) -> Handler:
    async def show(request: Request) -> Response:
        question = await requests.json(request, pool.limits, view.question)
        return await answered(pool, question, request, {"Cache-Control": "no-store"})

    return show


async def _cached(pool: Pool, question: msgspec.Struct, request: Request) -> Response:
    tag = entity_tag(pool, question)
    if is_current(request, tag):
        return not_modified(tag)
    headers = {"Cache-Control": REVALIDATE, "ETag": tag}
    return await answered(pool, question, request, headers, keep=True)


def _from_address(request: Request, type_: type[msgspec.Struct]) -> msgspec.Struct:
    """The parameters of the address as that type. Refused(400) names the parameter at fault."""
    given = _parameters(request)
    fields = {field.name: field for field in msgspec.structs.fields(type_)}
    values: dict[str, Any] = {}
    for name, value in given:
        if name not in fields:
            raise Refused(400, f"there is no parameter {name}; there is {', '.join(fields) or 'none'}")
        if _takes_many(fields[name].type):
            values.setdefault(name, []).append(value)
        elif name in values:
            raise Refused(400, f"the parameter {name} is given twice")
        else:
            values[name] = value
    try:
        return msgspec.convert(values, type_, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(400, str(error)) from None


def _parameters(request: Request) -> Sequence[tuple[str, str]]:
    try:
        return parse_qsl(request.url.query, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise Refused(400, f"the parameters cannot be read: {error}") from None


def _takes_many(type_: object) -> bool:
    plain = get_args(type_)[0] if get_origin(type_) is Annotated else type_
    return get_origin(plain) is list


async def _questions(request: Request) -> Response:
    infos = [
        QuestionInfo(
            question.name,
            question.summary,
            question.group,
            [ParameterInfo(p.name, p.description, p.default) for p in question.parameters],
            question.cypher,
            question.sparql,
        )
        for question in catalog()
    ]
    return Response(msgspec.json.encode(QuestionList(infos)), media_type=JSON)


def _question(backends: Backends) -> Handler:
    async def ask(request: Request) -> Response:
        try:
            question = find_question(request.path_params["name"])
        except QueryError as error:
            raise Refused(404, str(error)) from None
        given = dict(_parameters(request))
        language = _language(given.pop(LANGUAGE, "cypher"))
        values = Query(question.text(language), language, question.parameters).values(given)
        if language == "sparql":
            return await _cached(backends.sparql, SparqlTable(bind_sparql(question.sparql, values)), request)
        return await backends.ask_cypher(CypherRequest(question.cypher, dict(values)), request)

    return ask


def _language(text: str) -> LanguageName:
    try:
        language: LanguageName = msgspec.convert(text, LanguageName)
        return language
    except msgspec.ValidationError:
        raise Refused(400, f"{LANGUAGE} is cypher or sparql, not {text}") from None


def _query(backends: Backends) -> Handler:
    async def ask(request: Request) -> Response:
        asked = await requests.json(request, backends.sparql.limits, QueryRequest)
        if asked.language == "cypher":
            return await backends.ask_cypher(CypherRequest(asked.query, asked.parameters), request)
        if asked.parameters:
            raise Refused(400, "a SPARQL query takes no parameters")
        headers = {"Cache-Control": "no-store"}
        return await answered(backends.sparql, SparqlTable(asked.query), request, headers)

    return ask
