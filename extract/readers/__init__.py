"""Readers: listing pages, JSON and Atom to papers, with every problem of the input named."""

from extract.readers.inputs import read_papers
from extract.readers.problem import Problem

__all__ = ["Problem", "read_papers"]
