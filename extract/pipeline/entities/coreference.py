"""Which entities of a paper are one thing under two names that no spelling joins: `S-Net: Sparse Networks of
Gates for …`, a macro and the name it prints, a method and what the title calls it.

A log-linear model weighs each pair of entities of one type, trained on what annotators took for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from spacy.tokens import Doc

from extract.pipeline.annotations import EntityAnnotation, Offsets
from extract.pipeline.claims.models import Classifier
from extract.pipeline.encoder.evidence import Evidence
from extract.pipeline.entities.likeness import added_words, initials_of, is_variant, shared_words, spelled_by
from extract.pipeline.entities.role_features import ROLES_OF
from extract.pipeline.mentions.candidates import OWN_MACRO
from extract.pipeline.tokens import tokens_of

APART, ONE = "apart", "one"
INTRODUCED = "reads most introduced"
NEAR = 40
"""Characters between two names that may tie them."""
ENOUGH = 0.4
"""How likely two names have to be one thing; the value with which entities, and what a paper introduces, were
found best in papers that the model had not seen."""
_WORD = re.compile(r"\w+|[^\w\s]")


class Pairs:
    """The pairs of entities of a Doc that could be one thing, each with its features."""

    def __init__(self, doc: Doc, entities: Sequence[EntityAnnotation]) -> None:
        self.entities = entities
        self.text = tokens_of(doc).source
        self.title_end = max(0, self.text.find("\n"))
        self.colon = self.text.find(":", 0, self.title_end)
        self.read = Evidence(doc, ())
        self.sentences = [start for start, opens in _openings(doc) if opens]
        self.introduced = sum(self._roles(entity) == [INTRODUCED] for entity in entities)

    def __iter__(self) -> Iterator[tuple[int, int, list[str]]]:
        """The places of the two entities, the one that is named first before the other."""
        order = sorted(range(len(self.entities)), key=lambda i: min(self.entities[i]["mentions"]))
        for first, second in combinations(order, 2):
            one, other = self.entities[first], self.entities[second]
            if one["type"] == other["type"] and not self._are_variants(one, other):
                yield first, second, self._features(one, other)

    def _are_variants(self, one: EntityAnnotation, other: EntityAnnotation) -> bool:
        """Whether a form of one is a variant of a form of the other: of Wide Residual Networks (WRN) and
        WRN-28-10 the names alone do not show it."""
        return any(is_variant(a, b) for a, b in product(self._forms(one), self._forms(other)))

    def _forms(self, entity: EntityAnnotation) -> set[str]:
        """Also without the ending of a plural: `WRNs` has the version WRN-28-10."""
        forms = {entity["name"], *(self.text[start:end] for start, end in entity["mentions"])}
        return forms | {form.removesuffix("s") for form in forms}

    def _features(self, one: EntityAnnotation, other: EntityAnnotation) -> list[str]:
        kind = one["type"]
        title = f"title {self._in_title(one)} then {self._in_title(other)}"
        letters = f"letters {initials_of(one['name'], other['name'])}"
        features = [
            kind,
            f"{kind} {title}",
            f"{kind} {letters}",
            f"{title} {letters}",
            *[f"{feature}" for feature in self._between(one, other)],
            *[f"{kind} {feature}" for feature in shared_words(one["name"], other["name"])],
            *self._macros(one, other),
            f"together {min(self._together(one, other), 2)}",
            f"together {min(self._together(one, other), 2)} {letters}",
            f"often {min(len(one['mentions']), 3)} {min(len(other['mentions']), 3)}",
            f"words {min(len(one['name'].split()), 4)} {min(len(other['name'].split()), 4)}",
        ]
        features += [f"{a} & {b}" for a in self._roles(one) for b in self._roles(other)]
        return [*features, *self._alike(one, other)]

    def _alike(self, one: EntityAnnotation, other: EntityAnnotation) -> Iterator[str]:
        """What the spelling says, and more so of two that the paper seems to introduce."""
        kind, titles = one["type"], f"title {self._in_title(one)} {self._in_title(other)}"
        cover = f"cover {spelled_by(one['name'], other['name'])}"
        spelling = [cover, f"{cover} {titles}", *added_words(one["name"], other["name"])]
        yield f"{kind} {cover}"
        yield from spelling
        if self._roles(one) == self._roles(other) == [INTRODUCED]:
            yield from (f"both {feature}" for feature in spelling)
            yield f"both {kind} of {min(self.introduced, 4)}"
            yield f"both {titles}"
            yield f"both together {min(self._together(one, other), 2)}"

    def _in_title(self, entity: EntityAnnotation) -> str:
        start, end = min(entity["mentions"])
        if start >= self.title_end:
            return "no"
        if self.colon < 0:
            return "whole" if end - start > self.title_end - 2 else "yes"
        if end <= self.colon:
            return "head" if not self.text[:start].strip() and end == self.colon else "in head"
        return "after colon" if not self.text[self.colon + 1 : start].strip() else "behind"

    def _between(self, one: EntityAnnotation, other: EntityAnnotation) -> Iterator[str]:
        """The words between the nearest mentions."""
        gaps = [
            (max(a, c) - min(b, d), min(b, d), max(a, c), (a, b) < (c, d))
            for a, b in one["mentions"]
            for c, d in other["mentions"]
        ]
        near = min((gap for gap in gaps if gap[0] >= 0), default=None)
        if near is None or near[0] > NEAR:
            yield "far"
            return
        words = [w if not w.isdigit() else "0" for w in _WORD.findall(self.text[near[1] : near[2]].lower())]
        side = "before" if near[3] else "behind"
        yield f"between {side} {' '.join(words[:5])}"
        yield f"between {len(words)}"
        end = next(end for start, end in (*other["mentions"], *one["mentions"]) if start == near[2])
        yield f"between then {self.text[end : end + 1].strip() or 'blank'}"
        for word in words:
            yield f"between has {word}"

    def _macros(self, one: EntityAnnotation, other: EntityAnnotation) -> Iterator[str]:
        macros = sum(entity["name"].startswith("\\") for entity in self.entities)
        kinds = [self._macro(entity) for entity in (one, other)]
        if kinds != ["no", "no"]:
            yield f"macro {' '.join(kinds)} of {min(macros, 3)}"
            yield f"macro {' '.join(kinds)} title {self._in_title(one)} {self._in_title(other)}"

    def _macro(self, entity: EntityAnnotation) -> str:
        if OWN_MACRO.match(entity["name"]):
            return "own"
        return "macro" if entity["name"].startswith("\\") else "no"

    def _together(self, one: EntityAnnotation, other: EntityAnnotation) -> int:
        """Sentences that name both."""
        return len(self._places(one["mentions"]) & self._places(other["mentions"]))

    def _places(self, mentions: Sequence[Offsets]) -> set[int]:
        return {sum(opening <= start for opening in self.sentences) for start, _ in mentions}

    def _roles(self, entity: EntityAnnotation) -> list[str]:
        """Of methods and datasets: how sure the encoder is that the paper introduces it."""
        roles = ROLES_OF.get(entity["type"])
        if roles is None:
            return []
        return [f for f in self.read.roles(entity["mentions"], roles) if f.startswith("reads most")]


def merged(doc: Doc, entities: list[EntityAnnotation], model: Classifier) -> list[EntityAnnotation]:
    """The entities, those that are probably one put together, under the name of the most
    complete; the likeliest pairs first, each entity at most into one other."""
    likely = []
    for first, second, features in Pairs(doc, entities):
        share = model.probabilities(features)[model.classes.index(ONE)]
        if share > ENOUGH:
            likely.append((-share, first, second))
    owner = list(range(len(entities)))
    taken: set[int] = set()
    for _, first, second in sorted(likely):
        if second not in taken and first not in taken:
            owner[second] = first
            taken |= {first, second}
    kept = sorted(set(owner))
    return [_joined([e for e, keep in zip(entities, owner, strict=True) if keep == one]) for one in kept]


def _joined(parts: list[EntityAnnotation]) -> EntityAnnotation:
    if len(parts) == 1:
        return parts[0]
    complete = max(parts, key=lambda e: _completeness(e["name"]))
    mentions = sorted(mention for part in parts for mention in part["mentions"])
    return {**complete, "mentions": mentions, "confidence": max(part["confidence"] for part in parts)}


def _completeness(name: str) -> tuple[bool, int, int]:
    return not name.startswith("\\"), len(name.split()), len(name)


def _openings(doc: Doc) -> Iterator[tuple[int, bool]]:
    tokens = tokens_of(doc)
    yield from zip(tokens.start, tokens.opens, strict=True)
