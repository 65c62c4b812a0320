"""The explorer over the graph of the example page, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from servers.chromium import clean_page
from servers.npm import package
from servers.served import Served, serving

AXE_VERSION = "4.14.1"
PATIENCE = 30_000  # milliseconds, on a machine with much else to do

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def explorer(landmark_graph: Path) -> Iterator[Served]:
    with serving(landmark_graph) as server:
        yield server


@pytest.fixture
def page(chromium: Browser, explorer: Served) -> Iterator[Page]:
    """A page whose addresses are those of the explorer. It may not complain about anything."""
    with clean_page(chromium, base_url=explorer.url) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what keeps people from using a page."""
    return (package("axe-core", AXE_VERSION) / "axe.min.js").read_text(encoding="utf-8")
