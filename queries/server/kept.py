"""Short answers that were given and are still true: the same question of the same state of the graph has the
same answer, and who looks at a board asks it again and again."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

import msgspec

KEPT_BYTES = 16 << 20
"""Of all answers that are kept; those that nobody has asked for longest go first."""


class KeptAnswer(NamedTuple):
    """As it goes to the client."""

    media_type: str
    content: bytes


class KeptAnswers:
    """Answers by the version of the graph and the question."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most = most
        self._size = 0
        self._answers: OrderedDict[tuple[str, bytes], KeptAnswer] = OrderedDict()

    def find(self, version: str, question: msgspec.Struct) -> KeptAnswer | None:
        """The answer that this state of the graph has given."""
        try:
            key = _key(version, question)
        except (OverflowError, RecursionError):  # what cannot be asked has no answer
            return None
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, version: str, question: msgspec.Struct, answer: KeptAnswer) -> None:
        """Instead of the oldest, where there is no more room."""
        key = _key(version, question)
        if key in self._answers:
            return
        self._answers[key] = answer
        self._size += _size(key, answer)
        while self._size > self._most:
            self._size -= _size(*self._answers.popitem(last=False))


def _key(version: str, question: msgspec.Struct) -> tuple[str, bytes]:
    return version, msgspec.msgpack.encode(question)


def _size(key: tuple[str, bytes], answer: KeptAnswer) -> int:
    return len(key[1]) + len(answer.content)
