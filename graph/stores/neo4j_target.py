"""Where a Neo4j database is, and who logs in to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ADDRESS = re.compile(
    r"(neo4j|bolt)(\+s|\+ssc)?://(?:[^:/?#\[\]]+|\[[\da-f:.]+\])(:\d+)?/?(\?.*)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Neo4jTarget:
    """Where a database is. Without `user` no credentials are sent; without `database` it is the user's own.

    The password is never part of what is printed. ValueError for an address that Neo4j has not.
    """

    uri: str
    user: str | None = None
    password: str = field(default="", repr=False)
    database: str | None = None

    def __post_init__(self) -> None:
        if "@" in self.uri:
            raise ValueError("the address holds a user or password, which every user of this machine can see")
        if not _ADDRESS.fullmatch(self.uri):
            raise ValueError(f"{self.uri!r} is no address of Neo4j, as neo4j://localhost:7687 is one")

    def __str__(self) -> str:
        return f"{self.uri}, database {self.database}" if self.database else self.uri
