"""The `claimgraph` command. Each subcommand is one module of `claimgraph.commands`."""

from __future__ import annotations

import sys

import typer

from claimgraph.commands import (
    build,
    compare,
    evaluate,
    export,
    extract,
    inspect,
    leaderboard,
    load,
    merges,
    query,
    resolve,
    serve,
    show,
    train,
)
from claimgraph.console import complain
from claimgraph.errors import EXPECTED_ERRORS

app = typer.Typer(
    name="claimgraph",
    help="Research papers to a knowledge graph of methods, datasets, tasks, metrics and numeric claims, "
    "each with the sentence behind it. Offline, deterministic, at no cost.",
    epilog="Example: claimgraph build examples/landmark-papers.txt --graph papers",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_COMMANDS = (
    extract,
    build,
    query,
    leaderboard,
    compare,
    resolve,
    merges,
    show,
    inspect,
    load,
    export,
    serve,
    evaluate,
    train,
)
for module in _COMMANDS:
    module.register(app)


def main() -> None:
    """Run the command; what can be expected to go wrong ends in one clear line and exit status 1."""
    try:
        app()
    except EXPECTED_ERRORS as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
