"""Places for the nodes of any small graph, such as the answer of a query."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from graph.layout import layout
from queries.views.subgraphs import MOST_EDGES, MOST_NODES

_Node = Annotated[int, Meta(ge=0, lt=MOST_NODES)]
_Ends = Annotated[list[_Node], Meta(min_length=2, max_length=2)]


class Arrangement(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """How many nodes there are at least, and the two nodes of every edge, counted from 0."""

    nodes: Annotated[int, Meta(ge=0, le=MOST_NODES)]
    edges: Annotated[list[_Ends], Meta(max_length=MOST_EDGES)]


class Place(Struct, frozen=True):
    """Both coordinates from 0 to 1."""

    x: float
    y: float


class ArrangementAnswer(Struct, frozen=True):
    """The place of every node."""

    places: list[Place]


def arrange(asked: Arrangement) -> ArrangementAnswer:
    ends = np.array(asked.edges, dtype=np.int64).reshape(-1, 2)
    nodes = max(asked.nodes, int(ends.max(initial=-1)) + 1)
    places = layout(nodes, ends[:, 0], ends[:, 1]).round(4)
    return ArrangementAnswer([Place(float(x), float(y)) for x, y in places])
