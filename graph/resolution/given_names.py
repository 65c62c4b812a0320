"""Names that come without a paper, such as the lines of a table: which node each is, and its families."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extract.record import EntityType
from graph.names import clean_name, name_words
from graph.papers import MergedPaper
from graph.resolution.chains import Chains
from graph.resolution.clusters import NameKey
from graph.resolution.decisions import NO_DECISIONS, Decisions
from graph.resolution.family_nodes import families, family_id, telling_name
from graph.resolution.keys import bare_name, entity_key
from graph.resolution.knowledge import Knowledge
from graph.resolution.resolve import EntityNode, key_digest, resolve

MIN_INITIALS = 4
"""Fewer letters than that stand for too much: a name is taken for the one that stands in the same list and
has it for initials, or that one paper of the graph calls so, only if there are as many."""
_LINK_WORDS = frozenset(("of", "and", "the", "for", "in", "with", "to", "a", "an", "on", "by", "from", "via"))


class GivenName(NamedTuple):
    type: EntityType
    name: str


class ResolvedName(NamedTuple):
    """`name` is the one that was given, `canonical` the one that the node goes by. `ancestors` are the
    identifiers of everything that it is a version, size, split or form of, the nearest first. All are None
    or empty for a name without visible character."""

    type: EntityType
    name: str
    id: str | None
    canonical: str | None
    ancestors: tuple[str, ...]


def resolve_names(
    names: Iterable[GivenName],
    knowledge: Knowledge,
    papers: Sequence[MergedPaper] = (),
    decisions: Decisions = NO_DECISIONS,
) -> Iterator[ResolvedName]:
    """Resolve names as a paper's would be that spells none of them out, in their order.

    They come together, so they are each other's context: a name of four letters or more is the abbreviation
    of the one name given whose words start with these letters. The papers are those of a graph, whose nodes
    come before all else.
    """
    given = list(names)
    keys = [NameKey(one.type, entity_key(one.type, one.name)) for one in given]
    known = [key for key in dict.fromkeys(keys) if key.key]
    resolution = resolve(papers, knowledge, decisions, known)
    related = families(resolution.nodes, knowledge)
    nodes = {node.key: node for node in (*resolution.nodes, *related.nodes)}
    node_of = dict(zip(known, resolution.given, strict=True))
    node_of |= _forms_of_nodes(known, node_of, nodes)
    node_of |= _initials(given, node_of, nodes, knowledge)
    shown = _Shown(given, keys, node_of, nodes, knowledge)
    for one, key in zip(given, keys, strict=True):
        if not key.key:
            yield ResolvedName(one.type, one.name, None, None, ())
        else:
            yield ResolvedName(one.type, one.name, *shown.of(node_of[key]))


def _forms_of_nodes(
    known: Iterable[NameKey], node_of: Mapping[NameKey, NameKey], nodes: Mapping[NameKey, EntityNode]
) -> dict[NameKey, NameKey]:
    """The names that are no node of their own, by the one node that a paper calls so; few letters may mean
    another thing tomorrow."""
    called: dict[NameKey, set[NameKey]] = defaultdict(set)
    for node in nodes.values():
        for form in node.aliases:
            called[NameKey(node.type, entity_key(node.type, form))].add(node.key)
    return {
        name: next(iter(called[name]))
        for name in known
        if len(name.key) >= MIN_INITIALS and node_of[name] == name and name not in nodes
        if len(called[name]) == 1
    }


def _initials(
    given: Iterable[GivenName],
    node_of: Mapping[NameKey, NameKey],
    nodes: Mapping[NameKey, EntityNode],
    knowledge: Knowledge,
) -> dict[NameKey, NameKey]:
    """The names that abbreviate another, nothing else being known of them."""
    long_forms: dict[NameKey, set[NameKey]] = defaultdict(set)
    for type_, name in set(given):
        key = NameKey(type_, entity_key(type_, name))
        for short in _spelled_by(bare_name(type_, name)) if key.key else ():
            long_forms[NameKey(type_, short)].add(node_of[key])
    found: dict[NameKey, NameKey] = {}
    for short_form, longs in long_forms.items():
        unread = short_form not in nodes and not knowledge.readings(*short_form)[0]
        unread = unread and knowledge.term(*short_form) is None
        if len(longs) == 1 and node_of.get(short_form) == short_form and unread:
            found[short_form] = next(iter(longs))
    return found


def _spelled_by(name: str) -> set[str]:
    words = name_words(name)
    if not 2 <= len(words) <= len(name):
        return set()
    spelled = {"".join(word[0] for word in words), "".join(w[0] for w in words if w not in _LINK_WORDS)}
    return {letters for letters in spelled if len(letters) >= MIN_INITIALS and letters.isalpha()}


class _Shown:
    """Identifiers and names of nodes, whether a graph has them or not."""

    def __init__(
        self,
        given: Sequence[GivenName],
        keys: Sequence[NameKey],
        node_of: Mapping[NameKey, NameKey],
        nodes: Mapping[NameKey, EntityNode],
        knowledge: Knowledge,
    ) -> None:
        self._nodes = nodes
        self._knowledge = knowledge
        self._taken = {node.id: node.key for node in nodes.values()}
        self._names: dict[NameKey, str] = {}
        self._chains = Chains(knowledge, lambda key: node_of.get(key, self._term_key(key)))
        for one, key in sorted(zip(given, keys, strict=True), key=lambda pair: (-len(pair[0].name), pair[0])):
            node = node_of.get(key)
            if node is not None:
                self._names.setdefault(node, self._name(node, clean_name(one.name)))

    def of(self, key: NameKey) -> tuple[str, str, tuple[str, ...]]:
        """Identifier, canonical name and the identifiers of all families."""
        node = self._nodes.get(key)
        self._chains.add(key, telling_name(node, self._knowledge) if node else self._names[key])
        ancestors = tuple(self._id(up) for up in self._chains.ancestors(key))
        return self._id(key), self._canonical(key), ancestors

    def _name(self, key: NameKey, given: str) -> str:
        return self._knowledge.spelled(*key) or given

    def _term_key(self, key: NameKey) -> NameKey:
        return NameKey(key.type, self._knowledge.key(*key) or key.key)

    def _canonical(self, key: NameKey) -> str:
        if key in self._nodes:
            return self._nodes[key].name
        names = self._chains.names.get(key)
        return self._names.get(key) or (min(names) if names else key.key)

    def _id(self, key: NameKey) -> str:
        if key in self._nodes:
            return self._nodes[key].id
        id_ = family_id(key.type, self._knowledge.spelled(*key) or self._canonical(key))
        owner = self._taken.setdefault(id_, key)
        return id_ if owner == key else f"{id_}-{key_digest(key)}"
