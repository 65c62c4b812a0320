"""Chromium, as the system has it, for tests of pages. Nothing that it shows comes from another host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from servers.maven import MissingProgramError

ARGUMENTS = (
    "--no-sandbox",  # tests may run as root
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


GIVEN_UP = "net::ERR_ABORTED"
"""A page that is left, or that has a newer question, gives up what it was loading."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window. Raises MissingProgramError."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise MissingProgramError("chromium is not installed; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def clean_page(browser: Browser, *, offline: bool = False, base_url: str | None = None) -> Iterator[Page]:
    """A page of its own. Fails afterwards if it complained on its console, had an error, could not load what
    it had not given up itself, or asked another host for anything."""
    viewport: ViewportSize = {"width": 1280, "height": 800}
    context = browser.new_context(offline=offline, base_url=base_url, viewport=viewport)
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: (
            None if request.failure == GIVEN_UP else complaints.append(f"not loaded: {request.url}")
        ),
    )
    page.on(
        "request",
        lambda request: complaints.append(f"asked: {request.url}") if _is_foreign(request.url) else None,
    )
    try:
        yield page
    finally:
        context.close()
    assert not complaints, complaints


def _is_foreign(url: str) -> bool:
    own = ("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "http://localhost:", "http://[::1]:")
    return not url.startswith(own)
