from __future__ import annotations

import pytest

from extract.evaluation.gold import GoldComparison, GoldEntity, GoldPaper, GoldResult
from extract.pipeline.build import blank_pipeline
from extract.training.claims_calibration import rising_steps
from extract.training.claims_examples import examples_of
from extract.training.claims_fit import Group, fit_classifier, fit_ranker
from extract.training.claims_labels import AnnotatedDoc, annotated, with_gold_entities
from extract.training.roles_fit import Example


def labelled() -> AnnotatedDoc:
    """A paper in which one value is printed twice."""
    paper = GoldPaper(
        id="one",
        title="FastNet: a study",
        abstract="We propose \\textbf{FastNet}. FastNet reaches 71.2\\% on SQuAD. "
        "FastNet beats BERT (71.2\\%).",
        entities=(
            GoldEntity(type="Method", name="FastNet", mentions=("FastNet",), role="introduced"),
            GoldEntity(type="Method", name="BERT", mentions=("BERT",), role="compared"),
            GoldEntity(type="Dataset", name="SQuAD", mentions=("SQuAD",), role="evaluated"),
        ),
        results=(
            GoldResult(
                method="FastNet",
                dataset="SQuAD",
                kind="score",
                value="71.2",
                evidence="FastNet reaches 71.2\\%",
            ),
            GoldResult(method="BERT", kind="score", value="71.2", evidence="FastNet beats BERT (71.2\\%)"),
        ),
        comparisons=(
            GoldComparison(
                subject="FastNet", relation="outperforms", object="BERT", evidence="FastNet beats BERT"
            ),
        ),
    )
    nlp = blank_pipeline()
    with nlp.select_pipes(enable=["claimgraph_sentences"]):
        (doc,) = with_gold_entities([paper], nlp)
    return annotated(paper, doc)


def test_a_value_that_is_printed_twice_is_told_apart_by_its_evidence() -> None:
    methods = [[row.method for row in rows] for rows in labelled().results]
    assert methods == [["FastNet"], ["BERT"]]


def test_markup_does_not_hide_annotated_mentions() -> None:
    doc = labelled()
    names = [doc.context.text[m.start : m.end] for m in doc.context.mentions if m.name == "FastNet"]
    assert names == ["FastNet"] * 4


def test_every_choice_gets_its_example() -> None:
    examples = examples_of(labelled())
    assert [e.label for e in examples.classifiers["quantity"]] == ["score", "score"]
    assert [e.label for e in examples.classifiers["relation"]].count("outperforms") == 1
    for groups in examples.rankers.values():
        assert all(any(group.right) for group in groups)


def test_a_ranker_learns_which_alternative_is_right() -> None:
    groups = [Group([["good"], ["bad"]], [True, False])] * 20
    weights = fit_ranker(groups, l2=1.0)
    assert weights["good"] > 0 > weights["bad"]
    assert weights == fit_ranker(groups, l2=1.0)
    assert fit_ranker(groups, l2=1.0, least=21) == {}


def test_a_prior_holds_where_there_are_no_examples() -> None:
    examples = [Example(["often"], "yes"), Example(["seldom"], "no")] * 10
    fitted = fit_classifier(examples, ("no", "yes"), l2=1.0, prior={"never": {"yes": 2.0}})
    assert fitted.rows["never"] == (0.0, 2.0)
    assert fitted.rows["often"][1] > 0


def test_labels_that_are_no_class_are_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        fit_classifier([Example(["often"], "maybe")], ("no", "yes"), l2=1.0, prior={})
    with pytest.raises(ValueError, match="right alternative"):
        fit_ranker([Group([["good"]], [False])], l2=1.0)


def test_steps_rise() -> None:
    outcomes = [(i / 600, (i * 7) % 10 < i / 60) for i in range(600)]
    steps = rising_steps(outcomes)
    assert steps == sorted(steps)
    assert [right for _, right in steps] == sorted(right for _, right in steps)
