"""Why a name is held to be one of a node: what resolution wrote down when it took it for that."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Row = dict[str, Any]


class NameReasons:
    """The table of `graph.resolution.provenance`; empty for a graph whose builder kept none."""

    def __init__(self, names: pa.Table) -> None:
        self._names = names

    def of(self, node: str) -> dict[str, tuple[str, list[str]]]:
        """By spelling: the reason in words, and the ids of some papers that say so."""
        rows: list[Row] = self._names.filter(pc.equal(self._names["node"], node)).to_pylist()
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            for spelling in row["spellings"]:
                found[spelling].append(row)
        return {spelling: _reason(spelling, rows[0]) for spelling, rows in found.items()}


def _reason(spelling: str, row: Row) -> tuple[str, list[str]]:
    papers: list[str] = row["evidence_examples"]
    if spelling != row["name"]:
        return f"another spelling of {row['name']}", []
    match row["rule"]:
        case "name":
            return "the name of the node", []
        case "vocabulary":
            return f"the vocabulary knows it as {row['to']}", []
        case "abbreviation":
            return f"abbreviates {row['to']} in {_count(row['evidence'])}", papers
        case "custom":
            return f"customary abbreviation of {row['to']}", []
        case "decision":
            return f"decided: {row['decision']}", []
        case "spelling":
            return f"another spelling of {row['to']}", papers
    return f"stands beside {row['to']} in {_count(row['evidence'])}", papers


def _count(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers} papers"
