"""Count how papers spell abbreviations out, and write the table that `graph.resolution.abbreviations` reads.

    python -m graph.resolution.mine_abbreviations RECORDS.jsonl -o abbreviations.tsv

A paper counts once for a pair. A long form counts under its commonest spelling.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extract.record import Entity, EntityType, Record
from graph.names import clean_name, is_abbreviation, is_placeholder, name_key
from graph.records import read_records
from graph.resolution.abbreviations import COLUMNS, FILE, CustomaryReading, Short
from graph.resolution.keys import bare_name, entity_key

MIN_PAPERS = 2
"""A long form that one paper alone gives may be that paper's own."""


class _Spelled(NamedTuple):
    short: Short
    long: str
    """Its key."""


def mine(records: Iterable[Record], min_papers: int = MIN_PAPERS) -> list[CustomaryReading]:
    """The readings that at least `min_papers` papers spell out, sorted."""
    papers: Counter[_Spelled] = Counter()
    spelled_out: Counter[Short] = Counter()
    long_forms: dict[_Spelled, Counter[str]] = defaultdict(Counter)
    short_forms: dict[Short, Counter[str]] = defaultdict(Counter)
    for record in records:
        pairs = {pair for entity in record.entities for pair in _pairs(entity)}
        for type_, short, long in pairs:
            key = Short(type_, name_key(short))
            short_forms[key][_singular(short)] += 1
            long_forms[_Spelled(key, entity_key(type_, long))][_singular(long)] += 1
        found = {_Spelled(Short(t, name_key(s)), entity_key(t, long)) for t, s, long in pairs}
        papers.update(found)
        spelled_out.update({pair.short for pair in found})
    return sorted(
        CustomaryReading(
            pair.short.type, _commonest(short_forms[pair.short]), _commonest(long_forms[pair]), count, total
        )
        for pair, count in papers.items()
        if count >= min_papers and (total := spelled_out[pair.short])
    )


def write(readings: Iterable[CustomaryReading], path: Path) -> None:
    """Write the table."""
    lines = ("\t".join(map(str, row)) for row in (COLUMNS, *readings))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _pairs(entity: Entity) -> Iterator[tuple[EntityType, str, str]]:
    """Abbreviation and long form as the paper has them, where both name the entity."""
    forms = {bare_name(entity.type, clean_name(m.text)) for m in entity.mentions} | {clean_name(entity.name)}
    plain = [form for form in forms if form and not is_placeholder(form) and not set("\\$\t") & set(form)]
    for short in plain:
        long = [form for form in plain if is_abbreviation(short, form)]
        if long:
            yield entity.type, short, max(long, key=lambda form: (len(name_key(form)), form))


def _singular(form: str) -> str:
    """The form as it would stand in the singular, near enough to show."""
    return form[:-1] if form.endswith("s") and name_key(form) == name_key(form[:-1]) else form


def _commonest(forms: Counter[str]) -> str:
    return max(forms, key=lambda form: (forms[form], form.islower(), form))


def main() -> None:
    """Run as a module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    arguments = parser.parse_args()
    write(mine(read_records(arguments.records)), arguments.output)


if __name__ == "__main__":
    main()
