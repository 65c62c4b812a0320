"""Sentence boundaries: the title is a sentence of its own, and abbreviations and decimals end none."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.tokens import text_of
from extract.pipeline.words import word_set

# Words that a stop follows without ending the sentence (compared in lower case, without their last stop).
ABBREVIATIONS = word_set(
    "e.g i.e al etc vs w.r.t cf fig figs eq eqs sec secs resp approx a.k.a i.i.d ref refs tab no "
    "dr prof st ca incl viz ver vol pp mr ms mrs inc ltd"
)
# After these a capital letter starts a new sentence all the same.
_MAY_END = frozenset({"etc", "al", "i.i.d"})

_END = re.compile(r"[.!?…]+[\"'”’)\]}]*(?=\s)")
_LAST_WORD = re.compile(r"[\w.]+$")
_NEXT_STARTS = re.compile(r"\s+[\"'“‘`(\[{$]*(?:[A-Z\d\\]|[a-z]*[A-Z])")
_SENTENCE_OPENERS = re.compile(
    r"\s+(?:We|The|This|Our|In|It|However|These|To|Here|Code|Experiments|Moreover)\b"
)


def sentence_starts(text: str) -> list[int]:
    """Offsets at which a sentence starts, the first always 0; the first line is a sentence of its own.

    >>> sentence_starts("A title\\nWe test, e.g. BERT vs. GPT. It works.")
    [0, 8, 36]
    """
    starts = [0] if text else []
    title_end = text.find("\n")
    if 0 <= title_end < len(text) - 1:
        starts.append(title_end + 1)
    for match in _END.finditer(text, max(title_end, 0)):
        if _ends_sentence(text, match):
            start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
            if start < len(text):
                starts.append(start)
    return starts


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if not _NEXT_STARTS.match(text, match.end()):
        return False
    if match.group()[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    word = before.group().casefold() if before else ""
    if word in _MAY_END:
        return bool(_SENTENCE_OPENERS.match(text, match.end()))
    initial = len(word) == 1 and word.isalpha() and text[match.start() - 1].isupper()
    return word not in ABBREVIATIONS and not (initial and match.group() == ".")


@Language.component("claimgraph_sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Sets `Token.is_sent_start`; a sentence starts with the first token at or after its offset."""
    starts = iter(sentence_starts(text_of(doc)))
    start = next(starts, None)
    for token in doc:
        if start is not None and token.idx >= start:
            token.is_sent_start = True
            while start is not None and start <= token.idx:
                start = next(starts, None)
        elif token.i == 1:  # the others may stay unset, but one must be set for `doc.sents` to work
            token.is_sent_start = False
    return doc
