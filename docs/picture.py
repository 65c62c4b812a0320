"""Draw a part of a graph as SVG: the methods with a score on some datasets, and who outperforms whom.

python docs/picture.py GRAPH OUTPUT.svg [DATASET...]
"""

from __future__ import annotations

import math
import sys
from html import escape
from pathlib import Path

import networkx as nx

import claimgraph

DATASETS = ("GSM8K", "HumanEval")
SCORES = """
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(m:Method), (c)-[:`ON`]->(d:Dataset), (c)-[:`IN`]->(k:Metric)
WHERE d.name = $dataset AND c.kind = 'score'
RETURN m.name AS method, k.name AS metric, c.value_text AS value, c.unit AS unit, c.confidence AS confidence
ORDER BY confidence DESC, method, metric, value
"""
OUTPERFORMS = """
MATCH (a:Method)-[:OUTPERFORMS]->(b:Method) RETURN a.name AS better, b.name AS worse ORDER BY better, worse
"""
WIDTH, HEIGHT, MARGIN = 1100, 640, 70
TURN = 0.4
STYLE = """
svg { background: #fff; font: 13px system-ui, sans-serif; }
.score { stroke: #b9c4d0; stroke-width: 1.5; }
.outperforms { stroke: #d9822b; stroke-width: 1.8; marker-end: url(#tip); }
.value { fill: #52606d; font-size: 10.5px; } .Dataset { fill: #2f9e6e; } .Method { fill: #3b6fd4; }
.name { fill: #1f2933; text-anchor: middle; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.key { fill: #52606d; }
"""


def collect(graph: claimgraph.Graph, datasets: tuple[str, ...]) -> nx.DiGraph:
    """Datasets and methods as nodes; an edge a score or an ordering. The surest score stands for a pair."""
    drawn = nx.DiGraph()
    for dataset in datasets:
        rows = graph.query(SCORES, {"dataset": dataset}).as_dicts()
        for row in rows:
            drawn.add_node(dataset, kind="Dataset")
            drawn.add_node(row["method"], kind="Method")
            if not drawn.has_edge(row["method"], dataset):
                label = f"{row['value']}{row['unit']} {row['metric']}"
                drawn.add_edge(row["method"], dataset, kind="score", label=label)
    for row in graph.query(OUTPERFORMS).as_dicts():
        if row["better"] in drawn and row["worse"] in drawn:
            drawn.add_edge(row["better"], row["worse"], kind="outperforms", label="")
    return drawn


def place(drawn: nx.DiGraph) -> dict[str, tuple[float, float]]:
    """Pixel positions: datasets on an inner ring, methods on an outer one, near what they are tied to."""
    datasets = sorted(name for name, node in drawn.nodes(data=True) if node["kind"] == "Dataset")
    angle = {name: 2 * math.pi * i / len(datasets) + TURN for i, name in enumerate(datasets)}
    methods = sorted(set(drawn) - set(datasets), key=lambda name: (_mean_angle(drawn, name, angle), name))
    at = {name: _on_ring(angle[name], 0.3) for name in datasets}
    for i, name in enumerate(methods):
        at[name] = _on_ring(2 * math.pi * i / len(methods) + TURN, 1.0)
    return at


def _mean_angle(drawn: nx.DiGraph, method: str, angle: dict[str, float]) -> float:
    ties = [angle[name] for name in nx.all_neighbors(drawn, method) if name in angle]
    if not ties:  # tied to methods alone: beside the first of them
        ties = [_mean_angle(drawn, name, angle) for name in sorted(nx.all_neighbors(drawn, method))[:1]]
    x, y = sum(map(math.cos, ties)), sum(map(math.sin, ties))
    return (math.atan2(y, x) - TURN) % (2 * math.pi) + TURN


def _on_ring(angle: float, radius: float) -> tuple[float, float]:
    x = WIDTH / 2 + math.cos(angle) * radius * (WIDTH / 2 - MARGIN)
    return x, HEIGHT / 2 + math.sin(angle) * radius * (HEIGHT / 2 - MARGIN)


def draw(drawn: nx.DiGraph) -> str:
    """The graph as an SVG document."""
    at = place(drawn)
    parts = []
    for start, end, edge in drawn.edges(data=True):
        (x1, y1), (x2, y2) = at[start], at[end]
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        x2, y2 = x2 - (x2 - x1) / length * 12, y2 - (y2 - y1) / length * 12
        parts.append(
            f'<line class="{edge["kind"]}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>'
        )
        if edge["label"]:
            x, y = x1 + (x2 - x1) * 0.3, y1 + (y2 - y1) * 0.3
            parts.append(f'<text class="value" x="{x:.0f}" y="{y:.0f}">{escape(edge["label"])}</text>')
    for name, node in sorted(drawn.nodes(data=True)):
        x, y = at[name]
        size = 10 if node["kind"] == "Dataset" else 6
        parts.append(f'<circle class="{node["kind"]}" cx="{x:.0f}" cy="{y:.0f}" r="{size}"/>')
        parts.append(f'<text class="name" x="{x:.0f}" y="{y - size - 5:.0f}">{escape(name)}</text>')
    key = "green: dataset · blue: method · grey: a score, as the paper states it · orange: outperforms"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>Methods, their scores and who outperforms whom</title><style>{STYLE}</style>"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#d9822b"/></marker></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(parts)}'
        f'<text class="key" x="{MARGIN}" y="{HEIGHT - 16}">{key}</text></svg>\n'
    )


if __name__ == "__main__":
    folder, output, *datasets = sys.argv[1:]
    picture = draw(collect(claimgraph.Graph(folder), tuple(datasets) or DATASETS))
    Path(output).write_text(picture, encoding="utf-8")
