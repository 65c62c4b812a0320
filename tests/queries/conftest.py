"""The graph that all questions are put to."""

from __future__ import annotations

import pytest
from question_graph import OpenStores, sample, write_stores


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> OpenStores:
    return write_stores(tmp_path_factory.mktemp("graph"), sample())
