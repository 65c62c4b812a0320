"""claimgraph: research papers to a queryable graph of methods, datasets, metrics and claims.

import claimgraph

graph = claimgraph.Graph("papers")
graph.build(["listing.txt"])
graph.query("leaderboard", {"dataset": "ImageNet"})
"""

from claimgraph.api import BuildReport, Graph, extract, load
from claimgraph.version import __version__

__all__ = ["BuildReport", "Graph", "__version__", "extract", "load"]
