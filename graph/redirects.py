"""Where the node is whose id changed.

Ids change when the name that they are made of is joined with another or parted from it. This is the one part
of a graph that is history: it is no function of the records and stands in no table, no store and no export,
so that a graph built anew has the bytes of one that grew. Each generation hands it on to the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graph.errors import CorruptGraph
from graph.paper_names import title_key
from graph.tables import GraphTables

FILE = "redirects.tsv"

Redirects = Mapping[str, str]
"""The id of a node that is, by an id that no node has any more."""


def read_redirects(path: Path) -> dict[str, str]:
    """Those of a file; none where it is missing. Raises CorruptGraph."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found = {}
    for number, line in enumerate(lines, start=1):
        old, tab, new = line.partition("\t")
        if not tab:
            raise CorruptGraph(f"{path}:{number}: two ids with a tab between them are missing")
        found[old] = new
    return found


def write_redirects(path: Path, redirects: Redirects) -> None:
    lines = (f"{old}\t{new}\n" for old, new in sorted(redirects.items()))
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def carried_on(
    redirects: Redirects, old: GraphTables, new: GraphTables, old_names: pa.Table, new_names: pa.Table
) -> dict[str, str]:
    """The redirects after an update: the earlier ones brought up to date, and those of ids that are gone.

    An entity is where most of the papers are that used its names; a paper is where its arXiv identifier or
    its title is. What is nowhere any more has no redirect, and an id that is live again needs none.
    """
    live = {id_ for table in new.nodes.values() for id_ in table["id"].to_pylist()}
    moved = {**_moved_entities(old_names, new_names, live), **_moved_papers(old, new)}
    kept = {id_: moved.get(target, target) for id_, target in redirects.items()}
    return {id_: target for id_, target in (kept | moved).items() if id_ not in live and target in live}


def _moved_entities(old: pa.Table, new: pa.Table, live: set[str]) -> dict[str, str]:
    gone = old.filter(pc.invert(pc.is_in(old["node"], value_set=pa.array(sorted(live), pa.string()))))
    wanted = new.filter(pc.is_in(new["key"], value_set=pc.unique(gone["key"])))
    places: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for type_, key, node, papers in _columns(wanted, "type", "key", "node", "papers"):
        places[type_, key].append((papers, node))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for type_, key, node, papers in _columns(gone, "type", "key", "node", "papers"):
        for _, place in sorted(places.get((type_, key), ()))[-1:]:
            votes[node][place] += papers
    return {node: max(found, key=lambda place: (found[place], place)) for node, found in votes.items()}


def _moved_papers(old: GraphTables, new: GraphTables) -> dict[str, str]:
    before, after = old.nodes["Paper"], new.nodes["Paper"]
    gone = before.filter(pc.invert(pc.is_in(before["id"], value_set=after["id"].combine_chunks())))
    if not gone.num_rows:
        return {}
    by_arxiv: dict[str, str] = {}
    by_title: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for id_, title, arxiv in _columns(after, "id", "title", "arxiv_id"):
        by_title[title_key(title)].append((id_, arxiv))
        if arxiv:
            by_arxiv[arxiv] = id_
    moved = {}
    for id_, title, arxiv in _columns(gone, "id", "title", "arxiv_id"):
        same_title = by_title.get(title_key(title), []) if title_key(title) else []
        places = [other for other, number in same_title if not (arxiv and number)]
        if arxiv in by_arxiv:
            moved[id_] = by_arxiv[arxiv]
        elif len(places) == 1:
            moved[id_] = places[0]
    return moved


def _columns(table: pa.Table, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)
