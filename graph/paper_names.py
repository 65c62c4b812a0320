"""What a paper goes by: its title, folded so that spellings of one title are equal, and its arXiv id."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.markup import clean
from graph.names import text_key

_ARXIV_ID = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.I)
_NOTE = re.compile(r"\\(?:thanks|titlenote|footnote|footnotemark|footnotetext|label)\s*(?:\[[^]]*\])?\s*")
_ONLY_MACRO = re.compile(r"[\s{}]*\\[A-Za-z@]+[\s{}]*")


@lru_cache(maxsize=1 << 17)
def title_key(title: str) -> str:
    r"""What is equal for two spellings of one title: case, markup, notes, punctuation and spaces are folded.

    Empty for a title without a visible character, and for one that is only a macro, which says nothing.

    >>> title_key(r"\LARGE \bf Ferns: a {\em Study}\thanks{Moss}") == title_key("Ferns - A Study")
    True
    """
    plain = clean(_without_notes(title)).text
    return "" if _ONLY_MACRO.fullmatch(plain) else text_key(plain)


def arxiv_id(text: str) -> str | None:
    """The arXiv identifier that the text is, without `arXiv:` and version; None if it is none."""
    match = _ARXIV_ID.fullmatch(text.strip())
    return match.group(1).lower() if match else None


def paper_key(name: str) -> str:
    """What is equal for two names by which a person may call one paper: arXiv identifiers whatever their
    version, titles whatever their spelling."""
    return arxiv_id(name) or title_key(name) or name.strip()


def _without_notes(title: str) -> str:
    """The title without what stands at the foot of the page."""
    for match in reversed(list(_NOTE.finditer(title))):
        title = title[: match.start()] + title[_end_of_group(title, match.end()) :]
    return title


def _end_of_group(text: str, start: int) -> int:
    """Where the group in braces that starts there ends; `start` itself where none does."""
    if not text.startswith("{", start):
        return start
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)
