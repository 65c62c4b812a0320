"""Answers Cypher queries from the Ladybug database of one state of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ladybug
import msgspec

from graph.directory import Snapshot
from graph.stores.embedded import LadybugFile
from queries.errors import QueryError
from queries.server.answers import AnswerWriter, Refused
from queries.server.settings import MIB, Limits
from queries.server.tables import write_table
from queries.syntax import require_one_cypher_read
from queries.values import Value, from_cypher

THREADS = 2
"""Of one query: the processors are for all who ask."""


class CypherTable(msgspec.Struct, frozen=True):
    """A query to be answered as `queries.server.tables.Table`."""

    query: str
    parameters: dict[str, Any]


_QUESTION = msgspec.msgpack.Decoder(CypherTable)


class CypherReader:
    """Opens the database of a snapshot. Raises CorruptGraph."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        snapshot.ladybug().close()  # tells what is wrong with it, if anything is
        self._limits = limits
        self._database = ladybug.Database(
            str(snapshot.path / LadybugFile.file),
            read_only=True,
            buffer_pool_size=limits.memory_mib * MIB,
            max_num_threads=THREADS,
        )

    def answer(self, question: bytes, out: AnswerWriter) -> None:
        asked = _QUESTION.decode(question)
        require_one_cypher_read(asked.query)
        connection = ladybug.Connection(self._database)  # a new one: none leaves settings behind
        try:
            result = connection.execute(asked.query, asked.parameters)
            assert not isinstance(result, list)  # which only several statements give
            write_table(result.get_column_names(), _rows(result), self._limits.table_rows, out)
            result.close()
        except ConnectionError:
            raise  # of the one who reads the answer
        except (RuntimeError, TypeError, ValueError, OverflowError) as error:
            raise _complaint(str(error)) from error
        finally:
            connection.close()


def _rows(result: ladybug.QueryResult) -> Iterator[list[Value]]:
    while result.has_next():
        yield [from_cypher(value) for value in result.get_next()]


def _complaint(message: str) -> Exception:
    if "read-only database" in message:
        return QueryError("the graph can only be read: this query would write to it")
    if message.startswith("Buffer manager exception"):
        return Refused(503, "the query needs more memory than it may have")
    return QueryError(f"the query cannot be answered: {message.strip()}")
