"""What a paper claims, as Claim nodes with edges to what it names, and who outperforms whom by it."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from extract.record import Comparison, Entity, EntityType, Result, TextSpan
from graph.model import EdgeKind, node_type
from graph.names import name_key
from graph.papers import MergedPaper
from graph.tables import Row

_PROPERTIES = tuple(p.name for p in node_type("Claim").properties)

NodeOf = Callable[[EntityType, str | None], str | None]


class Ends(NamedTuple):
    """The nodes that a claim names; None where it names none, or a name that is no entity of the paper."""

    about: str | None
    against: str | None
    on: str | None
    measured_in: str | None
    for_task: str | None


@dataclass(frozen=True)
class Claim:
    """A Claim node: its properties by the model's names, and its edges."""

    id: str
    paper: str
    properties: Mapping[str, object]
    ends: Ends
    unresolved: int
    """Names in the claim, but for its baseline, that are no entity of the paper."""

    def row(self) -> Row:
        return (self.id, *(self.properties.get(name) for name in _PROPERTIES))

    def edges(self) -> Iterable[tuple[EdgeKind, str]]:
        """The kind and the end of every edge but MAKES."""
        kinds = (
            EdgeKind("ABOUT", "Claim", "Method"),
            EdgeKind("AGAINST", "Claim", "Method"),
            EdgeKind("ON", "Claim", "Dataset"),
            EdgeKind("IN", "Claim", "Metric"),
            EdgeKind("FOR", "Claim", "Task"),
        )
        return [(kind, end) for kind, end in zip(kinds, self.ends, strict=True) if end is not None]

    @property
    def better_and_worse(self) -> tuple[str, str] | None:
        """The two methods that the claim orders."""
        about, against = self.ends.about, self.ends.against
        if about is None or against is None or about == against:
            return None
        match self.properties.get("relation"):
            case "outperforms":
                return about, against
            case "underperforms":
                return against, about
        return None


def paper_claims(paper: MergedPaper, entity_ids: Sequence[str | None]) -> list[Claim]:
    """The claims of the primary record. Of two with the same content the surer one stays."""
    node_of = _names_of(paper.primary.entities, entity_ids)
    extractor = paper.primary.extractor
    claims = [_from_result(paper.id, result, extractor, node_of) for result in paper.primary.results]
    claims += [_from_comparison(paper.id, item, extractor, node_of) for item in paper.primary.comparisons]
    best: dict[str, Claim] = {}
    for claim in claims:
        best[claim.id] = max(best.get(claim.id, claim), claim, key=_confidence)
    return list(best.values())


def outperforms(claims: Iterable[Claim]) -> dict[tuple[str, str], list[str]]:
    """The papers, sorted, that claim the first method of a pair to be better than the second."""
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        pair = claim.better_and_worse
        if pair:
            papers[pair].add(claim.paper)
    return {pair: sorted(found) for pair, found in papers.items()}


def number(text: str) -> float | None:
    """The number that a printed value is; None for a range, a fraction and what is no finite number.

    >>> number("12,345.6"), number("1.5-2.7"), number("1/3")
    (12345.6, None, None)
    """
    try:
        value = float(text.replace(",", "")) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _names_of(entities: Sequence[Entity], ids: Sequence[str | None]) -> NodeOf:
    """Look a name up among the paper's entities: by their names first, then by their mentions."""
    found: dict[tuple[EntityType, str], str] = {}
    named = [(entity, id_) for entity, id_ in zip(entities, ids, strict=True) if id_ is not None]
    for entity, id_ in named:
        found.setdefault((entity.type, name_key(entity.name)), id_)
    for entity, id_ in named:
        for mention in entity.mentions:
            found.setdefault((entity.type, name_key(mention.text)), id_)
    return lambda type_, name: found.get((type_, name_key(name))) if name else None


def _from_result(paper: str, result: Result, extractor: str, node_of: NodeOf) -> Claim:
    properties: dict[str, object] = {
        "kind": result.kind,
        "value": number(result.value),
        "value_text": result.value,
        "unit": result.unit or None,
        "direction": result.direction,
        "qualifier": result.qualifier,
        "subject": result.method,
        "baseline": result.baseline,
    }
    ends = Ends(
        node_of("Method", result.method),
        node_of("Method", result.baseline),
        node_of("Dataset", result.dataset),
        node_of("Metric", result.metric),
        node_of("Task", result.task),
    )
    return _claim(paper, result, properties, ends, extractor, result.metric)


def _from_comparison(paper: str, item: Comparison, extractor: str, node_of: NodeOf) -> Claim:
    properties: dict[str, object] = {
        "kind": "sota" if item.relation == "sets_sota" else "comparison",
        "relation": item.relation,
        "subject": item.subject,
        "baseline": item.object,
    }
    ends = Ends(
        node_of("Method", item.subject),
        node_of("Method", item.object),
        node_of("Dataset", item.dataset),
        None,
        node_of("Task", item.task),
    )
    return _claim(paper, item, properties, ends, extractor, None)


def _claim(
    paper: str,
    said: Result | Comparison,
    properties: dict[str, object],
    ends: Ends,
    extractor: str,
    metric: str | None,
) -> Claim:
    """The identifier leaves out how sure the extractor is and which one it was: a better extractor that reads
    the same claim keeps its node."""
    content = [paper, properties, said.dataset, metric, said.task, said.evidence]
    digest = hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()[:16]
    evidence = {"extractor": extractor, **evidence_properties(said.confidence, said.evidence)}
    names = (properties["subject"], said.dataset, metric, said.task)
    found = (ends.about, ends.on, ends.measured_in, ends.for_task)
    unresolved = sum(name is not None and end is None for name, end in zip(names, found, strict=True))
    return Claim(f"claim/{digest}", paper, properties | evidence, ends, unresolved)


def evidence_properties(confidence: float, span: TextSpan | None) -> dict[str, object]:
    """The model's evidence properties by name."""
    return {
        "confidence": confidence,
        "evidence": span.text if span else None,
        "evidence_start": span.start if span else None,
        "evidence_end": span.end if span else None,
    }


def _confidence(claim: Claim) -> float:
    value = claim.properties["confidence"]
    return value if isinstance(value, float) else 0.0
