"""Which nodes are versions, sizes or forms of a more general one: `LLaMA-2-7B` of `LLaMA-2` of `LLaMA`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.record import EntityType
from graph.model import EdgeKind, edge_type
from graph.names import name_key
from graph.resolution.knowledge import Knowledge
from graph.resolution.resolve import EntityNode, NameKey

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*(?:[bmk]|x\d+|%)?(?![^\W_])|\S+")
_NUMBER = re.compile(r"\d+(?:\.\d+)*(?:[bmk]|x\d+|%)?")
_AT = re.compile(r"@\d+")
_MODEL_FORMS = frozenset(
    {
        "v", "base", "large", "small", "tiny", "mini", "medium", "huge", "giant", "xl", "xxl", "nano",
        "lite", "light", "plus", "pro", "ultra", "turbo", "max", "preview", "instruct", "chat", "it",
        "sft", "dpo", "rlhf", "thinking", "distill", "distilled", "uncased", "cased", "hf", "vl", "audio",
        "coder", "math",
    }
)  # fmt: skip
_DATA_FORMS = frozenset(
    {
        "v", "test", "dev", "val", "validation", "train", "mini", "lite", "full", "hard", "easy",
        "verified", "pro", "plus", "challenge", "extended", "std",
    }
)  # fmt: skip
_FORMS: Mapping[EntityType, frozenset[str]] = {"Method": _MODEL_FORMS, "Dataset": _DATA_FORMS}
MIN_LETTERS = 2
"""A single letter names no family: `T5` is no version of `T`."""


def variant_edges(nodes: Sequence[EntityNode], knowledge: Knowledge) -> list[tuple[EdgeKind, str, str]]:
    """VARIANT_OF edges between nodes that exist, sorted; each node has one more general one at most, and no
    chain of them closes. The vocabulary's families come before the rule on endings."""
    by_key = {node.key: node for node in nodes}
    by_tokens = {(node.type, _tokens(node)): node for node in nodes}
    kinds = {kind.start: kind for kind in edge_type("VARIANT_OF").kinds}
    parents: dict[str, str] = {}
    edges = []
    for node in sorted(nodes, key=lambda node: node.id):
        kind = kinds.get(node.type)
        if kind is None:
            continue
        parent = _family(node, by_key, knowledge) or _shorter(node, by_tokens)
        if parent is not None and not _reaches(parent.id, node.id, parents):
            parents[node.id] = parent.id
            edges.append((kind, node.id, parent.id))
    return edges


def _family(
    node: EntityNode, by_key: Mapping[NameKey, EntityNode], knowledge: Knowledge
) -> EntityNode | None:
    """The nearest of the families of the node's term that has a node."""
    term = knowledge.term(*node.key)
    seen = set()
    while term is not None and term.family is not None and term.family not in seen:
        seen.add(term.family)
        key = NameKey(node.type, name_key(term.family))
        if key in by_key:
            return by_key[key]
        term = knowledge.term(*key)
    return None


def _shorter(
    node: EntityNode, by_tokens: Mapping[tuple[EntityType, tuple[str, ...]], EntityNode]
) -> EntityNode | None:
    """The node with the longest name that this one's continues by numbers, sizes and the like alone."""
    tokens = _tokens(node)
    for length in range(len(tokens) - 1, 0, -1):
        if not _is_form(node.type, tokens[length]):
            return None
        start = tokens[:length]
        parent = by_tokens.get((node.type, start))
        if parent is not None and sum(c.isalpha() for token in start for c in token) >= MIN_LETTERS:
            return parent
    return None


def _tokens(node: EntityNode) -> tuple[str, ...]:
    return tuple(token for word in node.words for token in _TOKEN.findall(word))


def _is_form(type_: EntityType, token: str) -> bool:
    if type_ == "Metric":
        return bool(_AT.fullmatch(token))
    return token in _FORMS.get(type_, ()) or bool(_NUMBER.fullmatch(token))


def _reaches(start: str, goal: str, parents: Mapping[str, str]) -> bool:
    node: str | None = start
    while node is not None:
        if node == goal:
            return True
        node = parents.get(node)
    return False
