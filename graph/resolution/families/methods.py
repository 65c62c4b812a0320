"""Of what a method is a version, size or form: `Qwen2.5-7B` of `Qwen2.5`, `QLoRA` of `LoRA`."""

from __future__ import annotations

import re

from extract.record import EntityType
from graph.names import name_key
from graph.resolution.families import forms
from graph.resolution.families.forms import Terms

_SIZE = r"(?:\d+x)?\d+(?:\.\d+)?[BMKTbmk](?:-A\d+(?:\.\d+)?B)?"
_ENDINGS = (
    re.compile(r"\s*\([^()]*\)?$"),
    re.compile(r"[/@]\d+(?:px)?$"),
    re.compile(r"[-_ ](?:20\d\d[-_]?\d\d[-_]?\d\d|\d{4})$"),
    re.compile(rf"(?:[-_ ]|(?<=[A-Za-z])){_SIZE}$"),
    re.compile(r"[-_ ][A-Z]\d?$"),
    re.compile(r"[-_ ]?[vV]?\d+(?:\.\d+)*$"),
    re.compile(r"(?<=\d)[A-Za-z]$"),
    re.compile(r"\+{1,2}$"),
)
_LAST_WORD = re.compile(r"[-_ .]([^\W_]+(?:[-.][^\W_]+)?)$")
_NEGATION = re.compile(r"(?:^|\W)(?:non|anti|no|without|pre|post|beyond|un)$", re.IGNORECASE)
_KINDS: tuple[EntityType, ...] = ("Method", "Task")
"""Whether `domain adaptation` is a method or a task depends on the paper."""


def more_general(name: str, terms: Terms) -> str | None:
    """The name of what this one is the nearest form of."""
    if name_key(name) in forms.keys("names", "whole"):
        return None
    for rule in (_without_ending, _without_closing, _known_start, _head, _without_opening):
        found = rule(name, terms)
        if found and name_key(found) != name_key(name):
            return found
    return None


def _without_ending(name: str, terms: Terms) -> str | None:
    """Without version, size, date or one letter that says the size."""
    for ending in _ENDINGS:
        match = ending.search(name)
        if match and _stands(rest := forms.stem(name[: match.start()]), terms):
            glued = match[0][0].isdigit()
            if not glued or forms.letters(rest) >= forms.MIN_GLUED or terms.knows("Method", rest):
                return rest
    return None


def _without_closing(name: str, terms: Terms) -> str | None:
    """Without `-Instruct`, `-large`, `int8` and the like."""
    closing = forms.words("model", "closing")
    for match in filter(None, (_LAST_WORD.search(name), re.search(r"[-_ ]([^\W_]+)$", name))):
        rest = forms.stem(name[: match.start()])
        if (
            match[1].lower() in closing
            and _stands(rest, terms)
            and (" " not in rest or forms.is_proper(rest))
        ):
            return rest
    return None


def _known_start(name: str, terms: Terms) -> str | None:
    """The family that the name starts with, whatever form of it this one is: `ResNet-50-FPN`."""
    for start, end in reversed(forms.word_spans(name)[:-1]):
        first, rest = name[:end], name[end:]
        if start == end or not re.match(r"[-–_ ][A-Z0-9]", rest) or " " in rest[1:]:
            continue
        if forms.is_proper(first) and forms.letters(first) > 2 and _has_forms(first, rest, terms):
            return first
    return None


def _has_forms(first: str, rest: str, terms: Terms) -> bool:
    """A family has forms of any name; of another known method a form is told by capitals: `BiLSTM-CRF`."""
    if terms.is_family("Method", first):
        return True
    return bool(re.fullmatch(r"[-–][A-Z]{2,4}", rest)) and terms.knows("Method", first)


def _head(name: str, terms: Terms) -> str | None:
    """The known method that the name ends in, or that stands before `with` and `for`."""
    linkers = forms.words("task", "linkers")
    spans = forms.word_spans(name)
    for start, end in spans[1:]:
        if name[start:end].lower() in linkers and name[start - 1] == " ":
            before = forms.stem(name[:start])
            return before if any(terms.knows(kind, before) for kind in _KINDS) else None
    for start in forms.inner_starts(name)[1:]:
        rest = name[start:]
        if _NEGATION.search(name[:start].rstrip("- ")) or not _is_head(rest, terms):
            continue
        if name[start - 1].isalnum() and not _is_inner_name(name, start):
            continue
        return rest
    return None


def _is_head(rest: str, terms: Terms) -> bool:
    if name_key(rest) in forms.words("model", "heads"):
        return True
    if name_key(rest) in forms.words("task", "wide") or forms.letters(rest) <= 2:
        return False
    return any(terms.knows(kind, rest) for kind in _KINDS)


def _is_inner_name(name: str, start: int) -> bool:
    """Whether a name starts within a word: `BioBERT`, `QLoRA`, not `SGAN`."""
    rest, before = name[start:], name[start - 1]
    mixed = any(c.islower() for c in rest)
    capitals = len(re.findall("[A-Z]", rest))
    return rest[0].isupper() and (before.islower() or mixed) and (capitals > 1 or before.islower())


def _without_opening(name: str, terms: Terms) -> str | None:
    """Without `Tiny-`, `Distil-` and the like."""
    spans = forms.word_spans(name)
    if len(spans) < 2 or name[: spans[0][1]].lower() not in forms.words("model", "opening"):
        return None
    rest = forms.stem(name[spans[1][0] :])
    return rest if _stands(rest, terms) else None


def _stands(rest: str, terms: Terms) -> bool:
    """Whether it can be the name of a method."""
    if terms.knows("Method", rest):
        return True
    return forms.letters(rest) >= forms.MIN_LETTERS and forms.is_proper(rest)
