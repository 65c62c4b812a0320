"""Why names are one node: for every name of every node the rule or decision behind it, and the papers.

It is a table beside those of the graph, a function of the same records and decisions, so that the question
can be answered without resolving anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Literal, NamedTuple

import pyarrow as pa

from extract.record import Entity
from graph.names import clean_name
from graph.resolution.clusters import NameKey
from graph.resolution.decisions import Decision, Decisions
from graph.resolution.keys import entity_key

Rule = Literal["name", "vocabulary", "abbreviation", "spelling", "custom", "decision", "paper"]
"""`name`: the node is called so. `paper`: a paper uses both names for one thing. Others: see `resolve`."""
FILE = "names.parquet"
EXAMPLES = 3

SCHEMA = pa.schema(
    [
        pa.field("node", pa.string(), nullable=False),
        pa.field("type", pa.string(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("spellings", pa.list_(pa.string()), nullable=False),
        pa.field("papers", pa.int64(), nullable=False),
        pa.field("alone", pa.int64(), nullable=False),
        pa.field("examples", pa.list_(pa.string()), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("to", pa.string()),
        pa.field("evidence", pa.int64(), nullable=False),
        pa.field("evidence_examples", pa.list_(pa.string()), nullable=False),
        pa.field("decision", pa.string()),
    ]
)
"""One row a name and node. `name` is the most frequent of its `spellings`; `papers` use it, in `alone` of
them nothing but the rule ties it to the node. `to` is the name that the rule ties it to, `evidence` counts
the papers that say so."""


class Tie(NamedTuple):
    """Why a name is taken for another: the rule, and the papers that spell it out, sorted."""

    to: NameKey
    rule: Rule
    papers: tuple[str, ...] = ()


@dataclass
class _Use:
    """How a name is used for a node: papers by spelling, papers where it is the name that decides, and by the
    name that does papers where it stands beside that."""

    spellings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    alone: set[str] = field(default_factory=set)
    beside: dict[NameKey, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def papers(self) -> set[str]:
        return set().union(*self.spellings.values())

    @property
    def ordered_spellings(self) -> list[str]:
        """Most frequent first."""
        return sorted(self.spellings, key=lambda form: (-len(self.spellings[form]), form))


class NameUses:
    """Collects the uses of names while papers are resolved."""

    def __init__(self) -> None:
        self._uses: dict[tuple[NameKey, str], _Use] = defaultdict(_Use)

    def add(self, node: NameKey, paper: str, head: NameKey, form: str, entity: Entity) -> None:
        """A paper's entity with the key of its node, the key and the spelling of the name that decides."""
        spellings = {form, clean_name(entity.name), *(clean_name(m.text) for m in entity.mentions)}
        for spelling in spellings - {""}:
            key = head.key if spelling == form else entity_key(entity.type, spelling)
            use = self._uses[node, key]
            use.spellings[spelling].add(paper)
            if key == head.key:
                use.alone.add(paper)
            else:
                use.beside[head].add(paper)

    def table(
        self,
        nodes: Mapping[NameKey, str],
        of: Callable[[NameKey], NameKey],
        ties: Mapping[NameKey, Tie],
        decisions: Decisions,
    ) -> pa.Table:
        """`nodes` gives the id of a node by its key, `of` the key of the node that a name decides for."""
        explain = _Explainer(self._uses, of, ties, decisions)
        rows = [explain.row(nodes[node], node, key, use) for (node, key), use in self._uses.items()]
        rows.sort(key=lambda row: (row["node"], row["key"]))
        return pa.Table.from_pylist(rows, schema=SCHEMA)


class _Explainer:
    def __init__(
        self,
        uses: Mapping[tuple[NameKey, str], _Use],
        of: Callable[[NameKey], NameKey],
        ties: Mapping[NameKey, Tie],
        decisions: Decisions,
    ) -> None:
        self._uses = uses
        self._of = of
        self._ties = ties
        self._decided: dict[NameKey, list[tuple[NameKey, Decision]]] = defaultdict(list)
        for entry in decisions.sorted():
            if entry.decision.verb == "same" and entry.decision.type != "Paper":
                first, second = entry.decision.keys
                self._decided[first].append((second, entry.decision))
                if entry.decision.paper is None:
                    self._decided[second].append((first, entry.decision))

    def row(self, id_: str, node: NameKey, key: str, use: _Use) -> dict[str, object]:
        tie, decision = self._why(node, NameKey(node.type, key), use)
        spellings = use.ordered_spellings
        papers = use.papers
        return {
            "node": id_,
            "type": node.type,
            "key": key,
            "name": spellings[0],
            "spellings": spellings,
            "papers": len(papers),
            "alone": len(use.alone),
            "examples": _examples(use.alone, papers),
            "rule": tie.rule if tie else "name",
            "to": self._spelled(node, tie.to) if tie else None,
            "evidence": len(tie.papers) if tie else 0,
            "evidence_examples": _examples(tie.papers) if tie else [],
            "decision": None if decision is None else str(decision),
        }

    def _why(self, node: NameKey, name: NameKey, use: _Use) -> tuple[Tie | None, Decision | None]:
        for other, decision in self._decided[name]:
            if self._of(other) == node:
                return Tie(other, "decision"), decision
        if name == node:
            return None, None
        if name in self._ties and self._of(name) == node:
            return self._ties[name], None
        if not use.beside:
            return Tie(node, "vocabulary"), None
        head = max(use.beside, key=lambda head: (len(use.beside[head]), head))
        return Tie(head, "paper", tuple(sorted(use.beside[head]))), None

    def _spelled(self, node: NameKey, name: NameKey) -> str:
        use = self._uses.get((node, name.key))
        return use.ordered_spellings[0] if use else name.key


def _examples(*papers: Iterable[str]) -> Sequence[str]:
    """Some of the papers; those of the first group come first."""
    ordered = [paper for group in papers for paper in nsmallest(EXAMPLES, group)]
    return list(dict.fromkeys(ordered))[:EXAMPLES]
