"""Forms of one name that share no key: joined where brackets or initials say so, and only within a type."""

from __future__ import annotations

import pytest

from extract.pipeline.annotations import Mention
from extract.pipeline.entities.links import link
from extract.pipeline.mentions.candidates import mention_key
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


def test_an_abbreviation_within_a_name_is_spelled_out() -> None:
    text = (
        "out-of-distribution (OOD) detection. OOD detection beats out-of-distribution detection. GPT4, GPT-4"
    )
    names = ("OOD detection", "out-of-distribution detection", "GPT4", "GPT-4")
    mentions = []
    for name in names:
        start = text.rindex(name)
        type_ = "Method" if name.startswith("GPT") else "Task"
        mentions.append(Mention(start, start + len(name), type_, mention_key(name), 0.9))
    linked = link(text, mentions, [((21, 24), (0, 19))])
    keys = {text[mention.start : mention.end]: mention.key for mention in linked}
    assert keys["OOD detection"] == keys["out-of-distribution detection"]
    assert keys["GPT4"] == keys["GPT-4"]
    assert len(set(keys.values())) == 2


def joined(text: str, *names: str) -> bool:
    """Whether names are joined that share no key of their own."""
    mentions = [mention(text, name) for name in names]
    return len({found.key for found in link(text, mentions)}) == 1


def test_a_sentence_may_define_a_name() -> None:
    assert joined("a staged weight pruning method, dubbed SQWP, is proposed", "staged weight pruning", "SQWP")
    assert joined("our layered mixing, which we call Lamix,", "layered mixing", "Lamix")
    assert not joined("layered mixing beats Lamix", "layered mixing", "Lamix")


def test_a_macro_is_what_it_spells_or_else_what_the_title_names() -> None:
    assert joined("On Mixers\nWe use MAX. \\max is good.", "MAX", "\\max")
    assert joined("On Mixers\nWe use Mixer-T5. \\mixer-T5 is good.", "Mixer-T5", "\\mixer-T5")
    assert joined("QuarkNet: A Net\nWe propose \\net, a net.", "QuarkNet", "\\net")
    assert not joined("A Net\nWe propose QuarkNet. \\net is good.", "QuarkNet", "\\net")
