"""What the paper says it introduces: `we propose X`, `X: A ...` as a title, `called X`, `X, a novel ...`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.heads import LEARNING_TASKS, PHRASE
from extract.pipeline.mentions_names import is_name_word
from extract.pipeline.name_cues import DATA_NOUNS, describes_data
from extract.pipeline.tokens import Tokens, singular, tokens_of
from extract.pipeline.words import (
    FUNCTION_WORDS,
    GENERIC_MODIFIERS,
    GENERIC_NAMES,
    GENERIC_PHRASES,
    VERBS,
    word_set,
)
from extract.record import EntityType

SOURCE = "introduced"
# How often each pattern is right, over annotated abstracts, rounded.
CONFIDENCE = {
    "title": 0.97,
    "title phrase": 0.7,
    "title name": 0.7,
    "title start": 0.35,
    "title tail": 0.35,
    "called phrase": 0.8,
    "novel": 0.3,
    "propose name": 0.9,
    "propose apposed": 0.9,
    "propose phrase": 0.3,
    "propose abbreviated": 0.75,
    "called": 0.85,
    "apposition": 0.9,
}

_PROPOSING = word_set(
    "propose proposes proposed introduce introduces introduced present presents presented develop "
    "develops developed devise devises design designs designed describe describes release "
    "releases released contribute construct create build built establish curate collect proposing "
    "introducing presenting developing"
)
_CALLING = word_set("called named dubbed termed coined denoted name call dub term namely")
_STRIPPED = word_set(
    "method methods approach approaches framework frameworks model models algorithm algorithms "
    "technique techniques paradigm scheme pipeline system systems strategy strategies solution "
    "tool toolkit library dataset benchmark corpus architecture architectures procedure mechanism "
    "module modules"
)
# A dataset that is only described has no name: `a new question answering dataset`.
_UNNAMED = frozenset({"propose phrase", "novel", "title start", "title tail"})
# What may stand between the word of calling and the name.
_BEFORE_NAME = word_set(
    "as the it this our method model approach by framework resulting algorithm dataset benchmark new a "
    "system architecture network : ' `` \" “ ` ‘ {"
)


def find_introductions(tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for names and phrases that the paper introduces."""
    yield from _title(tokens)
    yield from _title_start(tokens)
    yield from _title_tail(tokens)
    for index in range(tokens.size):
        word = tokens.lower[index]
        if word in _PROPOSING and _is_asserted(tokens, index):
            yield from _proposed(tokens, index)
        elif tokens.text[index] in _CALLING:  # not the `Named` of a title
            yield from _called(tokens, index)
        elif word in ("novel", "new") and tokens.start[index] > tokens.title_end:
            yield from _novel(tokens, index)
        elif tokens.text[index] == "," and index:
            yield from _apposition(tokens, index)


def _title(tokens: Tokens) -> Iterator[Candidate]:
    """`Name: what it is`; a name of several words is less sure."""
    colon = next(
        (
            i
            for i in range(min(tokens.size, 9))
            if tokens.text[i] == ":" and tokens.start[i] < tokens.title_end
        ),
        None,
    )
    if not colon or tokens.start[colon] + 2 > tokens.title_end:
        return
    type_: EntityType = "Dataset" if describes_data(tokens, colon + 1) else "Method"
    if all(tokens.lower[i] in GENERIC_NAMES for i in range(colon)):
        return
    if colon == 1 or (colon <= 3 and any(is_name_word(tokens.text[i]) for i in range(colon))):
        yield _candidate(tokens, 0, colon - 1, type_, "title")
    elif colon <= 4 and not any(tokens.lower[i] in FUNCTION_WORDS | VERBS for i in range(colon)):
        yield _candidate(tokens, 0, colon - 1, type_, "title phrase")


def _title_start(tokens: Tokens) -> Iterator[Candidate]:
    """`X for Y`, `X` alone as a title: a technique of several words, or a name."""
    first, last = _phrase_from(tokens, 0)
    if last < first or tokens.start[first] >= tokens.title_end:
        return
    after = tokens.lower[last + 1] if last + 1 < tokens.size else ""
    ends = last + 1 >= tokens.size or tokens.start[last + 1] >= tokens.title_end
    if not ends and after not in ("for", "with", "in"):
        return
    if last == first and is_name_word(tokens.text[first]) and tokens.lower[first] not in GENERIC_NAMES:
        yield _candidate(tokens, first, first, "Method", "title name")
        return
    head = PHRASE.get(singular(tokens.lower[last])) if last > first else None
    if head and head[0] == "Method":
        yield from _phrase(tokens, first, last, "Method", "title start")


def _title_tail(tokens: Tokens) -> Iterator[Candidate]:
    """`... via X`, `... with X` at the end of a title without a colon: a technique of several words."""
    size = sum(start < tokens.title_end for start in tokens.start)
    if ":" in tokens.text[:size]:
        return
    for index in range(size - 1, 1, -1):
        word = tokens.lower[index]
        if word in ("via", "with", "using", "by", "through"):
            first, last = _phrase_from(tokens, index + 1)
            if (
                last < size
                and (last + 1 == size or tokens.lower[last + 1] in ("for", "in", "and"))
                and last > first
            ):
                yield from _phrase(tokens, first, last, "Method", "title tail")
            return


def _is_asserted(tokens: Tokens, index: int) -> bool:
    """Whether the authors are the ones who propose: `we`, `this paper` or a participle of theirs before."""
    for before in range(index - 1, max(-1, index - 9), -1):
        if tokens.lower[before] in ("we", "paper", "work", "study", "article", "authors", "i"):
            return True
        if tokens.opens[before + 1]:
            return False
    return False


def _proposed(tokens: Tokens, index: int) -> Iterator[Candidate]:
    first, last = _phrase_from(tokens, index + 1)
    if last >= first:
        yield from _object(tokens, index + 1, first, last)
        yield from _apposed(tokens, last + 1)


def _novel(tokens: Tokens, index: int) -> Iterator[Candidate]:
    """`a novel X (ABBR)`, `a new X is proposed`: whoever does it."""
    if tokens.lower[index - 1] not in ("a", "the", "our", "and", ",", "this", "simple", "effective"):
        return
    first, last = _phrase_from(tokens, index + 1)
    if last > first and not any(is_name_word(word) for word in tokens.text[first : last + 1]):
        type_: EntityType = (
            "Dataset" if any(w in DATA_NOUNS for w in tokens.lower[first : last + 3]) else "Method"
        )
        yield from _phrase(tokens, first, last, type_, "novel")


def _apposed(tokens: Tokens, mark: int) -> Iterator[Candidate]:
    """`a new solution, X, that ...`, `a network (X)`, `ways: X, Y and Z`: the mark is after the noun."""
    name = mark + 1
    if name >= tokens.size or tokens.text[mark] not in (",", ":", "(", "--", "---", "–", "—"):
        return
    if is_name_word(tokens.text[name]) and tokens.lower[name] not in GENERIC_NAMES and not tokens.opens[name]:
        near = tokens.lower[max(0, mark - 4) : mark]
        type_: EntityType = "Dataset" if any(w in DATA_NOUNS for w in near) else "Method"
        yield _candidate(
            tokens,
            name,
            name,
            type_,
            "propose abbreviated" if tokens.text[mark] == "(" else "propose apposed",
        )


def _phrase_from(tokens: Tokens, index: int) -> tuple[int, int]:
    """First and last token of the noun phrase that starts at `index`, without determiners and praise."""
    first = index
    while first < tokens.size and not tokens.opens[first] and _is_skipped(tokens.lower[first]):
        first += 1
    last = first
    while last < tokens.size and not tokens.opens[last] and _is_naming(tokens, last):
        last += 1
    return first, last - 1


def _is_skipped(word: str) -> bool:
    return word in GENERIC_MODIFIERS or word in (
        "a",
        "an",
        "the",
        "our",
        "two",
        "three",
        "and",
        ",",
        "`",
        "``",
        '"',
        "“",
    )


def _is_naming(tokens: Tokens, index: int) -> bool:
    word = tokens.lower[index]
    if not word[0].isalnum() and word[0] != "\\":
        return False
    if word in FUNCTION_WORDS or word in _CALLING or word.endswith("ly"):
        return False
    if word in _STRIPPED or (word not in VERBS and word not in GENERIC_MODIFIERS):
        return True
    return index > 0 and all(text[:1].isupper() for text in tokens.text[index - 1 : index + 1])


def _object(tokens: Tokens, begin: int, first: int, last: int) -> Iterator[Candidate]:
    type_: EntityType = (
        "Dataset" if any(w in DATA_NOUNS for w in tokens.lower[begin : last + 5]) else "Method"
    )
    for index in range(first, last + 1):
        if is_name_word(tokens.text[index]) and tokens.lower[index] not in GENERIC_NAMES:
            based = index < last and tokens.lower[index + 1] not in _STRIPPED
            if (
                index in (first, last)
                and not based
                and tokens.lower[min(last + 1, tokens.size - 1)] != "-based"
            ):
                kind = index < last and any(
                    tokens.lower[i] in ("a", "an") for i in range(max(0, first - 4), first)
                )
                if not kind:  # `a CNN architecture` introduces no CNN
                    yield _candidate(tokens, index, index, type_, "propose name")
            return
    abbreviated = last + 1 < tokens.size and tokens.text[last + 1] == "("
    yield from _phrase(tokens, first, last, type_, "propose abbreviated" if abbreviated else "propose phrase")


def _phrase(tokens: Tokens, first: int, last: int, type_: EntityType, pattern: str) -> Iterator[Candidate]:
    """A phrase of two to five words without what only says that it is a method."""
    while last >= first and tokens.lower[last] in _STRIPPED:
        last -= 1
    if last < first or last - first > 4 or (type_ == "Dataset" and pattern in _UNNAMED):
        return
    if last == first and not (
        pattern in ("called phrase", "propose abbreviated") and "-" in tokens.text[first]
    ):
        return
    if last == first or _names_something(tokens, first, last):
        yield _candidate(tokens, first, last, type_, pattern)


def _names_something(tokens: Tokens, first: int, last: int) -> bool:
    words = [*tokens.lower[first:last], singular(tokens.lower[last])]
    if " ".join(words) in GENERIC_PHRASES or (words[-2:] == ["neural", "network"] and len(words) == 2):
        return False
    head = PHRASE.get(words[-1])
    if words[-1] == "learning" and words[-2] in LEARNING_TASKS:
        return False
    return head is None or head[0] == "Method"


def _called(tokens: Tokens, index: int) -> Iterator[Candidate]:
    """`called X`, `named "X"`, `dubbed as X`, `we call it X`."""
    first = index + 1
    while first < tokens.size and tokens.lower[first] in _BEFORE_NAME:
        first += 1
    if first >= tokens.size or tokens.opens[first]:
        return
    last = first
    while last + 1 < tokens.size and _is_titled(tokens.text[last + 1]) and not tokens.opens[last + 1]:
        last += 1
    nearby = tokens.lower[max(0, index - 6) : index]
    type_: EntityType = "Dataset" if any(w in DATA_NOUNS for w in nearby) else "Method"
    if not _is_titled(tokens.text[first]):
        if tokens.lower[index] != "namely":
            yield from _phrase(tokens, first, _phrase_from(tokens, first)[1], type_, "called phrase")
    elif last + 1 < tokens.size and tokens.text[last + 1] in ("-based", "-enhanced", "and"):
        return
    elif tokens.lower[first] not in GENERIC_NAMES or first < last:
        yield _candidate(tokens, first, last, type_, "called")


def _is_titled(word: str) -> bool:
    return is_name_word(word) or (word[:1].isupper() and len(word) > 1 and not _is_common(word))


def _is_common(word: str) -> bool:
    return word.casefold() in FUNCTION_WORDS


def _apposition(tokens: Tokens, index: int) -> Iterator[Candidate]:
    """`X, a novel ...`: the comma is at `index`."""
    name, rest = index - 1, index + 1
    if rest + 1 >= tokens.size or tokens.lower[rest] not in ("a", "an", "the"):
        return
    if not is_name_word(tokens.text[name]) or tokens.lower[name] in GENERIC_NAMES:
        return
    if tokens.lower[rest] == "the" and tokens.lower[rest + 1] not in ("first", "new", "largest"):
        return
    if tokens.lower[rest + 1] not in GENERIC_MODIFIERS and tokens.lower[rest + 1] != "first":
        return
    described = tokens.lower[rest : rest + 8]
    if "recently" in described or "previously" in described:
        return
    type_: EntityType = "Dataset" if any(w in DATA_NOUNS for w in described) else "Method"
    yield _candidate(tokens, name, name, type_, "apposition")


def _candidate(tokens: Tokens, first: int, last: int, type_: EntityType, pattern: str) -> Candidate:
    return Candidate(tokens.start[first], tokens.end[last], type_, SOURCE, CONFIDENCE[pattern])


@Language.factory("claimgraph_introductions")
class IntroductionFinder:
    """Adds candidates for what the paper introduces; their source is `introduced`."""

    def __init__(self, nlp: Language, name: str) -> None:
        register_extensions()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc._.candidates = doc._.candidates + list(find_introductions(tokens_of(doc)))
        return doc
