"""What resolution costs, and how well it joins names.

python benchmarks/resolution.py cost RECORDS.jsonl
python benchmarks/resolution.py within ANNOTATED.json...
python benchmarks/resolution.py merges RECORDS.jsonl|ANNOTATED.json... [--seed N] [--size N]

`cost`: processor seconds by stage, and the peak of memory. `within`: the share of pairs of strings that name
one thing in an annotated paper and end in one node, once with the strings of a thing together, as an
extractor that groups them gives them, and once with every string by itself. `merges`: a sample of names
joined across papers, to be read: two differing names of one node and from different papers, once a node.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from extract.record import Entity, Record, TextSpan
from graph.build import build_graph
from graph.names import clean_name, name_key
from graph.papers import MergedPaper, merge_papers
from graph.records import read_records
from graph.resolution.family_nodes import families
from graph.resolution.knowledge import packaged_knowledge
from graph.resolution.resolve import Resolution, resolve

MEBIBYTE = 1024  # ru_maxrss is in KiB on Linux
Result = TypeVar("Result")


def cost(path: Path) -> None:
    """Print the table of costs."""
    knowledge = _timed("knowledge", packaged_knowledge)
    records = _timed("reading records", lambda: list(read_records(path)))
    papers = _timed("merging papers", lambda: merge_papers(records))
    resolution = _timed("resolving names", lambda: resolve(papers, knowledge))
    _timed("families", lambda: families(resolution.nodes, knowledge))
    _timed("the whole graph, these included", lambda: build_graph(papers, knowledge))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
    print(f"\n{len(papers)} papers, {len(resolution.nodes)} nodes, {peak:.0f} MiB at the peak")


def _timed(stage: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    result = work()
    print(f"| {stage} | {time.process_time() - start:.2f} |")
    return result


def within(paths: Iterable[Path]) -> None:
    """Print the shares."""
    annotated = [paper for path in paths for paper in json.loads(path.read_text(encoding="utf-8"))]
    for title, apart in (("strings of a thing together", False), ("every string by itself", True)):
        records = [_record(paper, apart) for paper in annotated]
        papers = merge_papers(records)
        resolution = resolve(papers, packaged_knowledge())
        pairs = [pair for paper in papers for pair in _pairs(paper, resolution, annotated)]
        print(f"| {title} | {len(pairs)} | {100 * sum(pairs) / len(pairs):.2f} % |")


def _pairs(paper: MergedPaper, resolution: Resolution, annotated: list[dict[str, Any]]) -> Iterator[bool]:
    nodes = {
        (entity.type, mention.text): node
        for entity, node in zip(paper.primary.entities, resolution.ids[paper.id], strict=True)
        for mention in entity.mentions
    }
    for entity in next(one for one in annotated if one["id"] == paper.primary.id)["entities"]:
        for one, other in combinations(sorted(set(entity["mentions"])), 2):
            yield nodes[entity["type"], one] == nodes[entity["type"], other]


def _record(paper: dict[str, Any], apart: bool = False) -> Record:
    entities = []
    for entity in paper["entities"]:
        mentions = [[text] for text in entity["mentions"]] if apart else [entity["mentions"]]
        for texts in mentions:
            name = texts[0] if apart else entity["name"]
            spans = tuple(TextSpan(n, n + len(text), text) for n, text in enumerate(texts))
            role = entity.get("role")
            entities.append(Entity(type=entity["type"], name=name, role=role, confidence=1.0, mentions=spans))
    return Record(
        id=paper["id"],
        title=paper["title"],
        abstract=paper["abstract"],
        entities=tuple(entities),
        results=(),
        comparisons=(),
        extractor="annotated",
    )


def merges(paths: Iterable[Path], seed: int, size: int) -> None:
    """Print the sample."""
    records = [record for path in paths for record in _records(path)]
    papers = merge_papers(records)
    resolution = resolve(papers, packaged_knowledge())
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for paper in papers:
        for entity, node in zip(paper.primary.entities, resolution.ids[paper.id], strict=True):
            if node:
                names[node][clean_name(entity.name)].add(paper.primary.title)
    joined = {node: pairs for node, found in sorted(names.items()) if (pairs := list(_across(found)))}
    choose = random.Random(seed)
    print(f"{sum(map(len, joined.values()))} pairs of {len(joined)} nodes")
    for node in choose.sample(sorted(joined), min(size, len(joined))):
        one, other = choose.choice(joined[node])
        first = min(names[node][one])
        second = min(names[node][other] - {first}, default=first)
        print(f"{node.split('/')[0]} | {one} | {other} | {first[:40]} | {second[:40]}")


def _records(path: Path) -> Iterable[Record]:
    if path.suffix == ".jsonl":
        return read_records(path)
    return [_record(paper) for paper in json.loads(path.read_text(encoding="utf-8"))]


def _across(names: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ in more than spelling and come from two papers."""
    for one, other in combinations(sorted(names), 2):
        if name_key(one) != name_key(other) and len(names[one] | names[other]) > 1:
            yield one, other


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measure", choices=("cost", "within", "merges"))
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=200)
    arguments = parser.parse_args()
    if arguments.measure == "cost":
        cost(arguments.paths[0])
    elif arguments.measure == "within":
        within(arguments.paths)
    else:
        merges(arguments.paths, arguments.seed, arguments.size)


if __name__ == "__main__":
    main()
