"""The layout: the same every time, finite, and near what belongs together."""

from __future__ import annotations

import numpy as np
import pytest

from graph.layout import layout


def edges(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    starts, ends = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return starts, ends


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_every_node_has_a_finite_place_that_does_not_change(count: int) -> None:
    ends = edges([(0, number) for number in range(1, count)])
    places = layout(count, *ends)
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    assert np.array_equal(places, layout(count, *ends))
    assert len(np.unique(places, axis=0)) == count


def test_edges_draw_together() -> None:
    """Two groups of which all are tied to each other, and one edge between the groups."""
    groups = [range(20), range(20, 40)]
    pairs = [(one, other) for group in groups for one in group for other in group if one < other]
    places = layout(40, *edges([*pairs, (0, 20)]))
    centres = [places[list(group)].mean(axis=0) for group in groups]
    between = float(np.linalg.norm(centres[0] - centres[1]))
    within = max(
        float(np.linalg.norm(places[list(group)] - centre, axis=1).mean())
        for group, centre in zip(groups, centres, strict=True)
    )
    assert between > 2 * within
