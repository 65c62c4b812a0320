"""The tokens of a Doc as plain lists: rules look at text and offsets only, and lists are read much faster."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc


class Tokens(NamedTuple):
    """`lower` is case-folded; `start` and `end` are offsets into `doc.text`; `opens` marks sentence starts."""

    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    opens: list[bool]
    title_end: int

    @property
    def size(self) -> int:
        return len(self.text)


def tokens_of(doc: Doc) -> Tokens:
    """Leaves out tokens of white space."""
    kept = [(token.text, token.idx, bool(token.is_sent_start)) for token in doc if not token.is_space]
    texts = [text for text, _, _ in kept]
    starts = [start for _, start, _ in kept]
    return Tokens(
        text=texts,
        lower=[text.casefold() for text in texts],
        start=starts,
        end=[start + len(text) for text, start, _ in kept],
        opens=[opens for _, _, opens in kept],
        title_end=title_end(doc.text),
    )


def title_end(text: str) -> int:
    """Where the title ends: the first line end, or the end of a text of one line."""
    end = text.find("\n")
    return end if end >= 0 else len(text)


def singular(word: str) -> str:
    """A noun without its regular plural ending.

    >>> singular("networks"), singular("accuracies"), singular("loss"), singular("analysis")
    ('network', 'accuracy', 'loss', 'analysis')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")) and len(word) > 5:
        return word[:-2]
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
