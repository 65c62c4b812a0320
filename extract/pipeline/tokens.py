"""The tokens of a Doc as plain lists: rules look at text and offsets only, and lists are read much faster."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc


class Tokens(NamedTuple):
    """`lower` is case-folded; `start` and `end` are offsets into `source`, the text of the Doc; `opens` marks
    sentence starts."""

    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    opens: list[bool]
    title_end: int
    source: str

    @property
    def size(self) -> int:
        return len(self.text)


_KEY = "claimgraph_tokens"


def tokens_of(doc: Doc) -> Tokens:
    """The tokens of a Doc with sentences, read once and kept until `forget_tokens`."""
    kept = doc.user_data.get(_KEY)
    if kept is None:
        kept = doc.user_data[_KEY] = _read(doc)
    return Tokens(*kept)


def forget_tokens(doc: Doc) -> None:
    """Drop what `tokens_of` keeps, so that it is not stored with the Doc."""
    doc.user_data.pop(_KEY, None)


def _read(doc: Doc) -> Tokens:
    """Leaves out tokens of white space. The title is the first line."""
    kept: list[tuple[str, int, bool]] = []
    title_end = -1
    for token in doc:
        text = token.text
        if not text.isspace():
            kept.append((text, token.idx, bool(token.is_sent_start)))
        elif title_end < 0 and "\n" in text:
            title_end = token.idx
    texts = [text for text, _, _ in kept]
    ends = [start + len(text) for text, start, _ in kept]
    return Tokens(
        text=texts,
        lower=[text.casefold() for text in texts],
        start=[start for _, start, _ in kept],
        end=ends,
        opens=[opens for _, _, opens in kept],
        title_end=title_end if title_end >= 0 else (ends[-1] if ends else 0),
        source=doc.text,
    )


def singular(word: str) -> str:
    """A noun without its regular plural ending.

    >>> singular("networks"), singular("accuracies"), singular("loss"), singular("analysis")
    ('network', 'accuracy', 'loss', 'analysis')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
