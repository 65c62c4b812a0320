"""What every export format declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from graph.errors import GraphError
from graph.tables import GraphTables


class UnknownFormat(GraphError):  # noqa: N818 - as the other errors of the graph are named
    """No export format has that name."""


@dataclass(frozen=True)
class ExportOptions:
    """What a user may choose; None where nothing was chosen. A format names those that it takes."""

    base_iri: str | None = None
    """What all IRIs begin with."""
    reifies: bool | None = None
    """Whether to say of nodes about edges, in RDF 1.2, what they speak about."""
    dump_url: str | None = None
    endpoint_url: str | None = None
    """Where the graph is published: as a file, and in SPARQL."""


@dataclass(frozen=True)
class ExportFormat:
    """`write` fills the file, or the empty folder where `folder` is set, at the path that it is given;
    equal tables and options give equal bytes. `options` are the names in ExportOptions that it heeds."""

    name: str
    description: str
    write: Callable[[GraphTables, Path, ExportOptions], None]
    folder: bool = False
    options: frozenset[str] = frozenset()

    def refuse_other_options(self, given: ExportOptions) -> None:
        """Raises ValueError for an option that was given and means nothing to this format."""
        for option in fields(given):
            if option.name not in self.options and getattr(given, option.name) is not None:
                raise ValueError(f"{self.name} takes no option {option.name.replace('_', '-')}")
