"""Names of things, folded so that spellings of one name are equal.

What is folded: case, hyphens, spaces, underscores, markup, accents, quotes, Greek letters, the plural of the
last word. What is kept, since it tells things apart: digits and where they end (`LLaMA-2 7B` is not
`LLaMA-27B`), the point between digits, and the signs `+ * # @` (`C` is not `C++`, `A` is not `A*`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extract.paper import slug

_SIGNS = {"+": "plus", "*": "star", "#": "sharp", "@": "at", "%": "percent"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MACRO = re.compile(r"\\([A-Za-z]+)\*?")
_BARE_MACRO = re.compile(r"\s*\\([A-Za-z]+)\*?(?:\{\s*\})?\s*")
_ACCENT = re.compile(r"\\[\"'`^~=.](?=\s*\{?\s*[A-Za-z])")
_DROPPED = re.compile(r"[$\\{}^'’‘`\"“”\u0300-\u036f]")
_POSSESSIVE = re.compile(r"['’]s\b")
_LONE_GREEK = re.compile(r"(?<![\u0370-\u03ff])[α-ωΑ-Ω](?![\u0370-\u03ff])")
_WORD = re.compile(r"(?:(?<=\d)\.(?=\d)|[^\W_]|[+*#@]|(?<=\d)%)+")
_GREEK_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_GREEK_MACROS = {*_GREEK_NAMES.values(), *(f"var{name}" for name in _GREEK_NAMES.values())}
_LATIN = re.compile(r"[A-Za-z]")
_RUN = re.compile(r"[^\W\d_]*[\u0391-\u03a9\u0400-\u04ff][^\W\d_]*")
_LATIN_OF = str.maketrans(
    "АВЕЅІЈКМНОРСТХУасеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTXYaceijopsxyABEZHIKMNOPTYX"
)
"""Letters that look Latin (the commonest of Unicode's confusables), as they slip into Latin words."""
_NO_PLURAL = ("ss", "us", "is", "as", "os", "ics")
_SHORT_FORM = re.compile(r"[^\W_][\w.+*/-]*")
MAX_SHORT_FORM = 14


@lru_cache(maxsize=1 << 17)
def clean_name(name: str) -> str:
    """The name as shown: control characters dropped, white space single."""
    return " ".join(_CONTROL.sub("", name).split())


@lru_cache(maxsize=1 << 17)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, the last in the singular; of a name without word, its other characters.

    >>> name_words("$\\\\beta$-VAEs"), name_words("Recall@1"), name_words("GPT-3.5")
    (('beta', 'vae'), ('recall@1',), ('gpt', '3.5'))
    """
    words = _words(name)
    if not words:
        folded = unicodedata.normalize("NFKC", name)
        rest = "".join(c for c in folded if unicodedata.category(c)[0] not in "CZ")
        return (rest,) if rest else ()
    return tuple(word.casefold() for word in (*words[:-1], _singular(words[-1])))


@lru_cache(maxsize=1 << 17)
def name_key(name: str) -> str:
    """What is equal for two spellings of one name; empty for a name without a visible character.

    >>> name_key("Vision Transformers") == name_key("vision-transformer")
    True
    """
    return joined(name_words(name))


@lru_cache(maxsize=1 << 17)
def text_key(text: str) -> str:
    """What is equal for two spellings of a text that is no name: folded as names are, but for plurals."""
    return joined(tuple(word.casefold() for word in _words(text)))


def readable_slug(words: tuple[str, ...]) -> str:
    """The words as an identifier, signs spelled out: `c-plus-plus` beside `c`."""
    spelled = "-".join(words)
    for sign, word in _SIGNS.items():
        spelled = spelled.replace(sign, f"-{word}-")
    return slug(spelled)


def is_placeholder(name: str) -> bool:
    r"""Whether the name is only a LaTeX macro (`\method`), which each paper defines for itself."""
    match = _BARE_MACRO.fullmatch(name)
    return match is not None and match.group(1).lower() not in _GREEK_MACROS


@lru_cache(maxsize=1 << 17)
def is_abbreviation(short: str, long: str) -> bool:
    """Whether `short` may abbreviate `long`: the test of A. S. Schwartz and M. A. Hearst (PSB 2003), that its
    characters stand in the long form in order and the first of them starts it.

    A name that holds the short form as it stands is another thing (`VQ-VAE` is no long form of `VAE`).
    """
    if not _looks_short(short) or len(name_key(long)) <= len(name_key(short)):
        return False
    if name_key(short) in name_key(long) or len(name_words(long)) < 2:
        return False
    characters = [c for c in name_key(short) if c.isalnum()]
    return bool(characters) and _stands_in(characters, " ".join(name_words(long)))


def _looks_short(form: str) -> bool:
    if not 2 <= len(form) <= MAX_SHORT_FORM or not _SHORT_FORM.fullmatch(form):
        return False
    return sum(c.isupper() for c in form) >= 2


def _stands_in(characters: list[str], text: str) -> bool:
    """Match from the right; the first character starts the text."""
    end = len(text)
    for character in reversed(characters[1:]):
        end = text.rfind(character, 0, end)
        if end < 0:
            return False
    return end > 0 and text[0] == characters[0]


def _words(text: str) -> list[str]:
    """Words in their case, markup gone, Greek letters spelled out."""
    text = _ACCENT.sub("", clean_name(text))
    text = _MACRO.sub(lambda m: f" {m[1]} " if _keeps_word(m, text) else " ", text)
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = _RUN.sub(lambda m: m[0].translate(_LATIN_OF) if _LATIN.search(m[0]) else m[0], text)
    text = _LONE_GREEK.sub(lambda m: f" {_GREEK_NAMES[m[0].lower()]} ", text)
    text = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text))
    text = _DROPPED.sub("", text)
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return _WORD.findall(unicodedata.normalize("NFKC", text.replace("&", " and ")))


def _keeps_word(macro: re.Match[str], text: str) -> bool:
    """A macro that formats an argument goes; one that stands for a word stays."""
    return text[macro.end() : macro.end() + 1] != "{" or text[macro.end() : macro.end() + 2] == "{}"


def _singular(word: str) -> str:
    """The singular of an English plural, near enough to compare by. Short words in capitals are names."""
    if len(word) == 3 and word[-1] == "s" and word[:-1].isupper():
        return word[:-1]
    if len(word) < 4 or word[-1] not in "sS" or (word.isupper() and len(word) <= 6):
        return word
    lower = word.lower()
    if lower.endswith(_NO_PLURAL) and not (word[-1] == "s" and word[-2].isupper()):
        return word
    if lower.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if lower.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def joined(words: tuple[str, ...]) -> str:
    """Words without the spaces between them, but for two numbers, which would become another."""
    key = ""
    for word in words:
        key += f" {word}" if key[-1:].isdigit() and word[0].isdigit() else word
    return key
