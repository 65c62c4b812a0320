"""Engines that hold the graph and answer queries."""
