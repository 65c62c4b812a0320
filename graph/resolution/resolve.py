"""Which names are one thing.

The result is a function of the set of papers and of what is known beforehand; neither the order of the papers
nor the history of the graph matters. The steps, each of which can be bettered by itself:

1. *Head*: the name of an entity within its paper; where the paper spells the name out, the long form.
2. *Readings*: for each abbreviation, the heads that papers spell it out as. Both are one within the paper.
3. *Key*: the folded head; that of the vocabulary's entry where one has the name; for an abbreviation without
   long form, the one reading that all papers agree on. An abbreviation with two readings keeps its own node,
   and the readings are never fused through it.
4. *Node*: everything of one type and key. Its identifier is made of the key's spelling, not of counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.record import Entity, EntityType
from graph.names import (
    clean_name,
    is_abbreviation,
    is_placeholder,
    name_key,
    name_words,
    readable_slug,
)
from graph.papers import MergedPaper
from graph.resolution.knowledge import Knowledge

VERSION = 1
"""Raised when the same records resolve otherwise than before, so that graphs are resolved anew."""


class NameKey(NamedTuple):
    type: EntityType
    key: str


@dataclass(frozen=True)
class EntityNode:
    """A resolved thing: a Method, Dataset, Task or Metric. `support` counts the papers that name it."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    support: int
    key: NameKey
    words: tuple[str, ...]
    """The folded words of which the identifier is made."""


@dataclass(frozen=True)
class Resolution:
    nodes: tuple[EntityNode, ...]
    """Sorted by id."""
    ids: Mapping[str, tuple[str | None, ...]]
    """Paper id to the nodes of the entities of its primary record, in order; None for one without name."""

    @property
    def unnamed(self) -> int:
        """Entities whose name has no visible character: they have no node."""
        return sum(node is None for ids in self.ids.values() for node in ids)


class _Head(NamedTuple):
    """An entity within its paper: its key, its spelling, and the abbreviations the paper ties to it."""

    key: NameKey
    form: str
    short: frozenset[str]


@dataclass
class _Group:
    papers: set[str] = field(default_factory=set)
    heads: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)


def resolve(papers: Sequence[MergedPaper], knowledge: Knowledge) -> Resolution:
    """Give every entity of every paper its node."""
    heads = {paper.id: [_head(paper, entity) for entity in paper.primary.entities] for paper in papers}
    keys = _Keys(heads.values(), knowledge)
    groups: dict[NameKey, _Group] = defaultdict(_Group)
    resolved: dict[str, list[NameKey | None]] = {}
    for paper in papers:
        found = [keys.of(head.key) if head else None for head in heads[paper.id]]
        resolved[paper.id] = found
        for entity, head, key in zip(paper.primary.entities, heads[paper.id], found, strict=True):
            if head and key:
                _collect(groups[key], paper.id, head, entity)
    nodes = _nodes(groups, knowledge)
    ids = {paper: tuple(nodes[key].id if key else None for key in found) for paper, found in resolved.items()}
    return Resolution(tuple(sorted(nodes.values(), key=lambda node: node.id)), ids)


class _Keys:
    """The key of the node of every head."""

    def __init__(self, papers: Iterable[Sequence[_Head | None]], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._readings: dict[NameKey, Counter[str]] = defaultdict(Counter)
        for heads in papers:
            ties = {(head.key, short) for head in heads if head for short in head.short}
            for (type_, long), short in ties:
                self._readings[NameKey(type_, short)][long] += 1
        self._resolved: dict[NameKey, NameKey] = {}

    def of(self, head: NameKey) -> NameKey:
        """Ends, since a reading is always longer than its abbreviation."""
        if head not in self._resolved:
            self._resolved[head] = NameKey(head.type, self._resolve(head))
        return self._resolved[head]

    def _resolve(self, head: NameKey) -> str:
        readings: Counter[str] = Counter()
        for long, papers in self._readings.get(head, Counter()).items():
            readings[self.of(NameKey(head.type, long)).key] += papers
        known = self._knowledge.key(head.type, head.key)
        if known is not None and self._stands(known, readings):
            return known
        if known is None and len(readings) == 1:
            return next(iter(readings))
        return head.key

    @staticmethod
    def _stands(known: str, readings: Counter[str]) -> bool:
        """Whether the vocabulary's reading holds against what papers spell out: one odd paper among many
        does not take a well-known abbreviation from its owner."""
        return 2 * (readings.total() - readings[known]) <= readings[known] or not readings


def _head(paper: MergedPaper, entity: Entity) -> _Head | None:
    """The longest form that the paper gives for the entity's name, and the forms that abbreviate it."""
    forms = sorted({entity.name, *(mention.text for mention in entity.mentions)})
    long = [form for form in forms if is_abbreviation(entity.name, form)]
    head = max(long, key=lambda form: (len(name_key(form)), form), default=entity.name)
    key = name_key(head)
    if not key:
        return None
    if is_placeholder(head):
        key = f"{key} of {paper.id}"
    short = frozenset(name_key(form) for form in forms if is_abbreviation(form, head))
    return _Head(NameKey(entity.type, key), clean_name(head), short)


def _collect(group: _Group, paper: str, head: _Head, entity: Entity) -> None:
    if paper not in group.papers:
        group.heads[clean_name(entity.name) or head.form] += 1
    group.papers.add(paper)
    group.forms |= {head.form, clean_name(entity.name), *(clean_name(m.text) for m in entity.mentions)}


def _nodes(groups: Mapping[NameKey, _Group], knowledge: Knowledge) -> dict[NameKey, EntityNode]:
    words = {key: _id_words(key, group, knowledge) for key, group in groups.items()}
    slugs = {key: f"{key.type.lower()}/{readable_slug(words[key])}" for key in groups}
    taken = Counter(slugs.values())
    nodes = {}
    for key, group in groups.items():
        id_ = slugs[key] if taken[slugs[key]] == 1 else f"{slugs[key]}-{_digest(key)}"
        name = _canonical_name(key, group, knowledge)
        aliases = tuple(sorted(form for form in group.forms - {name} if form))
        nodes[key] = EntityNode(id_, key.type, name, aliases, len(group.papers), key, words[key])
    return nodes


def _id_words(key: NameKey, group: _Group, knowledge: Knowledge) -> tuple[str, ...]:
    """The most spelled-out of the spellings of the key: that changes only when a new spelling appears."""
    term = knowledge.term(*key)
    if term is not None:
        return name_words(term.name)
    spellings = {name_words(form) for form in group.forms if name_key(form) == key.key}
    return max(spellings, key=lambda words: (len(words), words), default=(key.key,))


def _canonical_name(key: NameKey, group: _Group, knowledge: Knowledge) -> str:
    """The vocabulary's name, else what most papers call it, of equals the longest."""
    term = knowledge.term(*key)
    if term is not None:
        return term.name
    return max(group.heads, key=lambda form: (group.heads[form], len(form), form))


def _digest(key: NameKey) -> str:
    return hashlib.sha256(key.key.encode()).hexdigest()[:8]
