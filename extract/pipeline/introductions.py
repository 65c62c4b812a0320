"""What the paper says it introduces: `we propose X`, `X: A ...` as a title, `called X`, `X, a novel ...`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Candidate, register_extensions
from extract.pipeline.heads import GENERIC_PHRASES, LEARNING_TASKS, PHRASE
from extract.pipeline.mentions_names import is_name_word
from extract.pipeline.name_cues import DATA_NOUNS
from extract.pipeline.tokens import Tokens, singular, tokens_of
from extract.pipeline.words import FUNCTION_WORDS, GENERIC_MODIFIERS, GENERIC_NAMES, VERBS
from extract.record import EntityType

SOURCE = "introduced"
# How often each pattern is right, over annotated abstracts, rounded.
CONFIDENCE = {
    "title": 0.95,
    "title phrase": 0.5,
    "propose name": 0.9,
    "propose phrase": 0.45,
    "propose abbreviated": 0.9,
    "called": 0.9,
    "apposition": 0.8,
}

_PROPOSING = frozenset(
    "propose proposes proposed introduce introduces introduced present presents presented develop develops developed "
    "devise devises design designs designed describe describes release releases released contribute construct "
    "create build built establish curate collect proposing introducing presenting developing".split()
)
_SUBJECTS = frozenset("we paper work study article authors i here , and then further also report".split())
_CALLING = frozenset("called named dubbed termed coined denoted name call dub term namely".split())
_STRIPPED = frozenset(
    "method methods approach approaches framework frameworks model models algorithm algorithms technique techniques "
    "paradigm scheme pipeline system systems strategy strategies solution tool toolkit library dataset benchmark "
    "corpus architecture architectures procedure mechanism module modules".split()
)
_KEPT_WHOLE = frozenset("network networks loss attention".split())
_SPECIFIC_DETERMINERS = frozenset("a an the our two three four new novel called named dubbed termed as : , \" “ ` ``".split())


def find_introductions(tokens: Tokens) -> Iterator[Candidate]:
    """Candidates for names and phrases that the paper introduces."""
    yield from _title(tokens)
    for index in range(tokens.size):
        word = tokens.lower[index]
        if word in _PROPOSING and _is_asserted(tokens, index):
            yield from _proposed(tokens, index)
        elif word in _CALLING:
            yield from _called(tokens, index)
        elif tokens.text[index] == "," and index:
            yield from _apposition(tokens, index)


def _title(tokens: Tokens) -> Iterator[Candidate]:
    """`Name: what it is`; a name of several words is less sure."""
    colon = next(
        (i for i in range(min(tokens.size, 9)) if tokens.text[i] == ":" and tokens.start[i] < tokens.title_end), None
    )
    if not colon or tokens.start[colon] + 2 > tokens.title_end:
        return
    type_ = _type_of_description(tokens, colon + 1)
    if all(tokens.lower[i] in GENERIC_NAMES for i in range(colon)):
        return
    if colon == 1 or (colon <= 3 and any(is_name_word(tokens.text[i]) for i in range(colon))):
        yield _candidate(tokens, 0, colon - 1, type_, "title")
    elif colon <= 4 and not any(tokens.lower[i] in FUNCTION_WORDS | VERBS for i in range(colon)):
        yield _candidate(tokens, 0, colon - 1, type_, "title phrase")


def _type_of_description(tokens: Tokens, index: int) -> EntityType:
    """A title that calls the thing a dataset or benchmark before its first preposition names a Dataset."""
    while index < tokens.size and tokens.start[index] < tokens.title_end:
        word = tokens.lower[index]
        if word in ("for", "with", "via", "of", "using", "by", "on"):
            after = tokens.lower[max(0, index - 2) : index]
            return "Dataset" if any(w in DATA_NOUNS for w in after) else "Method"
        index += 1
    return "Dataset" if any(w in DATA_NOUNS for w in tokens.lower[max(0, index - 2) : index]) else "Method"


def _is_asserted(tokens: Tokens, index: int) -> bool:
    """Whether the authors are the ones who propose: `we`, `this paper` or a participle of theirs before."""
    for before in range(index - 1, max(-1, index - 9), -1):
        if tokens.lower[before] in ("we", "paper", "work", "study", "article", "authors", "i"):
            return True
        if tokens.opens[before + 1]:
            return False
    return False


def _proposed(tokens: Tokens, index: int) -> Iterator[Candidate]:
    first = index + 1
    while first < tokens.size and not tokens.opens[first] and _is_skipped(tokens.lower[first]):
        first += 1
    last = first
    while last < tokens.size and not tokens.opens[last] and _is_naming(tokens, last):
        last += 1
    if last == first:
        return
    yield from _object(tokens, first, last - 1)


def _is_skipped(word: str) -> bool:
    return word in GENERIC_MODIFIERS or word in ("a", "an", "the", "our", "two", "three", "and", ",", "`", "``", '"', "“")


def _is_naming(tokens: Tokens, index: int) -> bool:
    word = tokens.lower[index]
    if not word[0].isalnum() and word[0] != "\\":
        return False
    if word in FUNCTION_WORDS or word in _CALLING or word.endswith("ly"):
        return False
    return word in _STRIPPED or (word not in VERBS and word not in GENERIC_MODIFIERS)


def _object(tokens: Tokens, first: int, last: int) -> Iterator[Candidate]:
    after = last + 1
    type_: EntityType = "Dataset" if any(w in DATA_NOUNS for w in tokens.lower[first : after + 5]) else "Method"
    for index in range(first, last + 1):
        if is_name_word(tokens.text[index]) and tokens.lower[index] not in GENERIC_NAMES:
            if index == first or index == last:
                yield _candidate(tokens, index, index, type_, "propose name")
            return
    while last >= first and tokens.lower[last] in _STRIPPED:
        last -= 1
    if last < first:
        return
    abbreviated = after < tokens.size and tokens.text[after] == "("
    if last == first and not (abbreviated and "-" in tokens.text[first]):
        return
    if last - first > 4 or not _names_something(tokens, first, last):
        return
    yield _candidate(tokens, first, last, type_, "propose abbreviated" if abbreviated else "propose phrase")


def _names_something(tokens: Tokens, first: int, last: int) -> bool:
    words = [*tokens.lower[first:last], singular(tokens.lower[last])]
    if " ".join(words) in GENERIC_PHRASES or words[-2:] == ["neural", "network"] and len(words) == 2:
        return False
    head = PHRASE.get(words[-1])
    if words[-1] == "learning" and words[-2] in LEARNING_TASKS:
        return False
    return head is None or head[0] == "Method"


def _called(tokens: Tokens, index: int) -> Iterator[Candidate]:
    """`called X`, `named "X"`, `dubbed as X`, `we call it X`."""
    first = index + 1
    while first < tokens.size and tokens.lower[first] in (
        "as", "the", "it", "this", "our", "method", "model", "approach", "by", "``", '"', "“", "`", "‘", "framework",
        "{", "resulting", "algorithm", "dataset", "benchmark", "new", "a", "system", "architecture", "network", ":", "'",
    ):  # fmt: skip
        first += 1
    if first >= tokens.size or tokens.opens[first]:
        return
    last = first
    while last + 1 < tokens.size and _is_titled(tokens.text[last + 1]) and not tokens.opens[last + 1]:
        last += 1
    word = tokens.text[first]
    if not (_is_titled(word) or (word.isalnum() and not _is_common(word) and word != word.lower())):
        return
    if tokens.lower[first] in GENERIC_NAMES and first == last:
        return
    nearby = tokens.lower[max(0, index - 6) : index]
    type_: EntityType = "Dataset" if any(w in DATA_NOUNS for w in nearby) else "Method"
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
