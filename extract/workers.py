"""Processes that share work, and end when the one that started them does.

The executor of the standard library leaves its processes waiting for ever, each with the pipeline in memory,
where their parent is killed (python/cpython#111873); and one that fits a network would go on for hours, and
write beside the one that takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def workers(count: int, start: Callable[..., None] | None = None, *arguments: Any) -> ProcessPoolExecutor:
    """An executor of so many processes; each calls `start` first. They import what they need anew, so that no
    thread or lock of the parent comes along."""
    return ProcessPoolExecutor(
        count,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(start, *arguments),
    )


def _begin(start: Callable[..., None] | None, *arguments: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start:
        start(*arguments)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)  # nobody is left to take a result or an error
