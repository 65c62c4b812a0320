"""What the claim components ask of a Doc: its sentences, its mentions in order, the paper's own method."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.pipeline.annotations import EntityAnnotation, Offsets
from extract.pipeline.claims.words import NUMBER, Words, words_of
from extract.pipeline.encoder.evidence import Evidence
from extract.pipeline.tokens import text_of
from extract.record import EntityType, Role


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names an entity; `entity` is its position in `doc._.entities`."""

    start: int
    end: int
    entity: int
    type: EntityType
    name: str
    role: Role | None


class ClaimContext:
    """The text of a Doc with its sentences and mentions, looked up by character offset."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = text_of(doc)
        self.entities: list[EntityAnnotation] = doc._.entities
        self.sentences: list[Offsets] = [
            (start, start + len(self.text[start:end].rstrip())) for start, end in _sentences(doc)
        ]
        self.mentions: list[Mention] = sorted(
            (
                Mention(start, end, index, entity["type"], entity["name"], entity["role"])
                for index, entity in enumerate(self.entities)
                for start, end in entity["mentions"]
            ),
            key=lambda m: (m.start, -m.end),
        )
        self._sentence_starts = [start for start, _ in self.sentences]
        self.rivals: dict[Offsets, list[Offsets]] = {}
        """What `claim_rivals` has found, by sentence."""
        self._salience: dict[int, list[str]] = {}
        self._rows: dict[tuple[Offsets, tuple[Offsets, ...]], Words] = {}
        self._mention_starts = [m.start for m in self.mentions]
        self.title_end = self.sentences[0][1] if len(self.sentences) > 1 else -1
        self.proposed = _proposed(self.entities, self.sentences)
        self.read = Evidence(doc, [(m.start, m.entity) for m in self.mentions])

    def row(self, sentence: Offsets, numbers: Sequence[Offsets]) -> Words:
        """The words of a sentence, with its mentions and the given numbers as one word each; kept."""
        key = (sentence, tuple(numbers))
        if key not in self._rows:
            marks = [(m.start, m.end, f"@{m.type}") for m in self.mentions_in(*sentence)]
            marks += [(start, end, NUMBER) for start, end in numbers]
            self._rows[key] = words_of(self.text, sentence, marks)
        return self._rows[key]

    def salience(self, entity: int) -> list[str]:
        """Features of how much the paper makes of an entity: in the title, how often, how early."""
        if entity not in self._salience:
            this = self.entities[entity]
            starts = sorted(start for start, _ in this["mentions"])
            title = bool(starts) and starts[0] < self.title_end
            peers = [e for e in self.entities if (e["type"], e["role"]) == (this["type"], this["role"])]
            order = next(i for i, e in enumerate(peers) if e is this)
            named = this["name"] != this["name"].lower()
            self._salience[entity] = [
                f"title {title} {this['role']}",
                f"named {min(len(starts), 4)} {this['role']}",
                f"order {min(order, 3)} of {min(len(peers), 4)} {this['role']}",
                f"capital {named} {this['role']}",
            ]
        return self._salience[entity]

    def count(self, type_: EntityType, role: Role | None = None) -> int:
        """How many entities of a type (and role, where one is given) the paper names."""
        return sum(e["type"] == type_ and role in (None, e["role"]) for e in self.entities)

    def sentence_index(self, offset: int) -> int:
        """Which sentence an offset lies in."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence(self, offset: int) -> Offsets:
        """The sentence that an offset lies in."""
        return self.sentences[self.sentence_index(offset)]

    def inside_a_name(self, offset: int) -> bool:
        """Does a mention cover an offset, as in `Intersection over Union`?"""
        before = bisect_right(self._mention_starts, offset)
        return any(mention.end > offset for mention in self.mentions[max(0, before - 2) : before])

    def mentions_in(self, start: int, end: int, *types: EntityType) -> Sequence[Mention]:
        """The mentions that start within a stretch, of the given types (all types where none is given)."""
        low, high = bisect_left(self._mention_starts, start), bisect_left(self._mention_starts, end)
        return [m for m in self.mentions[low:high] if not types or m.type in types]


_read: tuple[Doc, list[EntityAnnotation], ClaimContext] | None = None


def context_of(doc: Doc) -> ClaimContext:
    """The context of a Doc, read once for the components that follow each other on the same Doc."""
    global _read
    last = _read
    if last is None or last[0] is not doc or last[1] is not doc._.entities:
        last = _read = (doc, doc._.entities, ClaimContext(doc))
    return last[2]


def _sentences(doc: Doc) -> list[Offsets]:
    """Sentences as offsets, read in one call, since spaCy's spans are slow to make."""
    if not len(doc) or not doc.has_annotation("SENT_START"):
        return [(0, len(text_of(doc)))]
    columns = doc.to_array(["SENT_START", "IDX", "LENGTH"])
    first = [i for i in range(len(doc)) if i == 0 or columns[i, 0] == 1]
    last = [i - 1 for i in first[1:]] + [len(doc) - 1]
    return [
        (int(columns[a, 1]), int(columns[b, 1] + columns[b, 2])) for a, b in zip(first, last, strict=True)
    ]


def _proposed(entities: Sequence[EntityAnnotation], sentences: Sequence[Offsets]) -> str | None:
    """The method that `we` stands for: the introduced one that the title names, or else the one named most or
    first."""
    title_end = sentences[0][1] if sentences else 0
    introduced = [
        e
        for e in entities
        if e["type"] == "Method" and e["role"] == "introduced" and _is_the_whole(e, title_end)
    ]
    if not introduced:
        return None

    def rank(entity: EntityAnnotation) -> tuple[bool, int, int]:
        first = min(start for start, _ in entity["mentions"])
        return (first < title_end, min(len(entity["mentions"]), 3), -first)

    return max(introduced, key=rank)["name"]


def _is_the_whole(entity: EntityAnnotation, title_end: int) -> bool:
    """Is an introduced method the paper's own, and not a part of it that is told once in small letters?"""
    starts = [start for start, _ in entity["mentions"]]
    if not starts:
        return False
    named = entity["name"] != entity["name"].lower()
    return named or min(starts) < title_end or len(starts) > 1
