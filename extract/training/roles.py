"""Trains what reads introductions and roles, from annotated papers.

    python -m extract.training.roles GOLD.json... [--out FOLDER] [--check]

writes the weights of the models next to the pipeline (or into FOLDER), or with --check prints how well models
of four fifths of the papers do on the fifth kept back. The same papers in the same order give the same
weights.

The role models see introductions as they will be found in papers that nobody trained on: each paper's are
found by a model of the other folds. They learn from annotated entities and from those that the pipeline
finds.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper, occurrences, read_gold
from extract.evaluation.names import fold as fold_name
from extract.evaluation.names import fold_all
from extract.extractor import load_pipeline
from extract.markup import CleanText, clean
from extract.pipeline import introductions, roles
from extract.pipeline.annotations import EntityAnnotation, Offsets
from extract.pipeline.introductions import CLASSES, NOTHING, surroundings
from extract.pipeline.introductions_spans import find_spans
from extract.pipeline.roles_features import RoleFeatures
from extract.pipeline.roles_loglinear import LogLinear
from extract.record import EntityType
from extract.training.roles_fit import Example, fit

SEED = 0
FOLDS = 5
INTRODUCTION_PRIOR = 2.0
ROLE_PRIOR: dict[EntityType, float] = {"Method": 5.0, "Dataset": 2.0}
DATASET_WEIGHT = 3.0  # of an introduced dataset, which are few
ANNOTATED_WEIGHT = 0.5  # of an annotated entity; one that the pipeline finds counts 1
LEAST_INTRODUCTION, LEAST_ROLE = 5, 3
ITERATIONS = 60

ROLES: dict[EntityType, tuple[str, ...]] = {"Method": roles.METHOD_ROLES, "Dataset": roles.DATASET_ROLES}


class RoleModels(NamedTuple):
    introductions: LogLinear
    roles: dict[EntityType, LogLinear]

    def write(self, folder: Path) -> None:
        """Write the weights as the pipeline reads them."""
        files = {
            introductions.WEIGHTS: self.introductions,
            roles.METHOD_WEIGHTS: self.roles["Method"],
            roles.DATASET_WEIGHTS: self.roles["Dataset"],
        }
        for file, model in files.items():
            (folder / file).write_text(model.to_text(), encoding="utf-8", newline="\n")


class RoleExample(NamedTuple):
    type: EntityType
    role: str | None
    """None: what the pipeline found is not annotated."""
    features: list[str]
    found: bool
    """Found by the pipeline, or annotated."""


class RolePaper(NamedTuple):
    examples: list[RoleExample]
    missed: int
    """Introduced methods that the pipeline did not find."""


def train_roles(
    gold: Sequence[GoldPaper], nlp: Language, *, folds: int = FOLDS, seed: int = SEED
) -> RoleModels:
    """Models for introductions and roles. `nlp`: a pipeline whose components before `claimgraph_roles` find
    entities; its introductions are restored. Raises ValueError for fewer papers than folds."""
    spans = [introduction_examples(paper, nlp) for paper in gold]
    fold = assign_folds(len(gold), folds, seed)
    papers = cross_fitted(gold, nlp, spans, fold)
    return RoleModels(fit_introductions(spans), fit_roles(papers))


def assign_folds(size: int, folds: int, seed: int) -> list[int]:
    """The fold of each paper, at random, of equal sizes."""
    if size < folds:
        raise ValueError(f"{folds} folds need as many papers, there are {size}")
    order = list(range(size))
    random.Random(seed).shuffle(order)
    fold = [0] * size
    for place, index in enumerate(order):
        fold[index] = place % folds
    return fold


def introduction_examples(paper: GoldPaper, nlp: Language) -> list[Example]:
    """Every span that may be an introduction, and whether the annotation has it as one."""
    cleaned = clean(paper.text)
    doc = _run(nlp, cleaned.text, until="claimgraph_introductions")
    around = surroundings(doc)
    introduced = {
        (start, end): entity.type
        for entity in paper.entities
        if entity.role == "introduced"
        for start, end, _ in occurrences(paper.text, [(m, entity.type) for m in entity.mentions])
    }
    examples = []
    for chunk, span, parts in find_spans(around):
        start, end = around.tokens.start[span.first], around.tokens.end[span.last]
        label = introduced.get(_printed(paper.text, cleaned, start, end), NOTHING)
        features = [feature for part in (*parts, around.inner(chunk, span)) for feature in part]
        examples.append(Example(features, label, DATASET_WEIGHT if label == "Dataset" else 1.0))
    return examples


def _printed(text: str, cleaned: CleanText, start: int, end: int) -> Offsets:
    """Where a span of the cleaned text is in the paper; the braces after a macro belong to it."""
    first, last = cleaned.original_span(start, end)
    braces = text.startswith("\\", first) and text.startswith("{}", last)
    return first, last + 2 if braces else last


def _run(nlp: Language, text: str, until: str) -> Doc:
    """A Doc after the components before `until`."""
    doc = nlp.make_doc(text)
    for name, component in nlp.pipeline:
        if name == until:
            break
        doc = component(doc)
    return doc


def fit_introductions(spans: Sequence[list[Example]]) -> LogLinear:
    examples = [example for paper in spans for example in paper]
    return fit(examples, CLASSES, l2=INTRODUCTION_PRIOR, least=LEAST_INTRODUCTION, iterations=ITERATIONS)


def cross_fitted(
    gold: Sequence[GoldPaper], nlp: Language, spans: Sequence[list[Example]], fold: Sequence[int]
) -> list[RolePaper]:
    """Examples of roles; the introductions of a paper are found by a model of the other folds."""
    finder = nlp.get_pipe("claimgraph_introductions")
    assert isinstance(finder, introductions.IntroductionFinder)
    packaged = finder.model
    models = [
        fit_introductions([paper for paper, number in zip(spans, fold, strict=True) if number != kept])
        for kept in range(max(fold) + 1)
    ]
    try:
        papers = []
        for paper, number in zip(gold, fold, strict=True):
            finder.model = models[number]
            papers.append(role_examples(paper, nlp))
        return papers
    finally:
        finder.model = packaged


def role_examples(paper: GoldPaper, nlp: Language) -> RolePaper:
    """Examples from the entities that the pipeline finds, where the annotation has them, and from it."""
    cleaned = clean(paper.text)
    doc = _run(nlp, cleaned.text, until="claimgraph_roles")
    pairs = _pairs(paper, [_names(paper.text, cleaned, entity) for entity in doc._.entities], doc._.entities)
    labels = [paper.entities[pairs[i]].role if i in pairs else None for i in range(len(doc._.entities))]
    examples = list(_examples(doc, labels, found=True))
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
    return RolePaper([*examples, *_examples(doc, labels, found=False)], missed)


def _examples(doc: Doc, labels: Sequence[str | None], found: bool) -> Iterator[RoleExample]:
    features = RoleFeatures(doc).of_all()
    for entity, known, label in zip(doc._.entities, features, labels, strict=True):
        if known is not None:
            yield RoleExample(entity["type"], label, known.all(), found)


def _names(text: str, cleaned: CleanText, entity: EntityAnnotation) -> frozenset[str]:
    printed = [_printed(text, cleaned, *span) for span in entity["mentions"]]
    return fold_all([entity["name"], *(text[start:end] for start, end in printed)])


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
            l2=ROLE_PRIOR[type_],
            least=LEAST_ROLE,
            iterations=ITERATIONS,
        )
        for type_, classes in ROLES.items()
    }


def check(papers: Sequence[RolePaper], fold: Sequence[int]) -> Counter[str]:
    """Counts over all folds, each read by models of the others: `right` and `all` roles of entities that were
    found, `right annotated` and `all annotated` of those that were annotated, and introduced methods."""
    counts: Counter[str] = Counter()
    for kept in range(max(fold) + 1):
        models = fit_roles([paper for paper, number in zip(papers, fold, strict=True) if number != kept])
        for paper, number in zip(papers, fold, strict=True):
            if number == kept:
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


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m extract.training.roles", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.json")
    parser.add_argument("--out", type=Path, default=Path(introductions.__file__).parent, metavar="FOLDER")
    parser.add_argument(
        "--check", action="store_true", help="print figures of cross-validation, write nothing"
    )
    chosen = parser.parse_args(arguments)
    gold = [paper for path in chosen.gold for paper in read_gold(path)]
    nlp = load_pipeline()
    if not chosen.check:
        train_roles(gold, nlp).write(chosen.out)
        return 0
    fold = assign_folds(len(gold), FOLDS, SEED)
    papers = cross_fitted(gold, nlp, [introduction_examples(paper, nlp) for paper in gold], fold)
    counts = check(papers, fold)
    precision = counts["rightly"] / max(1, counts["read as introduced"])
    recall = counts["rightly"] / max(1, counts["introduced"])
    print(f"roles of entities found {counts['right'] / max(1, counts['all']):.3f}")
    print(f"roles of entities annotated {counts['right annotated'] / max(1, counts['all annotated']):.3f}")
    print(f"introduced methods: precision {precision:.3f}, recall {recall:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
