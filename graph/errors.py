"""What can be wrong with a graph on disk. Every message says what to do or where to look."""

# ruff: noqa: N818 - the names say what is wrong; "Error" behind them would add nothing

from __future__ import annotations


class GraphError(Exception):
    """A graph cannot be read or written."""


class NoGraph(GraphError):
    """There is no graph in the folder yet."""


class NotAGraph(GraphError):
    """The folder holds something else; nothing in it was touched."""


class NewerFormat(GraphError):
    """The graph was written by a later version."""


class OlderFormat(GraphError):
    """The graph was written by an earlier version; an update brings it to the present one."""


class CorruptGraph(GraphError):
    """A file of the graph is missing or damaged."""


class GraphLocked(GraphError):
    """Another process is writing the graph."""


class NotWritable(GraphError):
    """The folder may not be written to."""


class DiskFull(GraphError):
    """There was no room for the new state; the graph is as it was."""


class ServerError(GraphError):
    """A database on a server cannot be read or written; what was written of it a second run completes."""
