"""The fillers that each slot of a result may take, with the features by which a ranker tells them apart.

A filler is one mention in the sentence of the number, a list of mentions taken as a whole, an entity named
elsewhere in the paper, a phrase that stands for a method, or none. Several mentions of one entity are several
fillers of one `name`; their probabilities add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import Mention
from extract.pipeline.claims.orderings import Ordering, Phrase
from extract.pipeline.claims.words import between
from extract.pipeline.encoder.evidence import Unnamed
from extract.pipeline.quantities.reading import Quantity
from extract.pipeline.results.candidates import Candidate
from extract.pipeline.results.links import dataset_link, metric_link
from extract.pipeline.results.polarity import LOWER_IS_BETTER, RESOURCE
from extract.pipeline.results.views import NumberView, Slot
from extract.record import EntityType

SLOTS: tuple[Slot, ...] = ("metric", "dataset", "method", "baseline", "task")

_TYPE: dict[Slot, EntityType] = {
    "method": "Method",
    "dataset": "Dataset",
    "metric": "Metric",
    "task": "Task",
    "baseline": "Method",
}
_REACH: dict[Slot, int] = {"method": 2, "dataset": 4, "metric": 2, "task": 1, "baseline": 1}
"""How many sentences back an entity may be named."""


@dataclass(frozen=True, slots=True)
class Filler:
    """What may fill a slot: `names` has one name, those of a list, or none for the empty slot."""

    names: tuple[str, ...]
    features: list[str] = field(repr=False)


def fillers(view: NumberView, slot: Slot) -> list[Filler]:
    """All fillers of a slot, the empty one last."""
    found = list(_baselines(view) if slot == "baseline" else _in_sentence(view, slot))
    inside = {name for filler in found for name in filler.names}
    found += [f for f in _elsewhere(view, slot) if f.names[0] not in inside]
    found.append(Filler((), _none(view, slot, found)))
    return found


def _none(view: NumberView, slot: Slot, others: list[Filler]) -> list[str]:
    quantity, context = view.quantity, view.sentence.context
    inside = view.sentence.names.get(_TYPE[slot], [])
    features = [
        "none",
        f"none {view.kind}",
        f"none {quantity['unit_class']} {view.kind}",
        f"none contrast {view.contrast}",
        f"none inside {min(len(inside), 3)}",
        f"none others {min(len(others), 3)} {view.kind}",
        f"none {quantity['rule']}",
        f"none unit {quantity['unit']}",
        f"none numbers {min(len(view.sentence.claims.quantities), 4)}",
        f"none title {view.sentence.index == 0}",
        f"none opens {view.row.at(0)}",
        *[f"none {feature}" for feature in view.around],
        *[f"none {feature}" for feature in view.read(slot, None)],
    ]
    if slot in ("method", "baseline"):
        features += [
            f"none pronoun {view.pronoun}",
            f"none pronoun {view.pronoun} {bool(context.proposed)}",
            f"none proposed {bool(context.proposed)} {view.kind}",
            f"none against {bool(view.sentence.set_against)} {view.kind}",
            *[f"none {feature}" for feature in view.chain],
        ]
    return features


def _in_sentence(view: NumberView, slot: Slot) -> Iterator[Filler]:
    candidates = view.sentence.claims.candidates(view.quantity, _TYPE[slot])
    seen_lists: set[tuple[int, ...]] = set()
    for candidate in candidates:
        features = _mention_features(view, slot, candidate.mention)
        features += _standing(view, slot, candidate)
        features += view.read(slot, candidate.mention.entity)
        yield Filler((candidate.mention.name,), features)
        if slot in ("dataset", "method") and candidate.listed:
            key = tuple(m.entity for m in candidate.listed)
            if key not in seen_lists:
                seen_lists.add(key)
                yield _list_filler(view, slot, candidate)


def _list_filler(view: NumberView, slot: Slot, candidate: Candidate) -> Filler:
    numbers = len(view.sentence.claims.quantities)
    side = "L" if candidate.side < 0 else "R"
    nearest = view.row.place(candidate.mention.start)
    left, right = sorted((nearest, view.place))
    features = ["list", f"list {side}", f"list {view.kind}", f"list size {min(len(candidate.listed), 5)}"]
    features += [
        f"list numbers {min(numbers, 3)}",
        f"list of numbers {min(view.list_length, 3)}",
        f"list equal {view.list_length == len(candidate.listed)}",
        f"list between {side} {min(candidate.numbers, 2)} {min(candidate.clauses, 1)}",
        f"list link {dataset_link(candidate)}",
        f"list qualifier {view.quantity['qualifier']}",
    ]
    features += [f"list {feature}" for feature in between(view.row, left, right, side)]
    features += view.read(slot, *(mention.entity for mention in candidate.listed))
    return Filler(tuple(m.name for m in candidate.listed), features)


def _mention_features(view: NumberView, slot: Slot, mention: Mention) -> list[str]:
    """How the words between a mention and the number read, and what is known of its entity."""
    place = view.row.place(mention.start)
    side = "L" if place < view.place else "R"
    left, right = sorted((place, view.place))
    features = between(view.row, left, right, side)
    contrast = view.row.contrast_before(place)
    role = mention.role
    features += [
        side,
        f"{side} {view.kind}",
        f"{side} mention after {view.row.at(place - 2)} {view.row.at(place - 1)}",
        f"{side} contrast {contrast}",
        f"contrasts {contrast} {view.contrast}",
    ]
    if slot in ("method", "baseline"):
        proposed = "proposed" if mention.name == view.sentence.context.proposed else role
        features += [
            f"role {role}",
            f"role {proposed} {side}",
            f"role {proposed} {view.kind}",
            f"{side} contrast {contrast} {proposed}",
            f"{side} word {view.row.at(place - 1)} {proposed}",
            f"{side} opens {place < 3} {proposed}",
            f"pronoun {view.pronoun} {proposed} {side}",
            f"{side} number {view.contrast} {proposed}",
            *[f"{side} {proposed} {feature}" for feature in view.chain],
            *view.sentence.context.salience(mention.entity),
        ]
    elif slot == "dataset":
        features += [f"role {role}", f"role {role} {side}"]
    elif slot == "metric":
        features += _metric_features(view.quantity, mention.name)
    return features


def _metric_features(quantity: Quantity, name: str) -> list[str]:
    last = re.split(r"[\s-]+", name.lower())[-1]
    family = "cost" if RESOURCE.search(name) else "quality"
    lower = "lower" if LOWER_IS_BETTER.search(name) else "higher"
    unit, kind = quantity["unit_class"], quantity["kind"]
    return [
        f"metric {last} {unit}",
        f"metric {last} {kind}",
        f"metric {last} {quantity['unit']}",
        f"family {family} {unit} {kind}",
        f"family {family} {quantity['unit']}",
        f"family {family} {lower} {quantity['trend']}",
    ]


def _standing(view: NumberView, slot: Slot, candidate: Candidate) -> list[str]:
    """How a mention stands among the others, and the number among the others."""
    side = "L" if candidate.side < 0 else "R"
    link = metric_link(candidate) if slot == "metric" else dataset_link(candidate)
    order = view.sentence.names[candidate.mention.type]
    rank, names = order.index(candidate.mention.entity), len(order)
    numbers = len(view.sentence.claims.quantities)
    features = [
        f"link {link}",
        f"link {link} {side} {view.kind}",
        f"{side} numbers {min(candidate.numbers, 3)}",
        f"{side} rivals {min(candidate.rivals, 3)}",
        f"{side} clauses {min(candidate.clauses, 2)}",
        f"{side} between {min(candidate.numbers, 1)}{min(candidate.rivals, 1)}{min(candidate.clauses, 1)}",
        f"listed {min(len(candidate.listed), 4)} {min(view.list_length, 4)}",
    ]
    if names > 1 and candidate.listed:
        features.append(f"in list {view.list_length == len(candidate.listed)} {candidate.aligned}")
    if names > 1 and numbers == names:
        features += [f"same rank {rank == view.rank}", f"{side} same rank {rank == view.rank}"]
    elif names > 1 and numbers == 2 * names:
        features.append(f"half rank {rank == view.rank // 2}")
    if names == 1:
        features.append(f"only one {min(numbers, 3)}")
    if not candidate.numbers and not candidate.rivals:
        features.append(f"nearest {side}")
    return features


def _elsewhere(view: NumberView, slot: Slot) -> Iterator[Filler]:
    """Entities of earlier sentences and, for methods, what the paper introduces."""
    context, sentence = view.sentence.context, view.sentence
    seen: set[int] = set()
    first = max(0, sentence.index - _REACH[slot])
    for index in range(sentence.index - 1, first - 1, -1):
        mentions = context.mentions_in(*context.sentences[index], _TYPE[slot])
        order = list(dict.fromkeys(m.entity for m in mentions))
        for mention in mentions:
            if mention.entity not in seen:
                seen.add(mention.entity)
                features = _earlier(view, mention, sentence.index - index, order)
                yield Filler((mention.name,), features + _of_entity(view, slot, mention))
    for mention in context.mentions if slot in ("method", "dataset") else ():
        own = mention.role == "introduced" or slot == "dataset"
        if mention.type == _TYPE[slot] and own and mention.entity not in seen:
            seen.add(mention.entity)
            yield Filler((mention.name,), ["far", f"far {view.kind}", *_of_entity(view, slot, mention)])


def _earlier(view: NumberView, mention: Mention, back: int, order: list[int]) -> list[str]:
    far = f"back {back}"
    features = [far, f"{far} {view.kind}", f"{far} names {min(len(order), 3)}"]
    if len(order) > 1 and view.list_length == len(order):
        features.append(f"back same rank {order.index(mention.entity) == view.list_place}")
    return features


def _of_entity(view: NumberView, slot: Slot, mention: Mention) -> list[str]:
    context = view.sentence.context
    proposed = "proposed" if mention.name == context.proposed else mention.role
    inside = bool(view.sentence.names.get(_TYPE[slot]))
    features = [
        f"else {proposed}",
        f"else {proposed} {view.kind}",
        f"else {proposed} inside {inside}",
        f"else alone {context.count(_TYPE[slot]) == 1}",
    ]
    if slot in ("method", "baseline"):
        features += [
            f"else {proposed} pronoun {view.pronoun}",
            f"else {proposed} contrast {view.contrast}",
            f"else {proposed} left {view.row.at(view.place - 1)}",
            f"else {proposed} opens {view.row.at(0)}",
            f"else {proposed} introduced {min(context.count('Method', 'introduced'), 3)}",
            f"else {proposed} numbers {min(len(view.sentence.claims.quantities), 3)} {min(view.rank, 2)}",
            *[f"else {proposed} {feature}" for feature in view.chain],
            *[f"else {feature}" for feature in context.salience(mention.entity)],
        ]
    if slot == "metric":
        features += _metric_features(view.quantity, mention.name)
    return features + view.read(slot, mention.entity)


def _baselines(view: NumberView) -> Iterator[Filler]:
    """What the number may be measured against: objects of orderings, other methods, words for rivals."""
    taken: list[Offsets] = []
    for ordering in view.sentence.set_against:
        for position, thing in enumerate(ordering.objects):
            taken.append((thing.start, thing.end))
            yield Filler((thing.text,), _against_features(view, ordering, thing, position))
    mentions = view.sentence.context.mentions_in(*view.sentence.span, "Method")
    others = [Phrase(m.start, m.end, m.name, m) for m in mentions]
    for thing in [*others, *view.sentence.rivals]:
        if not any(low < thing.end and thing.start < high for low, high in taken):
            yield Filler((thing.text,), ["no cue", *_phrase_features(view, thing)])
    for thing in view.sentence.pointed:
        yield Filler((thing.text,), ["pointed", *_phrase_features(view, thing)])


def _against_features(view: NumberView, ordering: Ordering, thing: Phrase, position: int) -> list[str]:
    cue = ordering.cue.split()[0]
    after = ordering.start >= view.quantity["end"]
    low, high = (view.quantity["end"], ordering.start) if after else (ordering.start, view.quantity["start"])
    numbers = sum(low <= q["start"] < high for q in view.sentence.claims.quantities)
    nearer = sum(low <= other.start < high and other is not ordering for other in view.sentence.set_against)
    aligned = len(ordering.objects) == view.list_length > 1
    side = "A" if after else "B"
    return [
        f"cue {cue}",
        f"cue {cue} {side}",
        f"cue {cue} {view.kind}",
        f"cue {side} numbers {min(numbers, 3)}",
        f"cue {side} nearer {min(nearer, 2)}",
        f"cue {side} {min(numbers, 1)}{min(nearer, 1)} {view.kind}",
        f"cue object {min(position, 3)}",
        f"cue aligned {position == view.list_place if aligned else None}",
        *_phrase_features(view, thing),
    ]


def _phrase_features(view: NumberView, thing: Phrase) -> list[str]:
    if thing.mention is not None:
        read = view.read("baseline", thing.mention.entity)
        return ["named", *_mention_features(view, "baseline", thing.mention), *read]
    place = view.row.place(thing.start)
    side = "L" if place < view.place else "R"
    left, right = sorted((place, view.place))
    words = re.findall(r"[a-z]+", thing.text.lower())
    features = [
        "phrase",
        side,
        f"{side} {view.kind}",
        f"{side} contrast {view.row.contrast_before(place)}",
        f"contrasts {view.row.contrast_before(place)} {view.contrast}",
        f"phrase length {min(len(words), 6)}",
        *between(view.row, left, right, side),
    ]
    features += view.sentence.context.read.relation(thing.start)
    features += view.read("baseline", Unnamed(thing.start, thing.end))
    return features + [f"phrase {word}" for word in words[:8]]
