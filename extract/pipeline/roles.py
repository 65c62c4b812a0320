"""What part a method or dataset plays in the paper, and the sentence that says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import EntityAnnotation, Offsets, register_extensions
from extract.pipeline.introductions import SOURCE as INTRODUCED
from extract.pipeline.tokens import forget_tokens, tokens_of
from extract.pipeline.vocabulary_matcher import SOURCE as KNOWN
from extract.record import Role

SURE = 0.8  # confidence of the patterns of introduction that also hold for a name that is well known

_BEFORE = 70
_AFTER = 60
_FILLER = r"(?:(?:the|both|a|an|our|existing|previous|prior|standard|vanilla|popular|strong|recent|original|current|other|state-of-the-art|sota|even|its|larger|full|well-known|widely-used|such as|like|including|e\.g\.,?|methods|models|baselines|baseline|approaches|competitors|that of|those of|conventional|traditional|supervised|,|:|\()\s*)*"
_COMPARED_BEFORE = re.compile(
    r"(?:\bthan|\bover|outperform\w*|surpass\w*|exceed\w*|\bbeat(?:s|ing)?|compar(?:ed|ing|ison|isons|able|e)\s+(?:to|with|against)"
    r"|\bagainst|\bversus|\bvs\.?|\bpar with|superior to|competitive (?:to|with)|baselines?|rival\w*|match(?:es|ing)|unlike"
    r"|improv\w+ (?:up)?on|relative to|alternatives? to|replac\w+|behind|counterparts?|competitors?)\s+" + _FILLER + r"$"
)
_COMPARED_AFTER = re.compile(r"^\s*(?:baselines?|counterparts?|by (?:up to |over |more than |about |a |\d))")
_OWN_NAME_BEFORE = re.compile(r"\bour(?: \w+)?\s*[\"'“`(]*$")
_OWN_BEFORE = re.compile(
    r"(?:(?<!previously )(?<!recently )(?<!originally )\bproposed|\bour (?:new|novel|method|model|approach|framework|algorithm|technique),?"
    r"|\ban? (?:\w+,? (?:and |yet |but )?){0,3}(?:novel|new)(?: (?:and )?[\w-]+)?|\bthis (?:new|novel))\s*[\"'“`(]*$"
)
_OWN_PASSIVE_AFTER = re.compile(
    r"^\s*(?:\([^()]{1,20}\)\s*)?(?:(?:module|method|approach|strategy|mechanism|network|framework|loss|block|scheme|algorithm|technique|layer|model|term|unit|operation)s?\s+)?"
    r"(?:\([^()]{1,20}\)\s*)?(?:is|are) (?:\w+ly |further |then |also |first )?(?:introduced|proposed|presented|designed|developed|devised)"
)
_BORROWED_BEFORE = re.compile(
    r"(?:\bus(?:e|es|ed|ing)|leverag\w+|adopt\w*|employ\w*|utili[sz]\w+|appl(?:y|ies|ied|ying)|based on|such as|like|called|build\w* (?:up)?on|extend\w*"
    r"|exploit\w*|exploring|mirrors?|inspired by|equipp\w+ \S+ with|existing|recent|the well-known|popular|of|and|in particular|combin\w+|revisit\w*|train(?:ing|ed)?)"
    r"\s+(?:(?:the|a|an|recent|popular|standard|two|\w+ly)\s+)*$"
)
_PART_AFTER = re.compile(r"^\s*(?:\([^()]{1,20}\)\s*)?(?:module|mechanism|block|strategy|strategies|loss|layer|component|scheme|unit|branch|head)s?\b")
_OWN_AFTER = re.compile(r"^\s*(?:\(ours\)|, (?:our|a novel|a new|the first|an? \w+ new))")
_MACRO_OF_OWN = re.compile(r"\\(?:our|method|model|name|sys|approach|tool|framework|alg|proposed)", re.IGNORECASE)
_TRAINED_BEFORE = re.compile(
    r"(?:\b(?:pre-?|fine-?)?train(?:ed|ing)?\s+(?:\w+\s+){0,4}?(?:on|with|using|from)|\bpre-?train(?:ed|ing)\s+(?:on|with)|learned from|\btraining (?:data|set|corpus|sets|corpora)\s*(?:of|from|:)?)\s+" + _FILLER + r"$"
)
_TRAINED_AFTER = re.compile(r"^[\s-]*(?:pre-?train(?:ed|ing)|for (?:pre-?)?training)")
_DATA_MADE_BEFORE = re.compile(
    r"(?:\b(?:we|paper|work)\b[^.;]{0,40}\b(?:introduc|present|propos|releas|construct|creat|collect|build|built|curat|develop|contribut)\w*[^.;]{0,50}"
    r"(?:dataset|benchmark|corpus|collection|testbed|suite|leaderboard|database|:|,|called|named|dubbed)\W+(?:called|named|dubbed|termed|namely)?\W*"
    r"|\b(?:we|paper|work)\b[^.;]{0,30}\b(?:introduc|present|propos|releas|construct|creat|collect|build|built|curat|develop)(?:e|es|s|ed|ing)?\s+(?:(?:the|a|an|new|novel|large-scale|first)\s+)*)$"
)
_LIST_GLUE = re.compile(r"\s*(?:\([^()]{0,24}\))?\s*(?:,|and|or|, and|, or|/|&|as well as|, as well as)\s+(?:the\s+)?|/")
_OURS = re.compile(r"\b(?:we|our|this (?:paper|work|study|article|report)|us)\b", re.IGNORECASE)


class Sentences(NamedTuple):
    """Offsets of the sentences; those from `own` on speak of the paper's own work."""

    spans: list[Offsets]
    own: int

    def index(self, offset: int) -> int:
        return max(0, bisect_right([start for start, _ in self.spans], offset) - 1)


def sentences_of(doc: Doc) -> Sentences:
    """Sentences of a Doc, and where the background ends: with the first that says `we`, `our` or `this paper`."""
    tokens = tokens_of(doc)
    text = tokens.source
    starts = [start for start, opens in zip(tokens.start, tokens.opens, strict=True) if opens]
    ends = [*starts[1:], len(text)]
    spans = [(a, a + len(text[a:b].rstrip())) for a, b in zip(starts, ends, strict=True)]
    own = next((i for i, (a, b) in enumerate(spans) if i and _OURS.search(text, a, b)), 1)
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

    def _known_spans(self, known: set[Offsets]) -> set[Offsets]:
        """Every mention of an entity that the vocabulary knows by one of its mentions."""
        return {m for entity in self.entities if not known.isdisjoint(entity["mentions"]) for m in entity["mentions"]}

    def _read_cues(self) -> list[dict[Role, Offsets]]:
        """For each entity the roles that its mentions speak for, with the first such mention."""
        cues: list[dict[Role, Offsets]] = [{} for _ in self.entities]
        spans = sorted((span, i) for i, entity in enumerate(self.entities) for span in entity["mentions"])
        inherited: Role | None = None
        last_end = -1
        for span, i in spans:
            listed = 0 <= last_end <= span[0] and _LIST_GLUE.fullmatch(self.text, last_end, span[0])
            role = self._cue(self.entities[i], span) or (inherited if listed else None)
            if role and _fits(role, self.entities[i]):
                cues[i].setdefault(role, span)
            inherited = role if role in ("compared", "trained", "introduced") and not span_in_title(self.sentences, span) else None
            last_end = span[1]
        return cues

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
        if _COMPARED_BEFORE.search(before) or _COMPARED_AFTER.match(after):
            return "compared"
        return None

    def _is_own_method(self, span: Offsets, before: str, after: str) -> bool:
        if self._is_introduced(span, sure=span in self.known):
            return True
        if span in self.known:
            return False
        if _MACRO_OF_OWN.match(self.text, span[0]) or _OWN_BEFORE.search(before) or _OWN_AFTER.match(after):
            return True
        if _OWN_PASSIVE_AFTER.match(after):
            return True
        named = any(c.isupper() for c in self.text[span[0] + 1 : span[1]])
        own = self.sentences.index(span[0]) >= self.sentences.own
        borrowed = _BORROWED_BEFORE.search(before) or _COMPARED_BEFORE.search(before)
        if own and not borrowed and (span in self.defined or (named and _PART_AFTER.match(after))):
            return True
        return named and bool(_OWN_NAME_BEFORE.search(before))

    def _dataset_cue(self, span: Offsets, before: str, after: str) -> Role | None:
        if self._is_introduced(span, sure=span in self.known) or _DATA_MADE_BEFORE.search(before):
            return "introduced"
        if _TRAINED_BEFORE.search(before) or _TRAINED_AFTER.match(after):
            return "trained"
        return None

    def _is_introduced(self, span: Offsets, sure: bool) -> bool:
        """Whether a pattern of introduction points at the mention; `sure` asks for one that is rarely wrong."""
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
