"""arXiv identifiers, both schemes: `2401.01234` (since April 2007) and `hep-th/9901001` (before).

https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import re

_IDENTIFIER = re.compile(
    r"(?:https?://(?:\w+\.)?arxiv\.org/(?:abs|pdf)/|arxiv:)?"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)


def parse_arxiv_id(text: str) -> str | None:
    """The identifier without its version, of an identifier or an address that holds it; None for others.

    >>> parse_arxiv_id("http://arxiv.org/abs/2401.01234v2")
    '2401.01234'
    """
    match = _IDENTIFIER.fullmatch(text.strip())
    return match["id"] if match else None
