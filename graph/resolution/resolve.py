"""Which names are one thing.

The result is a function of the set of papers, of what is known beforehand and of what people decided;
neither the order of the papers nor the history of the graph matters. The steps, each of which can be bettered
by itself:

1. *Head*: the name of an entity within its paper; where the paper spells the name out, the long form.
2. *Readings*: for each abbreviation, the heads that papers spell it out as. Both are one within the paper.
3. *Key*: the folded head; that of the vocabulary's entry where one has the name; for an abbreviation without
   long form, what it clearly stands for in these papers and in the field (`graph.resolution.readings`). An
   abbreviation with two readings keeps its own node, and the readings are never fused through it, unless they
   are spellings of one.
4. *Node*: everything of one type and key. Its identifier is made of the key's spelling, not of counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from extract.record import Entity, EntityType
from graph.names import clean_name, name_words, readable_slug
from graph.papers import MergedPaper
from graph.resolution.clusters import Clusters
from graph.resolution.clusters import NameKey as NameKey  # part of what is resolved
from graph.resolution.decisions import NO_DECISIONS, Decisions
from graph.resolution.heads import Head, paper_heads
from graph.resolution.keys import entity_key
from graph.resolution.knowledge import Knowledge
from graph.resolution.naming import canonical_name
from graph.resolution.provenance import NameUses, Tie
from graph.resolution.readings import alike, clear_reading, enough_papers, holds

VERSION = 3
"""Raised when the same records resolve otherwise than before, so that graphs are resolved anew."""


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
    names: pa.Table
    """Why every name is where it is: see `graph.resolution.provenance`."""
    given: tuple[NameKey, ...] = ()
    """The keys of the names that were given beside the papers, in order."""

    @property
    def unnamed(self) -> int:
        """Entities whose name has no visible character: they have no node."""
        return sum(node is None for ids in self.ids.values() for node in ids)


@dataclass
class _Group:
    papers: set[str] = field(default_factory=set)
    heads: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    """Spellings of its name in decisions; papers need not use any of them."""


def resolve(
    papers: Sequence[MergedPaper],
    knowledge: Knowledge,
    decisions: Decisions = NO_DECISIONS,
    given: Sequence[NameKey] = (),
) -> Resolution:
    """Give every entity of every paper its node, and the `given` names, which no paper gives a context, the
    key of the node that they would have."""
    heads = {paper.id: paper_heads(paper, decisions) for paper in papers}
    keys = _Keys(heads, knowledge, decisions, given)
    groups: dict[NameKey, _Group] = defaultdict(_Group)
    uses = NameUses()
    resolved: dict[str, list[NameKey | None]] = {}
    for paper in papers:
        found = [keys.of(head.key) if head else None for head in heads[paper.id]]
        resolved[paper.id] = found
        for entity, head, key in zip(paper.primary.entities, heads[paper.id], found, strict=True):
            if head and key:
                _collect(groups[key], paper.id, head, entity)
                uses.add(key, paper.id, head.key, head.form, entity)
    for name, spelling in decisions.spellings():
        if name in groups:
            groups[name].decided.add(spelling)
    nodes = _nodes(groups, knowledge)
    ids = {paper: tuple(nodes[key].id if key else None for key in found) for paper, found in resolved.items()}
    names = uses.table({key: node.id for key, node in nodes.items()}, keys.of, keys.ties, decisions)
    ordered = tuple(sorted(nodes.values(), key=lambda node: node.id))
    return Resolution(ordered, ids, names, tuple(keys.of(name) for name in given))


class _Keys:
    """The key of the node of every head. `ties` tells why a name is taken for another."""

    def __init__(
        self,
        heads: Mapping[str, Sequence[Head | None]],
        knowledge: Knowledge,
        decisions: Decisions,
        given: Iterable[NameKey],
    ) -> None:
        self._knowledge = knowledge
        self._readings: dict[NameKey, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for paper, found in heads.items():
            pairs = {(head.key, short) for head in found if head for short in head.readings}
            for (type_, long), short in pairs:
                self._readings[NameKey(type_, short)][long].append(paper)
        self._clusters = Clusters(decisions.names("same"), decisions.names("different"), self._rank)
        self._decided = decisions.readings()
        self._forms: dict[NameKey, set[str]] = defaultdict(set)
        for head in (head for found in heads.values() for head in found if head):
            self._forms[head.key].add(head.form)
        self.ties: dict[NameKey, Tie] = {}
        self._join_alike()
        named = {head.key for found in heads.values() for head in found if head}
        self._join(named | self._readings.keys() | set(given))

    def of(self, head: NameKey) -> NameKey:
        return self._clusters.head(head)

    def _rank(self, name: NameKey) -> tuple[bool, int, str]:
        """Which of the names that were decided to be the same stands for all."""
        return self._knowledge.term(*name) is not None, len(name.key), name.key

    def _join(self, names: Iterable[NameKey]) -> None:
        """Long names first, since a reading is longer than its abbreviation; and until nothing more joins,
        since two readings become one where people decide so."""
        ordered = sorted(set(names) - self._decided, key=lambda name: (-len(name.key), name))
        joined = True
        while joined:
            ties = ((name, self._tie(name)) for name in ordered if name not in self.ties)
            found = [(name, tie) for name, tie in ties if tie and self._clusters.tie(name, tie.to)]
            self.ties.update(found)
            joined = bool(found)

    def _join_alike(self) -> None:
        """Long forms of one abbreviation that differ in the endings of words alone are one thing, unless the
        vocabulary tells them apart. The one that most papers spell stands for the others."""
        for short in sorted(self._readings):
            papers = self._readings[short]
            longs = sorted(papers, key=lambda long: (-len(papers[long]), long))
            for number, long in enumerate(longs):
                name = NameKey(short.type, long)
                for other in longs[:number]:
                    to = NameKey(short.type, other)
                    if self._knowledge.key(*name) is None and self._alike(name, to):
                        if name not in self._decided and self._clusters.tie(name, to):
                            self.ties[name] = Tie(to, "spelling", tuple(sorted(papers[other])))
                        break

    def _alike(self, name: NameKey, other: NameKey) -> bool:
        return alike(*(name_words(min(self._forms[key], default="")) for key in (name, other)))

    def _tie(self, name: NameKey) -> Tie | None:
        """What the rules take the name for."""
        readings: dict[NameKey, set[str]] = defaultdict(set)
        for long, papers in self._readings.get(name, {}).items():
            readings[self.of(NameKey(name.type, long))].update(papers)
        counts = Counter({reading: len(papers) for reading, papers in readings.items()})
        customs, others = self._knowledge.readings(*name)
        of_field: Counter[NameKey] = Counter()
        for long, papers_of_custom in customs.items():
            of_field[self.of(NameKey(name.type, long))] += papers_of_custom
        counts |= of_field  # the larger of both: the papers of the graph may be among those of the field
        known = self._knowledge.key(*name)
        if known is not None:
            owner = NameKey(name.type, known)
            del counts[name]  # who introduces it bare may well mean what everybody does
            return Tie(owner, "vocabulary") if owner != name and holds(owner, counts, others) else None
        reading = clear_reading(counts, others, enough_papers(self._forms.get(name, {name.key.upper()})))
        if reading is None or reading == name:
            return None
        return Tie(
            reading, "abbreviation" if reading in readings else "custom", tuple(sorted(readings[reading]))
        )


def _collect(group: _Group, paper: str, head: Head, entity: Entity) -> None:
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
        id_ = slugs[key] if taken[slugs[key]] == 1 else f"{slugs[key]}-{key_digest(key)}"
        name = _canonical_name(key, group, knowledge)
        aliases = tuple(sorted(form for form in group.forms - {name} if form))
        nodes[key] = EntityNode(id_, key.type, name, aliases, len(group.papers), key, words[key])
    return nodes


def _id_words(key: NameKey, group: _Group, knowledge: Knowledge) -> tuple[str, ...]:
    """The most spelled-out of the spellings of the key: that changes only when a new spelling appears."""
    term = knowledge.term(*key)
    if term is not None:
        return name_words(term.name)
    forms = group.forms | group.decided
    spellings = {name_words(form) for form in forms if entity_key(key.type, form) == key.key}
    return max(spellings, key=lambda words: (len(words), words), default=(key.key,))


def _canonical_name(key: NameKey, group: _Group, knowledge: Knowledge) -> str:
    """The vocabulary's name, else what papers call it."""
    term = knowledge.term(*key)
    return term.name if term is not None else canonical_name(key.type, group.heads)


def key_digest(key: NameKey) -> str:
    """What tells two nodes apart whose readable identifiers are equal."""
    return hashlib.sha256(key.key.encode()).hexdigest()[:8]
