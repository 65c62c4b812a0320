"""The network that labels tokens: hashed features and word vectors, then a convolution over neighbours.

The encoder is that of spaCy's tok2vec (hash embeddings: Miranda et al. 2022, arXiv:2212.09255; static
vectors: floret). To the features of a token's form it adds two that the rules and the whole paper supply: the
label by which the rules mark the token, and how often the paper says it, and where.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDX, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.ml.staticvectors import StaticVectors
from spacy.tokens import Doc
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    Softmax,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

from extract.pipeline.annotations import Mention
from extract.pipeline.tokens import text_of
from extract.record import ENTITY_TYPES

LABELS: tuple[str, ...] = ("O", *(f"{place}-{type_}" for type_ in ENTITY_TYPES for place in "BILU"))
LABEL_INDEX = {label: index for index, label in enumerate(LABELS)}

FORM_FEATURES = (NORM, PREFIX, SUFFIX, SHAPE)
EMBEDDING_ROWS = (5000, 2500, 2500, 2500, 200, 100)
"""Rows of the hash tables: the forms, then the rules' label, then occurrence."""
MAX_COUNT = 5

Probabilities = npt.NDArray[np.float32]


def tagger_model(width: int = 128, depth: int = 4, window: int = 1) -> Model[Any, Any]:
    """Docs in, a list of arrays (tokens, labels) with probabilities out."""
    hashed: list[Model[Any, Any]] = [
        HashEmbed(width, rows, column=i, seed=i + 8) for i, rows in enumerate(EMBEDDING_ROWS)
    ]
    embed: Model[Any, Any] = chain(
        concatenate(
            chain(
                Model("claimgraph_features", _features_forward),
                list2ragged(),
                with_array(concatenate(*hashed)),
            ),
            StaticVectors(width),
        ),
        with_array(Maxout(width, width * (len(hashed) + 1), nP=3, dropout=0.0, normalize=True)),
        ragged2list(),
    )
    encode = MaxoutWindowEncoder(width=width, window_size=window, maxout_pieces=3, depth=depth)
    return chain(embed, encode, with_array(Softmax(len(LABELS), width)))


def _features_forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
    return [token_features(doc) for doc in docs], lambda gradient: []


def token_features(doc: Doc) -> npt.NDArray[np.uint64]:
    """An array (tokens, features); the rules' labels are those of `doc._.mentions`."""
    forms = doc.to_array(list(FORM_FEATURES)).reshape(len(doc), len(FORM_FEATURES))
    own = np.empty((len(doc), 2), dtype="uint64")
    own[:, 0] = _rule_labels(doc, doc._.mentions)
    own[:, 1] = _occurrence(doc)
    return np.hstack([forms.astype("uint64"), own])


def _rule_labels(doc: Doc, mentions: list[Mention]) -> list[int]:
    """1 for no mention; else label and confidence, in three steps, as one number."""
    labels = [1] * len(doc)
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        step = 2 if mention.confidence > 0.8 else 1 if mention.confidence > 0.6 else 0
        for place, index in zip(places(len(span)), range(span.start, span.end), strict=True):
            labels[index] = 10 + 3 * LABEL_INDEX[f"{place}-{mention.type}"] + step
    return labels


def _occurrence(doc: Doc) -> list[int]:
    """How often the paper says the word, whether the title does, and whether the token is in the title."""
    words = doc.to_array([LOWER]).ravel().tolist()
    line_end = text_of(doc).find("\n")
    title_end = int((doc.to_array([IDX]).ravel() < line_end).sum()) if line_end >= 0 else 0
    in_title = set(words[:title_end])
    counts = Counter(words)
    return [
        1 + 4 * min(counts[word], MAX_COUNT) + 2 * (word in in_title) + (index < title_end)
        for index, word in enumerate(words)
    ]


def places(length: int) -> str:
    """The places of a name's tokens in the BILU scheme.

    >>> places(1), places(2), places(4)
    ('U', 'BL', 'BIIL')
    """
    return "U" if length == 1 else "B" + "I" * (length - 2) + "L"
