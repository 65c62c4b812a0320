"""Small graphs as tables: one that holds every node label and edge kind, and random ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from graph.model import (
    EDGE_KINDS,
    EVIDENCE,
    NODE_TYPES,
    EdgeKind,
    Property,
    PropertyType,
    edge_type,
    node_type,
)
from graph.tables import GraphTables

TITLE = "Fern: Small Adapters"
ABSTRACT = "We propose Fern. On MossQA it scores 71.5% accuracy, above Lichen."
TEXT = f"{TITLE}\n{ABSTRACT}"

NODES: dict[str, list[dict[str, Any]]] = {
    "Paper": [
        {
            "id": "paper/fern-small-adapters",
            "title": TITLE,
            "abstract": ABSTRACT,
            "published": "2024-03-19",
            "authors": ["Zoë Zander", "Al Abel", "Zoë Zander"],
            "author_count": 3,
            "organization": "Moss Lab",
            "comment_count": 2,
            "arxiv_id": "2403.00001",
            "url": "https://example.org/fern?a=b c",
            "sources": ["page.txt:7"],
            "source_ids": ["p1", "p2"],
        }
    ],
    "Method": [
        {"id": "method/fern", "name": "Fern", "aliases": ["FERN", "fern 2%"], "support": 1},
        {"id": "method/lichen", "name": "Lichen", "support": 1},
        {"id": "method/fern-7b", "name": "Fern-7B", "support": 0},
    ],
    "Dataset": [
        {"id": "dataset/mossqa", "name": "MossQA", "support": 1},
        {"id": "dataset/mossqa-hard", "name": "MossQA Hard", "support": 0},
    ],
    "Task": [{"id": "task/question-answering", "name": "question answering", "support": 1}],
    "Metric": [
        {"id": "metric/accuracy", "name": "accuracy", "support": 1, "better": "higher"},
        {"id": "metric/accuracy-at-1", "name": "accuracy@1", "support": 0},
    ],
    "Claim": [
        {
            "id": "claim/1",
            "kind": "score",
            "value": 71.5,
            "value_text": "71.5",
            "unit": "%",
            "subject": "Fern",
            "extractor": "claimgraph 0.1.0 / model 1",
        },
        {
            "id": "claim/2",
            "kind": "comparison",
            "relation": "outperforms",
            "subject": "Fern",
            "baseline": "Lichen",
            "extractor": "claimgraph 0.1.0 / model 1",
        },
    ],
}
PAPER = "paper/fern-small-adapters"
EDGES: dict[tuple[str, str, str], list[tuple[str, str]]] = {
    ("INTRODUCES", "Paper", "Method"): [(PAPER, "method/fern")],
    ("INTRODUCES", "Paper", "Dataset"): [(PAPER, "dataset/mossqa-hard")],
    ("USES", "Paper", "Method"): [(PAPER, "method/fern")],
    ("COMPARES_WITH", "Paper", "Method"): [(PAPER, "method/lichen")],
    ("EVALUATES_ON", "Paper", "Dataset"): [(PAPER, "dataset/mossqa")],
    ("TRAINS_ON", "Paper", "Dataset"): [(PAPER, "dataset/mossqa")],
    ("MENTIONS", "Paper", "Method"): [(PAPER, "method/fern-7b")],
    ("MENTIONS", "Paper", "Dataset"): [(PAPER, "dataset/mossqa-hard")],
    ("ADDRESSES", "Paper", "Task"): [(PAPER, "task/question-answering")],
    ("MEASURES", "Paper", "Metric"): [(PAPER, "metric/accuracy")],
    ("MAKES", "Paper", "Claim"): [(PAPER, "claim/1"), (PAPER, "claim/2")],
    ("ABOUT", "Claim", "Method"): [("claim/1", "method/fern"), ("claim/2", "method/fern")],
    ("AGAINST", "Claim", "Method"): [("claim/2", "method/lichen")],
    ("ON", "Claim", "Dataset"): [("claim/1", "dataset/mossqa")],
    ("IN", "Claim", "Metric"): [("claim/1", "metric/accuracy")],
    ("FOR", "Claim", "Task"): [("claim/1", "task/question-answering")],
    ("OUTPERFORMS", "Method", "Method"): [("method/fern", "method/lichen")],
    ("VARIANT_OF", "Method", "Method"): [("method/fern-7b", "method/fern")],
    ("VARIANT_OF", "Dataset", "Dataset"): [("dataset/mossqa-hard", "dataset/mossqa")],
    ("VARIANT_OF", "Metric", "Metric"): [("metric/accuracy-at-1", "metric/accuracy")],
}


def evidence_of(words: str = "On MossQA it scores 71.5% accuracy", confidence: float = 0.9) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "confidence": confidence,
        "evidence": words,
        "evidence_start": start,
        "evidence_end": start + len(words),
    }


def sample(
    nodes: dict[str, dict[str, Any]] | None = None,
    edges: dict[tuple[str, str, str], list[tuple[str, str]]] | None = None,
    edge_values: dict[str, Any] | None = None,
    without: tuple[str, ...] = (),
) -> GraphTables:
    """A graph with a row in every table. `nodes` changes columns of nodes by id, `edges` replaces whole
    tables, `edge_values` changes what every edge carries, `without` leaves nodes out."""
    node_rows = {
        label: [row | (nodes or {}).get(row["id"], {}) for row in rows if row["id"] not in without]
        for label, rows in NODES.items()
    }
    node_rows["Claim"] = [evidence_of() | row for row in node_rows["Claim"]]
    derived = {"papers": [PAPER], "count": 1}
    carried = evidence_of() | derived | (edge_values or {})
    edge_rows = {
        EdgeKind(*kind): [{"start": start, "end": end} | carried for start, end in pairs]
        for kind, pairs in (EDGES | (edges or {})).items()
    }
    return tables(node_rows, edge_rows)


def tables(
    nodes: dict[str, list[dict[str, Any]]], edges: dict[EdgeKind, list[dict[str, Any]]]
) -> GraphTables:
    """Tables from rows as dictionaries; what a row does not say is null or the empty list."""

    def value(row: dict[str, Any], name: str, type_: PropertyType) -> Any:
        return row.get(name, [] if type_ is PropertyType.STRINGS else None)

    return GraphTables.from_rows(
        {
            label: [
                (row["id"], *(value(row, p.name, p.type) for p in node_type(label).properties))
                for row in rows
            ]
            for label, rows in nodes.items()
        },
        {
            kind: [
                (
                    row["start"],
                    row["end"],
                    *(value(row, p.name, p.type) for p in edge_type(kind.type).properties),
                )
                for row in rows
            ]
            for kind, rows in edges.items()
        },
    )


TEXTS = st.sampled_from(["", "a", "b c", 'd"\n\\', "ü%{}<>", "\x00\u2028"])
IDS = {
    "Paper": ["paper/a", "paper/b c%20", "paper/..", 'paper/ü"<d>', "paper/a/b"],
    "Method": ["method/x", "method/x'y", "method/#1", "method/b"],
    "Dataset": ["dataset/d", "dataset/{e}"],
    "Task": ["task/t"],
    "Metric": ["metric/m", "metric/^n"],
    "Claim": ["claim/1", "claim/2", "claim/3"],
}
VALUES: dict[PropertyType, st.SearchStrategy[Any]] = {
    PropertyType.STRING: st.none() | TEXTS,
    PropertyType.STRINGS: st.lists(TEXTS, max_size=3),
    PropertyType.INTEGER: st.none() | st.integers(0, 3),
    PropertyType.NUMBER: st.none() | st.sampled_from([0.1, 0.30000000000000004, 95.0, 1e22, 1e-20, -0.0]),
}


def spans() -> st.SearchStrategy[dict[str, Any]]:
    """Evidence, or none; one place of the text always has the same words."""
    places = st.tuples(st.integers(0, 2), st.integers(3, 5)).map(
        lambda place: {"evidence": TEXT[slice(*place)], "evidence_start": place[0], "evidence_end": place[1]}
    )
    return st.just({}) | places


def random_values(properties: tuple[Property, ...]) -> st.SearchStrategy[dict[str, Any]]:
    columns = st.fixed_dictionaries(
        {p.name: VALUES[p.type] for p in properties if not p.name.startswith("evidence")}
    )
    if EVIDENCE[1] not in properties:
        return columns
    return st.tuples(columns, spans()).map(lambda parts: parts[0] | parts[1])


@st.composite
def random_tables(draw: st.DrawFn) -> GraphTables:
    """Every claim is made by one paper; apart from that anything, edges without one of their ends too."""
    nodes: dict[str, list[dict[str, Any]]] = {}
    for node in NODE_TYPES:
        ids = draw(st.lists(st.sampled_from(IDS[node.label]), unique=True))
        columns = random_values(node.properties)
        nodes[node.label] = [{"id": id_} | draw(columns) for id_ in ids]
    edges: dict[EdgeKind, list[dict[str, Any]]] = {}
    for kind in EDGE_KINDS:
        pairs = st.tuples(st.sampled_from(IDS[kind.start]), st.sampled_from(IDS[kind.end]))
        chosen = draw(st.lists(pairs, unique=True, max_size=3))
        if kind.type == "MAKES":
            chosen = [(draw(st.sampled_from(IDS["Paper"])), row["id"]) for row in nodes["Claim"]]
        columns = random_values(edge_type(kind.type).properties)
        edges[kind] = [{"start": start, "end": end} | draw(columns) for start, end in chosen]
    return tables(nodes, edges)
