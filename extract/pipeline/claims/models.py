"""The trained half of the claim components: log-linear models over named features.

A classifier gives each class a weighted sum of the features that hold; a ranker gives such a sum to each of
several alternatives (the fillers of a slot, or none). Probabilities are the softmax of the sums. Each
component has its weights in a file `claims.tsv`, one feature a line, and they can be read: a feature says
what it looks at. Sums are exact (`fsum`), so that they do not depend on the order of the features.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from extract.pipeline.calibration import CERTAIN, Steps, at_steps
from extract.pipeline.packaged import packaged_text, write_text

FILE = "claims.tsv"
COMPONENTS = (
    "claimgraph_entities",
    "claimgraph_quantities",
    "claimgraph_results",
    "claimgraph_comparisons",
)
BIAS = "bias"
"""A feature that always holds."""

Features = list[str]
Ranker = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Classifier:
    """`rows` has a weight for each of `classes`; features that it does not know count nothing."""

    classes: tuple[str, ...] = ()
    rows: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def probabilities(self, features: Features) -> list[float]:
        """In the order of `classes`."""
        rows = self.rows
        known = [rows[feature] for feature in (BIAS, *features) if feature in rows]
        return softmax(
            [math.fsum(column) for column in zip(*known, strict=True)] or [0.0] * len(self.classes)
        )


@dataclass(frozen=True, slots=True)
class ClaimModels:
    """Everything that is trained for claims, by the name of the choice it makes.

    `calibration` has steps for each kind of claim: the product of the probabilities of its parts, and how
    often claims of that product are right; both rise.
    """

    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    classifiers: Mapping[str, Classifier] = field(default_factory=dict)
    calibration: Mapping[str, Steps] = field(default_factory=dict)

    def rank(self, model: str, alternatives: Sequence[Features]) -> list[float]:
        """The probability of each alternative, in order."""
        get = self.rankers.get(model, {}).get
        return softmax([math.fsum([get(feature, 0.0) for feature in features]) for features in alternatives])

    def calibrated(self, claim: str, product: float) -> float:
        """How likely a claim is right."""
        return at_steps(self.calibration.get(claim, CERTAIN), product)

    def part(self, names: Container[str]) -> ClaimModels:
        """Only what is called by one of the names."""
        return ClaimModels(
            {name: ranker for name, ranker in self.rankers.items() if name in names},
            {name: classifier for name, classifier in self.classifiers.items() if name in names},
            {name: steps for name, steps in self.calibration.items() if name in names},
        )


def softmax(scores: Sequence[float]) -> list[float]:
    """
    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def parse_models(lines: Iterable[str]) -> ClaimModels:
    """Read the lines of a weights file: what a line holds, the model, and two fields more, between tabs.

    `rank` is a feature and its weight, `classes` the classes of a model, `class` a feature and its weights in
    that order, `step` a step of a calibration; `#` opens a remark. Raises ValueError with the number of a
    line that is none of these.
    """
    rankers: dict[str, dict[str, float]] = defaultdict(dict)
    classes: dict[str, tuple[str, ...]] = {}
    rows: dict[str, dict[str, tuple[float, ...]]] = defaultdict(dict)
    steps: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            holds, model, feature, rest = line.rstrip("\r\n").split("\t")
            if holds == "rank":
                rankers[model][feature] = float(rest)
            elif holds == "class":
                rows[model][feature] = tuple(map(float, rest.split()))
            elif holds == "classes":
                classes[model] = tuple(rest.split())
            elif holds == "step":
                steps[model].append((float(feature), float(rest)))
            else:
                raise ValueError(holds)
        except ValueError as error:
            raise ValueError(f"{FILE}, line {number}: cannot be read: {line.strip()!r}") from error
    classifiers = {model: Classifier(names, rows[model]) for model, names in classes.items()}
    return ClaimModels(dict(rankers), classifiers, {claim: sorted(pairs) for claim, pairs in steps.items()})


def format_models(models: ClaimModels, remarks: Sequence[str] = ()) -> str:
    """The text of a weights file; the same models give the same text."""
    lines = [f"# {remark}".rstrip() for remark in remarks]
    for model, ranker in sorted(models.rankers.items()):
        lines += [f"rank\t{model}\t{feature}\t{weight:g}" for feature, weight in sorted(ranker.items())]
    for model, classifier in sorted(models.classifiers.items()):
        lines.append(f"classes\t{model}\t\t{' '.join(classifier.classes)}")
        for feature, row in sorted(classifier.rows.items()):
            lines.append(f"class\t{model}\t{feature}\t{' '.join(f'{weight:g}' for weight in row)}")
    for claim, steps in sorted(models.calibration.items()):
        lines += [f"step\t{claim}\t{x:g}\t{y:g}" for x, y in steps]
    return "\n".join(lines) + "\n"


class ClaimComponent:
    """What the components for claims have in common: each keeps its own part of the models."""

    parts: ClassVar[tuple[str, ...]]
    """The names of its models."""

    def __init__(self) -> None:
        self.models = packaged_models().part(self.parts)

    def learn(self, models: ClaimModels) -> None:
        """Take the part that is its own."""
        self.models = models.part(self.parts)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights."""
        write_text(path, FILE, format_models(self.models))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ClaimComponent:
        """Reads what `to_disk` wrote. Raises OSError, ValueError where it is broken."""
        self.models = parse_models((Path(path) / FILE).read_text(encoding="utf-8").splitlines())
        return self


@lru_cache(maxsize=1)
def packaged_models() -> ClaimModels:
    """The models of the distribution. Raises OSError where a file is missing."""
    return parse_models(
        line for component in COMPONENTS for line in packaged_text(component, FILE).splitlines()
    )
