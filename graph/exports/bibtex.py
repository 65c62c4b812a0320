"""BibTeX of the papers, for BibTeX 0.99 and Biber."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.exports.format import ExportFormat, ExportOptions
from graph.tables import GraphTables

# What means something to LaTeX and stands in Titles may be LaTeX themselves (`$\beta$-VAE`):
# dollars, backslashes and braces stay.
_SIGN = re.compile(r"(?<!\\)([&%#_])")
_MATHS = re.compile(r"(\$[^$]*\$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(tables: GraphTables, path: Path, options: ExportOptions) -> None:
    keys = _keys(tables.nodes["Paper"]["id"].to_pylist())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in tables.nodes["Paper"].to_pylist():
            fields = "".join(f"  {name} = {value},\n" for name, value in _fields(row))
            file.write(f"@misc{{{keys[row['id']]},\n{fields}}}\n\n")


def _fields(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    # Two braces keep capitals as they are.
    yield "title", "{{" + _latex(row["title"] or row["id"]) + "}}"
    if row["authors"]:
        yield "author", "{" + " and ".join(_author(name) for name in row["authors"]) + "}"
    elif row["organization"]:
        yield "author", "{{" + _latex(row["organization"]) + "}}"
    year, _, month = (row["published"] or "").partition("-")
    if len(year) == 4:
        yield "year", "{" + year + "}"
    if month[:2].isdigit() and 1 <= int(month[:2]) <= 12:
        yield "month", _MONTHS[int(month[:2]) - 1]
    if row["arxiv_id"]:
        yield "eprint", "{" + row["arxiv_id"] + "}"
        yield "archiveprefix", "{arXiv}"
    if row["url"]:
        yield "url", "{" + re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", row["url"]) + "}"


def _author(name: str) -> str:
    """A name that holds the word `and` would be two."""
    text = _latex(name)
    return "{" + text + "}" if re.search(r"\sand\s", text, re.IGNORECASE) else text


def _latex(text: str) -> str:
    """In one line, with balanced braces, and with signs escaped outside of formulas."""
    text = " ".join("".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc").split())
    parts = _MATHS.split(text)
    text = "".join(part if _MATHS.fullmatch(part) else _SIGN.sub(r"\\\1", part) for part in parts)
    if text.endswith("\\"):
        text += " "
    return text if _is_balanced(text) else re.sub("[{}]", "", text)


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _keys(ids: list[str]) -> dict[str, str]:
    """Keys of ASCII letters, digits and hyphens, which every BibTeX takes; equal ones are numbered."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in ids:
        folded = unicodedata.normalize("NFKD", id_.removeprefix("paper/")).encode("ascii", "ignore").decode()
        plain = re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-") or "paper"
        key, number = plain, 1
        while key.casefold() in taken:
            number += 1
            key = f"{plain}-{number}"
        taken.add(key.casefold())
        keys[id_] = key
    return keys


BIBTEX = ExportFormat("bibtex", "BibTeX of the papers", write)
