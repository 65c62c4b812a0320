"""Answers what the explorer shows, from the tables of one state of the graph."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_

import msgspec

from graph.directory import Snapshot
from queries.server.answers import AnswerWriter, Refused
from queries.server.settings import Limits
from queries.server.tables import JSON
from queries.views.catalog import VIEWS, Views
from queries.views.errors import NotInGraph

_QUESTION = msgspec.msgpack.Decoder(reduce(or_, (view.question for view in VIEWS)))
REMEMBERED = 32
"""Answers that are kept, the last ones: a layout takes a second, and a page is often looked at again."""
_encoder = msgspec.json.Encoder()


class ViewReader:
    """Arranges the tables of a snapshot. Raises CorruptGraph."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        self._views = Views(snapshot)
        self._shown = lru_cache(REMEMBERED)(self._show)

    def answer(self, question: bytes, out: AnswerWriter) -> None:
        try:
            content = self._shown(question)
        except NotInGraph as error:
            raise Refused(404, str(error.args[0])) from None
        out.head(JSON)
        out.write(content)

    def _show(self, question: bytes) -> bytes:
        return _encoder.encode(self._views.show(_QUESTION.decode(question)))
