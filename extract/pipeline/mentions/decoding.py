"""From label probabilities to spans: the most probable well-formed sequence of labels (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extract.pipeline.encoder.labels import LABELS
from extract.pipeline.encoder.reading import Floats
from extract.record import ENTITY_TYPES, EntityType

TokenSpan = tuple[int, int, EntityType]
Array = npt.NDArray[np.float64]

_TYPES: dict[str, EntityType] = {type_: type_ for type_ in ENTITY_TYPES}
_NEVER = -1e4
_TINY = 1e-9


def _may_follow(first: str, second: str) -> bool:
    if first[0] in "BI":
        return second[0] in "IL" and second[2:] == first[2:]
    return second[0] in "OBU"


_TRANSITION: Array = np.array([[0.0 if _may_follow(a, b) else _NEVER for b in LABELS] for a in LABELS])
_START: Array = np.array([0.0 if label[0] in "OBU" else _NEVER for label in LABELS])
_END: Array = np.array([0.0 if label[0] in "OLU" else _NEVER for label in LABELS])


def decode(batch: Sequence[Floats]) -> list[list[TokenSpan]]:
    """The spans of each document of a batch, as token offsets."""
    lengths = [len(probabilities) for probabilities in batch]
    size = max(lengths, default=0)
    if not size:
        return [[] for _ in batch]
    score = np.zeros((len(batch), size, len(LABELS)))
    for row, probabilities in enumerate(batch):
        score[row, : lengths[row]] = np.log(probabilities + _TINY)
    best = _START + score[:, 0]
    back = np.zeros((size, len(batch), len(LABELS)), dtype=np.int8)
    final = np.zeros((len(batch), len(LABELS)))
    for position in range(size):
        if position:
            reached = best[:, :, None] + _TRANSITION
            back[position] = reached.argmax(axis=1)
            best = reached.max(axis=1) + score[:, position]
        for row in [row for row, length in enumerate(lengths) if length == position + 1]:
            final[row] = best[row] + _END
    return [
        list(_spans(_trace(final[row], back[: lengths[row], row]))) if lengths[row] else []
        for row in range(len(batch))
    ]


def _trace(final: Array, back: npt.NDArray[np.int8]) -> list[str]:
    label = int(final.argmax())
    labels = [label]
    for pointers in back[:0:-1]:
        label = int(pointers[label])
        labels.append(label)
    return [LABELS[label] for label in reversed(labels)]


def _spans(labels: list[str]) -> Iterator[TokenSpan]:
    start = 0
    for index, label in enumerate(labels):
        if label[0] in "BU":
            start = index
        if label[0] in "LU":
            yield start, index + 1, _TYPES[label[2:]]


def span_probabilities(probabilities: Floats, start: int, end: int) -> Array:
    """How probable a span is in each type: of the product of its labels' probabilities, the geometric mean,
    counted as if it had two tokens, so that long names are not punished."""
    length = end - start
    if length == 1:
        return np.asarray(probabilities[start, _UNIT], dtype=np.float64)
    product = probabilities[start, _BEGIN].astype(np.float64) * probabilities[end - 1, _LAST]
    if length > 2:
        product = product * probabilities[start + 1 : end - 1][:, _INSIDE].prod(axis=0)
        product = product ** (2 / length)
    return np.asarray(product)


_BEGIN, _INSIDE, _LAST, _UNIT = (
    np.array([LABELS.index(f"{place}-{type_}") for type_ in ENTITY_TYPES]) for place in "BILU"
)


def likely_spans(probabilities: Floats, floor: float, longest: int) -> set[tuple[int, int]]:
    """Spans of up to `longest` tokens whose probability in some type reaches the floor."""
    unit = probabilities[:, _UNIT].max(axis=1)
    begins = probabilities[:, _BEGIN].max(axis=1)
    lasts = probabilities[:, _LAST].max(axis=1)
    found = {(int(i), int(i) + 1) for i in np.flatnonzero(unit > floor)}
    ends = np.flatnonzero(lasts > floor)
    for start in np.flatnonzero(begins > floor):
        for last in ends[(ends > start) & (ends < start + longest)]:
            span = int(start), int(last) + 1
            if span_probabilities(probabilities, *span).max() > floor:
                found.add(span)
    return found
