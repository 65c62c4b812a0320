"""How alike two names look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline.entities.likeness import added_words, initials_of, is_variant, shared_words, spelled_by

NAMES = st.text(alphabet="abcXYZ 012-_", min_size=1, max_size=20)
PRINTED = st.text(alphabet="abcXYZ 012-\\_{}", min_size=1, max_size=20)
"""Macros and braces too."""


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Blockformer", "Block-augmented Transformer", "all in order long"),
        ("GFR", "graph pruning for retrieval", "all in order letters"),
        ("\\sparsenetshort", "Sparse Networks", "all in order long"),
        ("\\textual", "gated recurrence", "few in order letters"),
        ("S", "Sparse Networks", "none"),
    ],
)
def test_a_name_may_be_made_of_pieces_of_another(one: str, other: str, how: str) -> None:
    assert spelled_by(one, other) == how


def test_what_a_name_has_beyond_another() -> None:
    assert list(added_words("GateNet", "GateNet model")) == [
        "adds 1",
        "adds to 2",
        "adds first False last True",
        "adds word model",
    ]
    assert "adds word v0" in added_words("SparseCLIP V2", "SparseCLIP")
    assert list(added_words("gate tuning", "gate pruning")) == []


@pytest.mark.parametrize("variant", ["QuarkNet-S", "QuarkNet 2", "QuarkNetV3", "QuarkNet-Large", "mQuarkNet"])
def test_a_name_with_a_number_or_a_size_is_a_variant(variant: str) -> None:
    assert is_variant("QuarkNet", variant)
    assert is_variant(variant, "QuarkNet")


@pytest.mark.parametrize("other", ["QuarkNet model", "sparse QuarkNet", "GluonNet 2", "mHADRON-QuarkNet"])
def test_other_words_make_no_variant(other: str) -> None:
    assert not is_variant("QuarkNet", other)


@given(NAMES, NAMES)
def test_the_order_of_two_names_does_not_matter_but_for_their_length(one: str, other: str) -> None:
    """Names of one length have no longer one: then both are looked at as they come."""
    assert set(shared_words(one, other)) == set(shared_words(other, one))
    if len(one) != len(other):
        assert spelled_by(one, other) == spelled_by(other, one)
        assert initials_of(one, other) == initials_of(other, one)


@given(PRINTED, PRINTED)
def test_macros_are_compared_like_other_names(one: str, other: str) -> None:
    assert set(shared_words(one, other)) == set(shared_words(other, one))
    assert is_variant(one, other) in (True, False)
    assert spelled_by(one, other)
    assert initials_of(one, other)
