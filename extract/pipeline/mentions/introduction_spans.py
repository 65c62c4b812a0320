"""Stretches of text that may name what the paper introduces, and the features by which that is judged.

A stretch is part of a noun chunk, a run of words without words of grammar or verbs. Its features are words
around and in it, where it stands, and who proposes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.pipeline.annotations import Offsets
from extract.pipeline.heads import PHRASE
from extract.pipeline.mentions.name_cues import DATA_NOUNS, describes_data
from extract.pipeline.mentions.names import is_name_word
from extract.pipeline.tokens import Tokens, singular
from extract.pipeline.words import FUNCTION_WORDS, GENERIC_MODIFIERS, GENERIC_NAMES, VERBS, word_set

MAX_WORDS = 6
MAX_TRIMMED = 2  # words of a chunk that a name may leave out, at either end

PROPOSING = word_set(
    "propose proposes proposed introduce introduces introduced present presents presented develop "
    "develops developed devise devises design designs designed describe describes release "
    "releases released contribute construct create build built establish curate collect proposing "
    "introducing presenting developing"
)
_APPLYING = word_set(
    "provide provides offer explore study investigate use using leverage employ employs via formulate "
    "incorporate adopt"
)
_SPEAKING = PROPOSING | _APPLYING
_OWN = word_set(
    "our novel new newly proposed first called named dubbed termed coined denoted name call namely"
)
_AUTHORS = word_set("we paper work study article authors i")
CALLING = word_set("called named dubbed termed coined denoted name call dub term namely")
_KINDS = word_set(
    "method methods approach approaches framework frameworks model models algorithm algorithms "
    "technique techniques paradigm scheme pipeline system systems strategy strategies solution "
    "tool toolkit library dataset benchmark corpus architecture architectures procedure mechanism "
    "module modules"
)
_MARKS = frozenset(("`", "``", '"', "“", "‘", "'", "{"))
_DETERMINERS = word_set("a an the our this two three four several its their")
_TITLE_GUIDES = word_set("via with using by through for in of towards toward on from and")


class Span(NamedTuple):
    """Tokens `first` to `last` (inclusive) of the chunk from `begin` to `end`."""

    first: int
    last: int
    begin: int
    end: int


class Chunk(NamedTuple):
    """A noun chunk; `verb` is the verb of proposing or applying before it in its sentence (-1: none) and
    `rank` tells how many chunks stand between them."""

    begin: int
    end: int
    opening: int
    sentence: int
    verb: int
    rank: int


def is_naming(tokens: Tokens, index: int) -> bool:
    """Whether a word may be part of a name."""
    word, text = tokens.lower[index], tokens.text[index]
    if word in FUNCTION_WORDS or word in CALLING:
        return False
    if not (word[0].isalnum() or word[0] == "\\"):
        return len(word) > 2 and word[0] == "-"
    return word not in VERBS or word in _KINDS or text[0].isupper()


def find_chunks(tokens: Tokens) -> Iterator[Chunk]:
    """The noun chunks of the text in order."""
    index, opening, sentence, verb, rank = 0, 0, 0, -1, 0
    while index < tokens.size:
        if index and (
            tokens.opens[index] or tokens.start[index - 1] < tokens.title_end <= tokens.start[index]
        ):
            opening, sentence, verb, rank = index, sentence + 1, -1, 0
        if tokens.lower[index] in _SPEAKING:
            verb, rank = index, 0
        if not is_naming(tokens, index) or tokens.lower[index][0] == "-":
            index += 1
            continue
        last = index
        while last + 1 < tokens.size and _goes_on(tokens, last + 1):
            last += 1
        chunk = Chunk(index, last, opening, sentence, verb, rank)
        if _may_introduce(tokens, chunk):
            yield chunk
        rank += 1
        index = last + 1


def _may_introduce(tokens: Tokens, chunk: Chunk) -> bool:
    """Whether anything at all speaks for the chunk; most chunks of an abstract can be left out."""
    if tokens.start[chunk.begin] < tokens.title_end:
        return True
    if not _OWN.isdisjoint(tokens.lower[max(chunk.opening, chunk.begin - 4) : chunk.begin]):
        return True
    after = chunk.end + 1
    if after + 1 < tokens.size and tokens.text[after] == "(" and tokens.text[after + 1][0].isupper():
        return True
    if chunk.verb < 0 or chunk.rank > 6:
        return False
    return chunk.rank == 0 or (
        tokens.lower[chunk.verb] in PROPOSING and (chunk.rank == 1 or _by_authors(tokens, chunk))
    )


def _by_authors(tokens: Tokens, chunk: Chunk) -> bool:
    return not _AUTHORS.isdisjoint(tokens.lower[max(chunk.opening, chunk.verb - 8) : chunk.verb])


def _goes_on(tokens: Tokens, index: int) -> bool:
    crosses = tokens.start[index - 1] < tokens.title_end <= tokens.start[index]
    return not tokens.opens[index] and not crosses and is_naming(tokens, index)


def spans_of(tokens: Tokens, chunk: Chunk) -> Iterator[Span]:
    """The parts of a chunk that may be a name: all of it, or less a few words at its ends."""
    for first in range(chunk.begin, min(chunk.begin + MAX_TRIMMED, chunk.end) + 1):
        if tokens.lower[first][0] == "-":
            continue
        for last in range(chunk.end, max(chunk.end - MAX_TRIMMED, first) - 1, -1):
            if last - first < MAX_WORDS and not _cuts_word(tokens, last):
                yield Span(first, last, chunk.begin, chunk.end)


def _cuts_word(tokens: Tokens, last: int) -> bool:
    return last + 1 < tokens.size and tokens.lower[last + 1][0] == "-" and len(tokens.lower[last + 1]) > 1


class Surroundings:
    """What of a paper the features of its spans look at."""

    def __init__(
        self, tokens: Tokens, known: Iterable[Offsets], abbreviations: Iterable[tuple[Offsets, Offsets]]
    ):
        self.tokens = tokens
        self.known = {(start, end) for start, end in known}
        pairs = [(tuple(short), tuple(long)) for short, long in abbreviations]
        self.short = {short for short, _ in pairs}
        self.long = {long for _, long in pairs}
        self.folded = tokens.source.casefold()
        self.data_nouns = [noun for noun in ("dataset", "benchmark", "corpus") if noun in self.folded]
        self.sentences = 1 + sum(tokens.opens[1:])
        self.colon = next(
            (
                i
                for i, text in enumerate(tokens.text[:12])
                if text == ":" and tokens.start[i] < tokens.title_end
            ),
            -1,
        )

    def shared(self, chunk: Chunk) -> list[str]:
        """Features of a whole chunk."""
        tokens = self.tokens
        found = [self._place(chunk)]
        if chunk.verb >= 0:
            verb = tokens.lower[chunk.verb]
            rank = str(min(chunk.rank, 4))
            who = "authors" if _by_authors(tokens, chunk) else "others"
            found += [f"verb {verb}", f"rank {rank}", f"{who} rank {rank}", f"{who} {verb}"]
        passive = self._passive(chunk.end + 1)
        if passive:
            found.append(f"passive {passive}")
        if not DATA_NOUNS.isdisjoint(tokens.lower[chunk.begin : chunk.end + 4]):
            found.append("data here")
        if not DATA_NOUNS.isdisjoint(tokens.lower[max(chunk.opening, chunk.begin - 6) : chunk.begin]):
            found.append("data before")
        return found

    def _place(self, chunk: Chunk) -> str:
        if self.tokens.start[chunk.begin] >= self.tokens.title_end:
            if chunk.sentence >= self.sentences - 1:
                return "in last"
            return f"in {min(chunk.sentence, 3)}"
        if self.colon < 0:
            return "title"
        return "title before colon" if chunk.begin < self.colon else "title after colon"

    def _passive(self, index: int) -> str:
        """The participle of `... (ABBR) method is proposed`."""
        tokens = self.tokens
        for place in range(index, min(index + 8, tokens.size - 1)):
            if tokens.opens[place]:
                return ""
            if tokens.lower[place] in ("is", "are", "was"):
                return next((w for w in tokens.lower[place + 1 : place + 3] if w in PROPOSING), "")
        return ""

    def left(self, chunk: Chunk, first: int) -> list[str]:
        """Features of where a span starts."""
        tokens = self.tokens
        before = [self._word(i, chunk.opening) for i in (first - 1, first - 2, first - 3)]
        found = [
            f"l1 {before[0]}",
            f"l2 {before[1]}",
            f"l12 {before[1]} {before[0]}",
            f"trim {before[0]}" if first > chunk.begin else "whole left",
            f"first {tokens.lower[first]}",
        ]
        place = first - 1
        while place >= chunk.opening and _is_praise(tokens.lower[place]):
            if tokens.lower[place] not in _MARKS:
                found.append(f"praised {tokens.lower[place]}")
            place -= 1
        lead = self._word(place, chunk.opening)
        found.append(f"lead {lead}")
        if lead in _DETERMINERS:
            found.append(f"lead {lead} of {self._word(place - 1, chunk.opening)}")
        if not CALLING.isdisjoint(before):
            found.append("called")
        if tokens.start[first] < tokens.title_end:
            found += [f"title l1 {before[0] if before[0] in _TITLE_GUIDES or before[0] == '^' else '*'}"]
        return found

    def right(self, chunk: Chunk, last: int) -> list[str]:
        """Features of where a span ends."""
        tokens = self.tokens
        after = [self._word(i, -1) if i < tokens.size else "$" for i in (last + 1, last + 2)]
        if last + 1 < tokens.size and tokens.opens[last + 1]:
            after[0] = "$"
        noun = singular(tokens.lower[last])
        found = [
            f"r1 {after[0]}",
            f"r12 {after[0]} {after[1]}" if after[0] != "(" else "r1 (",
            f"last {noun}",
            f"rtrim {after[0]}" if last < chunk.end else "whole right",
        ]
        if last < chunk.end:
            found.append(f"last {noun} trim {singular(after[0])}")
        head = PHRASE.get(noun)
        found.append(f"head {head[0]}" if head else "no head")
        if after[0] == "(" and last + 2 < tokens.size and is_name_word(tokens.text[last + 2]):
            found.append("name in brackets")
        if tokens.start[last] < tokens.title_end:
            guide = "$" if tokens.end[last] >= tokens.title_end else after[0]
            found.append(f"title r1 {guide if guide in _TITLE_GUIDES or guide in '$:' else '*'}")
        return found

    def inner(self, chunk: Chunk, span: Span) -> list[str]:
        """Features of the span itself."""
        tokens = self.tokens
        words = tokens.text[span.first : span.last + 1]
        start, end = tokens.start[span.first], tokens.end[span.last]
        shape = _shape(words)
        size = min(len(words), 5)
        lower = self.folded[start:end]
        count = min(self.folded.count(lower), 4)
        place = self._place(chunk)
        named = "named" if shape in ("name", "macro") else "phrase"
        found = [
            f"shape {shape}",
            f"size {size}",
            f"shape {shape} {size}",
            f"count {count} {named}",
            f"{place} {shape} {size}",
            f"{place} {named} count {count}",
            f"rank {min(chunk.rank, 3) if chunk.verb >= 0 else '-'} {named}",
        ]
        data = self._data(chunk, span, lower)
        if data:
            found += [*data, "said to be data", f"said to be data {named}"]
        if (start, end) in self.known:
            found += ["known", f"known {named} {place}"]
        if (start, end) in self.long:
            found += ["long form", f"long form {place}"]
        if (start, end) in self.short:
            found.append("short form")
        if len(words) == 1 and lower in _GENERIC:
            found.append("generic")
        if start >= tokens.title_end and lower in self.folded[: tokens.title_end]:
            found += [f"also in title {named}", f"also in title {size}"]
        if len(words) > 1:
            found.append(f"last two {tokens.lower[span.last - 1]} {singular(tokens.lower[span.last])}")
        if any(word in GENERIC_MODIFIERS for word in tokens.lower[span.first : span.last + 1]):
            found.append("praise inside")
        return found

    def _data(self, chunk: Chunk, span: Span, lower: str) -> list[str]:
        """What says that a span names data."""
        tokens, found = self.tokens, []
        if span.first == 0 and span.last == self.colon - 1 and describes_data(tokens, self.colon + 1):
            found.append("title describes data")
        after = tokens.lower[span.last + 1 : span.last + 9]
        if after[:1] == ["("] and ")" in after:
            after = after[after.index(")") + 1 :]
        if after and not DATA_NOUNS.isdisjoint(after[:1]):
            found.append("data follows")
        elif (
            after[:1] == [","] and after[1:2] in (["a"], ["an"], ["the"]) and not DATA_NOUNS.isdisjoint(after)
        ):
            found.append("data in apposition")
        if chunk.verb >= 0 and not DATA_NOUNS.isdisjoint(tokens.lower[chunk.verb : span.first]):
            found.append("data proposed")
        if any(f"{lower} {noun}" in self.folded for noun in self.data_nouns):
            found.append("data somewhere")
        return found

    def _word(self, index: int, opening: int) -> str:
        return self.tokens.lower[index] if index >= max(opening, 0) else "^"


_GENERIC = frozenset(name.casefold() for name in GENERIC_NAMES)


def _is_praise(word: str) -> bool:
    return word in GENERIC_MODIFIERS or word in _MARKS or word in (",", "and", "yet", "but")


def _shape(words: list[str]) -> str:
    if any(word[0] == "\\" for word in words):
        return "macro"
    if all(word.islower() for word in words):
        return "lower hyphen" if any("-" in word for word in words) else "lower"
    if len(words) == 1:
        return "name" if is_name_word(words[0]) else "capital"
    capitals = sum(word[0].isupper() or word[0] == "-" for word in words)
    names = any(is_name_word(word) for word in words)
    return ("all" if capitals == len(words) else "some") + (" name" if names else " capitals")


def find_spans(around: Surroundings) -> Iterator[tuple[Chunk, Span, list[list[str]]]]:
    """Every span with the features of its chunk, start and end; `Surroundings.inner` has the others. Lists of
    one chunk, start or end are the same objects."""
    for chunk in find_chunks(around.tokens):
        shared = around.shared(chunk)
        lefts: dict[int, list[str]] = {}
        rights: dict[int, list[str]] = {}
        for span in spans_of(around.tokens, chunk):
            if span.first not in lefts:
                lefts[span.first] = around.left(chunk, span.first)
            if span.last not in rights:
                rights[span.last] = around.right(chunk, span.last)
            yield chunk, span, [shared, lefts[span.first], rights[span.last]]
