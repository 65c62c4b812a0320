"""What goes into the encoder's network and how a reading is asked; the network itself needs training."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.pipeline.annotations import Mention
from extract.pipeline.build import blank_pipeline
from extract.pipeline.encoder import inputs
from extract.pipeline.encoder.evidence import Evidence, Unnamed
from extract.pipeline.encoder.forms import rule_labels, shape_class
from extract.pipeline.encoder.inputs import (
    HASH_ROWS,
    OCCURRENCES,
    RULE_LABELS,
    SHAPES,
    WordPieces,
    parts_of,
)
from extract.pipeline.encoder.labels import HEADS, LABEL_INDEX, POINTER_WIDTH, SLOTS
from extract.pipeline.encoder.reading import OUTPUTS, Reading, joined

VOCABULARY = (
    "[PAD] [UNK] [CLS] [SEP] we propose foo ##net ##ne ##t image ##s a b c ##a ##b ##c - _ . , % 4 ##2 e"
)
PIECES = "".join(f"{piece}\n" for piece in VOCABULARY.split())
NLP = blank_pipeline()


def words() -> WordPieces:
    return WordPieces.parse(PIECES)


def doc_of(text: str) -> Doc:
    with NLP.select_pipes(enable=["claimgraph_sentences"]):
        return NLP(text)


def named(token: str) -> list[str]:
    names = VOCABULARY.split()
    return [names[piece] for piece in words().of(token)]


@pytest.mark.parametrize(
    ("token", "pieces"),
    [
        ("FooNet", ["foo", "##net"]),
        ("foonets", ["foo", "##net", "##s"]),
        ("foox", ["[UNK]"]),
        ("FooNe", ["foo", "##ne"]),
        ("images", ["image", "##s"]),
        ("Fóo", ["foo"]),
        ("a-b_c", ["a", "-", "b", "_", "c"]),
        ("42%", ["4", "##2", "%"]),
        ("image/foo", ["image", "[UNK]", "foo"]),
        ("\n", ["[UNK]"]),
        ("abcab" * 10, ["a", *("##" + c for c in ("abcab" * 10)[1 : inputs.MOST_PIECES])]),
        ("a" * (inputs.LONGEST_WORD + 1), ["[UNK]"]),
    ],
)
def test_the_longest_pieces_come_first(token: str, pieces: list[str]) -> None:
    assert named(token) == pieces


def test_what_is_kept_of_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_KNOWN", 2)
    split = words()
    assert [split.of(token) for token in "abcabc"] == [words().of(token) for token in "abcabc"]
    assert len(split._known) <= 2


def test_an_empty_text_has_no_parts_and_an_empty_reading() -> None:
    assert list(parts_of(doc_of(""), words())) == []
    reading = joined([])
    assert all(getattr(reading, name).shape[0] == 0 for name in OUTPUTS)
    assert reading.keys.shape[1:] == (len(SLOTS), POINTER_WIDTH)


def test_pieces_carry_what_is_known_of_their_token() -> None:
    doc = doc_of("FooNet\nWe propose FooNet.")
    doc._.mentions = [Mention(0, 6, "Method", "foonet", 0.9)]
    (part,) = parts_of(doc, words())
    assert part.pieces.tolist()[1:3] == words().of("FooNet")
    assert part.first.tolist() == [1, 3, 4, 5, 6, 8]
    assert part.last.tolist() == [2, 3, 4, 5, 7, 8]
    label = 10 + 3 * LABEL_INDEX["U-Method"] + 2
    assert part.features[:, 4].tolist() == [label, 1, 1, 1, 1, 1]
    assert part.forms[part.first, 1].tolist() == part.features[:, 4].tolist()
    assert part.forms[part.first, 2].tolist() == part.features[:, 5].tolist()
    assert part.forms[1].tolist() == part.forms[2].tolist() == part.forms[0].tolist()
    # Said twice, and the title says it; the first time in the title itself.
    assert part.features[:, 5].tolist() == [1 + 8 + 2 + 1, 5, 5, 5, 1 + 8 + 2, 5]


def test_a_long_text_is_cut_before_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LONGEST", 8)
    doc = doc_of("We propose a b. We propose c. A b c a b c a b c a b c.")
    parts = list(parts_of(doc, words()))
    assert [doc[part.start : part.end].text for part in parts] == [
        "We propose a b.",
        "We propose c.",
        "A b c a b c a b",
        "c a b c.",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcF4 .,-_%\n\té世½A", max_size=120), st.integers(inputs.MOST_PIECES, 40))
def test_parts_cover_the_text_and_fit_the_tables(text: str, longest: int) -> None:
    doc = doc_of(text)
    split = words()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "LONGEST", longest)
        parts = list(parts_of(doc, split))
    assert [t for part in parts for t in range(part.start, part.end)] == list(range(len(doc)))
    for part in parts:
        length = len(part.pieces)
        assert length <= longest + 2
        assert (part.pieces[0], part.pieces[-1]) == (split.opening, split.closing)
        assert part.forms.shape == (length, 3)
        assert part.features.shape == (part.end - part.start, 6)
        owned = [
            piece
            for first, last in zip(part.first, part.last, strict=True)
            for piece in range(first, last + 1)
        ]
        assert owned == list(range(1, length - 1))
        for token, first, last in zip(doc[part.start : part.end], part.first, part.last, strict=True):
            assert part.pieces[first : last + 1].tolist() == split.of(token.text)
        assert (part.features < [*HASH_ROWS, RULE_LABELS, OCCURRENCES]).all()
        assert (part.forms < [SHAPES, RULE_LABELS, OCCURRENCES]).all()
        assert (part.features >= 0).all()
        assert (part.forms >= 0).all()


@given(st.text(max_size=20))
def test_every_word_has_a_shape(word: str) -> None:
    assert 2 <= shape_class(word) < SHAPES


def test_a_mention_within_a_token_marks_the_token() -> None:
    doc = doc_of("We propose foonets.")
    labels = rule_labels(doc, [Mention(11, 14, "Method", "foo", 0.7)])
    assert labels == [1, 1, 10 + 3 * LABEL_INDEX["U-Method"] + 1, 1]


def part_read(length: int, value: float) -> dict[str, np.ndarray]:
    """What the network says of so many tokens, with one value everywhere."""
    made = {name: np.full((length, len(classes)), value, dtype=np.float32) for name, classes in HEADS.items()}
    vectors = (length, len(SLOTS), POINTER_WIDTH)
    made["queries"] = np.full(vectors, value, dtype=np.float32)
    made["keys"] = np.full(vectors, value, dtype=np.float32)
    made["none"] = np.full((length, len(SLOTS)), value, dtype=np.float32)
    return made


def test_a_reading_is_put_together_and_asked() -> None:
    reading: Reading = joined([part_read(2, 1.0), part_read(1, 3.0)])
    assert reading.labels[:, 0].tolist() == [1.0, 1.0, 3.0]
    # No answer, then tokens 0 and 2: 64 products of 1 and 1, and of 1 and 3, by the root of 64.
    assert reading.answers(0, 1, [0, 2]).tolist() == [1.0, 8.0, 24.0]


def test_words_that_are_no_name_may_fill_a_slot() -> None:
    doc = doc_of("Foo beats the older tools by 4 points")
    said = part_read(len(doc), 0.0)
    said["queries"][6] = 1.0  # the number asks
    said["keys"][3], said["keys"][0] = 1.0, 0.5  # `older` and, less, `Foo` answer
    doc._.reading = said
    evidence = Evidence(doc, [(0, 7)])
    older, number = doc[3].idx, doc[6].idx
    phrase = Unnamed(older, older + len("older tools"))
    shares = evidence.shares("baseline", number, (phrase,))
    assert set(shares) == {None, 7, phrase}
    assert shares[phrase] > shares[7] > shares[None]
    assert sum(shares.values()) == pytest.approx(1)
    assert set(evidence.shares("baseline", number)) == {None, 7}
    assert "reads best" in evidence.filler("baseline", number, [phrase], (phrase,))
    assert evidence.pointed_at("baseline", number, (0, len(doc.text)), 0.01) == [older, 0]
    assert evidence.pointed_at("baseline", number, (0, older), 0.01) == [0]
