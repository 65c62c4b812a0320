"""Tokens of research abstracts: spaCy's tokenizer with rules that keep names and numbers whole.

- Names are one token with their hyphens, digits and marks: `GPT-4o`, `LLaMA-3-8B-Instruct`, `CIFAR-100`,
  `k-NN`, `C++`, `R@1`, `\\our`.
- A number is one token with its sign, decimals and thousands: `+2.4`, `91,234.5`; what is written after it
  is a token of its own: `95.3` `%`, `2.5` `×`, `3` `x`.
- A slash or a long dash parts tokens: `F1` `/` `EM`.
- Endings that make an adjective of a name are parted from it: `Transformer` `-based`.
- Web addresses are one token, and so never hold a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import registry

ADJECTIVE_ENDINGS = (
    "based", "style", "like", "driven", "guided", "powered", "enhanced", "augmented", "inspired", "trained",
    "pretrained", "initialized", "generated", "induced", "type", "related", "only", "specific", "equipped",
    "finetuned", "level", "family", "oriented", "derived", "assisted",
)  # fmt: skip

OPENING = r"[\"'“”‘’`´«»(\[{<>$~≈∼,;:!?=&|*#]"
CLOSING = r"[\"'“”‘’`´«»)\]}<>$~,;:!?=&|#]"

PREFIXES = (
    OPENING,
    r"\.(?!\d)",
    r"[–—]+|--+|-(?!\d|\.\d)",
    r"/",
    r"[±≤≥]",
    r"[+\-−]?\d[\d,]*(?:\.\d+)?(?=(?:[%×]|x$|\\%))",
    r"[×%](?=.)",
)
SUFFIXES = (
    CLOSING,
    r"\.+",
    r"…",
    r"'s|’s|'S",
    r"[–—]+|--+",
    r"(?<=\D)-",
    r"/",
    r"(?<=\d)(?:\\?%|×|x)",
    r"-(?:" + "|".join(ADJECTIVE_ENDINGS) + r")",
)
INFIXES = (
    r"\.\.+|…",
    r"—|--+|(?<=[A-Za-z)])–(?=[A-Z(])",
    r"/",
    r"(?<=[A-Za-z\d%])[;=~|](?=[\w\\])",
    r"(?<=[A-Za-z\d%)])[,:](?=[A-Za-z\\(])",
    r"(?<=\w)[(\[{](?=\w)|(?<=\w)[)\]}](?=[\w-])",
    r"(?<=[a-z)])\.(?=[A-Z])",
    r"±|→|↑|↓|≈",
)

# Written with a stop or a slash, yet one word each.
WHOLE_WORDS = (
    "e.g.", "i.e.", "E.g.", "I.e.", "al.", "etc.", "vs.", "w.r.t.", "cf.", "Fig.", "Figs.", "Eq.", "Sec.",
    "resp.", "approx.", "a.k.a.", "i.i.d.", "U.S.", "w/o", "w/", "I/O", "Dr.", "Prof.", "No.", "Tab.", "ca.",
    "st.", "St.", "incl.", "viz.",
)  # fmt: skip

_URL = re.compile(r"(?:https?://|www\.)\S+|\w+\.(?:com|org|io|ai|edu|net)/\S+", re.IGNORECASE)


class RuleTokenizer(Tokenizer):
    """Its rules are code, so it writes no state of its own: a stored pipeline never shadows newer rules."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None: ...

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RuleTokenizer:
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return b""

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> RuleTokenizer:
        return self


def create_tokenizer(nlp: Language) -> RuleTokenizer:
    """The tokenizer for a pipeline's vocabulary."""
    prefix = re.compile("^(?:" + "|".join(PREFIXES) + ")")
    suffix = re.compile("(?:" + "|".join(SUFFIXES) + ")$")
    infix = re.compile("|".join(INFIXES))
    return RuleTokenizer(
        nlp.vocab,
        rules={word: [{ORTH: word}] for word in WHOLE_WORDS},
        prefix_search=prefix.search,
        suffix_search=suffix.search,
        infix_finditer=infix.finditer,
        url_match=_URL.match,
    )


@registry.tokenizers("claimgraph.Tokenizer.v1")
def make_tokenizer() -> Callable[[Language], RuleTokenizer]:
    """The entry that `[nlp.tokenizer]` of the packaged configuration names."""
    return create_tokenizer
