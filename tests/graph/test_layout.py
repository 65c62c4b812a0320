"""Places for nodes: the same every time, joined nodes near each other, none on top of another."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.layout import EXACT_NODES, Places, layout


def places(graph: nx.Graph) -> tuple[Places, np.ndarray]:
    numbered = nx.convert_node_labels_to_integers(graph)
    edges = np.array(numbered.edges(), dtype=np.int64).reshape(-1, 2)
    return layout(len(numbered), edges[:, 0], edges[:, 1]), edges


@pytest.mark.parametrize("nodes", [0, 1, 2, 3])
def test_small_graphs(nodes: int) -> None:
    for graph in (nx.empty_graph(nodes), nx.complete_graph(nodes)):
        found, _ = places(graph)
        assert found.shape == (nodes, 2)
        assert np.isfinite(found).all()
        assert len(np.unique(found, axis=0)) == nodes


@pytest.mark.parametrize(
    "graph",
    [
        nx.grid_2d_graph(12, 12),
        nx.grid_2d_graph(25, 25),
        nx.disjoint_union_all([nx.cycle_graph(20)] * 3 + [nx.star_graph(30)]),
        nx.barabasi_albert_graph(EXACT_NODES * 2, 2, seed=1),
    ],
    ids=["exact", "on a grid", "parts", "hubs"],
)
def test_joined_nodes_stand_together(graph: nx.Graph) -> None:
    found, edges = places(graph)
    again, _ = places(graph)
    assert (found == again).all()
    assert found.min() >= 0
    assert found.max() <= 1
    assert len(np.unique(found.round(4), axis=0)) > 0.98 * len(found)
    joined = np.linalg.norm(found[edges[:, 0]] - found[edges[:, 1]], axis=1)
    shuffled = np.random.default_rng(1).permutation(len(found))
    other = np.linalg.norm(found - found[shuffled], axis=1)
    assert np.median(joined) < 0.6 * np.median(other)


def test_loops_and_repeated_edges_do_no_harm() -> None:
    once = layout(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    more = layout(4, np.array([0, 1, 2, 2, 3, 1]), np.array([1, 2, 3, 2, 2, 0]))
    assert (once == more).all()
