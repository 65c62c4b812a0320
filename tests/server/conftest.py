"""A running server over a graph of the example page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.served import Served, serving

from claimgraph import Graph


@pytest.fixture(scope="session")
def example_graph(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The graph of the example page; not to be changed."""
    folder = tmp_path_factory.mktemp("example") / "graph"
    Graph(folder).build([repository / "examples" / "landmark-papers.txt"])
    return folder


@pytest.fixture(scope="session")
def served(example_graph: Path) -> Iterator[Served]:
    """A server with the usual limits; more time, since tests run on busy machines."""
    with serving(example_graph, "--time-limit", "30") as server:
        yield server
