"""What speaks for the role of a method or dataset: the words around its mentions, where they stand, and what
is known of the name. Features are strings; the classifier has a weight for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from extract.pipeline.annotations import EntityAnnotation, Offsets
from extract.pipeline.encoder.evidence import Evidence
from extract.pipeline.entities import role_patterns as cue
from extract.pipeline.mentions.candidates import OWN_MACRO, mention_key
from extract.pipeline.mentions.introductions import SOURCE as INTRODUCED
from extract.pipeline.mentions.names import is_name_word
from extract.pipeline.mentions.vocabulary_matcher import SOURCE as KNOWN
from extract.pipeline.tokens import Tokens, singular, tokens_of
from extract.record import EntityType

_WINDOW = 7
METHOD_ROLES = ("introduced", "used", "compared", "mentioned")
DATASET_ROLES = ("introduced", "evaluated", "trained", "mentioned")
ROLES_OF: dict[EntityType, tuple[str, ...]] = {"Method": METHOD_ROLES, "Dataset": DATASET_ROLES}


class Place(NamedTuple):
    """A mention: its entity, tokens `first` to `last` (inclusive), and its sentence as tokens."""

    entity: int
    span: Offsets
    first: int
    last: int
    opening: int
    closing: int
    sentence: int


class EntityFeatures(NamedTuple):
    """Features of the entity as a whole, and of each mention in the order of the text."""

    whole: list[str]
    mentions: list[tuple[Offsets, list[str]]]

    def all(self) -> list[str]:
        """Each feature once, in a fixed order."""
        return list(dict.fromkeys([*self.whole, *(f for _, features in self.mentions for f in features)]))


class Sentences(NamedTuple):
    """First tokens of the sentences and where the last ends; those from `own` on speak of own work."""

    openings: list[int]
    end: int
    own: int

    def at(self, token: int) -> tuple[int, int, int]:
        """First token, end and number of the sentence of a token."""
        number = max(0, bisect_left(self.openings, token + 1) - 1)
        following = self.openings[number + 1] if number + 1 < len(self.openings) else self.end
        return self.openings[number], following, number


def sentences_of(tokens: Tokens) -> Sentences:
    """The title is the first sentence; the background ends with the first that says `we` or `this paper`."""
    openings = [i for i, opens in enumerate(tokens.opens) if opens or i == 0]
    bounds = [tokens.start[i] for i in openings] + [len(tokens.source)]
    own = next(
        (n for n in range(1, len(openings)) if cue.OURS.search(tokens.source, bounds[n], bounds[n + 1])), 1
    )
    return Sentences(openings, tokens.size, own)


class RoleFeatures:
    """Features of the methods and datasets among `doc._.entities`."""

    def __init__(self, doc: Doc) -> None:
        self.tokens = tokens_of(doc)
        self.words = _joined(self.tokens.lower)
        self.entities: list[EntityAnnotation] = doc._.entities
        self.sentences = sentences_of(self.tokens)
        self.known = {(c[0], c[1]) for c in doc._.candidates if c[3] == KNOWN}
        self.introduced = [c for c in doc._.candidates if c[3] == INTRODUCED]
        self.paired = {tuple(span) for pair in doc._.abbreviations for span in pair}
        self.places = self._places()
        self.read = Evidence(doc, ())
        self.support = [self._introduction(entity) for entity in self.entities]
        self.own_names = self._own_names()
        self.own_places = [p for p in self.places if self.support[p.entity] >= 0.5]
        self.own_sentences = {p.sentence for p in self.own_places}

    def _places(self) -> list[Place]:
        """Every mention, in the order of the text."""
        tokens = self.tokens
        found = []
        for number, entity in enumerate(self.entities):
            for start, end in entity["mentions"]:
                first = max(0, bisect_left(tokens.start, start + 1) - 1)
                last = max(first, bisect_left(tokens.start, end) - 1)
                found.append(Place(number, (start, end), first, last, *self.sentences.at(first)))
        return sorted(found, key=lambda place: place.span)

    def _introduction(self, entity: EntityAnnotation) -> float:
        """The highest confidence of an introduction that points at a mention."""
        spans = entity["mentions"]
        return max(
            (
                c[4]
                for c in self.introduced
                for start, end in spans
                if c[2] == entity["type"]
                and ((c[0] <= start and c[1] == end) or (start <= c[0] and c[1] <= end))
            ),
            default=0.0,
        )

    def _own_names(self) -> list[str]:
        text = self.tokens.source
        return [
            text[start:end]
            for entity, support in zip(self.entities, self.support, strict=True)
            if support >= 0.5 and entity["type"] == "Method"
            for start, end in entity["mentions"]
            if end - start > 2 and any(c.isupper() for c in text[start + 1 : end])
        ]

    def sentence(self, span: Offsets) -> Offsets:
        """The sentence of a span, without the white space after it."""
        tokens = self.tokens
        first, after, _ = self.sentences.at(max(0, bisect_left(tokens.start, span[0] + 1) - 1))
        return tokens.start[first], tokens.end[after - 1]

    def of_all(self) -> list[EntityFeatures | None]:
        """Features of each entity, None for tasks and metrics."""
        by_entity: list[list[tuple[Offsets, list[str]]]] = [[] for _ in self.entities]
        head: Place | None = None
        previous: Place | None = None
        for place in self.places:
            listed = previous is not None and self._is_listed(previous, place)
            head = head if listed else place
            if self.entities[place.entity]["type"] in ("Method", "Dataset"):
                by_entity[place.entity].append((place.span, self._mention(place, head if listed else None)))
            previous = place
        ranks = self._ranks()
        return [
            EntityFeatures([*self._whole(number, ranks[number]), *self._zones(mentions)], mentions)
            if mentions
            else None
            for number, mentions in enumerate(by_entity)
        ]

    def _zones(self, mentions: list[tuple[Offsets, list[str]]]) -> list[str]:
        zones = sorted({features[0].removeprefix("in ") for _, features in mentions})
        return [f"zones {', '.join(zones)}"]

    def _is_listed(self, previous: Place, place: Place) -> bool:
        gap = (previous.span[1], place.span[0])
        return 0 < gap[1] - gap[0] < 40 and bool(cue.LIST_GLUE.fullmatch(self.tokens.source, *gap))

    def _ranks(self) -> list[str]:
        """Which methods (datasets) come first and are named most often."""
        ranks = [""] * len(self.entities)
        for type_ in ("Method", "Dataset"):
            same = [i for i, entity in enumerate(self.entities) if entity["type"] == type_]
            most = max((len(self.entities[i]["mentions"]) for i in same), default=0)
            best = max((self.support[i] for i in same), default=0.0)
            for order, i in enumerate(sorted(same, key=lambda i: min(self.entities[i]["mentions"]))):
                often = "most" if len(self.entities[i]["mentions"]) == most else "less"
                least = (
                    "best" if self.support[i] == best else ("near" if self.support[i] > best - 0.3 else "not")
                )
                ranks[i] = f"{min(order, 3)} {often} {least}"
        return ranks

    def _whole(self, number: int, rank: str) -> list[str]:
        entity, tokens = self.entities[number], self.tokens
        spans = entity["mentions"]
        name = entity["name"]
        support = self.support[number]
        bucket = f"{min(int(support * 10), 9)}" if support else "none"
        known = "known" if any(tuple(span) in self.known for span in spans) else "new"
        shape = _shape(name)
        count = min(len(spans), 5)
        first = min(spans)
        zone = self._zone(self.sentences.at(max(0, bisect_left(tokens.start, first[0] + 1) - 1))[2])
        order, often, best = rank.split()
        found = [
            *self.read.roles(spans, ROLES_OF[entity["type"]]),
            f"introduced {bucket}",
            f"introduced {bucket} {known}",
            f"introduced {best}",
            f"order {order}",
            f"often {often} {count}",
            f"{known} {shape}",
            f"count {count} {known}",
            f"first in {zone} {known}",
            f"first in {zone} count {count}",
            f"words {min(len(name.split()), 4)}",
            f"noun {singular(name.split()[-1].casefold())}",
            f"name {mention_key(name)}",
        ]
        if any(tuple(span) in self.paired for span in spans):
            found += ["abbreviated", f"abbreviated {known}"]
        if any(OWN_MACRO.match(tokens.source, start) for start, _ in spans):
            found.append("own macro")
        if any(
            name.startswith(own) and len(name) > len(own) and not name[len(own)].isalpha()
            for own in self.own_names
        ):
            found.append("variant of own")
        if any(own in name and own != name for own in self.own_names):
            found.append("holds own")
        if self.own_names and support < 0.5:
            found.append("another is introduced")
        return found

    def _zone(self, sentence: int) -> str:
        if sentence == 0:
            return "title"
        if sentence < self.sentences.own:
            return "background"
        if sentence == self.sentences.own:
            return "first own"
        return "last" if sentence == len(self.sentences.openings) - 1 else "own"

    def _mention(self, place: Place, head: Place | None) -> list[str]:
        zone = self._zone(place.sentence)
        found = [f"in {zone}", *self._around(place, zone)]
        if zone == "title":
            return [*found, *self._title(place)]
        left = range(place.first - 1, max(place.opening, place.first - _WINDOW) - 1, -1)
        found += [f"left {stem(self.words[i])}" for i in left]
        right = range(place.last + 1, min(place.closing, place.last + _WINDOW))
        found += [f"right {stem(self.words[i])}" for i in right]
        said = [stem(w) for w in self.words[place.opening : place.first] if w in cue.TELLING]
        after = [stem(w) for w in self.words[place.last + 1 : place.closing] if w in cue.TELLING]
        far = said[-1] if said else "-"
        found += [f"verb {far}", f"verb {far} {zone}", f"verb after {after[0] if after else '-'}"]
        found += [f"verbs {said[-2]} {said[-1]}"] if len(said) > 1 else []
        found += [f"said {word}" for word in said] + [f"said after {word}" for word in after]
        if place.sentence in self.own_sentences:
            ours = any(p.first < place.first for p in self.own_places if p.sentence == place.sentence)
            found.append(f"own name {'before' if ours else 'after'} {far}")
        if head is not None:
            found += [f"list {self._word(head.first - 1, head)}", *self._lead(head, "list lead")]
            own = "own" if self.support[head.entity] >= 0.5 else "other"
            found.append(f"list head {own} {'known' if head.span in self.known else 'new'}")
        return found

    def _around(self, place: Place, zone: str) -> list[str]:
        tokens = self.tokens
        before, second = self._word(place.first - 1, place), self._word(place.first - 2, place)
        after, then = self._next(place.last + 1, place), self._next(place.last + 2, place)
        own = "title" if zone == "title" else "background" if zone == "background" else "own"
        found = [
            f"before {before}",
            f"before {stem(second)} {before}",
            f"before {before} {own}",
            f"after {after}",
            f"after {after} {then}",
            *self._lead(place, "lead"),
        ]
        if after == "(":
            closed = next(
                (
                    i
                    for i in range(place.last + 2, min(place.last + 6, place.closing))
                    if tokens.text[i] == ")"
                ),
                -1,
            )
            if closed > 0:
                found.append(f"after brackets {self._next(closed + 1, place)}")
        return found

    def _title(self, place: Place) -> list[str]:
        tokens = self.tokens
        colon = next((i for i in range(place.opening, place.closing) if tokens.text[i] == ":"), -1)
        if colon < 0:
            where = "no colon"
        elif place.last < colon:
            where = "whole head" if (place.first, place.last) == (place.opening, colon - 1) else "in head"
        else:
            where = "after colon"
        found = [f"title {where}", f"title {where} {self._word(place.first - 1, place)}"]
        found.append(f"title {where} then {self._next(place.last + 1, place)}")
        if colon < 0 and place.first == place.opening and place.last == place.closing - 1:
            found.append("title whole")
        return found

    def _word(self, index: int, place: Place) -> str:
        return self.words[index] if index >= place.opening else "^"

    def _next(self, index: int, place: Place) -> str:
        return self.words[index] if index < place.closing else "$"

    def _lead(self, place: Place, name: str) -> list[str]:
        """The words before the modifiers of a mention."""
        index = place.first - 1
        while index >= place.opening and self.words[index] in cue.PASSED_OVER:
            index -= 1
        lead = self._word(index, place)
        return [f"{name} {lead}", f"{name} {stem(self._word(index - 1, place))} {lead}"]


def _joined(words: list[str]) -> list[str]:
    """The words with `pre` and `-trained`, `fine` and `-tuned` as one word, in the place of the second."""
    return [
        words[i - 1] + word[1:] if i and word[0] == "-" and words[i - 1] in ("pre", "fine") else word
        for i, word in enumerate(words)
    ]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """One form for those of a verb or noun; only equality counts.

    >>> stem("outperforms") == stem("outperforming") == stem("outperform")
    True
    """
    if word.startswith(("pre-", "fine-")):
        word = word.replace("-", "")
    if len(word) < 5 or not word.isalpha():
        return word
    for ending in ("ingly", "ing", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _shape(name: str) -> str:
    words = name.split()
    if name.startswith("\\"):
        return "macro"
    if len(words) == 1:
        return "name" if is_name_word(name) else ("lower" if name.islower() else "capital")
    return "phrase" if name.islower() else "titled phrase"


def features_of(doc: Doc) -> Iterator[EntityFeatures | None]:
    """Features of each of `doc._.entities`, None for tasks and metrics."""
    yield from RoleFeatures(doc).of_all()
