"""Merges seen and decided: the names of a node with the reason for each, and decisions in words of a user.

What a person calls a thing is a node id, one that a node had before, or a name; the last may be that of
several nodes. A decision is about names: it holds whatever becomes of the nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from extract.record import ENTITY_TYPES, EntityType
from graph.directory import Snapshot
from graph.errors import GraphError
from graph.paper_names import arxiv_id, paper_key
from graph.papers import MergedPaper
from graph.resolution.decisions import Decision, Decisions, DecisionType, Entry, Verb
from graph.resolution.keys import entity_key

_SHOWN = 5


class UnknownName(GraphError):  # noqa: N818 - the name says what is wrong
    """Nothing goes by the name, or too much; the message says what does."""


@dataclass(frozen=True)
class NameOfNode:
    """One name of a node: a row of `graph.resolution.provenance`."""

    key: str
    name: str
    spellings: tuple[str, ...]
    papers: int
    alone: int
    examples: tuple[str, ...]
    rule: str
    to: str | None
    evidence: int
    evidence_examples: tuple[str, ...]
    decision: str | None


@dataclass(frozen=True)
class NodeNames:
    """A node and its names, that which it stands for first, then by papers. `decisions` are those of the file
    that speak of any of them, with their lines."""

    id: str
    type: EntityType
    name: str
    support: int
    names: tuple[NameOfNode, ...]
    decisions: tuple[Entry, ...]


@dataclass(frozen=True)
class PaperEntries:
    """A paper and what lists it: title, source and identifier of each entry, the primary one first."""

    id: str
    title: str
    entries: tuple[tuple[str, str, str], ...]
    decisions: tuple[Entry, ...]


class Merges:
    """What one state of a graph says about its merges. Raises CorruptGraph."""

    def __init__(self, snapshot: Snapshot, decisions: Decisions) -> None:
        self._snapshot = snapshot
        self._names = snapshot.names()
        self._redirects = snapshot.redirects()
        self._nodes = snapshot.tables().nodes
        self._decisions = decisions

    def nodes(self, name: str, type_: DecisionType | None = None) -> list[NodeNames]:
        """The entities that go by an id or a name, by support. Empty where none does."""
        ids = self._ids(name, _entity_types(type_))
        found = [self._node(id_) for id_ in ids]
        return sorted(found, key=lambda node: (-node.support, node.id))

    def papers(self, name: str) -> list[PaperEntries]:
        """The papers that go by a node id, an id of a source, an arXiv id or a title."""
        wanted = {name, paper_key(name), self._redirects.get(name, name)}
        papers = [paper for paper in self._snapshot.papers() if wanted & _paper_names(paper)]
        return [self._paper(paper) for paper in papers]

    def decision(
        self, verb: Verb, first: str, second: str, type_: DecisionType | None = None, paper: str | None = None
    ) -> Decision:
        """What a person means by two names or ids. Raises UnknownName, DecisionError."""
        type_ = type_ or self._common_type(first, second)
        if type_ == "Paper":
            return Decision(verb, "Paper", first, second)
        if paper is None or self._is_id(first):
            first = self._name(first, type_, verb)
        return Decision(verb, type_, first, self._name(second, type_, verb), paper)

    def decided(self, name: str, other: str | None = None) -> list[Entry]:
        """The decisions that speak of a name or id, and of another."""
        found = [e for e in self._decisions.sorted() if self._speaks_of(e.decision, name)]
        return [e for e in found if other is None or self._speaks_of(e.decision, other)]

    def waiting(self, decision: Decision) -> list[str]:
        """The names of a decision that no paper of the graph uses."""
        if decision.type == "Paper":
            return [name for name in (decision.first, decision.second) if not self.papers(name)]
        keys = {(row["type"], row["key"]) for row in self._rows_of_keys(k.key for k in decision.keys)}
        pairs = zip((decision.first, decision.second), decision.keys, strict=True)
        return [name for name, key in pairs if (key.type, key.key) not in keys]

    def _ids(self, name: str, types: Sequence[EntityType]) -> list[str]:
        id_ = self._redirects.get(name, name)
        labels = {type_.lower(): type_ for type_ in types}
        if id_.partition("/")[0] in labels and self._node_row(labels[id_.partition("/")[0]], id_):
            return [id_]
        keys = {(type_, entity_key(type_, name)) for type_ in types}
        rows = self._rows_of_keys(key for _, key in keys)
        return sorted({row["node"] for row in rows if (row["type"], row["key"]) in keys})

    def _rows_of_keys(self, keys: Iterable[str]) -> list[dict[str, Any]]:
        wanted = pa.array(sorted(set(keys)), pa.string())
        rows: list[dict[str, Any]] = self._names.filter(
            pc.is_in(self._names["key"], value_set=wanted)
        ).to_pylist()
        return rows

    def _node_row(self, label: str, id_: str) -> Mapping[str, Any] | None:
        rows = self._nodes[label].filter(pc.equal(self._nodes[label]["id"], id_)).to_pylist()
        return rows[0] if rows else None

    def _node(self, id_: str) -> NodeNames:
        type_ = next(t for t in ENTITY_TYPES if t.lower() == id_.partition("/")[0])
        row = self._node_row(type_, id_)
        assert row is not None  # both come from one generation
        names = [_name(row) for row in self._names.filter(pc.equal(self._names["node"], id_)).to_pylist()]
        names.sort(key=lambda name: (name.rule != "name", -name.papers, name.name))
        keys = {(type_, name.key) for name in names}
        entries = [e for e in self._decisions.sorted() if e.decision.type != "Paper"]
        told = tuple(e for e in entries if keys & {(k.type, k.key) for k in e.decision.keys})
        return NodeNames(id_, type_, row["name"], row["support"], tuple(names), told)

    def _paper(self, paper: MergedPaper) -> PaperEntries:
        entries = [(r.title, str(r.source or ""), r.id) for r in paper.records]
        names = _paper_names(paper)
        decided = [e for e in self._decisions.sorted() if e.decision.type == "Paper"]
        told = tuple(
            e for e in decided if names & {paper_key(e.decision.first), paper_key(e.decision.second)}
        )
        return PaperEntries(paper.id, paper.primary.title, tuple(entries), told)

    def _is_id(self, name: str) -> bool:
        return self._redirects.get(name, name) in self._ids(name, ENTITY_TYPES)

    def _common_type(self, first: str, second: str) -> DecisionType:
        """The type of which both are names. One name is enough where nothing goes by the other."""
        if any(name.startswith("paper/") or arxiv_id(name) for name in (first, second)):
            return "Paper"
        ours, theirs = ({_type(id_) for id_ in self._ids(name, ENTITY_TYPES)} for name in (first, second))
        common = sorted(ours & theirs or ours | theirs)
        if len(common) == 1:
            return common[0]
        if not common:
            raise UnknownName(f"nothing goes by {first!r} or {second!r}: say --type to decide nevertheless")
        raise UnknownName(
            f"{first!r} and {second!r} are names of a {' and a '.join(common)}: say which by --type"
        )

    def _name(self, name: str, type_: EntityType, verb: Verb) -> str:
        """The name that a decision is to hold. A name that papers use only beside the one that decides is
        not enough for a decision: of several names of one node in one paper, the paper has decided."""
        ids = self._ids(name, (type_,))
        if not ids:
            return name
        if self._is_id(name):
            return self._deciding_name(self._node(ids[0]))
        rows = [row for row in self._rows_of_keys([entity_key(type_, name)]) if row["type"] == type_]
        if verb == "same" and len(ids) == 1 and rows[0]["rule"] == "paper":
            return self._deciding_name(self._node(ids[0]))
        if verb == "different" and not any(row["alone"] for row in rows):
            raise UnknownName(_only_beside(name, rows))
        return name

    def _deciding_name(self, node: NodeNames) -> str:
        own = [name.name for name in node.names if name.rule == "name"]
        return own[0] if own else node.name

    def _speaks_of(self, decision: Decision, name: str) -> bool:
        if decision.type == "Paper":
            names = {paper_key(decision.first), paper_key(decision.second)}
            return paper_key(name) in names or name in (decision.first, decision.second)
        if self._is_id(name):
            keys = {named.key for named in self._node(self._redirects.get(name, name)).names}
        else:
            keys = {entity_key(decision.type, name)}
        return any(key.key in keys for key in decision.keys)


def _entity_types(type_: DecisionType | None) -> Sequence[EntityType]:
    if type_ is None:
        return ENTITY_TYPES
    return () if type_ == "Paper" else (type_,)


def _type(id_: str) -> EntityType:
    return next(t for t in ENTITY_TYPES if t.lower() == id_.partition("/")[0])


def _paper_names(paper: MergedPaper) -> set[str]:
    return paper.names | {paper_key(name) for name in paper.names}


def _only_beside(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    papers = ", ".join(dict.fromkeys(paper for row in rows for paper in row["examples"]))
    return (
        f"papers use {name!r} only beside {rows[0]['to']!r}, for one thing ({papers}). Where that is a "
        f'mistake, decide for the paper: merges same {name!r} "ANOTHER NAME" --in PAPER'
    )


def _name(row: Mapping[str, Any]) -> NameOfNode:
    return msgspec.convert({field.name: row[field.name] for field in fields(NameOfNode)}, NameOfNode)


def reasons(node: NodeNames) -> Iterator[tuple[NameOfNode, str]]:
    """Each name of a node, and why it is there in words."""
    for name in node.names:
        yield name, _reason(name)


def _reason(name: NameOfNode) -> str:
    match name.rule:
        case "name":
            return "the name of the node"
        case "vocabulary":
            return f"the vocabulary knows it as {name.to}"
        case "abbreviation":
            return f"abbreviates {name.to} in {_count(name.evidence)}: {', '.join(name.evidence_examples)}"
        case "spelling":
            return f"the long form {name.to} with other endings; {_count(name.evidence)} spell it so"
        case "custom":
            return f"customary abbreviation of {name.to}"
        case "decision":
            return f"decided: {name.decision}"
    return f"beside {name.to} in {_count(name.evidence)}: {', '.join(name.evidence_examples)}"


def _count(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers} papers"
