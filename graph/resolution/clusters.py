"""Names that are one thing, joined tie by tie, with decisions that no tie overrides.

This is single-link clustering under must-link and cannot-link constraints (K. Wagstaff and C. Cardie, ICML
2000): what was decided to be the same is one from the start, and a tie that would bring together what was
decided to be different is not made. The caller makes ties in an order that depends on nothing but the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

from extract.record import EntityType


class NameKey(NamedTuple):
    """A folded name within its type."""

    type: EntityType
    key: str


Item = TypeVar("Item", bound=Hashable)
Pair = tuple[Item, Item]


class Clusters(Generic[Item]):
    """Disjoint sets. Every item that was never joined is a set of its own.

    Each set has a head, the item that stands for it: of sets tied together that of the set tied to, of items
    that were decided to be the same the one that `rank` puts highest.
    """

    def __init__(
        self,
        same: Iterable[Pair[Item]] = (),
        different: Iterable[Pair[Item]] = (),
        rank: Callable[[Item], Any] = lambda item: item,
    ) -> None:
        """`same` and `different` do not contradict each other."""
        self._parents: dict[Item, Item] = {}
        self._heads: dict[Item, Item] = {}
        self._apart: dict[Item, set[Item]] = defaultdict(set)
        for first, second in same:
            highest = max(self.head(first), self.head(second), key=rank)
            self._unite(first, second, highest)
        for first, second in different:
            self._apart[self._root(first)].add(second)
            self._apart[self._root(second)].add(first)

    def head(self, item: Item) -> Item:
        """The item that stands for all that are one with this."""
        root = self._root(item)
        return self._heads.get(root, root)

    def one(self, first: Item, second: Item) -> bool:
        return self._root(first) == self._root(second)

    def tie(self, item: Item, to: Item) -> bool:
        """Join the sets of two items, so that the head of the second stands for both. False, and nothing
        done, where they are one already or were decided to be different."""
        if self.one(item, to) or self.apart(item, to):
            return False
        self._unite(item, to, self.head(to))
        return True

    def apart(self, first: Item, second: Item) -> bool:
        """Whether anything in the two sets was decided to be different."""
        root, other = self._root(first), self._root(second)
        return any(self._root(item) == other for item in self._apart.get(root, ()))

    def _unite(self, first: Item, second: Item, head: Item) -> None:
        root, below = self._root(second), self._root(first)
        if root != below:
            self._parents[below] = root
            self._apart[root] |= self._apart.pop(below, set())
        self._heads[root] = head

    def _root(self, item: Item) -> Item:
        path = []
        while item in self._parents:
            path.append(item)
            item = self._parents[item]
        for passed in path:
            self._parents[passed] = item
        return item
