"""An answer as one JSON table: what `/cypher` and the JSON API give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from queries.server.answers import AnswerWriter
from queries.values import Value

JSON = "application/json"
_encoder = msgspec.json.Encoder()


class Table(msgspec.Struct, frozen=True):
    """Names of the columns, and rows in the order that the query asks for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    """Whether there are more rows than the server gives."""


def write_table(
    columns: Iterable[str], rows: Iterator[Iterable[Value]], limit: int, out: AnswerWriter
) -> None:
    """Write a table of at most `limit` rows, row by row."""
    out.head(JSON)
    out.write(b'{"columns":' + _encoder.encode(list(columns)) + b',"rows":[')
    for number, row in enumerate(rows):
        if number == limit:
            out.write(b'],"truncated":true}')
            return
        out.write((b"," if number else b"") + _encoder.encode(list(row)))
    out.write(b'],"truncated":false}')
