"""The description of the JSON API (OpenAPI 3.1), from the types that requests are read into and answers are
written from."""

from __future__ import annotations

from typing import Any

import msgspec

from queries.catalog import Question, catalog
from queries.server.api import LANGUAGE, QueryRequest, QuestionList
from queries.server.cypher import CypherRequest
from queries.server.responses import Problem
from queries.server.tables import JSON, Table
from queries.views.catalog import VIEWS, View

Schema = dict[str, Any]
_REFERENCE = "#/components/schemas/{name}"
_TAG = "type"
"""What tells the questions of views apart, once they have been read."""
_FAULTS = {
    304: "The answer is what the client has already, by its entity tag",
    400: "The question cannot be answered as it is; the detail says why",
    404: "The graph has nothing of that name",
    413: "The request is too large",
    415: "The request has the wrong media type",
    503: "The answer takes more time, rows or memory than it may, or too many ask at once",
}


def openapi(version: str) -> Schema:
    """The document. `version` is that of claimgraph."""
    types = [
        *(view.answer for view in VIEWS),
        *(view.question for view in VIEWS),
        QuestionList,
        QueryRequest,
        CypherRequest,
        Table,
        Problem,
    ]
    _, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    questions = [components.pop(view.question.__name__) for view in VIEWS]
    paths = {
        f"/api/{view.name}": _posted_view(view, question) if view.is_posted else _view(view, question)
        for view, question in zip(VIEWS, questions, strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "claimgraph",
            "version": version,
            "summary": "What research papers claim, for reading",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths | _question_paths() | _query_paths(),
        "components": {"schemas": components},
    }


def _view(view: View, question: Schema) -> Schema:
    required = question.get("required", [])
    parameters = [
        {"name": name, "in": "query", "required": name in required, **_parameter(schema)}
        for name, schema in question["properties"].items()
        if name != _TAG
    ]
    operation = {
        "operationId": view.name,
        "summary": view.summary,
        "description": question["description"],
        "parameters": parameters,
        "responses": _responses(view.answer.__name__, 304, 400, 404, 503),
    }
    return {"get": operation}


def _posted_view(view: View, question: Schema) -> Schema:
    properties = {name: schema for name, schema in question["properties"].items() if name != _TAG}
    required = [name for name in question.get("required", ()) if name != _TAG]
    body = question | {"properties": properties, "required": required}
    operation = {
        "operationId": view.name,
        "summary": view.summary,
        "requestBody": {"required": True, "content": {JSON: {"schema": body}}},
        "responses": _responses(view.answer.__name__, 400, 413, 415, 503),
    }
    return {"post": operation}


def _parameter(schema: Schema) -> Schema:
    """A schema as that of a parameter, which is absent where a field is null."""
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    plain = choices[0] if len(choices) == 1 else schema
    described = {key: value for key, value in plain.items() if key != "description"}
    return {"schema": described, "description": plain.get("description", "")}


def _question_paths() -> Schema:
    list_ = {
        "operationId": "questions",
        "summary": "The named questions",
        "responses": _responses("QuestionList", 304),
    }
    questions = {f"/api/questions/{question.name}": {"get": _question(question)} for question in catalog()}
    return {"/api/questions": {"get": list_}, **questions}


def _question(question: Question) -> Schema:
    language = {
        "name": LANGUAGE,
        "in": "query",
        "description": "the language in which it is asked; the rows are the same",
        "schema": {"enum": ["cypher", "sparql"], "default": "cypher"},
    }
    parameters = [
        {
            "name": parameter.name,
            "in": "query",
            "required": parameter.default is None,
            "description": parameter.description,
            "schema": {"type": "string"}
            | ({} if parameter.default is None else {"default": parameter.default}),
        }
        for parameter in question.parameters
    ]
    return {
        "operationId": f"question-{question.name}",
        "summary": question.summary,
        "tags": [question.group],
        "parameters": [language, *parameters],
        "responses": _responses("Table", 304, 400, 503),
    }


def _query_paths() -> Schema:
    query = {
        "operationId": "query",
        "summary": "Ask a query of one's own, as a table",
        "requestBody": _body("QueryRequest"),
        "responses": _responses("Table", 400, 413, 415, 503),
    }
    cypher = {
        "operationId": "cypher",
        "summary": "Ask a Cypher query",
        "requestBody": _body("CypherRequest"),
        "responses": _responses("Table", 400, 413, 415, 503),
    }
    return {"/api/query": {"post": query}, "/cypher": {"post": cypher}}


def _body(name: str) -> Schema:
    return {"required": True, "content": {JSON: {"schema": _reference(name)}}}


def _responses(answer: str, *faults: int) -> Schema:
    good = {"description": "The answer", "content": {JSON: {"schema": _reference(answer)}}}
    content = {"application/problem+json": {"schema": _reference("Problem")}}
    described = {str(status): {"description": _FAULTS[status], "content": content} for status in faults}
    described.get("304", {}).pop("content", None)
    return {"200": good} | described


def _reference(name: str) -> Schema:
    return {"$ref": _REFERENCE.format(name=name)}
