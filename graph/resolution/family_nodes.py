"""The VARIANT_OF edges of a graph, and the families that are nodes though no paper names them.

Every node has a chain of more general names (`graph.resolution.families`). Of a chain stay the names that are
nodes, and those where two chains meet: with `Qwen2-7B` and `Qwen2.5-7B` in the graph, `Qwen` becomes a node
of support 0, so that a question about Qwen finds both; with one of them it would only stand in the way.
The result is a function of the set of nodes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import EdgeKind, edge_type
from graph.names import name_words, readable_slug
from graph.resolution.chains import Chains
from graph.resolution.clusters import NameKey
from graph.resolution.keys import entity_key
from graph.resolution.knowledge import Knowledge
from graph.resolution.resolve import EntityNode, key_digest


@dataclass(frozen=True)
class Families:
    nodes: tuple[EntityNode, ...]
    """Families that no paper names: support 0, no aliases."""
    edges: tuple[tuple[EdgeKind, str, str], ...]
    """VARIANT_OF, each to the nearest more general node, sorted."""


def families(nodes: Sequence[EntityNode], knowledge: Knowledge) -> Families:
    """The edges among the nodes, and the nodes that they need beyond."""
    kinds = {kind.start: kind for kind in edge_type("VARIANT_OF").kinds}
    by_key = {node.key: node for node in nodes}
    aliases = _aliases(nodes, knowledge)
    chains = Chains(knowledge, lambda key: aliases.get(key, key))
    for node in sorted(nodes, key=lambda node: (node.type, -len(node.name), node.key)):
        if node.type in kinds:
            chains.add(node.key, telling_name(node, knowledge))
    met = _meetings(chains, by_key)
    made = _family_nodes({key: chains.names[key] for key in sorted(met)}, {node.id for node in nodes})
    all_nodes = {**by_key, **made}
    edges = {
        (kinds[key.type], node.id, all_nodes[up].id)
        for key, node in all_nodes.items()
        for up in _nearest(key, chains, all_nodes)
    }
    return Families(tuple(made.values()), tuple(sorted(edges)))


def telling_name(node: EntityNode, knowledge: Knowledge) -> str:
    """The name that tells the family: the canonical one, else the longest spelling of the key: of `AST` the
    long form says that it is a Transformer."""
    if knowledge.more_general(node.type, node.name):
        return node.name
    spelled = [form for form in node.aliases if entity_key(node.type, form) == node.key.key]
    return max(spelled, key=lambda form: (len(form), form), default=node.name)


def _aliases(nodes: Iterable[EntityNode], knowledge: Knowledge) -> dict[NameKey, NameKey]:
    """What the chains may call a node: its vocabulary name, where it is known by another key."""
    found = {}
    for node in nodes:
        term = knowledge.named(node.type, node.name)
        if term is not None:
            found[NameKey(node.type, entity_key(node.type, term.name))] = node.key
    return found


def _meetings(chains: Chains, by_key: Mapping[NameKey, EntityNode]) -> set[NameKey]:
    """The names that are no node, and that nodes reach by two ways or more."""
    ways: dict[NameKey, set[NameKey]] = defaultdict(set)
    for node in by_key:
        below = [node]
        seen = {node}
        while below:
            key = below.pop()
            for up in chains.parents.get(key, ()):
                ways[up].add(key)
                if up not in seen and up not in by_key:
                    seen.add(up)
                    below.append(up)
    return {key for key, below in ways.items() if len(below) > 1 and key not in by_key}


def _nearest(key: NameKey, chains: Chains, nodes: Mapping[NameKey, EntityNode]) -> set[NameKey]:
    """The first nodes up every chain."""
    found, steps, seen = set(), list(chains.parents.get(key, ())), {key}
    while steps:
        up = steps.pop()
        if up in seen:
            continue
        seen.add(up)
        if up in nodes:
            found.add(up)
        else:
            steps += chains.parents.get(up, ())
    return found


def _family_nodes(families: Mapping[NameKey, Iterable[str]], taken: set[str]) -> dict[NameKey, EntityNode]:
    """Nodes without papers, under the name with the most words, of equals the one with the most capitals."""
    names = {
        key: max(forms, key=lambda name: (len(name_words(name)), sum(c.isupper() for c in name), name))
        for key, forms in families.items()
    }
    ids = {key: family_id(key.type, name) for key, name in names.items()}
    count = Counter([*ids.values(), *taken])
    return {
        key: EntityNode(
            id_ if count[id_] == 1 else f"{id_}-{key_digest(key)}",
            key.type,
            names[key],
            (),
            0,
            key,
            name_words(names[key]),
        )
        for key, id_ in ids.items()
    }


def family_id(type_: str, name: str) -> str:
    """The identifier of something that no paper names."""
    return f"{type_.lower()}/{readable_slug(name_words(name))}"
