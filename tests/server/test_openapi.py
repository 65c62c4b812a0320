"""The server does what its description says, for whatever the description allows and for what it does not."""

from __future__ import annotations

from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance
from servers.served import Served

from queries.catalog import catalog
from queries.views.catalog import VIEWS

EXAMPLES = 8
"""Requests an operation and mode."""


@pytest.fixture(scope="module")
def description(served: Served) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{served.url}/api/openapi.json")


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_the_server_keeps_to_its_description(
    description: schemathesis.BaseSchema, mode: GenerationMode
) -> None:
    for found in description.get_all_operations():
        _hold_to_description(found.ok(), mode)


def _hold_to_description(operation: APIOperation, mode: GenerationMode) -> None:
    # That a text fits the description does not make it a query, nor is 12.0 a whole number to us.
    excluded = [positive_data_acceptance] if operation.method.upper() == "POST" else []

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=excluded, timeout=120)

    with suppress(Unsatisfiable):  # what takes no parameters has no wrong ones
        check()


def test_everything_is_described(served: Served) -> None:
    paths = served.json("/api/openapi.json")["paths"]
    expected = {f"/api/{view.name}" for view in VIEWS} | {f"/api/questions/{q.name}" for q in catalog()}
    assert expected <= paths.keys()
    assert all(operation["summary"] for methods in paths.values() for operation in methods.values())
