"""Of what a data set is a version, split, part or derived form: `SQuAD2.0 dev` of `SQuAD2.0` of `SQuAD`."""

from __future__ import annotations

import re

from graph.names import name_key
from graph.resolution.families import forms
from graph.resolution.families.forms import Terms

_TRANSFER = re.compile(r"\s*(?:->|→|=>|\bvs\.?(?=\s)|(?<=\w)-to-(?=[A-Z])|\sto\s(?=[A-Z])|⇒)\s*")
_ENDINGS = (
    re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)?$"),
    re.compile(r"\s+[-–—]+\s+.*$"),
    re.compile(r"[,:;]\s.*$"),
    re.compile(r"\s+(?:with|w/|without|using|at|on|in|for|from)\s.*$"),
    re.compile(r"[-_ ]?\d+\s*[x×]\s*\d+(?:\s*[x×]\s*\d+)?(?:px)?$"),
    re.compile(r"[-_ ]?\d+(?:\.\d+)?\s*%(?:\s*\w+)*$"),
    re.compile(
        r"[-_ ]\d+[-_ ]?(?:way|shot|classes|class|labels?|samples?|steps?|fold|hop|hour|hours|fps)\b.*$"
    ),
    re.compile(
        r"[-_ ](?:sigma|noise|scale|top|level|part|task|track|subtask|phase|stage|round)[-_ ]?\d+(?:\.\d+)?$"
    ),
    re.compile(r"(?<=\d)(?![KMB]$)[A-Z]{1,2}$"),
    re.compile(r"[-_ ]?[vV]\d+(?:\.\d+)*(?:[a-z])?$"),
    re.compile(r"[-_ ]?\d+(?:[.,]\d+)*(?:[kKMB]|th)?$"),
    re.compile(r"(?<=[A-Za-z]{3})\+{1,2}$"),
)
_LAST_WORD = re.compile(r"[-_ ]([^\W_]+(?:-[^\W_]+)?)$")
_LAST_PLAIN = re.compile(r"[-_ ]([^\W_]+)$")
_PLAIN_END = re.compile(r"(?:\s+[a-z][a-z-]*|\s+\d+)+$")
_YEAR = re.compile(r"[-_ ']?(?:(?:19|20)\d\d|\d\d)$")


def more_general(name: str, terms: Terms) -> tuple[str, ...]:
    """The names of what this one is the nearest form of: of two where it is made of two."""
    if name_key(name) in forms.keys("names", "whole"):
        return ()
    sides = [forms.stem(side) for side in _TRANSFER.split(name)]
    if len(sides) == 2 and all(forms.letters(side) > 1 and forms.is_proper(side) for side in sides):
        return tuple(sides)
    for rule in (_without_ending, _without_closing, _before_plain_words):
        found = rule(name, terms)
        if found and name_key(found) != name_key(name):
            return (found, *_second_part(name, found, terms))
    within = tuple(part for part in _known_within(name, terms) if name_key(part) != name_key(name))
    rest = None if within else _without_opening(name, terms)
    return (rest,) if rest else within


def _without_ending(name: str, terms: Terms) -> str | None:
    """Without version, year, size, resolution, number of shots, share of labels."""
    for ending in _ENDINGS:
        match = ending.search(name)
        if not match:
            continue
        rest = forms.stem(name[: match.start()])
        if not _stands(rest, terms) or (_YEAR.fullmatch(match[0]) and _is_series(rest)):
            continue
        glued = match[0][0].isdigit()
        if not glued or forms.letters(rest) >= forms.MIN_GLUED or terms.knows("Dataset", rest):
            return rest
    return None


def _without_closing(name: str, terms: Terms) -> str | None:
    """Without `test`, `dev`, `mini`, a language or a pair of languages."""
    for match in filter(None, (_LAST_WORD.search(name), _LAST_PLAIN.search(name))):
        rest = forms.stem(name[: match.start()])
        if _is_part(match[1], match[0]) and _stands(rest, terms):
            return rest
    return None


def _is_part(word: str, with_sign: str) -> bool:
    if word.lower() in forms.words("data", "closing") or word.lower() in forms.words("languages", "names"):
        return True
    sides = re.split("[-2]", word)
    codes = forms.words("languages", "codes") | forms.words("languages", "names")
    if len(sides) == 2 and all(side.lower() in codes for side in sides):
        return True
    if with_sign[0] == "-" and re.fullmatch("[A-Z]", word):
        return True  # ImageNet-C, ModelNet40-C
    return word.lower() in codes and (word.isupper() or with_sign[0] in "-_")


def _before_plain_words(name: str, terms: Terms) -> str | None:
    """`VALSE actant swap`: a name, then plain words that say which part."""
    match = _PLAIN_END.search(name)
    rest = forms.stem(name[: match.start()]) if match else ""
    if not rest or " " in rest or not re.search(r"[A-Z].*[A-Z]|\d", rest):
        return None
    return rest if _stands(rest, terms) else None


def _known_within(name: str, terms: Terms) -> tuple[str, ...]:
    """The longest known collections within the name, two at most: `ScribbleKITTI`, `COCO-CN`."""
    spans = [
        (start, end)
        for start in forms.inner_starts(name)
        for end in forms.inner_ends(name)
        if 0 < end - start < len(name) and _is_known_part(name, start, end, terms)
    ]
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if len(found) < 2 and all(end <= first or last <= start for first, last in found):
            found.append((start, end))
    return tuple(name[start:end] for start, end in found)


def _is_known_part(name: str, start: int, end: int, terms: Terms) -> bool:
    part = name[start:end]
    if forms.letters(part) < 3 or not part[0].isalnum() or (not part[-1].isalnum() and part[-1] != "+"):
        return False
    if not forms.is_proper(part) or _is_no_family(part) or name_key(part) in forms.words("data", "borrowed"):
        return False
    within_word = (start and name[start - 1].isalnum()) or (end < len(name) and name[end].isalnum())
    if within_word and not _is_inner_name(name, start, end):
        return False
    return terms.knows("Dataset", part)


def _is_inner_name(name: str, start: int, end: int) -> bool:
    """Whether what stands there within a word is a name of its own: `RefCOCO`, not the `SST` of `ASSIST`."""
    part = name[start:end]
    before = name[start - 1] if start else " "
    after = name[end] if end < len(name) else " "
    cut_before = not before.isalnum() or before.islower() or before.isdigit()
    cut_after = not after.isalnum() or after.isupper() or (after.isdigit() and not part[-1].isdigit())
    return part[0].isupper() and len(part) > 3 and cut_before and cut_after


def _without_opening(name: str, terms: Terms) -> str | None:
    spans = forms.word_spans(name)
    if len(spans) < 2 or name[: spans[0][1]].lower() not in forms.words("data", "opening"):
        return None
    rest = forms.stem(name[spans[1][0] :])
    return rest if _stands(rest, terms) and re.search("[A-Z].*[A-Z]", rest) else None


def _second_part(name: str, first: str, terms: Terms) -> tuple[str, ...]:
    """`NATS-Bench Topology, CIFAR-10`: what follows the comma, where it is known too."""
    rest = forms.stem(name[len(first) :]) if name.startswith(first) else ""
    return (rest,) if len(rest) > 3 and terms.knows("Dataset", rest) and "," in name else ()


def _stands(rest: str, terms: Terms) -> bool:
    """Whether it can be the name of a collection, and one to have parts."""
    if _is_no_family(rest) or not forms.is_proper(rest):
        return False
    return forms.letters(rest) >= forms.MIN_LETTERS and any(c.isalpha() for c in rest[:4])


def _is_no_family(rest: str) -> bool:
    plain = rest.lower().strip("!")
    return plain in forms.words("data", "brands") or _is_series(rest)


def _is_series(rest: str) -> bool:
    return name_key(rest) in forms.words("data", "series")
