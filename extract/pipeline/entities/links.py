"""Names of one thing that differ in more than case, hyphens and plural.

Definitions in brackets are paired before types are known (`extract.pipeline.mentions.abbreviations`), by
every letter of the short form. Between chosen mentions of one type less has to agree: `Sparse Gate Tuning
(S2GT)` by place and first letter, `GCN` and `graph convolution network` by initials wherever they stand,
and a macro in or before brackets with the name there, since a macro shows nothing of what it prints. What a
sentence defines is joined (`bidirectional weight pruning, dubbed BDWP`), an abbreviation within a name is
spelled out (`OOD detection` is `out-of-distribution detection`), and where a name holds a number, case does
not count (`GPT4` is `GPT-4`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pipeline.annotations import Mention, Offsets
from extract.pipeline.mentions.candidates import mention_key

Pair = tuple[Offsets, Offsets]

_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9]{1,5}s?")
_OPENING = re.compile(r"\s*\(")
_NAMING = re.compile(
    r"(?:\s+(?:method|approach|framework|model|network|module|algorithm|technique|strategy|system|pipeline"
    r"|architecture|scheme|paradigm|dataset|benchmark|metric|task))?,?\s+(?:which we (?:call|term|dub|name)"
    r"|(?:dubbed|called|named|termed|coined|abbreviated|denoted|referred to)(?: as)?)\s+[\"“'‘]?"
)
_PARTS = re.compile(r"[\s_/‐-―-]+")
_SKIPPED = frozenset(("of", "the", "for", "and", "with", "in", "on", "to", "a", "by", "via"))


def link(text: str, mentions: Sequence[Mention], abbreviations: Sequence[Pair] = ()) -> list[Mention]:
    """The mentions, in their order, those of one thing under one key. `abbreviations` are pairs of offsets,
    of the short form and of the long one."""
    target: dict[str, str] = {}

    def root(key: str) -> str:
        while key in target:
            key = target[key]
        return key

    for one, other in (*_links(text, mentions), *_spelled_out(text, mentions, abbreviations)):
        keep, drop = root(one), root(other)
        if keep != drop:
            target[drop] = keep
    return [mention._replace(key=root(mention.key)) for mention in mentions]


def _links(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    ordered = sorted(mentions)
    for before, after in pairwise(ordered):
        if before.type == after.type and before.key != after.key and _defines(text, before, after):
            yield before.key, after.key
    yield from _macros(text, ordered)
    long = {
        (mention.type, letters): mention.key
        for mention in reversed(ordered)
        for letters in initials(text[mention.start : mention.end])
    }
    for mention in ordered:
        short = text[mention.start : mention.end]
        if _ACRONYM.fullmatch(short):
            key = long.get((mention.type, short.removesuffix("s").casefold()), mention.key)
            if key != mention.key:
                yield key, mention.key


def _macros(text: str, ordered: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """A macro is the name that it spells (`\\mae` is `MAE`); else the only one is what the title names."""
    macros = {m.key: m for m in ordered if text.startswith("\\", m.start)}
    names = {(m.type, _PARTS.sub("", text[m.start : m.end]).casefold()): m.key for m in reversed(ordered)}
    head, colon, _ = text.partition("\n")[0].partition(":")
    titled = [m for m in ordered if colon and text[m.start : m.end] == head.strip()]
    for key, macro in macros.items():
        spelled = names.get((macro.type, _PARTS.sub("", text[macro.start + 1 : macro.end]).casefold()))
        if spelled is not None:
            yield spelled, key
        elif titled and len(macros) == 1 and titled[0].type == macro.type:
            yield titled[0].key, key


def _spelled_out(
    text: str, mentions: Sequence[Mention], abbreviations: Sequence[Pair]
) -> Iterator[tuple[str, str]]:
    long_of = {text[slice(*short)]: text[slice(*long)] for short, long in abbreviations}
    keys = {(mention.type, mention.key.casefold()): mention.key for mention in sorted(mentions, reverse=True)}
    for mention in sorted(mentions):
        name = text[mention.start : mention.end]
        parts = [long_of.get(part, part) for part in _PARTS.split(name)]
        if parts == _PARTS.split(name) and not any(character.isdigit() for character in name):
            continue
        key = keys.get((mention.type, mention_key(" ".join(parts)).casefold()), mention.key)
        if key != mention.key:
            yield key, mention.key


def _defines(text: str, before: Mention, after: Mention) -> bool:
    """Whether the text says that `after` is another form of `before`: `a b, dubbed C`, or in brackets."""
    if _NAMING.fullmatch(text, before.end, after.start):
        return True
    if not _OPENING.fullmatch(text, before.end, after.start) or not text.startswith(")", after.end):
        return False
    name, form = text[before.start : before.end], text[after.start : after.end]
    if name.startswith("\\") or form.startswith("\\"):
        return True
    return " " not in form and len(form) < len(name) and name[0].casefold() == form[0].casefold()


def initials(name: str) -> set[str]:
    """The first letters of the words of a name, with and without words of grammar; none for a single word.

    >>> sorted(initials("chain of thought"))
    ['cot', 'ct']
    """
    parts = [part.casefold() for part in _PARTS.split(name) if part]
    if len(parts) < 2:
        return set()
    return {"".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in _SKIPPED)}
