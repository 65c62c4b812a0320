"""Markup: LaTeX, its ruins and HTML entities out of a text, with a map back to every original character."""

from extract.markup.alignment import CleanText
from extract.markup.cleaner import clean

__all__ = ["CleanText", "clean"]
