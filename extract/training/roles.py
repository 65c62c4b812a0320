"""Trains what reads roles, from annotated entities and from those that the pipeline finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper, occurrences
from extract.evaluation.names import fold as fold_name
from extract.evaluation.names import fold_all
from extract.markup import CleanText, clean
from extract.pipeline.annotations import EntityAnnotation, Offsets
from extract.pipeline.entities.role_features import ROLES_OF, RoleFeatures
from extract.pipeline.entities.roles import RoleReader
from extract.pipeline.loglinear import LogLinear
from extract.record import EntityType
from extract.training.folds import FOLDS, fold_of
from extract.training.origins import OWN, with_copies
from extract.training.roles_fit import Example, fit

PRIOR: dict[EntityType, float] = {"Method": 5.0, "Dataset": 2.0}
ANNOTATED_WEIGHT = 0.5
"""Of an annotated entity; one that the pipeline finds counts 1."""
LEAST = 3
ITERATIONS = 60

RoleModels = dict[EntityType, LogLinear]


class RoleExample(NamedTuple):
    type: EntityType
    role: str | None
    """None: what the pipeline found is not annotated."""
    features: Sequence[str]
    found: bool
    """Found by the pipeline, or annotated."""


class RolePaper(NamedTuple):
    examples: list[RoleExample]
    missed: int
    """Introduced methods that the pipeline did not find."""


def train_roles(papers: Sequence[GoldPaper], docs: Sequence[Doc], origins: Sequence[str]) -> RoleModels:
    """The models of all papers. The Docs have the entities that the pipeline finds in papers that it does not
    know, without roles; afterwards with roles, each read by models of the other folds."""
    examples = [role_examples(*three) for three in zip(papers, docs, origins, strict=True)]
    for fold in range(FOLDS):
        others = [some for index, some in enumerate(examples) if fold_of(index) != fold]
        reader = RoleReader("claimgraph_roles", fit_roles(others))
        for doc in docs[fold::FOLDS]:
            reader(doc)
    return fit_roles(examples)


def role_examples(paper: GoldPaper, doc: Doc, origin: str = OWN) -> RolePaper:
    """Examples from the entities of a Doc, where the annotation has them, and from the annotation."""
    cleaned = clean(paper.text)
    entities: list[EntityAnnotation] = doc._.entities
    pairs = _pairs(paper, [names_of(cleaned, entity) for entity in entities], entities)
    labels = [paper.entities[pairs[i]].role if i in pairs else None for i in range(len(doc._.entities))]
    examples = list(_examples(doc, labels, origin, found=True))
    missed = sum(
        entity.type == "Method" and entity.role == "introduced" and i not in pairs.values()
        for i, entity in enumerate(paper.entities)
    )
    annotated = [(entity, _places(paper, cleaned, i)) for i, entity in enumerate(paper.entities)]
    doc._.entities = [
        EntityAnnotation(
            type=entity.type, name=entity.name, role=None, confidence=1.0, mentions=places, evidence=None
        )
        for entity, places in annotated
        if places
    ]
    labels = [entity.role for entity, places in annotated if places]
    examples += _examples(doc, labels, origin, found=False)
    doc._.entities = entities
    return RolePaper(examples, missed)


def entity_outcomes(papers: Sequence[GoldPaper], docs: Sequence[Doc]) -> list[tuple[float, bool]]:
    """How sure the pipeline is of each entity of its own, and whether the annotation has it."""
    outcomes = []
    for paper, doc in zip(papers, docs, strict=True):
        cleaned = clean(paper.text)
        pairs = _pairs(paper, [names_of(cleaned, e) for e in doc._.entities], doc._.entities)
        outcomes += [(e["confidence"], i in pairs) for i, e in enumerate(doc._.entities)]
    return outcomes


def _examples(doc: Doc, labels: Sequence[str | None], origin: str, *, found: bool) -> Iterator[RoleExample]:
    features = RoleFeatures(doc).of_all()
    for entity, known, label in zip(doc._.entities, features, labels, strict=True):
        if known is not None:
            yield RoleExample(entity["type"], label, with_copies(known.all(), origin), found)


def names_of(cleaned: CleanText, entity: EntityAnnotation) -> frozenset[str]:
    """The folded names of an entity: its own, and its mentions as the paper prints them."""
    printed = [cleaned.printed_span(*span) for span in entity["mentions"]]
    return fold_all([entity["name"], *(cleaned.original[start:end] for start, end in printed)])


def _pairs(
    paper: GoldPaper, names: Sequence[frozenset[str]], found: Sequence[EntityAnnotation]
) -> dict[int, int]:
    """For found entities the annotated one of the same type that shares most names, one to one."""
    pairs: dict[int, int] = {}
    for number, entity in enumerate(paper.entities):
        wanted = {fold_name(name) for name in (entity.name, *entity.mentions)} - {""}
        shared = {
            i: len(wanted & names[i])
            for i in range(len(found))
            if i not in pairs and found[i]["type"] == entity.type
        }
        best = max(shared, key=lambda i: (shared[i], -i), default=None)
        if best is not None and shared[best]:
            pairs[best] = number
    return pairs


def _places(paper: GoldPaper, cleaned: CleanText, number: int) -> list[Offsets]:
    """Where the mentions of an annotated entity are in the cleaned text."""
    entity = paper.entities[number]
    spans = occurrences(paper.text, [(mention, entity.type) for mention in entity.mentions])
    places = {cleaned.clean_span(start, end) for start, end, _ in spans}
    return sorted(place for place in places if place is not None and place[0] < place[1])


def fit_roles(papers: Sequence[RolePaper]) -> dict[EntityType, LogLinear]:
    return {
        type_: fit(
            [
                Example(e.features, e.role, 1.0 if e.found else ANNOTATED_WEIGHT)
                for paper in papers
                for e in paper.examples
                if e.type == type_ and e.role is not None
            ],
            classes,
            l2=PRIOR[type_],
            least=LEAST,
            iterations=ITERATIONS,
        )
        for type_, classes in ROLES_OF.items()
    }


def check(papers: Sequence[RolePaper]) -> Counter[str]:
    """Counts over all folds, each read by models of the others: `right` and `all` roles of entities that were
    found, `right annotated` and `all annotated` of those that were annotated, and introduced methods."""
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        models = fit_roles([paper for index, paper in enumerate(papers) if fold_of(index) != fold])
        for paper in papers[fold::FOLDS]:
            counts["introduced"] += paper.missed
            for example in paper.examples:
                _count(counts, models[example.type], example)
    return counts


def _count(counts: Counter[str], model: LogLinear, example: RoleExample) -> None:
    probabilities = model.probabilities(example.features)
    read = model.classes[max(range(len(probabilities)), key=probabilities.__getitem__)]
    which = "" if example.found else " annotated"
    if example.role is not None:
        counts["right" + which] += read == example.role
        counts["all" + which] += 1
    if example.found and example.type == "Method":
        counts["introduced"] += example.role == "introduced"
        counts["read as introduced"] += read == "introduced"
        counts["rightly"] += read == "introduced" == example.role
