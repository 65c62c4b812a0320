"""Where tests find what they need beside the repository."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from servers.chromium import chromium

from claimgraph import Graph

__all__ = ["chromium", "landmark_graph", "repository", "shared"]

# A busy machine is no fault of the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Annotated papers and real listing pages, which are not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("the annotated papers and pages are not beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def landmark_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph of the example page, for reading."""
    folder = tmp_path_factory.mktemp("landmark") / "graph"
    Graph(folder).build([REPOSITORY / "examples" / "landmark-papers.txt"])
    return folder
