"""What part a method or dataset plays in the paper, and the sentence that says so."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline import role_patterns as cue
from extract.pipeline.annotations import EntityAnnotation, Offsets, register_extensions
from extract.pipeline.introductions import SOURCE as INTRODUCED
from extract.pipeline.mentions import OWN_MACRO
from extract.pipeline.tokens import forget_tokens, tokens_of
from extract.pipeline.vocabulary_matcher import SOURCE as KNOWN
from extract.record import Role

SURE = 0.8  # confidence of the patterns of introduction that also hold for a name that is well known

_BEFORE = 70
_AFTER = 60


class Sentences(NamedTuple):
    """Offsets of the sentences; those from `own` on speak of the paper's own work."""

    spans: list[Offsets]
    own: int

    def index(self, offset: int) -> int:
        return max(0, bisect_right([start for start, _ in self.spans], offset) - 1)


def sentences_of(doc: Doc) -> Sentences:
    """Sentences of a Doc; the background ends with the first that says `we`, `our` or `this paper`."""
    tokens = tokens_of(doc)
    text = tokens.source
    starts = [start for start, opens in zip(tokens.start, tokens.opens, strict=True) if opens]
    ends = [*starts[1:], len(text)][: len(starts)]
    spans = [(a, a + len(text[a:b].rstrip())) for a, b in zip(starts, ends, strict=True)]
    own = next((i for i, (a, b) in enumerate(spans) if i and cue.OURS.search(text, a, b)), 1)
    return Sentences(spans, own)


class RoleReader:
    """Reads the role of every Method and Dataset of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = tokens_of(doc).source
        self.sentences = sentences_of(doc)
        self.entities: list[EntityAnnotation] = doc._.entities
        self.introduced = [c for c in doc._.candidates if c[3] == INTRODUCED]
        self.known = self._known_spans({(c[0], c[1]) for c in doc._.candidates if c[3] == KNOWN})
        self.defined = {(long[0], long[1]) for _, long in doc._.abbreviations}
        self.cues = self._read_cues()
        self._mark_variants()

    def _known_spans(self, known: set[Offsets]) -> set[Offsets]:
        """Every mention of an entity that the vocabulary knows by one of its mentions."""
        return {
            m
            for entity in self.entities
            if not known.isdisjoint(entity["mentions"])
            for m in entity["mentions"]
        }

    def _read_cues(self) -> list[dict[Role, Offsets]]:
        """For each entity the roles that its mentions speak for, with the first such mention."""
        cues: list[dict[Role, Offsets]] = [{} for _ in self.entities]
        spans = sorted((span, i) for i, entity in enumerate(self.entities) for span in entity["mentions"])
        inherited: Role | None = None
        last_end = -1
        for span, i in spans:
            listed = 0 <= last_end <= span[0] and cue.LIST_GLUE.fullmatch(self.text, last_end, span[0])
            role = self._cue(self.entities[i], span) or (inherited if listed else None)
            if role and _fits(role, self.entities[i]):
                cues[i].setdefault(role, span)
            inherited = (
                role
                if role in ("compared", "trained", "introduced") and not span_in_title(self.sentences, span)
                else None
            )
            last_end = span[1]
        return cues

    def _mark_variants(self) -> None:
        """`Net-S` and `Net2` are the paper's own where `Net` is."""
        own = [
            self.text[start:end]
            for i, entity in enumerate(self.entities)
            if "introduced" in self.cues[i] and entity["type"] == "Method"
            for start, end in entity["mentions"]
            if end - start > 2 and any(c.isupper() for c in self.text[start + 1 : end])
        ]
        for i, entity in enumerate(self.entities):
            name, first = entity["name"], min(entity["mentions"])
            if entity["type"] != "Method" or self.cues[i] or first in self.known:
                continue
            if any(name.startswith(o) and not name[len(o)].isalpha() for o in own if len(name) > len(o)):
                self.cues[i]["introduced"] = first

    def _cue(self, entity: EntityAnnotation, span: Offsets) -> Role | None:
        sentence = self.sentences.spans[self.sentences.index(span[0])]
        before = self.text[max(sentence[0], span[0] - _BEFORE) : span[0]].casefold()
        after = self.text[span[1] : span[1] + _AFTER].casefold()
        if entity["type"] == "Method":
            return self._method_cue(span, before, after)
        if entity["type"] == "Dataset":
            return self._dataset_cue(span, before, after)
        return None

    def _method_cue(self, span: Offsets, before: str, after: str) -> Role | None:
        if self._is_own_method(span, before, after):
            return "introduced"
        if cue.COMPARED_BEFORE.search(before) or cue.COMPARED_AFTER.match(after):
            return "compared"
        return None

    def _is_own_method(self, span: Offsets, before: str, after: str) -> bool:
        if self._is_introduced(span, sure=span in self.known):
            return True
        if span in self.known:
            return False
        if OWN_MACRO.match(self.text, span[0]) or cue.OWN_BEFORE.search(before) or cue.OWN_AFTER.match(after):
            return True
        if cue.OWN_PASSIVE_AFTER.match(after):
            return True
        named = any(c.isupper() for c in self.text[span[0] + 1 : span[1]])
        own = self.sentences.index(span[0]) >= self.sentences.own
        borrowed = cue.BORROWED_BEFORE.search(before) or cue.COMPARED_BEFORE.search(before)
        if own and not borrowed and (span in self.defined or (named and cue.PART_AFTER.match(after))):
            return True
        return named and bool(cue.OWN_NAME_BEFORE.search(before))

    def _dataset_cue(self, span: Offsets, before: str, after: str) -> Role | None:
        if self._is_introduced(span, sure=span in self.known) or cue.DATA_MADE_BEFORE.search(before):
            return "introduced"
        if cue.TRAINED_BEFORE.search(before) or cue.TRAINED_AFTER.match(after):
            return "trained"
        return None

    def _is_introduced(self, span: Offsets, sure: bool) -> bool:
        """Whether a pattern of introduction points at the mention; `sure`: one that is rarely wrong."""
        return any(
            (c[0] <= span[0] and c[1] == span[1]) or (span[0] <= c[0] and c[1] <= span[1])
            for c in self.introduced
            if c[4] >= SURE or not sure
        )

    def role(self, index: int) -> tuple[Role | None, Offsets]:
        """The role of an entity and the sentence that speaks for it."""
        entity = self.entities[index]
        cues = self.cues[index]
        first = min(entity["mentions"])
        if entity["type"] not in ("Method", "Dataset"):
            return None, self._sentence(first)
        order: tuple[Role, ...] = ("introduced", "compared", "trained")
        for role in order:
            if role in cues:
                return role, self._sentence(cues[role])
        return self._default(entity, first)

    def _default(self, entity: EntityAnnotation, first: Offsets) -> tuple[Role, Offsets]:
        """Without a cue: used or evaluated if the paper's own part names it, background if only that does."""
        own = [span for span in entity["mentions"] if self.sentences.index(span[0]) >= self.sentences.own]
        in_title = any(self.sentences.index(span[0]) == 0 for span in entity["mentions"])
        if not own and not in_title and self.sentences.own < len(self.sentences.spans):
            return "mentioned", self._sentence(first)
        speaking = own[0] if own else first
        return ("used" if entity["type"] == "Method" else "evaluated"), self._sentence(speaking)

    def _sentence(self, span: Offsets) -> Offsets:
        return self.sentences.spans[self.sentences.index(span[0])]


def _fits(role: Role, entity: EntityAnnotation) -> bool:
    return role != "trained" if entity["type"] == "Method" else role != "compared"


def span_in_title(sentences: Sentences, span: Offsets) -> bool:
    return sentences.index(span[0]) == 0


@Language.component("claimgraph_roles")
def roles(doc: Doc) -> Doc:
    """Sets `role` and `evidence` of `doc._.entities`."""
    reader = RoleReader(doc)
    for index, entity in enumerate(doc._.entities):
        entity["role"], entity["evidence"] = reader.role(index)
    forget_tokens(doc)
    return doc


register_extensions()
