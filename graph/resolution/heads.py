"""The name of an entity within its paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.record import Entity
from graph.names import clean_name, is_abbreviation, is_placeholder, name_key, name_words
from graph.paper_names import paper_key
from graph.papers import MergedPaper
from graph.resolution.clusters import NameKey
from graph.resolution.decisions import Decisions
from graph.resolution.keys import bare_name, entity_key

_SHORT = re.compile(r"[^\W_][\w+*/.-]*")
_MANY_LETTERS = 3
"""Initials that are fewer than that are no reason to hold two entities of a paper for one."""


class Head(NamedTuple):
    """An entity within its paper: its key, its spelling, and the abbreviations that the paper reads so."""

    key: NameKey
    form: str
    readings: frozenset[str]
    """Its own key among them, where the paper uses it as a name that abbreviates nothing: that is a reading
    too, as long as nothing spells it out."""
    decided: bool = False
    """Whether people said what it is in this paper; that says nothing about other papers."""


def paper_heads(paper: MergedPaper, decisions: Decisions) -> list[Head | None]:
    """The heads of the paper's entities, in order; None for one without a visible name."""
    local = _decided_here(paper, decisions) if decisions.local else {}
    return _spelled_out_beside([_head(paper, entity, local) for entity in paper.primary.entities])


def _decided_here(paper: MergedPaper, decisions: Decisions) -> Mapping[NameKey, str]:
    """The names that stand for others in this paper alone."""
    names = {paper_key(name) for name in paper.names}
    return {name: is_ for called in sorted(names) for name, is_ in decisions.local.get(called, {}).items()}


def _head(paper: MergedPaper, entity: Entity, local: Mapping[NameKey, str]) -> Head | None:
    """The longest form that the paper gives for the entity's name, and the forms that abbreviate it."""
    forms = sorted({entity.name, *(mention.text for mention in entity.mentions)})
    names = (NameKey(entity.type, entity_key(entity.type, form)) for form in (entity.name, *forms) if local)
    decided = next((local[name] for name in names if name in local), None)
    if decided is not None:
        name = NameKey(entity.type, entity_key(entity.type, decided))
        return Head(name, clean_name(decided), frozenset(), decided=True)
    long = [form for form in forms if is_abbreviation(entity.name, form)]
    head = max(long, key=lambda form: (len(name_key(form)), form), default=entity.name)
    key = entity_key(entity.type, head)
    if not key:
        return None
    if is_placeholder(head):
        key = f"{key} of {paper.id}"
    short = frozenset(entity_key(entity.type, form) for form in forms if is_abbreviation(form, head))
    if not short and _is_name_itself(entity, head):
        short = frozenset({key})
    return Head(NameKey(entity.type, key), clean_name(head), short)


def _is_name_itself(entity: Entity, head: str) -> bool:
    """Whether a paper without a long form says that there is none: it introduces the name, or writes it like
    a word (`Lisp`)."""
    return (entity.role == "introduced") if _is_short(head) else bool(_SHORT.fullmatch(head))


def _is_short(name: str) -> bool:
    return bool(_SHORT.fullmatch(name)) and sum(c.isupper() for c in name) > 1


def _spelled_out_beside(heads: Sequence[Head | None]) -> list[Head | None]:
    """The heads, with those that are the initials of one other entity of the paper taken for it."""
    spelled: dict[NameKey, set[Head]] = defaultdict(set)
    for head in heads:
        if head:
            words = name_words(bare_name(head.key.type, head.form))
            if len(words) >= _MANY_LETTERS:
                spelled[NameKey(head.key.type, "".join(word[0] for word in words))].add(head)
    return [_spelled_out(head, spelled) for head in heads]


def _spelled_out(head: Head | None, spelled: Mapping[NameKey, set[Head]]) -> Head | None:
    if head is None or head.decided or not _is_short(head.form):
        return head
    others = sorted(spelled.get(head.key, ()), key=lambda one: one.form)
    longs = {one.key: one for one in others if one.key != head.key}
    if len(longs) != 1:
        return head
    (long,) = longs.values()
    return Head(long.key, long.form, frozenset({head.key.key}))
