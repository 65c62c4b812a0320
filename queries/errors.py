"""What can go wrong when the graph is asked."""

from __future__ import annotations


class QueryError(Exception):
    """A question that cannot be asked or answered, in words for whoever asked it: an unknown name, a missing
    or unknown parameter, a fault in the query's text (with the engine's own message), an attempt to write."""
