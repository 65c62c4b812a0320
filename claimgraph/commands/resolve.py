"""`claimgraph resolve`: names to entities and families."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import msgspec
import typer

from claimgraph import api
from claimgraph.commands.options import Strict
from claimgraph.commands.output import output_stream
from claimgraph.commands.problems import ProblemLog
from claimgraph.console import note
from extract.readers import Problem
from extract.record import EntityType
from graph.resolution.given_names import GivenName, ResolvedName


class _Row(msgspec.Struct):
    type: EntityType
    name: str


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: claimgraph resolve names.jsonl -o resolved.jsonl --graph papers")(resolve)


def resolve(
    names: Annotated[
        str,
        typer.Argument(metavar="NAMES", help="JSON lines with `type` and `name`; - reads standard input."),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Where the answers go; - is standard output."),
    ] = "-",
    graph: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A graph whose papers and nodes say what names stand for."),
    ] = None,
    strict: Strict = False,
) -> None:
    """Say which entity each name is, what it is called, and of what it is a version, size, split or form."""
    problems = ProblemLog()
    with _lines(names) as lines:
        given = list(_given(lines, names, problems))
    known = api.Graph(graph).resolve(given) if graph else api.resolve(given)
    with output_stream(output) as stream:
        for resolved in known:
            stream.write(_json(resolved) + b"\n")
    note(f"{len(given)} names resolved{problems.summary()}")
    problems.exit_if(strict)


@contextmanager
def _lines(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        yield file


def _given(lines: IO[bytes], source: str, problems: ProblemLog) -> Iterator[GivenName]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=_Row)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.add(Problem(source, number, str(error)))
        else:
            yield GivenName(row.type, row.name)


def _json(resolved: ResolvedName) -> bytes:
    return msgspec.json.encode(resolved._asdict())
