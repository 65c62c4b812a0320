"""What can go wrong when something is to be shown."""

from __future__ import annotations


class NotInGraph(LookupError):  # noqa: N818 - the name says what is wrong
    """The graph has nothing of that id or name."""
