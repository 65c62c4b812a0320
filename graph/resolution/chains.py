"""Chains of families: what every name is a version, size or form of, up to the most general thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.resolution.clusters import NameKey
from graph.resolution.families import MAX_DEPTH
from graph.resolution.keys import entity_key
from graph.resolution.knowledge import Knowledge


@dataclass
class Chains:
    """What is more general than what, one step at a time, for all nodes and what lies above them."""

    knowledge: Knowledge
    node_key: Callable[[NameKey], NameKey]
    """The key of the node that a name is one of."""
    parents: dict[NameKey, tuple[NameKey, ...]] = field(default_factory=dict)
    names: dict[NameKey, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, key: NameKey, name: str) -> None:
        """Follow the chain of a name to its end."""
        steps = [(key, name, 0)]
        while steps:
            key, name, depth = steps.pop()
            if key in self.parents or depth > MAX_DEPTH:
                continue
            above = [(self._key(key, one), one) for one in self.knowledge.more_general(key.type, name)]
            above = [(up, one) for up, one in above if up.key and up != key and not self._reaches(up, key)]
            self.parents[key] = tuple(dict.fromkeys(up for up, _ in above))
            for up, one in above:
                self.names[up].add(one)
                steps.append((up, one, depth + 1))

    def _key(self, below: NameKey, name: str) -> NameKey:
        key = NameKey(below.type, entity_key(below.type, name))
        return self.node_key(key)

    def _reaches(self, start: NameKey, goal: NameKey) -> bool:
        steps = [start]
        while steps:
            key = steps.pop()
            if key == goal:
                return True
            steps += self.parents.get(key, ())
        return False

    def ancestors(self, key: NameKey) -> list[NameKey]:
        """Everything more general, the nearest first."""
        found: dict[NameKey, None] = {}
        steps = [key]
        for step in steps:
            above = [up for up in self.parents.get(step, ()) if up not in found]
            found.update(dict.fromkeys(above))
            steps += above
        return list(found)
