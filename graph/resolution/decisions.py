r"""What people decided about names and papers: one line a decision, in a file that outlasts every rebuild.

    # The second paper to spell it so had a slip of the pen.
    same Method "Low-Rank Adaptation" "Low-Rank Adaption"
    different Dataset "SST" "Stanford Sentiment Treebank"  # two readings
    same Dataset "SST" "Semantic Superpoint Tree" in "2403.00001"
    same Paper "1706.03762" "Attention Is All You Need"

`in` ends the reach of a decision at one paper: there, and nowhere else, the first name stands for the second.
Names stand in quotes and escapes of JSON. They are folded like the names of papers, so that spelling, order
of lines and order of the two names do not matter. A paper goes by its title, its arXiv identifier or an
identifier of its source or its node. Comments stay with the line that they stand above or behind.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast, get_args

import networkx as nx

from extract.record import EntityType
from graph.errors import GraphError
from graph.names import clean_name, is_abbreviation, name_key
from graph.paper_names import paper_key
from graph.resolution.clusters import NameKey, Pair
from graph.resolution.keys import entity_key

FILE = "decisions.txt"
DecisionType = Literal[EntityType, "Paper"]
Verb = Literal["same", "different"]
_TYPES: tuple[str, ...] = (*get_args(EntityType), "Paper")
_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(
    rf"(?P<verb>same|different)\s+(?P<type>\w+)\s+(?P<first>{_STRING})\s+(?P<second>{_STRING})"
    rf"(?:\s+in\s+(?P<paper>{_STRING}))?\s*(?:#\s*(?P<note>.*))?"
)
_FORM = 'a decision looks like: same Method "LoRA" "Low-Rank Adaptation"  # why'
_HEADER = (
    "# What is one thing and what is not, decided by people; one line a decision, in any order:",
    '#   same TYPE "NAME" "NAME"                 two names of one thing (Method, Dataset, Task, Metric)',
    '#   different TYPE "NAME" "NAME"            names of two things',
    '#   same TYPE "NAME" "NAME" in "PAPER"      in this paper the first name stands for the second',
    '#   same Paper "PAPER" "PAPER"              and different Paper: by title, arXiv id or id in a source',
)


class DecisionError(GraphError):
    """A line that cannot be understood, or decisions that contradict each other; told with file and lines."""


@dataclass(frozen=True)
class Decision:
    """Two names are the same, or different. With `paper` (and then always `same`), within this paper the
    first name stands for the second."""

    verb: Verb
    type: DecisionType
    first: str
    second: str
    paper: str | None = None

    @property
    def keys(self) -> tuple[NameKey, NameKey]:
        """What the names of an entity's decision fold to."""
        type_ = cast(EntityType, self.type)
        return NameKey(type_, entity_key(type_, self.first)), NameKey(type_, entity_key(type_, self.second))

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for decisions that say the same in other spellings."""
        fold = paper_key if self.type == "Paper" else name_key
        names = fold(self.first), fold(self.second)
        if self.paper is not None:
            return (self.verb, self.type, *names, paper_key(self.paper))
        return (self.verb, self.type, *sorted(names), None)

    def __str__(self) -> str:
        scope = "" if self.paper is None else f" in {_quoted(self.paper)}"
        return f"{self.verb} {self.type} {_quoted(self.first)} {_quoted(self.second)}{scope}"


@dataclass(frozen=True)
class Entry:
    """A decision as it stands in the file: with the comments above it, the note behind it and its line."""

    decision: Decision
    note: str = ""
    above: tuple[str, ...] = ()
    line: int = 0
    source: str = FILE

    @property
    def place(self) -> str:
        """File and line, or that the decision is in no file yet."""
        return f"{self.source}:{self.line}" if self.line else "this decision"

    def lines(self) -> Iterator[str]:
        yield from self.above
        yield f"{self.decision}  # {self.note}" if self.note else str(self.decision)


@dataclass(frozen=True)
class Decisions:
    """Decisions that do not contradict each other, and the comments at the ends of their file."""

    entries: tuple[Entry, ...] = ()
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises DecisionError."""
        for entry in self.entries:
            _check_alone(entry)
        _check_together(self.entries)

    @staticmethod
    def read(path: Path) -> Decisions:
        """The decisions of a file; none where it is missing. Raises DecisionError."""
        try:
            return Decisions.parse(path.read_bytes().decode("utf-8-sig"), str(path))
        except FileNotFoundError:
            return Decisions()
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise DecisionError(f"{path}:{line}: not UTF-8: save the file as UTF-8") from error

    @staticmethod
    def parse(text: str, source: str = FILE) -> Decisions:
        """Raises DecisionError."""
        header, body = _split_header(text.split("\n"))
        entries: dict[tuple[object, ...], Entry] = {}
        comments: list[str] = []
        for number, line in body:
            stripped = line.strip()
            if stripped.startswith("#"):
                comments.append(stripped)
            elif stripped:
                entry = _parse_line(stripped, number, tuple(comments), source)
                known = entries.get(entry.decision.identity)
                entries[entry.decision.identity] = _merged(known, entry) if known else entry
                comments = []
        return Decisions(tuple(entries.values()), header, tuple(comments))

    def text(self) -> str:
        """The canonical form of the file: sorted, so that what two people change merges line by line."""
        blocks = [line for entry in self.sorted() for line in entry.lines()]
        header = self.header or _HEADER
        return "\n".join([*header, "", *blocks, *self.footer, ""])

    def write(self, path: Path) -> None:
        """All of the file or nothing; where the path is a link, the file that it leads to."""
        path = path.resolve()
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_text(self.text(), encoding="utf-8", newline="\n")
        fresh.replace(path)

    def sorted(self) -> list[Entry]:
        return sorted(self.entries, key=lambda entry: _order(entry.decision))

    def with_decision(self, decision: Decision, note: str = "") -> Decisions:
        """These and one more. Raises DecisionError where it contradicts them."""
        return self._with([Entry(decision, " ".join(note.split()))])

    def with_all(self, others: Decisions) -> Decisions:
        """These and others. Raises DecisionError where they contradict each other."""
        return self._with(others.entries)

    def _with(self, others: Iterable[Entry]) -> Decisions:
        known = {entry.decision.identity: entry for entry in self.entries}
        for entry in others:
            mine = known.get(entry.decision.identity)
            known[entry.decision.identity] = _merged(mine, entry) if mine else entry
        return replace(self, entries=tuple(known.values()))

    def without(self, decisions: Iterable[Decision]) -> Decisions:
        gone = {decision.identity for decision in decisions}
        return replace(self, entries=tuple(e for e in self.entries if e.decision.identity not in gone))

    def __contains__(self, decision: Decision) -> bool:
        return decision.identity in {entry.decision.identity for entry in self.entries}

    @cached_property
    def digest(self) -> str:
        """Equal for decisions that say the same, whatever their spelling, order and comments."""
        said = sorted(map(repr, (entry.decision.identity for entry in self.entries)))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def names(self, verb: Verb) -> list[Pair[NameKey]]:
        """Pairs of names that are the same, or different, in all papers."""
        return [d.keys for d in self._of(verb, papers=False) if d.paper is None]

    def spellings(self) -> Iterator[tuple[NameKey, str]]:
        """Every name of a decision about all papers, as it is spelled there."""
        for decision in self._of("same", papers=False):
            if decision.paper is None:
                yield from zip(decision.keys, (decision.first, decision.second), strict=True)

    def readings(self) -> set[NameKey]:
        """Abbreviations whose long form was decided: no rule gives them another."""
        found = (d for d in self._of("same", papers=False) if d.paper is None)
        pairs = (
            (d.keys, is_abbreviation(d.first, d.second), is_abbreviation(d.second, d.first)) for d in found
        )
        return {keys[0] if first else keys[1] for keys, first, second in pairs if first or second}

    def papers(self, verb: Verb) -> list[tuple[str, str]]:
        """Pairs of names of papers that are the same, or different."""
        return [(d.first, d.second) for d in self._of(verb, papers=True)]

    @cached_property
    def local(self) -> Mapping[str, Mapping[NameKey, str]]:
        """By the folded name of a paper: what stands for another name there, and for which."""
        found: dict[str, dict[NameKey, str]] = {}
        for decision in self._of("same", papers=False):
            if decision.paper is not None:
                found.setdefault(paper_key(decision.paper), {})[decision.keys[0]] = decision.second
        return found

    def _of(self, verb: Verb, *, papers: bool) -> list[Decision]:
        found = (entry.decision for entry in self.entries)
        return [d for d in found if d.verb == verb and (d.type == "Paper") == papers]


def _quoted(name: str) -> str:
    """As a JSON string in which whatever cannot be seen, or changes the direction of writing, is escaped."""
    shown = json.dumps(name, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in shown)


def _order(decision: Decision) -> tuple[object, ...]:
    names = (decision.first.casefold(), decision.second.casefold())
    return (_TYPES.index(decision.type), *names, decision.verb, decision.paper or "", str(decision))


def _split_header(lines: list[str]) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    """The comments that a file begins with, if an empty line follows them, and the numbered rest."""
    numbered = list(enumerate(lines, start=1))
    length = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if length and (length == len(lines) or not lines[length].strip()):
        return tuple(line.rstrip() for line in lines[:length]), numbered[length:]
    return (), numbered


def _parse_line(line: str, number: int, above: tuple[str, ...], source: str) -> Entry:
    place = f"{source}:{number}"
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise DecisionError(f"{place}: two versions of the file were merged here: keep the lines that hold")
    match = _LINE.fullmatch(line)
    if match is None:
        raise DecisionError(f"{place}: cannot be understood: {_FORM}")
    type_ = match["type"]
    if type_ not in _TYPES:
        raise DecisionError(f"{place}: {type_} is no type: it is one of {', '.join(_TYPES)}")
    try:
        first, second = json.loads(match["first"]), json.loads(match["second"])
        paper = json.loads(match["paper"]) if match["paper"] else None
    except ValueError as error:
        raise DecisionError(f"{place}: a name in quotes is a JSON string: {error}") from error
    decision = Decision(cast(Verb, match["verb"]), cast(DecisionType, type_), first, second, paper)
    return Entry(decision, (match["note"] or "").strip(), above, number, source)


def _merged(known: Entry, other: Entry) -> Entry:
    """One entry for a decision that stands twice, as after a merge of two files; no comment is lost."""
    notes = dict.fromkeys(note for note in (known.note, other.note) if note)
    above = dict.fromkeys((*known.above, *other.above))
    return replace(known, note="; ".join(notes), above=tuple(above))


def _check_alone(entry: Entry) -> None:
    decision = entry.decision
    fold = paper_key if decision.type == "Paper" else name_key
    place = entry.place
    for name in (decision.first, decision.second):
        if not fold(name) or not clean_name(name):
            raise DecisionError(f"{place}: a name has no visible character: {decision}")
    if decision.paper is not None:
        if decision.type == "Paper" or decision.verb == "different":
            raise DecisionError(f"{place}: only `same` of two names can hold in one paper alone: {decision}")
        if not paper_key(decision.paper):
            raise DecisionError(f"{place}: the paper has no name: {decision}")
    elif decision.verb == "different" and fold(decision.first) == fold(decision.second):
        raise DecisionError(
            f"{place}: {decision.first} and {decision.second} are spellings of one name. Where one paper "
            f'means something else by it, say: same {decision.type} "NAME" "ANOTHER NAME" in "PAPER"'
        )


def _check_together(entries: Iterable[Entry]) -> None:
    same: nx.Graph = nx.Graph()
    different: list[Entry] = []
    local: dict[tuple[object, ...], Entry] = {}
    for entry in sorted(entries, key=lambda entry: _order(entry.decision)):
        if entry.decision.paper is not None:
            _check_local(local, entry)
        elif entry.decision.verb == "different":
            different.append(entry)
        else:
            same.add_edge(*_ends(entry.decision), entry=entry)
    for entry in different:
        first, second = _ends(entry.decision)
        if first in same and second in same and nx.has_path(same, first, second):
            path = [same.edges[edge]["entry"] for edge in pairwise(nx.shortest_path(same, first, second))]
            raise DecisionError(_contradiction([entry, *path]))


def _check_local(local: dict[tuple[object, ...], Entry], entry: Entry) -> None:
    decision = entry.decision
    where = (paper_key(decision.paper or ""), decision.keys[0])
    other = local.setdefault(where, entry)
    if other.decision.keys[1] != decision.keys[1]:
        raise DecisionError(_contradiction([other, entry]))


def _ends(decision: Decision) -> tuple[object, object]:
    if decision.type == "Paper":
        return ("Paper", paper_key(decision.first)), ("Paper", paper_key(decision.second))
    return decision.keys


def _contradiction(entries: Iterable[Entry]) -> str:
    said = "; ".join(f"{entry.place}: {entry.decision}" for entry in entries)
    return f"decisions contradict each other: {said}"


NO_DECISIONS = Decisions()
