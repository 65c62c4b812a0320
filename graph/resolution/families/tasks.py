"""Of what a task is a form: `few-shot text classification` of `text classification`."""

from __future__ import annotations

import re

from extract.record import EntityType
from graph.names import name_key
from graph.resolution.families import forms
from graph.resolution.families.forms import Terms

_ENDINGS = (re.compile(r"\s*\([^()]*\)?$"), re.compile(r"\s+[-–—]+\s+.*$"), re.compile(r"[:,]\s.*$"))
_KINDS: tuple[EntityType, ...] = ("Task", "Method")


def more_general(name: str, terms: Terms) -> str | None:
    """The name of what this one is the nearest form of."""
    for rule in (_without_ending, _before_linker, _without_opening, _head):
        found = rule(name, terms)
        if found and name_key(found) != name_key(name) and not _is_wide(found):
            return found
    return None


def _without_ending(name: str, terms: Terms) -> str | None:
    for ending in _ENDINGS:
        match = ending.search(name)
        if match and forms.letters(name[: match.start()]) > 2:
            return forms.stem(name[: match.start()])
    return None


def _before_linker(name: str, terms: Terms) -> str | None:
    """`object detection in indoor scenes`: what stands before `in`."""
    spans = forms.word_spans(name)
    for start, end in spans[1:-1]:
        if name[start:end].lower() in forms.words("task", "linkers") and name[start - 1] == " ":
            before = forms.stem(name[:start])
            return before if " " in before or _knows(terms, before) else None
    return None


def _without_opening(name: str, terms: Terms) -> str | None:
    """Without `few-shot`, `unsupervised`, `medical`: the rest must be a task in itself."""
    openings = forms.words("task", "opening")
    for first in (re.match(r"\S+\s+", name), re.match(r"\S+\s\S+\s+", name)):
        if first and "-".join(first[0].lower().split()) in openings:
            rest = name[first.end() :]
            return rest if " " in rest or _knows(terms, rest) else None
    return None


def _head(name: str, terms: Terms) -> str | None:
    """The longest known task that the name ends in."""
    for start, _ in forms.word_spans(name)[1:]:
        rest = name[start:]
        if _knows(terms, rest) and not _is_wide(rest) and not terms.is_short_for("Task", rest):
            return rest
    return None


def _knows(terms: Terms, name: str) -> bool:
    return any(terms.knows(kind, name) for kind in _KINDS)


def _is_wide(name: str) -> bool:
    return name_key(name) in forms.words("task", "wide")
