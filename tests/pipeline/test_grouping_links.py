"""Forms of one name that share no key: joined where brackets or initials say so, and only within a type."""

from __future__ import annotations

import pytest

from extract.pipeline.annotations import Mention
from extract.pipeline.grouping_links import link
from extract.record import EntityType


def mention(text: str, name: str, type_: EntityType = "Method") -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), type_, name.casefold(), 0.9)


@pytest.mark.parametrize(
    ("text", "one", "other", "same"),
    [
        ("Sparse Gate Tuning (S2GT) wins.", "Sparse Gate Tuning", "S2GT", True),
        ("Sparse gates (\\ours) win.", "Sparse gates", "\\ours", True),
        ("A GRN wins. The gated router networks learn.", "GRN", "gated router networks", True),
        ("Networks of gates (with ResNet) win.", "gates", "ResNet", False),
        ("gate search (QGS) wins.", "gate search", "QGS", False),
        ("Gates and GLoss.", "Gates", "GLoss", False),
    ],
)
def test_links(text: str, one: str, other: str, same: bool) -> None:
    keys = {m.key for m in link(text, [mention(text, one), mention(text, other)])}
    assert len(keys) == (1 if same else 2)


def test_things_of_two_types_stay_apart() -> None:
    text = "Gate router networks (GRN) and more."
    linked = link(text, [mention(text, "Gate router networks", "Task"), mention(text, "GRN")])
    assert len({m.key for m in linked}) == 2


def test_mentions_keep_their_order_and_places() -> None:
    text = "Sparse Gate Tuning (S2GT) is SGT."
    mentions = [mention(text, name) for name in ("S2GT", "Sparse Gate Tuning", "SGT")]
    linked = link(text, mentions)
    assert [m[:3] for m in linked] == [m[:3] for m in mentions]
    assert len({m.key for m in linked}) == 1
