"""Where the vocabulary and its shapes lie."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rdflib import Graph

NAME = "schema.ttl"


def schema_path() -> Path:
    """`schema.ttl`: beside this package's code in an installed distribution, at the top in a checkout.
    Raises FileNotFoundError where neither has it."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package, package.parent):
        if (folder / NAME).is_file():
            return folder / NAME
    raise FileNotFoundError(f"{NAME} is neither in {package} nor in {package.parent}")


@lru_cache(maxsize=1)
def schema_graph() -> Graph:
    """The vocabulary and its shapes, read once; not to be changed."""
    return Graph().parse(schema_path(), format="turtle")
