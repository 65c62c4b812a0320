"""What LaTeX macros print: templates for those with arguments, characters for symbols and accents.

A macro that is not known here is an author's own. It stands for a name, so it stays as it is written.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TypeGuard

from pylatexenc.latex2text import get_default_latex_context_db

# A template is what a macro prints: `+` is an argument that is printed, `-` one that is not, the rest text.
_TEMPLATES: dict[str, str] = {
    # switches of font and layout
    "": """
        bf bfseries it itshape em rm rmfamily sc scshape sf sffamily sl slshape tt ttfamily md mdseries up
        upshape normalfont selectfont boldmath unboldmath cal bfit ttlit tiny scriptsize footnotesize
        small normalsize large Large LARGE huge Huge center centering raggedright raggedleft justify
        justifying noindent noin indent sloppy fussy bigskip medskip smallskip bigbreak medbreak
        smallbreak newpage clearpage pagebreak nopagebreak maketitle xspace relax protect unskip null
        strut leavevmode ignorespaces allowbreak nobreak nobreakdash footnotemark thefootnote let iffalse
        iftrue fi else item appendix displaystyle textstyle scriptstyle limits nolimits left right middle
        big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr begingroup endgroup
        today rsuper printccsdesc
    """,
    " ": """
        newline linebreak break par quad qquad enspace enskip thinspace space nobreakspace hfill hfil
        vfill vfil
    """,
    # fonts, boxes and references that show their argument
    "+": """
        emph textbf textit textsl textsc texttt textsf textrm textmd textup textnormal text underline
        uline ul uuline uwave sout st hl mbox hbox vbox fbox makebox framebox MakeUppercase MakeLowercase
        uppercase lowercase mathrm mathbf mathit mathsf mathtt mathcal mathbb mathscr mathfrak Bbb mathnormal
        mathop mathbin mathrel operatorname boldsymbol bm pmb ensuremath overline widehat widetilde
        overbrace underbrace overrightarrow hat bar tilde vec dot ddot acute grave check breve url burl
        nolinkurl path code ac acr acs acl acf acp acsp aclp acfp Ac Acl Acf Acp acrshort acrlong acrfull
        gls glspl Gls Glspl keywords Keywords IEEEkeywords title section subsection subsubsection
        paragraph subparagraph num enquote smash centerline boxed
    """,
    "-+": """
        textcolor colorbox href hyperlink hypertarget hyperref texorpdfstring raisebox scalebox rotatebox
        parbox
    """,
    "--+": "resizebox multicolumn multirow fcolorbox",
    "+/+": "frac dfrac tfrac cfrac nicefrac sfrac",
    "√+": "sqrt",
    "^+": "textsuperscript",
    "_+": "textsubscript",
    "+ +": "SI qty",
    # notes stay, in parentheses: they hold names and numbers as the rest of the text does
    " (+)": "footnote footnotetext blfootnote thanks titlenote subtitlenote authornote todo",
    # lengths, labels and the like, of which nothing is printed
    "-": """
        label ref autoref cref Cref eqref pageref nameref vspace hspace vskip hskip begin end
        includegraphics color bibliography bibliographystyle pagestyle thispagestyle usepackage input
        include thanksref tnoteref corref fnref phantom hphantom vphantom index email fontfamily
        fontseries fontshape ccsdesc
    """,
    "--": "setlength addtolength setcounter addtocounter newcommand renewcommand providecommand fontsize",
    # shorthands that many authors define alike, and logos
    "i.e.": "ie",
    "e.g.": "eg",
    "I.e.": "Ie",
    "E.g.": "Eg",
    "et al.": "etal",
    "etc.": "etc",
    "vs.": "vs",
    "w.r.t.": "wrt",
    "a.k.a.": "aka",
    "%": "percent",
    "·": "and",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
}
TEMPLATES = {name: template for template, names in _TEMPLATES.items() for name in names.split()}

# Registers that are followed by a length, as in `\baselineskip=9pt`.
LENGTHS = frozenset(
    ["baselineskip", "parskip", "parindent", "looseness", "vskip", "hskip", "kern", "hsize", "tolerance"]
)

# What a backslash before a character that is no letter prints.
ESCAPES = {c: c for c in "%&#_$"} | {"{": "{", "}": "}"}
SPACES = frozenset(" ,;:>")
NOTHING = frozenset("!-/@\n\r\t")

# Symbols that pylatexenc lacks, or has in a form that is rarely printed.
_OWN_SYMBOLS = {
    "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
    "textunderscore": "_", "textquotedbl": '"', "lbrack": "[", "rbrack": "]", "degree": "°", "copyright": "©",
    "S": "§", "P": "¶", "langle": "⟨", "rangle": "⟩", "checkmark": "✓", "Letter": "✉",
    "lq": "‘", "rq": "’", "og": "«", "fg": "»", "slash": "/", "colon": ":",
}  # fmt: skip

_COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323", "hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306",
}  # fmt: skip
ACCENTS = frozenset(_COMBINING)


def template(name: str) -> str | None:
    """What the macro `name` prints, None for a macro without a template."""
    if "cite" in name.lower():
        return "-"
    return TEMPLATES.get(name)


def symbol(name: str, in_math: bool) -> str | None:
    """The characters that the macro `name` stands for, None if it is no symbol.

    Outside of math only common symbols count: authors name macros after their systems, and a system may be
    called as a rare symbol is (`\\gemini`, `\\star`).
    """
    common, rare = _symbols()
    return common.get(name) or (rare.get(name) if in_math else None)


@lru_cache(maxsize=1)
def _symbols() -> tuple[dict[str, str], dict[str, str]]:
    database = get_default_latex_context_db()
    tables = []
    for category in ("latex-base", "advanced-symbols"):
        specs = database.iter_macro_specs(categories=[category])
        texts = [(spec.macroname, spec.simplify_repl) for spec in specs]
        tables.append({name: text for name, text in texts if name.isalpha() and _is_symbol(text)})
    common, rare = tables
    common |= {name: text for name, text in rare.items() if name.startswith("text")}
    return common | _OWN_SYMBOLS, rare


def _is_symbol(text: object) -> TypeGuard[str]:
    """A printable character, or the name of a function such as `log`."""
    if not isinstance(text, str):
        return False
    return text.isalpha() or (len(text) == 1 and text.isprintable() and not text.isspace())


def accented(accent: str, base: str) -> str:
    """The letter `base` under `accent`, composed where Unicode has it."""
    return unicodedata.normalize("NFC", base + _COMBINING[accent])
