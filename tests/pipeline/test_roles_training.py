"""Training of roles: the fit itself, the text of the weights, and a small run over annotated papers."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc

from extract.evaluation.gold import GoldEntity, GoldPaper
from extract.pipeline.build import blank_pipeline
from extract.pipeline.loglinear import LogLinear, from_text
from extract.pipeline.mentions.introductions import IntroductionFinder
from extract.training.folds import FOLDS
from extract.training.introductions import train_introductions
from extract.training.origins import COMPOSED, OTHER, OWN, origins_of, with_copies
from extract.training.readings import find_entities, read_unseen
from extract.training.roles import entity_outcomes, train_roles
from extract.training.roles_fit import Example, fit, minimize


def test_a_fit_tells_apart_what_features_tell_apart() -> None:
    examples = [Example(["green"], "go"), Example(["red"], "stop"), Example(["red", "late"], "stop")] * 20
    model = fit(examples, ("go", "stop"), l2=0.1, least=1)
    assert model.probabilities(["green"])[0] > 0.9
    assert model.probabilities(["red"])[1] > 0.9


def test_probabilities_of_a_fit_are_shares() -> None:
    """Without telling features a model says how often each class is seen."""
    examples = [Example(["x"], "a")] * 30 + [Example(["x"], "b")] * 10
    assert fit(examples, ("a", "b"), l2=1e-3).probabilities(["x"]) == pytest.approx([0.75, 0.25], abs=0.02)


def test_a_weight_counts_as_often_as_it_says() -> None:
    twice = fit([Example(["x"], "a", 2.0), Example(["x"], "b")], ("a", "b"), least=1)
    copied = fit([Example(["x"], "a"), Example(["x"], "a"), Example(["x"], "b")], ("a", "b"), least=1)
    assert twice == copied


def test_rare_features_and_labels_without_class() -> None:
    model = fit([Example(["rare", "x"], "a"), Example(["x"], "b")], ("a", "b"), least=2)
    assert "rare" not in model.weights
    with pytest.raises(ValueError, match="no class"):
        fit([Example(["x"], "c")], ("a", "b"))
    with pytest.raises(ValueError, match="no examples"):
        fit([], ("a", "b"))


def test_what_one_origin_alone_shows_stays_with_its_copies() -> None:
    """`late` stops composed examples alone: without copies it would stop all."""
    own = [(["late"], "go"), (["early"], "go"), (["red"], "stop")] * 20
    composed = [(["late"], "stop")] * 60
    examples = [Example(features, label) for features, label in own + composed]
    copied = [Example(with_copies(features, COMPOSED), label) for features, label in composed]
    together = fit(examples, ("go", "stop"))
    apart = fit([*examples[: len(own)], *copied], ("go", "stop"))
    assert together.probabilities(["late"])[0] < 0.5 < apart.probabilities(["late"])[0]
    assert set(apart.weights) == set(together.weights)  # copies are not kept


def test_where_papers_come_from() -> None:
    one, other, composed = (
        GoldPaper(id=name, title=name, abstract="", entities=(), results=(), comparisons=())
        for name in ("one", "other", "composed")
    )
    assert origins_of([one, other], [composed], [one]) == [OWN, OTHER, COMPOSED]
    assert origins_of([one, other], [composed], []) == [OWN, OWN, COMPOSED]


def test_minimize_finds_the_bottom_of_a_bowl() -> None:
    bottom, widths = np.array([3.0, -1.0, 0.5]), np.array([1.0, 10.0, 0.1])
    found = minimize(
        lambda x: (float((widths * (x - bottom) ** 2).sum()), 2 * widths * (x - bottom)), np.zeros(3), 50
    )
    assert found == pytest.approx(bottom, abs=0.05)


def test_weights_are_read_as_they_were_written() -> None:
    model = LogLinear(("a", "b"), {"before than": (0.25, -1.5), "bias": (1.0, 0.0)})
    assert from_text(model.to_text()) == model


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1"),
        ("feature\ta\n", "line 1"),
        ("feature\ta\tb\nx\t1\n", "line 2: expected 2 weights, found 1"),
        ("feature\ta\tb\nx\t1\tmuch\n", "line 2"),
    ],
)
def test_broken_weights_are_refused_with_their_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_text(text)


def annotated(number: int) -> GoldPaper:
    own, data = f"Quark{number}Net", f"Lane{number}Set"
    return GoldPaper(
        id=str(number),
        title=f"{own}: Lanes",
        abstract=f"We propose {own} for lanes. On {data}, {own} outperforms ResNet-50.",
        entities=(
            GoldEntity(type="Method", name=own, mentions=(own,), role="introduced"),
            GoldEntity(type="Method", name="ResNet-50", mentions=("ResNet-50",), role="compared"),
            GoldEntity(type="Dataset", name=data, mentions=(data,), role="evaluated"),
        ),
        results=(),
        comparisons=(),
    )


def read(gold: list[GoldPaper]) -> list[Doc]:
    """Without networks: the entities are those of the rules."""
    nlp = blank_pipeline()
    introductions = train_introductions(gold, nlp)
    docs = read_unseen(gold, nlp, introductions.without, [None] * FOLDS)
    find_entities(docs, nlp)
    return docs


def test_training_is_deterministic_and_reads_every_paper_by_models_of_others() -> None:
    gold = [annotated(number) for number in range(12)]
    docs = read(gold)
    origins = origins_of(gold, [], [])
    one, other = train_roles(gold, docs, origins), train_roles(gold, read(gold), origins)
    assert one == other
    assert one["Method"].weights["before outperforms"][2] > 0
    assert all(entity["role"] for doc in docs for entity in doc._.entities if entity["type"] == "Method")
    sure = entity_outcomes(gold, docs)
    assert any(right for _, right in sure)
    assert all(0 <= confidence <= 1 for confidence, _ in sure)


def test_reading_leaves_the_pipeline_alone() -> None:
    nlp = blank_pipeline()
    finder = nlp.get_pipe("claimgraph_introductions")
    assert isinstance(finder, IntroductionFinder)
    before = finder.model
    gold = [annotated(number) for number in range(4)]
    docs = read_unseen(gold, nlp, train_introductions(gold, nlp).without, [None] * FOLDS)
    assert [doc.text.split(":")[0] for doc in docs] == [paper.title.split(":")[0] for paper in gold]
    assert finder.model is before
