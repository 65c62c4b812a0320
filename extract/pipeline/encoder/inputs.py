"""What the encoder takes: the word pieces of a text, and what the rules and the paper add to each token.

Word pieces are those of BERT's uncased vocabulary (Wu et al. 2016, arXiv:1609.08144; Devlin et al. 2019,
arXiv:1810.04805), made token by token, so that every piece has one token as owner. Since the pieces have no
case, the form of the token goes in beside them, with the label by which the rules mark it and how often the
paper says it. A text that is longer than the network can take is read in parts that end with a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX
from spacy.tokens import Doc

from extract.pipeline.encoder.forms import occurrence, rule_labels, shape_class

Integers = npt.NDArray[np.int64]

LONGEST = 480
"""Pieces of a part, without the two marks around it."""
UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"
MOST_PIECES = 12
"""Of one token; what a longer one has beyond says nothing."""
LONGEST_WORD = 60
"""In characters; a longer one is unknown."""
MOST_KNOWN = 100_000
"""Tokens whose pieces are kept; so memory stays flat over any number of papers."""
HASH_ROWS = (4000, 1000, 1500, 1500)
"""Rows of the embeddings of norm, prefix, suffix and shape."""
RULE_LABELS, OCCURRENCES, SHAPES = 64, 32, 20
"""How many values the other features may take."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Part:
    """A stretch of tokens `start` to `end` (exclusive), as the network takes it.

    `pieces` (N) are indices into the vocabulary; `forms` (N, 3) are the shape class, the rules' label and the
    occurrence of the token that each piece belongs to; `first` and `last` (T) say where the pieces of each
    token begin and end; `features` (T, 6) are rows of the hash tables, the rules' label and the occurrence.
    """

    start: int
    end: int
    pieces: Integers
    forms: Integers
    first: Integers
    last: Integers
    features: Integers

    def feeds(self) -> dict[str, Integers]:
        """By the names of the network's inputs."""
        return {name: getattr(self, name) for name in INPUTS}


INPUTS = ("pieces", "forms", "first", "last", "features")


class WordPieces:
    """Splits tokens by a vocabulary: word to index."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.unknown = vocabulary[UNKNOWN]
        self.opening, self.closing = vocabulary[OPENING], vocabulary[CLOSING]
        self._known: dict[str, list[int]] = {}

    @staticmethod
    def parse(text: str) -> WordPieces:
        """A vocabulary of one piece a line. Raises KeyError where a mark is missing."""
        return WordPieces({piece: index for index, piece in enumerate(text.split("\n")) if piece})

    def of(self, token: str) -> list[int]:
        """The pieces of one token, at least one."""
        if token not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            pieces = [piece for word in _WORD.findall(_folded(token)) for piece in self._split(word)]
            self._known[token] = pieces[:MOST_PIECES] or [self.unknown]
        return self._known[token]

    def _split(self, word: str) -> list[int]:
        """Longest match first; a word with a part that no piece fits is unknown."""
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        pieces: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self.vocabulary), None)
            if end is None:
                return [self.unknown]
            pieces.append(self.vocabulary[mark + word[start:end]])
            start = end
        return pieces


def _folded(token: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFD", token.lower())
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


def parts_of(doc: Doc, pieces: WordPieces) -> Iterator[Part]:
    """The parts of a Doc that the rules have read (`doc._.mentions`), in order; none of an empty one."""
    split = [pieces.of(token.text) for token in doc]
    features = token_features(doc)
    shapes = np.array([shape_class(token.text) for token in doc], dtype=np.int64)
    forms = np.column_stack([shapes, features[:, -2:]]) if len(doc) else np.zeros((0, 3), dtype=np.int64)
    openings = {token.i for token in doc if token.is_sent_start}
    for start, end in _stretches([len(some) for some in split], openings):
        yield _part(start, end, split[start:end], forms, features, pieces)


def token_features(doc: Doc) -> Integers:
    """(tokens, 6): rows of the hash tables (norm, prefix, suffix, shape), the rules' label, occurrence."""
    hashes = doc.to_array([NORM, PREFIX, SUFFIX, SHAPE]).reshape(len(doc), 4).astype(np.uint64)
    rows = hashes % np.array(HASH_ROWS, dtype=np.uint64)
    labels = np.minimum(np.array(rule_labels(doc, doc._.mentions), dtype=np.int64), RULE_LABELS - 1)
    seen = np.minimum(np.array(occurrence(doc), dtype=np.int64), OCCURRENCES - 1)
    return np.column_stack([rows.astype(np.int64), labels, seen])


def _stretches(sizes: Sequence[int], openings: set[int]) -> Iterator[tuple[int, int]]:
    """As many tokens as fit, cut before a sentence where there is one."""
    start = 0
    while start < len(sizes):
        taken, end, cut = 0, start, None
        while end < len(sizes) and taken + sizes[end] <= LONGEST:
            if end in openings and end > start:
                cut = end
            taken += sizes[end]
            end += 1
        if end < len(sizes) and cut is not None:
            end = cut
        yield start, end
        start = end


def _part(
    start: int, end: int, split: Sequence[list[int]], forms: Integers, features: Integers, pieces: WordPieces
) -> Part:
    sizes = np.array([len(some) for some in split], dtype=np.int64)
    last = np.cumsum(sizes)
    owners = np.repeat(np.arange(start, end), sizes)
    marked = np.concatenate([[start], owners, [end - 1]])
    ids = [pieces.opening, *(piece for some in split for piece in some), pieces.closing]
    return Part(
        start,
        end,
        np.array(ids, dtype=np.int64),
        forms[marked],
        last - sizes + 1,
        last,
        features[start:end],
    )
