"""The tokens of a Doc as plain lists: rules look at text and offsets only, and lists are read much faster."""

from __future__ import annotations

from typing import NamedTuple

from spacy.attrs import IDX, LENGTH, SENT_START
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


_KEY, _TEXT_KEY = "claimgraph_tokens", "claimgraph_text"


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once and kept until `forget_tokens`."""
    kept = doc.user_data.get(_TEXT_KEY)
    if kept is None:
        kept = doc.user_data[_TEXT_KEY] = doc.text
    return str(kept)


def tokens_of(doc: Doc) -> Tokens:
    """The tokens of a Doc with sentences, read once and kept until `forget_tokens`."""
    kept = doc.user_data.get(_KEY)
    if kept is None:
        kept = doc.user_data[_KEY] = _read(doc)
    return Tokens(*kept)


def forget_tokens(doc: Doc) -> None:
    """Drop what `tokens_of` keeps, so that it is not stored with the Doc."""
    doc.user_data.pop(_KEY, None)
    doc.user_data.pop(_TEXT_KEY, None)


def _read(doc: Doc) -> Tokens:
    """Leaves out tokens of white space. The title is the first line."""
    source = text_of(doc)
    kept: list[tuple[str, int, bool]] = []
    title_end = -1
    for start, length, opens in doc.to_array([IDX, LENGTH, SENT_START]).astype("int64").tolist():
        text = source[start : start + length]
        if not text.isspace():
            kept.append((text, start, opens == 1))
        elif title_end < 0 and "\n" in text:
            title_end = start
    texts = [text for text, _, _ in kept]
    ends = [start + len(text) for text, start, _ in kept]
    return Tokens(
        text=texts,
        lower=[text.casefold() for text in texts],
        start=[start for _, start, _ in kept],
        end=ends,
        opens=[opens for _, _, opens in kept],
        title_end=title_end if title_end >= 0 else (ends[-1] if ends else 0),
        source=source,
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
