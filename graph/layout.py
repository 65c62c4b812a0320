"""Places for the nodes of a graph, such that what is joined stands together and nothing stands on another.

It starts from Pivot MDS (Brandes and Pich, GD 2006), by which distances on the page follow those in the
graph, and is refined by forces (Fruchterman and Reingold, 1991). In a large graph, repulsion between far
nodes is summed on a grid by Fourier transform (as Linderman et al., Nature Methods 2019, do for t-SNE), which
makes a step cost about as much as reading the graph. The same graph always gets the same places.
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.float64]

EXACT_NODES = 400
"""Up to so many nodes, every pair is looked at."""
PIVOTS = 32
STEPS = 80
GRID = 128
NEAR = 12
"""Nodes of the same or the next cell of the grid, on either side, whose repulsion is computed exactly."""
GRAVITY = 0.08
"""Keeps parts that are not joined from drifting away."""


EVENNESS = 0.7
"""How far a graph of LARGE nodes or more is spread evenly over its circle, from 0 to 1."""
LARGE = 1000


def layout(nodes: int, starts: Numbers, ends: Numbers) -> Places:
    """Coordinates from 0 to 1, a row a node. `starts` and `ends` are the nodes of each edge."""
    if nodes == 0:
        return np.zeros((0, 2))
    pairs = np.unique(np.sort(np.stack([starts, ends], axis=1), axis=1), axis=0) if len(starts) else None
    joined = np.zeros((0, 2), dtype=np.int64) if pairs is None else pairs[pairs[:, 0] != pairs[:, 1]]
    places = np.zeros((nodes, 2))
    shapes: dict[tuple[int, bytes], Places] = {}  # many small parts are the same
    for part, centre, radius in _packed(_parts(nodes, joined)):
        numbered = np.searchsorted(part, joined[np.isin(joined[:, 0], part)])
        shape = len(part), numbered.tobytes()
        if shape not in shapes:
            shapes[shape] = _shape_places(len(part), numbered)
        places[part] = centre + radius * shapes[shape]
    low, high = places.min(axis=0), places.max(axis=0)
    centred: Places = (places - (low + high) / 2) / max(float((high - low).max()), 1e-9) + 0.5
    return centred


def _parts(nodes: int, joined: Numbers) -> list[Numbers]:
    """The connected parts, the largest first, of equals the one with the first node."""
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(joined.tolist())
    parts = [np.array(sorted(part), dtype=np.int64) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _packed(parts: list[Numbers]) -> Iterator[tuple[Numbers, Places, float]]:
    """Each part with the centre and the radius of its circle: the largest in the middle, the others on rings
    around it, so that small parts neither lie in others nor push them together."""
    inner, angle, ring = 0.0, 2 * np.pi, 0.0
    for number, part in enumerate(parts):
        radius = float(np.sqrt(len(part)))
        if number == 0:
            yield part, np.zeros(2), radius
            inner = radius + 1
            continue
        step = 2 * np.arcsin(min(1.0, (radius + 0.5) / (ring or 1e-9)))
        if angle + step > 2 * np.pi:
            ring, angle = inner + radius, 0.0
            inner = ring + radius + 1
            step = 2 * np.arcsin(min(1.0, (radius + 0.5) / ring))
        middle = angle + step / 2
        angle += step
        yield part, ring * np.array([np.cos(middle), np.sin(middle)]), radius


def _shape_places(nodes: int, joined: Numbers) -> Places:
    """Places of a connected graph about the origin, none farther from it than 1."""
    places = _settled(_scattered(nodes) + _pivot_mds(nodes, joined), joined)
    places -= places.mean(axis=0)
    places /= max(float(np.linalg.norm(places, axis=1).max()), 1e-9)
    return _evened(places) if nodes > 1 else np.zeros((1, 2))


def _evened(places: Places) -> Places:
    """The same directions from the middle, with distances such that a crowd there, which large graphs have,
    gets about as much room as it has nodes."""
    distance = np.linalg.norm(places, axis=1)
    rank = np.empty(len(places))
    rank[np.argsort(distance, kind="stable")] = np.arange(len(places)) + 0.5
    share = EVENNESS * min(1.0, len(places) / LARGE)
    even = (1 - share) * distance + share * np.sqrt(rank / len(places))
    moved: Places = places * (even / np.maximum(distance, 1e-9))[:, None]
    return moved


def _scattered(nodes: int) -> Places:
    """A sunflower of small extent: no two nodes begin on the same place."""
    number = np.arange(nodes) + 0.5
    radius, angle = 0.1 * np.sqrt(number / nodes), number * np.pi * (3 - np.sqrt(5))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _pivot_mds(nodes: int, joined: Numbers) -> Places:
    """The first two principal axes of the distances to pivots, each as far as can be from those before."""
    distances = np.empty((nodes, min(PIVOTS, nodes)))
    degrees = np.bincount(joined.ravel(), minlength=nodes)
    pivot, nearest = int(degrees.argmax()), np.full(nodes, np.inf)
    for column in range(distances.shape[1]):
        distances[:, column] = _distances(nodes, joined, pivot)
        nearest = np.minimum(nearest, distances[:, column])
        pivot = int(nearest.argmax())
    squared = distances**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :2] * np.where(axes[0, ::-1][:2] < 0, -1.0, 1.0)  # an axis has no sign of its own
    found = centred @ axes
    if found.shape[1] < 2:
        return np.zeros((nodes, 2))
    spread = np.abs(found).max()
    return np.asarray(found / spread if spread > 0 else found, dtype=np.float64)


def _distances(nodes: int, joined: Numbers, pivot: int) -> npt.NDArray[np.float64]:
    """Edges between the pivot and every node; one more than the longest way to what cannot be reached."""
    reached = np.zeros(nodes, dtype=bool)
    reached[pivot] = True
    distance = np.zeros(nodes)
    left, right = joined[:, 0], joined[:, 1]
    step = 0
    while True:
        step += 1
        beyond = np.zeros(nodes, dtype=bool)
        beyond[right[reached[left]]] = True
        beyond[left[reached[right]]] = True
        beyond &= ~reached
        if not beyond.any():
            distance[~reached] = step
            return distance
        distance[beyond] = step
        reached |= beyond


def _settled(places: Places, joined: Numbers) -> Places:
    """Forces at work for a number of steps, each of which may move nodes less far than the one before."""
    nodes = len(places)
    ideal = 1 / np.sqrt(nodes)
    for step in range(STEPS):
        force = _repulsion(places, ideal) - GRAVITY * np.sqrt(nodes) * ideal * places
        across = places[joined[:, 1]] - places[joined[:, 0]]
        pull = across * np.linalg.norm(across, axis=1, keepdims=True) / ideal
        for axis in (0, 1):
            force[:, axis] += np.bincount(joined[:, 0], pull[:, axis], nodes)
            force[:, axis] -= np.bincount(joined[:, 1], pull[:, axis], nodes)
        length = np.linalg.norm(force, axis=1, keepdims=True)
        furthest = 0.1 * (1 - step / STEPS) ** 2 + 0.1 * ideal
        places = places + force / np.maximum(length, 1e-12) * np.minimum(length, furthest)
    return places


def _repulsion(places: Places, ideal: float) -> Places:
    """Of every node by all others: `ideal² / distance` each."""
    if len(places) <= EXACT_NODES:
        return ideal**2 * _all_pairs(places)
    return ideal**2 * (_far(places) + _near(places))


def _all_pairs(places: Places) -> Places:
    x, y = places.T
    across, along = x[:, None] - x, y[:, None] - y
    share = 1 / np.maximum(across**2 + along**2, 1e-8)
    return np.stack([(across * share).sum(axis=1), (along * share).sum(axis=1)], axis=1)


def _cells(places: Places) -> tuple[Places, float]:
    """Places counted in cells of the grid, and the size of a cell."""
    low = places.min(axis=0)
    size = float((places.max(axis=0) - low).max()) / (GRID - 2) or 1.0
    return (places - low) / size, size


def _far(places: Places) -> Places:
    """Each node's mass is shared among the four cells around it, and so is the field that it feels."""
    where, size = _cells(places)
    corner = where.astype(np.int64)
    inside = where - corner
    shares = [
        ((corner + np.array((x, y))).T, np.abs(1 - x - inside[:, 0]) * np.abs(1 - y - inside[:, 1]))
        for x in (0, 1)
        for y in (0, 1)
    ]
    mass = np.zeros((GRID, GRID))
    for (x, y), share in shares:
        mass += np.bincount(x * GRID + y, share, GRID * GRID).reshape(GRID, GRID)
    spectrum = np.fft.rfft2(mass, (2 * GRID, 2 * GRID))
    force = np.empty_like(places)
    for axis, kernel in enumerate(_KERNELS):
        field = np.fft.irfft2(spectrum * kernel, (2 * GRID, 2 * GRID))[:GRID, :GRID]
        force[:, axis] = sum(share * field[x, y] for (x, y), share in shares)
    return force / size


def _near(places: Places) -> Places:
    """Among nodes that follow each other in the order of cells, where they are closer than two cells."""
    where, size = _cells(places)
    cell = where.astype(np.int64)
    order = np.lexsort((where[:, 1], cell[:, 1], cell[:, 0]))
    sorted_places = places[order]
    force = np.zeros_like(places)
    for step in range(1, NEAR + 1):
        apart = sorted_places[step:] - sorted_places[:-step]
        squared = np.maximum((apart**2).sum(axis=1, keepdims=True), 1e-10)
        push = np.where(squared < size**2, apart / squared - apart / size**2, 0.0)
        force[order[step:]] += push
        force[order[:-step]] -= push
    return force


def _kernel_spectra() -> list[npt.NDArray[np.complex128]]:
    """The field of one mass over the grid, along either axis, as a spectrum."""
    steps = np.fft.fftfreq(2 * GRID, 1 / (2 * GRID))
    x, y = np.meshgrid(steps, steps, indexing="ij")
    squared = np.maximum(x**2 + y**2, 1.0)
    return [np.fft.rfft2(x / squared), np.fft.rfft2(y / squared)]


_KERNELS = _kernel_spectra()
