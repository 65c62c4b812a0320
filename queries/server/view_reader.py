"""Answers what the explorer shows, from the tables of one state of the graph."""

from __future__ import annotations

from functools import reduce
from operator import or_

import msgspec

from graph.directory import Snapshot
from queries.server.answers import AnswerWriter, Refused
from queries.server.settings import Limits
from queries.server.tables import JSON
from queries.views.catalog import VIEWS, Views
from queries.views.errors import NotInGraph

_QUESTION = msgspec.msgpack.Decoder(reduce(or_, (view.question for view in VIEWS)))
_encoder = msgspec.json.Encoder()


class ViewReader:
    """Arranges the tables of a snapshot. Raises CorruptGraph."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        self._views = Views(snapshot)

    def answer(self, question: bytes, out: AnswerWriter) -> None:
        try:
            answer = self._views.show(_QUESTION.decode(question))
        except NotInGraph as error:
            raise Refused(404, str(error.args[0])) from None
        out.head(JSON)
        out.write(_encoder.encode(answer))
