"""Records to build graphs from: small ones spelled out, random ones, and the annotated papers as records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from extract.paper import Source
from extract.record import Comparison, Entity, EntityType, Record, Result, Role, TextSpan

EXTRACTOR = "test 1"


def entity(
    type_: EntityType, name: str, *mentions: str, role: Role | None = None, confidence: float = 0.9
) -> Entity:
    spans = tuple(TextSpan(n, n + len(text), text) for n, text in enumerate(mentions or (name,)))
    return Entity(type=type_, name=name, role=role, confidence=confidence, mentions=spans)


def record(
    id_: str,
    *entities: Entity,
    title: str | None = None,
    path: str = "papers.jsonl",
    line: int = 1,
    results: Iterable[Result] = (),
    comparisons: Iterable[Comparison] = (),
    **paper: Any,
) -> Record:
    return Record(
        id=id_,
        title=f"On {id_}" if title is None else title,
        abstract=paper.pop("abstract", f"What {id_} is about."),
        source=Source(path, line),
        entities=entities,
        results=tuple(results),
        comparisons=tuple(comparisons),
        extractor=EXTRACTOR,
        **paper,
    )


def result(value: str, **fields: Any) -> Result:
    evidence = fields.pop("evidence", TextSpan(0, 4, "What"))
    return Result(**{"kind": "score", "confidence": 0.8, **fields}, value=value, evidence=evidence)


def comparison(subject: str, relation: str, object_: str | None = None, **fields: Any) -> Comparison:
    content = {"confidence": 0.8, "evidence": TextSpan(0, 4, "What"), **fields}
    return Comparison(subject=subject, relation=relation, object=object_, **content)  # type: ignore[arg-type]


HOSTILE = [
    "", " ", "\0", "A", "a", "A*", "C", "C++", "C#", "∞", "مرحبا", "‮olleh", "x" * 10_000,
    "'); MATCH (n) DETACH DELETE n //", 'a"b\\c', "`tick`", "{name: 1}", "α-Net", "$\\alpha$-Net", r"\method",
    "Recall@1", "Recall", "Lichen-2 7B", "Lichen-27B", "Lichen-2", "Lichen",
]  # fmt: skip
SHARED_SHORT = [
    "SST",
    "Stone Sediment Tracker",
    "Silent Starling Transformer",
    "SSTs",
    "stone-sediment tracker",
]
names = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(SHARED_SHORT), st.text(max_size=6))
_types = st.sampled_from(["Method", "Dataset", "Metric", "Task"])
_roles = st.sampled_from([None, "introduced", "used", "compared", "evaluated", "trained", "mentioned"])
_confidences = st.sampled_from([0.5, 0.9])


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    mentions = draw(st.lists(names, min_size=1, max_size=3))
    return entity(draw(_types), draw(names), *mentions, role=draw(_roles), confidence=draw(_confidences))


@st.composite
def records(draw: st.DrawFn) -> Record:
    found = draw(st.lists(entities(), max_size=4))
    known = st.sampled_from([e.name for e in found] or ["nothing"])
    one = st.one_of(st.none(), known, names)
    results = draw(
        st.lists(
            st.builds(
                result,
                st.sampled_from(["1", "2.5", "1-2", "1/3", "inf"]),
                method=one,
                dataset=one,
                metric=one,
            ),
            max_size=2,
        )
    )
    relation = st.sampled_from(["outperforms", "underperforms", "sets_sota", "matches"])
    comparisons = draw(st.lists(st.builds(comparison, known, relation, one), max_size=2))
    return record(
        draw(st.sampled_from(["1", "2", "p-one", "p-two", "2401.00001", "2401.00001v2"])),
        *found,
        title=draw(st.sampled_from(["One", "one.", "A* Search", "A Search", "", "Two", "‮Two"])),
        abstract=draw(st.sampled_from(["Short.", "A longer one."])),
        path=draw(st.sampled_from(["a.txt", "b.txt"])),
        line=draw(st.integers(1, 3)),
        results=results,
        comparisons=comparisons,
        published=draw(st.sampled_from([None, "2024", "2024-03-19", "--03-19"])),
        authors=tuple(draw(st.lists(st.sampled_from(["Ada", "Bo"]), max_size=2))),
    )


def gold_records(shared: Path, name: str = "dev.json") -> list[Record]:
    """Annotated papers as an extractor would give them, its confidence being 1."""
    return [_from_gold(paper, name) for paper in json.loads((shared / "gold" / name).read_text("utf-8"))]


def _from_gold(paper: dict[str, Any], name: str) -> Record:
    text = f"{paper['title']}\n{paper['abstract']}"
    claims = {
        key: [
            {**claim, "confidence": 1.0, "evidence": _span(text, claim["evidence"])} for claim in paper[key]
        ]
        for key in ("results", "comparisons")
    }
    return Record(
        id=paper["id"],
        title=paper["title"],
        abstract=paper["abstract"],
        source=Source(name, 1),
        entities=tuple(
            Entity(
                type=e["type"],
                name=e["name"],
                role=e.get("role"),
                confidence=1.0,
                mentions=tuple(sorted(_span(text, mention) for mention in e["mentions"])),
            )
            for e in paper["entities"]
        ),
        results=tuple(Result(**claim) for claim in claims["results"]),
        comparisons=tuple(Comparison(**claim) for claim in claims["comparisons"]),
        extractor=EXTRACTOR,
    )


def _span(text: str, words: str) -> TextSpan:
    start = max(0, text.find(words))
    return TextSpan(start, start + len(words), words)
