"""The nodes that most papers name, with the names that they go by: to be looked through for wrong merges.

python benchmarks/largest_nodes.py RECORDS.jsonl -o docs/largest-nodes.md
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from extract.record import ENTITY_TYPES
from graph.names import clean_name, name_key
from graph.papers import merge_papers
from graph.records import read_records
from graph.resolution.knowledge import packaged_knowledge
from graph.resolution.resolve import resolve

COUNT = 100
SHOWN = 6
HEAD = """# The largest nodes

The {count} nodes of each type that most of {papers} papers name, by number of papers, with the names that
they go by in these papers, the most frequent first and each only once whatever its case, hyphens and plural.
Made by `python benchmarks/largest_nodes.py RECORDS -o docs/largest-nodes.md` from the abstracts of arXiv
papers, and looked through for two nodes that should be one, and for one that should be two.
"""


def table(path: Path) -> str:
    """The page, as Markdown."""
    papers = merge_papers(read_records(path))
    resolution = resolve(papers, packaged_knowledge())
    names: dict[str, Counter[str]] = defaultdict(Counter)
    spelled: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for paper in papers:
        for entity, node in zip(paper.primary.entities, resolution.ids[paper.id], strict=True):
            if node:
                names[node][name_key(entity.name)] += 1
                spelled[node, name_key(entity.name)][clean_name(entity.name)] += 1
    lines = [HEAD.format(count=COUNT, papers=f"{len(papers):,}")]
    for type_ in ENTITY_TYPES:
        largest = sorted((n for n in resolution.nodes if n.type == type_), key=lambda n: (-n.support, n.id))
        lines += [f"\n## {type_}\n", "| papers | node | named |", "|---:|---|---|"]
        for node in largest[:COUNT]:
            keys = sorted(names[node.id], key=lambda key: (-names[node.id][key], key))[:SHOWN]
            forms = (_commonest(spelled[node.id, key]) for key in keys)
            shown = ", ".join(form.replace("|", "\\|") for form in forms)
            lines.append(f"| {node.support} | {node.name} | {shown} |")
    return "\n".join(lines) + "\n"


def _commonest(forms: Counter[str]) -> str:
    return max(forms, key=lambda form: (forms[form], form))


def main() -> None:
    """Run as a script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.output.write_text(table(arguments.records), encoding="utf-8")


if __name__ == "__main__":
    main()
