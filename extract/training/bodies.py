"""Running text out of LaTeX sources: what word vectors are trained on.

Rough on purpose: floats, displayed formulas, references and markup go, sentences stay. `extract.markup` keeps
every offset and would be slower here for no gain.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Collection, Iterator
from pathlib import Path

from extract.training.errors import TrainingError

SHORTEST = 60
"""Paragraphs with fewer characters are headings and remains."""

_COMMENT = re.compile(r"(?<!\\)%.*")
_FLOAT = re.compile(
    r"\\begin\{(equation|align|eqnarray|gather|tabular|table|figure|tikzpicture|algorithm|algorithmic|lstlisting"
    r"|verbatim|thebibliography|displaymath|array|multline|filecontents|comment)(\*?)\}.*?\\end\{\1\2\}",
    re.DOTALL,
)
_DISPLAYED = re.compile(r"\$\$.*?\$\$|\\\[.*?\\\]", re.DOTALL)
_REFERENCE = re.compile(
    r"~?\\(?:cite\w*|ref|eqref|label|autoref|cref|Cref|footnote|vspace|hspace|includegraphics|bibliography\w*|url"
    r"|pageref)\*?(?:\[[^\]]*\])*\{[^{}]*\}"
)
_STYLE = re.compile(
    r"\\(?:emph|textbf|textit|texttt|textsc|text|textrm|textsf|underline|mathrm|mathbf|mathcal|section|subsection"
    r"|subsubsection|paragraph|title|caption|mbox|item|noindent|it|bf|em|xspace|href)\b\*?"
)
_FORMULA = re.compile(r"\$([^$\n]{0,200})\$")
_BOUNDARY = re.compile(r"\\(?:begin|end)\{[^}]*\}(?:\[[^\]]*\])?")
_MACRO = re.compile(r"\\[a-zA-Z]+\*?")
_REPLACEMENTS = (
    ("\\%", "%"), ("\\&", "&"), ("\\_", "_"), ("\\$", ""), ("~", " "), ("``", '"'), ("''", '"'), ("---", "—"),
    ("--", "–"),
)  # fmt: skip


def paragraphs(latex: str) -> list[str]:
    """The paragraphs of a LaTeX source, one line each."""
    text = latex.partition("\\begin{document}")[2] or latex
    text = text.partition("\\end{document}")[0]
    text = _COMMENT.sub("", text)
    for _ in range(2):  # a float within a float
        text = _FLOAT.sub(" ", text)
    text = _STYLE.sub(" ", _REFERENCE.sub("", _DISPLAYED.sub(" ", text)))
    for written, meant in _REPLACEMENTS:
        text = text.replace(written, meant)
    text = _FORMULA.sub(_short_formula, text)
    text = _MACRO.sub(" ", _BOUNDARY.sub(" ", text))
    text = re.sub(r"[{}$\\]", " ", text)
    return [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text)]


def _short_formula(match: re.Match[str]) -> str:
    """A number or symbol as it reads; longer formulas are no words."""
    formula = match[1].replace("\\times", "×")
    is_short = len(match[1]) < 25 and "\\" not in formula
    return f" {re.sub('[{}]', '', formula)} " if is_short else " "


def read_bodies(archive: Path, leave_out: Collection[str]) -> Iterator[str]:
    """Paragraphs of the `.tex` files of a tar archive whose folders are named by arXiv ids, in the order of
    their names; `leave_out` holds ids without version. Raises OSError, TrainingError."""
    if archive.is_file() and not tarfile.is_tarfile(archive):
        raise TrainingError(f"{archive} is no tar archive of LaTeX sources")
    with tarfile.open(archive) as tar:
        members = sorted((m for m in tar if m.isfile() and m.name.endswith(".tex")), key=lambda m: m.name)
        for member in members:
            if re.sub(r"v\d+$", "", Path(member.name).parent.name) in leave_out:
                continue
            stream = tar.extractfile(member)
            if stream is not None:
                latex = stream.read().decode("utf-8", errors="replace")
                yield from (text for text in paragraphs(latex) if len(text) > SHORTEST)
