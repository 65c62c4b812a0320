"""Of what a metric is a form: `Top-1 accuracy` of `accuracy`, `mAP@0.5` of `mAP`, `Macro-F1` of `F1`."""

from __future__ import annotations

import re
from collections.abc import Callable

from graph.names import name_key
from graph.resolution.families import forms
from graph.resolution.families.forms import Terms
from graph.resolution.keys import entity_key

_CUT_OFF = re.compile(r"\s*@\s*(\S+)$")
_ENDINGS = (
    re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)?$"),
    re.compile(r"\s*\[[^\]]*\]?$"),
    re.compile(r"\s+[-–—]+\s+.*$"),
    re.compile(r"\s*[,:;]\s.*$"),
    re.compile(r"\s+(?:with|w/|without|using|at|on|in|for|of|over|from|per|when|under|after)\s.*$"),
    re.compile(r"(?<=[A-Za-z])[-_ ]\d+(?:\.\d+)?[a-zA-Z%]?$"),
    re.compile(r"(?<=[A-Za-z])\s*[><=≥≤]\s*\S+$"),
)
_NUMBERED = re.compile(r"([A-Za-z]*[A-Z]{2,}[A-Za-z]*)\d+(?:\.\d+)?$")
_TOP = re.compile(r"top[- ]?\d+\s+", re.IGNORECASE)
_SHARE = re.compile(r"\d+(?:[-–]\d+)?%?[-– ]+(?:way |fold |shot |class |hop )?", re.IGNORECASE)
_LETTER_AT_END = re.compile(r"(m?[A-Z]{2,})[a-z]$|([A-Z]{2,}[a-z]?[A-Z]+)i$")
_CASED = re.compile(r"[A-Z]{2}|[A-Z]\d|[a-z][A-Z]")
_INSIDE = re.compile(r"\(([^()]+)\)\s*$")


def more_general(name: str, terms: Terms) -> str | None:
    """The name of what this one is the nearest form of."""
    rules: tuple[Callable[[str, Terms], str | None], ...] = (
        _inside_parentheses, _without_ending, _known_end, _without_cut_off, _without_opening,
        _without_closing, _known_within, _without_letter, _without_number,
    )  # fmt: skip
    if terms.knows("Metric", name):  # average precision is no precision, frames per second no frames
        rules = (_without_cut_off, _known_within, _without_letter, _without_number)
    for rule in rules:
        found = rule(name, terms)
        if found and entity_key("Metric", found) != entity_key("Metric", name) and _stands(found):
            return found
    return None


def _stands(found: str) -> bool:
    return forms.letters(found) > 0 and found.lower() not in forms.words("metric", "no_family")


def _inside_parentheses(name: str, terms: Terms) -> str | None:
    """`Restaurant (F1)`: the metric stands inside, what it is of before."""
    match = _INSIDE.search(name)
    if not match or not _is_metric(match[1], terms) or _is_metric(forms.stem(name[: match.start()]), terms):
        return None
    return match[1]


def _is_metric(name: str, terms: Terms) -> bool:
    return terms.knows("Metric", name) or terms.knows("Metric", _CUT_OFF.sub("", name))


def _without_ending(name: str, terms: Terms) -> str | None:
    for ending in _ENDINGS:
        match = ending.search(name)
        if match and forms.letters(rest := forms.stem(name[: match.start()])) > 0:
            return rest
    return None


def _known_end(name: str, terms: Terms) -> str | None:
    """`A-R@10`: the metric with its cut-off, after what it is of."""
    for start, _ in forms.word_spans(name)[1:]:
        if "@" in name[start:] and terms.knows("Metric", name[start:]):
            return name[start:]
    return None


def _without_cut_off(name: str, terms: Terms) -> str | None:
    """`Recall@5` is a `Recall@K`, where there is such a thing, else `mAP@0.5` a `mAP`."""
    match = _CUT_OFF.search(name)
    if not match:
        return None
    rest = forms.stem(name[: match.start()])
    for general in (f"{rest}@K", f"{rest}@k", f"{rest}@N"):
        if terms.knows("Metric", general) and name_key(general) != name_key(name):
            return general
    return rest if match[1] not in ("K", "k", "N", "n") or terms.knows("Metric", rest) else None


def _without_opening(name: str, terms: Terms) -> str | None:
    """Without `Macro-`, `Test`, `Average`, `Top-1`; of a word as wide as accuracy nothing else goes."""
    openings = forms.words("metric", "opening")
    candidates = (
        _TOP.match(name), _SHARE.match(name), re.match(r"[^\s-]+-[^\s-]+[\s-]+", name),
        re.match(r"[^\s-]+[\s-]+", name),
    )  # fmt: skip
    for match in candidates:
        if not match or len(name) == match.end():
            continue
        first = match[0].strip(" -–").lower()
        if match.re in (_TOP, _SHARE) or first in openings:
            rest = name[match.end() :]
            return rest if forms.letters(rest) > 1 or _is_metric(rest, terms) else None
    return None


def _without_closing(name: str, terms: Terms) -> str | None:
    spans = forms.word_spans(name)
    if len(spans) < 2 or name[slice(*spans[-1])].lower() not in forms.words("metric", "closing"):
        return None
    rest = forms.stem(name[: spans[-1][0]])
    return rest if _is_metric(rest, terms) or _CASED.search(rest) else None


def _known_within(name: str, terms: Terms) -> str | None:
    """The acronym of a known metric within the name: `Mask PSNR`, `iRMSE`, `Frame-mAP`."""
    found = []
    for start in forms.inner_starts(name):
        for end in forms.inner_ends(name):
            part = name[start:end]
            if not 0 < end - start < len(name) or not _CASED.search(part) or len(part) < 2:
                continue
            whole = not (start and name[start - 1].isalnum()) and not (
                end < len(name) and name[end].isalnum()
            )
            if (whole or len(part) > 2) and terms.knows("Metric", part):
                found.append((end == len(name), len(part), start, part))
    return max(found)[-1] if found else None


def _without_letter(name: str, terms: Terms) -> str | None:
    """`APs`, `ARm`, `SI-SDRi`: one letter says for what."""
    match = _LETTER_AT_END.fullmatch(name)
    return (match[1] or match[2]) if match else None


def _without_number(name: str, terms: Terms) -> str | None:
    """`AP50`, `FVD16`."""
    match = _NUMBERED.fullmatch(name)
    return match[1] if match and terms.knows("Metric", match[1]) else None
