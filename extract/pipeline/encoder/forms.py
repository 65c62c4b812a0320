"""What a token looks like, what the rules say of it, and how often the paper does."""

from __future__ import annotations

from collections import Counter

from spacy.attrs import IDX, LOWER
from spacy.tokens import Doc

from extract.pipeline.annotations import Mention
from extract.pipeline.encoder.labels import LABEL_INDEX, places
from extract.pipeline.tokens import text_of

MAX_COUNT = 5


def shape_class(word: str) -> int:
    """From 2 to 17: how a word is capitalised, twice, plus one where it holds a digit.

    >>> [shape_class(word) for word in ("BERT", "Bert", "LoRA", "ImageNet", "GPT4", "word", "4.2", "-")]
    [2, 6, 8, 8, 3, 14, 13, 16]
    """
    digit = any(c.isdigit() for c in word)
    if word.isupper():
        kind = 1 if len(word) > 1 else 2
    elif word[:1].isupper():
        kind = 3 if word[1:].islower() else 4
    elif any(c.isupper() for c in word):
        kind = 5
    elif digit:
        kind = 6
    else:
        kind = 7 if word.isalpha() else 8
    return kind * 2 + digit


def rule_labels(doc: Doc, mentions: list[Mention]) -> list[int]:
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


def occurrence(doc: Doc) -> list[int]:
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
