"""Leaving out what is not sure enough."""

from __future__ import annotations

import msgspec

from extract.record import Record


def at_least(record: Record, minimum: float) -> Record:
    """The record without the entities, results and comparisons of a confidence below `minimum`, from 0 to 1.

    A claim that stays keeps its names, also those of entities that fall out: its own confidence says how sure
    they are as part of it.
    """
    return msgspec.structs.replace(
        record,
        entities=tuple(entity for entity in record.entities if entity.confidence >= minimum),
        results=tuple(result for result in record.results if result.confidence >= minimum),
        comparisons=tuple(item for item in record.comparisons if item.confidence >= minimum),
    )


def statements(record: Record) -> int:
    """How many entities, results and comparisons the record has."""
    return len(record.entities) + len(record.results) + len(record.comparisons)
