"""The file of decisions: what is read, what is written, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sample_decisions import decision_sets

from graph.resolution.decisions import Decision, DecisionError, Decisions

TEXT = """\
# Ours.

same Paper "1706.03762v5" "Attention Is All You Need"
# The second is a slip of the pen.
same Method "Low-Rank Adaptation" "Low-Rank Adaption"  # seen twice
different Dataset "SST" "Stone Sediment Tracker"
same Dataset "SST" "Semantic Superpoint Tree" in "2403.00001"
# the end
"""


def test_the_form_that_is_written_is_sorted_and_keeps_comments() -> None:
    assert Decisions.parse(TEXT).text() == (
        "# Ours.\n\n"
        "# The second is a slip of the pen.\n"
        'same Method "Low-Rank Adaptation" "Low-Rank Adaption"  # seen twice\n'
        'same Dataset "SST" "Semantic Superpoint Tree" in "2403.00001"\n'
        'different Dataset "SST" "Stone Sediment Tracker"\n'
        'same Paper "1706.03762v5" "Attention Is All You Need"\n'
        "# the end\n"
    )


@given(decision_sets(), st.randoms())
def test_what_is_written_is_read_again_whatever_the_order(found: Decisions, random: object) -> None:
    text = found.text()
    assert Decisions.parse(text).text() == text
    header, body = text.split("\n\n", 1)
    lines = body.splitlines()
    random.shuffle(lines)  # type: ignore[attr-defined]
    again = Decisions.parse("\r\n".join([*header.splitlines(), "", *lines, *lines]))
    assert again.text() == text
    assert again.digest == found.digest


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_name_survives(first: str, second: str) -> None:
    try:
        first.encode(), second.encode()
        text = Decisions().with_decision(Decision("same", "Method", first, second)).text()
    except (DecisionError, UnicodeEncodeError):
        assume(False)
    (entry,) = Decisions.parse(text).entries
    assert (entry.decision.first, entry.decision.second) == (first, second)
    assert all(c.isprintable() or c == "\n" for c in text)


def test_spelling_order_and_comments_say_nothing_new() -> None:
    one = Decisions.parse('same Method "LoRA" "Low-Rank Adaptation"')
    other = Decisions.parse('# why\nsame Method "low rank adaptation" "lora" # because')
    assert one.digest == other.digest
    (entry,) = one.with_all(other).entries
    assert (entry.note, entry.above) == ("because", ("# why",))
    assert one.digest != Decisions.parse('same Dataset "LoRA" "Low-Rank Adaptation"').digest
    assert one.without([other.entries[0].decision]).entries == ()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("join A and B", "a decision looks like"),
        ("same Method LoRA Adaptation", "a decision looks like"),
        ('same Method "a"', "a decision looks like"),
        ('same Model "a" "b"', "Model is no type"),
        (r'same Method "\x" "b"', "JSON string"),
        ('same Method " \\u200b" "b"', "no visible character"),
        ('different Method "LoRAs" "lora"', "spellings of one name"),
        ('different Method "a" "b" in "P"', "in one paper alone"),
        ('same Method "a" "b" in " "', "the paper has no name"),
        ("<<<<<<< HEAD", "two versions of the file"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "decisions.txt"
    path.write_text(f'same Method "a" "b"\n{line}\n', encoding="utf-8")
    with pytest.raises(DecisionError, match=complaint) as raised:
        Decisions.read(path)
    assert str(raised.value).startswith(f"{path}:2: ")


def test_a_file_of_other_bytes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.txt"
    path.write_bytes(b'# one\nsame Method "\xff" "b"\n')
    with pytest.raises(DecisionError, match=r":2: not UTF-8"):
        Decisions.read(path)
    assert Decisions.read(tmp_path / "none").entries == ()


@pytest.mark.parametrize(
    "text",
    [
        'same Method "Fern" "Moss"\ndifferent Method "mosses" "fern"',
        'same Method "Fern" "Moss"\nsame Method "Moss" "Lichen"\ndifferent Method "Lichen" "Fern"',
        'same Paper "2401.00001" "On Ferns"\ndifferent Paper "arXiv:2401.00001v2" "on ferns"',
        'same Method "SST" "Fern" in "P"\nsame Method "SST" "Moss" in "p."',
    ],
)
def test_contradictions_name_every_line(text: str) -> None:
    lines = text.count("\n") + 1
    with pytest.raises(DecisionError, match="contradict each other") as raised:
        Decisions.parse(text, "d.txt")
    assert all(f"d.txt:{number}: " in str(raised.value) for number in range(1, lines + 1))


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "kept" / "decisions.txt")
    Decisions.parse(TEXT).write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert Decisions.read(tmp_path / "kept" / "decisions.txt").text() == Decisions.parse(TEXT).text()
