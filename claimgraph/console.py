"""What the command says to a person: notes, complaints and progress, all on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

_Item = TypeVar("_Item")
_stderr = Console(stderr=True, highlight=False, soft_wrap=True)


def note(message: str) -> None:
    """A plain line of information."""
    _stderr.print(message, markup=False)


def complain(message: str) -> None:
    """What went wrong, in one line."""
    _stderr.print("error:", style="bold red", end=" ")
    _stderr.print(message, markup=False)


def warn(message: str) -> None:
    """What was skipped or looks wrong, and did not stop the work."""
    _stderr.print("warning:", style="yellow", end=" ")
    _stderr.print(message, markup=False)


def with_progress(items: Iterable[_Item], description: str) -> Iterator[_Item]:
    """The same items, counted in a moving line on a terminal; nothing is shown elsewhere."""
    if not _stderr.is_terminal:
        yield from items
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_stderr, transient=True) as progress:
        task = progress.add_task(description, total=None)
        for item in items:
            yield item
            progress.advance(task)


@contextmanager
def working(description: str) -> Iterator[Callable[[str], None]]:
    """A spinner on a terminal while long work runs; gives a function that names the stage it has come to."""
    if not _stderr.is_terminal:
        yield lambda stage: None
        return
    with _stderr.status(description) as status:
        yield lambda stage: status.update(f"{description}: {stage}")
