"""Every view: what it is asked, what it answers, and the function between the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from graph.directory import RECORDS, Snapshot
from queries.views.arrangement import Arrangement, ArrangementAnswer, arrange
from queries.views.claims import Claims, ClaimsAnswer, show_claims
from queries.views.edges import Edge, EdgeAnswer, show_edge
from queries.views.entities import Entity, EntityAnswer, show_entity
from queries.views.index import GraphIndex
from queries.views.leaderboards import (
    Compare,
    CompareAnswer,
    Leaderboard,
    LeaderboardAnswer,
    compare,
    show_leaderboard,
)
from queries.views.names import NameReasons
from queries.views.overview import Overview, OverviewAnswer, show_overview
from queries.views.papers import Paper, PaperAnswer, show_paper
from queries.views.records import RecordFile
from queries.views.scored_datasets import Leaderboards, LeaderboardsAnswer, show_leaderboards
from queries.views.search import Search, SearchAnswer, SearchIndex
from queries.views.subgraphs import GraphMap, Subgraph, SubgraphAnswer


class Views:
    """All views of one state of the graph. Raises CorruptGraph."""

    def __init__(self, snapshot: Snapshot) -> None:
        index = GraphIndex(snapshot.tables(), snapshot.redirects())
        reasons = NameReasons(snapshot.names())
        records = RecordFile(snapshot.path / RECORDS)
        search = SearchIndex(index)
        graph_map = GraphMap(index)
        self._functions: dict[type[Struct], Callable[[Any], Struct]] = {
            Overview: lambda asked: show_overview(index, snapshot.manifest.base_iri),
            Search: search.search,
            Paper: lambda asked: show_paper(index, records, asked),
            Entity: lambda asked: show_entity(index, reasons, asked),
            Claims: lambda asked: show_claims(index, asked),
            Leaderboards: lambda asked: show_leaderboards(index, asked),
            Leaderboard: lambda asked: show_leaderboard(index, asked),
            Compare: lambda asked: compare(index, asked),
            Subgraph: graph_map.show,
            Edge: lambda asked: show_edge(index, asked),
            Arrangement: arrange,
        }

    def show(self, asked: Struct) -> Struct:
        """The answer of the view that the question belongs to. Raises NotInGraph."""
        return self._functions[type(asked)](asked)


@dataclass(frozen=True)
class View:
    """`name` is the last part of its address; `summary` is a line for the API's description. The question
    stands in the address, or in the body of a POST where it may be long."""

    name: str
    summary: str
    question: type[Struct]
    answer: type[Struct]
    is_posted: bool = False


VIEWS = (
    View("graph", "What the graph holds", Overview, OverviewAnswer),
    View("search", "Search names, aliases and titles as one types", Search, SearchAnswer),
    View("paper", "A paper with its spans and claims", Paper, PaperAnswer),
    View("entity", "A method, dataset, task or metric", Entity, EntityAnswer),
    View("claims", "Claims, the newest first", Claims, ClaimsAnswer),
    View("leaderboards", "Datasets with scores", Leaderboards, LeaderboardsAnswer),
    View("leaderboard", "Scores on a dataset, by metric", Leaderboard, LeaderboardAnswer),
    View("compare", "Two methods side by side", Compare, CompareAnswer),
    View("subgraph", "A part of the graph with places for its nodes", Subgraph, SubgraphAnswer),
    View("edge", "What stands behind an edge", Edge, EdgeAnswer),
    View("arrangement", "Places for nodes", Arrangement, ArrangementAnswer, is_posted=True),
)
