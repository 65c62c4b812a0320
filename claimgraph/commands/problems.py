"""What could not be read, an entry or a field of one: said at once, counted, an error under --strict."""

from __future__ import annotations

import typer

from claimgraph.console import warn
from extract.readers import Problem


class ProblemLog:
    """Warns of each problem as it comes and remembers how many there were."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, problem: Problem) -> None:
        warn(str(problem))
        self.count += 1

    def summary(self) -> str:
        """The end of a closing line."""
        if not self.count:
            return ""
        return f", {self.count} problem{'' if self.count == 1 else 's'}"

    def exit_if(self, strict: bool) -> None:
        """Under --strict, end with status 1 if there was any problem."""
        if strict and self.count:
            raise typer.Exit(1)
