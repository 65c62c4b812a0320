"""What is a version, size, split or form of what, told from names: rules on how the field makes names.

A rule looks at one name and gives the name of the nearest more general thing; going on from there gives the
chain: `Qwen2.5-7B-Instruct`, `Qwen2.5-7B`, `Qwen2.5`, `Qwen`. What the vocabulary says comes before them. The
rules never look at a graph, so a name has the same family in all of them.
"""

from __future__ import annotations

from extract.record import EntityType
from graph.names import clean_name, name_key
from graph.resolution.families import datasets, methods, metrics, tasks
from graph.resolution.families.forms import MAX_LENGTH, Terms

MAX_DEPTH = 8


def more_general(type_: EntityType, name: str, terms: Terms) -> tuple[str, ...]:
    """The names of the nearest more general things; of a transfer between two data sets there are two."""
    name = clean_name(name)
    if not name or len(name) > MAX_LENGTH:
        return ()
    if type_ == "Dataset":
        return datasets.more_general(name, terms)
    rule = {"Method": methods, "Task": tasks, "Metric": metrics}[type_].more_general
    found = rule(name, terms)
    return (found,) if found and name_key(found) else ()
