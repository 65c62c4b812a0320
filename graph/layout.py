"""Where nodes are drawn: a force-directed layout, deterministic, in time near to linear in the nodes.

The forces are those of ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian 2014): edges pull in proportion to
their length, nodes push each other away in inverse proportion to their distance and in proportion to their
degrees, and all are drawn to the centre. Far nodes push through the centre of their cell in a grid, near ones
through a sample of the cell.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.float64]

ITERATIONS = 200
SAMPLE = 6
"""So many nodes of its own cell push a node in one iteration, for all of them."""
_GRAVITY = 0.05
_SOFT = 1e-2  # keeps the push of nodes at one place finite
_SEED = 20140610


def layout(count: int, starts: Numbers, ends: Numbers, *, iterations: int = ITERATIONS) -> Positions:
    """Positions of `count` nodes, a row each, about the origin and with a mean distance of about 1 from it.

    `starts` and `ends` are the numbers of the nodes at the ends of each edge. Equal input gives equal output.
    """
    if count < 2:
        return np.zeros((count, 2))
    random = np.random.default_rng(_SEED)
    positions: Positions = random.normal(size=(count, 2)) * count**0.5
    degrees = np.bincount(starts, minlength=count) + np.bincount(ends, minlength=count)
    mass = 1.0 + degrees.astype(np.float64)
    for iteration in range(iterations):
        force = _pull(positions, starts, ends) + _push(positions, mass, random)
        force -= _GRAVITY * mass[:, None] * positions
        length = np.linalg.norm(force, axis=1, keepdims=True) + 1e-9
        # Heavy nodes move less; nobody moves farther than what cools down to nothing.
        warmth = count**0.5 * (1 - iteration / iterations) ** 2 / 4
        positions = positions + force / length * np.minimum(length / mass[:, None], warmth)
    positions = positions - positions.mean(axis=0)
    return positions / max(float(np.linalg.norm(positions, axis=1).mean()), 1e-9)


def _pull(positions: Positions, starts: Numbers, ends: Numbers) -> Positions:
    along = positions[ends] - positions[starts]
    force = np.zeros_like(positions)
    for axis in (0, 1):
        force[:, axis] += np.bincount(starts, along[:, axis], len(positions))
        force[:, axis] -= np.bincount(ends, along[:, axis], len(positions))
    return force


def _push(positions: Positions, mass: npt.NDArray[np.float64], random: np.random.Generator) -> Positions:
    cells, numbers = np.unique(_cells(positions), return_inverse=True)
    numbers = numbers.reshape(-1)
    weights = np.bincount(numbers, mass, len(cells))
    centres = np.stack(
        [np.bincount(numbers, mass * positions[:, axis], len(cells)) / weights for axis in (0, 1)], axis=1
    )
    # The sum of weight / distance² * (position - centre) over the cells, without an array of all differences.
    # einsum and not @, whose threads cost more than they save on arrays of this size.
    squares = (positions**2).sum(axis=1)[:, None] + (centres**2).sum(axis=1)[None, :]
    products = np.einsum("nx,cx->nc", positions, centres)
    strength = weights[None, :] / (np.maximum(squares - 2 * products, 0) + _SOFT)
    strength[np.arange(len(positions)), numbers] = 0.0  # the own cell comes next
    force = positions * strength.sum(axis=1, keepdims=True) - np.einsum("nc,cx->nx", strength, centres)
    total: Positions = mass[:, None] * (force + _push_of_own_cell(positions, mass, numbers, random))
    return total


def _push_of_own_cell(
    positions: Positions, mass: npt.NDArray[np.float64], cells: Numbers, random: np.random.Generator
) -> Positions:
    """The push of SAMPLE nodes drawn from the own cell, scaled to all of the cell."""
    order = np.argsort(cells, kind="stable")
    sizes = np.bincount(cells)
    firsts = np.cumsum(sizes) - sizes
    drawn = random.random((SAMPLE, len(positions)))
    force = np.zeros_like(positions)
    for sample in drawn:
        others = order[firsts[cells] + (sample * sizes[cells]).astype(np.int64)]
        away = positions - positions[others]
        distance = (away**2).sum(axis=1, keepdims=True) + _SOFT
        force += away / distance * (mass[others] * sizes[cells])[:, None]
    return force / SAMPLE


def _cells(positions: Positions) -> Numbers:
    """The cell of each node in a grid whose lines have as many nodes between them in each direction."""
    per_side = max(2, round(2 * len(positions) ** 0.25))
    columns = [np.argsort(np.argsort(positions[:, axis], kind="stable"), kind="stable") for axis in (0, 1)]
    places = [column * per_side // len(positions) for column in columns]
    cells: Numbers = places[0] * per_side + places[1]
    return cells
