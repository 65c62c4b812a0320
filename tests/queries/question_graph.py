"""A graph with what makes two engines differ: ties, missing values, odd names, dates of every form."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from graph.model import EdgeKind, PropertyType, node_type
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from graph.tables import GraphTables, Row

ODD_NAMES = (
    "it's",
    'say "hi"',
    "back\\slash",
    "{braces} $method",
    "'; DROP TABLE Method; --",
    '") } INSERT DATA { <u:a> <u:b> "',
    "模型 Ω-Net",
    "Émile 🤖",
    "tab\tand line\nend",
    "100% \\1 \\g<0>",
)
METHODS = ("Alpha", "Alpha-7B", "Alpha-7B-Chat", "Beta", "beta", "Gamma", "ÉTOILE", *ODD_NAMES)
DATASETS = ("GSM8K", "MMLU", "ImageNet", 'Odd "Bench" \\ 2')
TASKS = ("reasoning", "image classification")
METRICS = (("accuracy", "higher"), ("FID", "lower"), ("FLOPs", None), ("decoding latency", "lower"))
DAYS = ("2024-03-19", "2023-10", "2021", "--03-19", None)
UNITS = ("%", None)
VARIANTS = (
    ("Method", "Alpha-7B", "Alpha"),
    ("Method", "Alpha-7B-Chat", "Alpha-7B"),
    ("Dataset", "MMLU", "GSM8K"),
    ("Dataset", 'Odd "Bench" \\ 2', "MMLU"),
)
EVIDENCE = (0.75, "says so", 3, 10)


@dataclass(frozen=True)
class OpenStores:
    """What the runner asks of a snapshot, from a folder."""

    folder: Path

    def ladybug(self) -> LadybugStore:
        return LadybugStore(self.folder / "graph.lbug", read_only=True)

    def oxigraph(self) -> OxigraphStore:
        return OxigraphStore.open_read_only(self.folder / "oxigraph")


class Builder:
    """Collects rows; names become ids by their place, so that odd names stay odd."""

    def __init__(self) -> None:
        self.nodes: dict[str, list[Row]] = defaultdict(list)
        self.edges: dict[EdgeKind, dict[tuple[str, str], Row]] = defaultdict(dict)
        self.ids: dict[tuple[str, str], str] = {}

    def node(self, label: str, name: str, **properties: object) -> str:
        id_ = self.ids[label, name] = f"{label.lower()}/{len(self.nodes[label]):03}"
        properties = {"name": name, "title": name, "support": 1, **properties}
        columns = (
            properties.get(p.name, [] if p.type is PropertyType.STRINGS else None)
            for p in node_type(label).properties
        )
        self.nodes[label].append((id_, *columns))
        return id_

    def edge(self, type_: str, start: tuple[str, str], end: tuple[str, str], *properties: object) -> None:
        key = (self.ids[start], self.ids[end])
        self.edges[EdgeKind(type_, start[0], end[0])][key] = (*key, *properties)

    def tables(self) -> GraphTables:
        return GraphTables.from_rows(self.nodes, {kind: rows.values() for kind, rows in self.edges.items()})


def sample() -> GraphTables:
    builder, chance = Builder(), random.Random(7)
    for name in METHODS:
        builder.node("Method", name, aliases=[f"{name} net", name.upper()], support=chance.randrange(1, 4))
    for name in DATASETS:
        builder.node("Dataset", name, aliases=[f"{name} benchmark"])
    for name in TASKS:
        builder.node("Task", name)
    for name, better in METRICS:
        builder.node("Metric", name, better=better)
    for number in range(20):
        add_paper(builder, chance, number)
    for label, small, large in VARIANTS:
        builder.edge("VARIANT_OF", (label, small), (label, large))
    return builder.tables()


def add_paper(builder: Builder, chance: random.Random, number: int) -> None:
    paper = ("Paper", f"Paper {number % 15}")  # some titles are the same
    url = chance.choice(("https://example.org/a?b=c", None))
    arxiv_id = f"2101.{number:05}" if number % 2 else None
    builder.node(*paper, published=chance.choice(DAYS), url=url, arxiv_id=arxiv_id)
    for task in TASKS[: number % 3]:  # some papers have no task, some have both
        builder.edge("ADDRESSES", paper, ("Task", task), *EVIDENCE)
    for type_ in ("INTRODUCES", "COMPARES_WITH", "COMPARES_WITH", "USES", "USES", "MENTIONS"):
        builder.edge(type_, paper, ("Method", chance.choice(METHODS)), *EVIDENCE)
    for type_ in ("INTRODUCES", "EVALUATES_ON", "TRAINS_ON", "MENTIONS"):
        builder.edge(type_, paper, ("Dataset", chance.choice(DATASETS)), *EVIDENCE)
    builder.edge("MEASURES", paper, ("Metric", chance.choice(METRICS)[0]), 0.5, None, None, None)
    for _ in range(30):
        add_claim(builder, chance, paper)


def add_claim(builder: Builder, chance: random.Random, paper: tuple[str, str]) -> None:
    relation = chance.choice((None, None, "outperforms", "underperforms", "matches"))
    value = None if relation else chance.choice((92, 92.5, 0.1, 1e-3, 12345.75, None))
    claim = ("Claim", str(len(builder.nodes["Claim"])))
    place = chance.randrange(len(ODD_NAMES))
    builder.node(
        *claim,
        kind="comparison" if relation else chance.choice(("score", "score", "score", "change", "factor")),
        relation=relation,
        value=value,
        value_text=None if relation else str(value or "1/3"),
        unit=chance.choice(UNITS),
        direction=chance.choice(("up", "down", None)),
        qualifier=chance.choice(("max", None, None)),
        subject=chance.choice(("our method", None)),
        baseline=chance.choice(("earlier work", None)),
        extractor="test 1",
        confidence=0.9,
        evidence=f"words with {ODD_NAMES[place]}",
        evidence_start=place,
        evidence_end=place + 20,
    )
    subject, other = chance.sample(METHODS, 2)
    if chance.random() < 0.05:
        other = subject
    builder.edge("MAKES", paper, claim, *EVIDENCE)
    if relation or chance.random() < 0.9:
        builder.edge("ABOUT", claim, ("Method", subject))
    if chance.random() < 0.9:
        builder.edge("ON", claim, ("Dataset", chance.choice(DATASETS)))
    if relation is None:
        builder.edge("IN", claim, ("Metric", chance.choice(METRICS)[0]))
    if relation or chance.random() < 0.3:
        builder.edge("AGAINST", claim, ("Method", other))
        better, worse = (other, subject) if relation == "underperforms" else (subject, other)
        if relation in ("outperforms", "underperforms") and subject != other:
            builder.edge("OUTPERFORMS", ("Method", better), ("Method", worse), [builder.ids[paper]], 1)
    if chance.random() < 0.3:
        builder.edge("FOR", claim, ("Task", chance.choice(TASKS)))


def write_stores(folder: Path, tables: GraphTables) -> OpenStores:
    with LadybugStore(folder / "graph.lbug") as cypher_store:
        cypher_store.load(tables)
    with OxigraphStore.create(folder / "oxigraph") as sparql_store:
        sparql_store.load(tables)
    return OpenStores(folder)
