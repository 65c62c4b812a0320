"""The server does what its description says, for whatever the description allows and for what it does not."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from servers.served import Served

from queries.catalog import catalog
from queries.views.catalog import VIEWS

schema = schemathesis.pytest.from_fixture("description")
_A_TEXT_IS_NO_QUERY = [positive_data_acceptance]


@pytest.fixture(scope="session")
def description(served: Served) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{served.url}/api/openapi.json")


@schema.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_keeps_to_its_description(case: schemathesis.Case) -> None:
    takes_queries = case.operation.path in ("/cypher", "/api/query")
    case.call_and_validate(excluded_checks=_A_TEXT_IS_NO_QUERY if takes_queries else None)


def test_everything_is_described(served: Served) -> None:
    paths = served.json("/api/openapi.json")["paths"]
    expected = {f"/api/{view.name}" for view in VIEWS} | {f"/api/questions/{q.name}" for q in catalog()}
    assert expected <= paths.keys()
    for methods in paths.values():
        for operation in methods.values():
            assert operation["summary"]
            assert all(parameter["description"] for parameter in operation.get("parameters", ()))
