"""What the tests of the readers share: content in, papers and problems out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.paper import Paper
from extract.readers import Problem, read_papers


class Reading(NamedTuple):
    papers: list[Paper]
    problems: list[Problem]

    @property
    def titles(self) -> list[str]:
        return [paper.title for paper in self.papers]

    @property
    def lines(self) -> list[int | None]:
        return [problem.line for problem in self.problems]


Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read content as if it stood in a file of a name that says nothing."""
    folder = tmp_path_factory.mktemp("readers")
    numbers = itertools.count()

    def read_content(content: str | bytes, as_of: date | None = None) -> Reading:
        file: Path = folder / f"input{next(numbers)}"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        items = list(read_papers([file], as_of=as_of))
        file.unlink()
        return Reading(
            papers=[item for item in items if isinstance(item, Paper)],
            problems=[item for item in items if isinstance(item, Problem)],
        )

    return read_content
