"""A paper as a source lists it: the text that is read for claims, and what is printed around it."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import msgspec

SLUG_LENGTH = 120


class Source(msgspec.Struct, frozen=True, order=True):
    """Where an entry was read: a file as the user named it, and the line its title stands on (from 1)."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a listing.

    `published` is an ISO 8601 date as precise as the source is: `2024-03-19`, `2024-03`, `2024`, or
    `--03-19` where the page prints a day without its year (the form of xsd:gMonthDay).
    """

    id: str
    title: str
    abstract: str
    published: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organization: str | None = None
    organization_handle: str | None = None
    comment_count: int | None = None
    url: str | None = None
    arxiv_id: str | None = None
    source: Source | None = None

    @property
    def text(self) -> str:
        """What every offset of a record points into."""
        return f"{self.title}\n{self.abstract}"


def slug(name: str) -> str:
    """A readable identifier: lower case letters and digits of any script, joined by hyphens.

    >>> slug("TÜLU 3: Pushing Frontiers")
    'tulu-3-pushing-frontiers'

    Long names are cut and end in a digest; a name without a letter or digit is its digest alone.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = "-".join(re.findall(r"[^\W_]+", folded))
    if words and len(words) <= SLUG_LENGTH:
        return words
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{words[:SLUG_LENGTH].rstrip('-')}-{digest}".lstrip("-")
