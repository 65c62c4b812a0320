"""Markup is cleaned as LaTeX prints it, and every clean character knows where it came from."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.markup import CleanText, clean
from extract.markup.macros import _TEMPLATES, TEMPLATES, symbol

CASES = [
    # escapes, accents, letters
    (r"reaches 54.1\% on X", "reaches 54.1% on X"),
    (r"R\&D at \$5, \#1, a\_b", "R&D at $5, #1, a_b"),
    (r"T\"ULU 3", "TÜLU 3"),
    (r"\'{e}", "é"),
    (r"Fr\'echet, R{\'e}nyi, \v{S}, \c c, {\L}ukasz", "Fréchet, Rényi, Š, ç, Łukasz"),
    (r"{\AE}on, na\"{\i}ve, \o re", "Æon, naïve, øre"),
    (r"\"quoted\" and don\'t", '"quoted" and don\'t'),
    # fonts, colours, links
    (r"amounts of {\em labeled} data", "amounts of labeled data"),
    (r"\emph{a} \textbf{b} \textit{c}", "a b c"),
    (r"\textcolor{mypink1}{Foo} and {\color{red} bar}", "Foo and bar"),
    (r"{\textbf{S}}hallow {\bf N}et", "Shallow Net"),
    (r"{D}en{o}ising {BERT}", "Denoising BERT"),
    (r"at \url{https://a.org/~b_c--d}.", "at https://a.org/~b_c--d."),
    (r"\href{https://a.org/b_c}{our page}", "our page"),
    (r"\texorpdfstring{$k$}{k}-NN", "k-NN"),
    (r"\footnotesize\noindent Text", "Text"),
    # math
    (r"$2.5\times$ faster", "2.5× faster"),
    (r"$256 \times 256$", "256×256"),
    (r"$\sim$100 hours, ($\sim 3$), $50\sim60$", "~100 hours, (~3), 50~60"),
    (r"$R^2$ and $\mathcal{O}(n)$ and ${\cal O}(n)$", "R^2 and O(n) and O(n)"),
    (r"$k$-NN, $\ell_1$, \(\alpha\)-net, \[x\]", "k-NN, ℓ1, α-net, x"),
    (r"F$_1$, $F_1$, F_1, F\textsubscript{1}, mAP$_{50}$", "F1, F1, F1, F1, mAP50"),
    (r"BERT$_{\text{large}}$, GCN_res, big_vision", "BERT_large, GCN_res, big_vision"),
    (r"S$^{2}$FT, S^{2}FT, S\textsuperscript{2}FT", "S^2FT, S^2FT, S^2FT"),
    (r"$5^{th}$, 5\textsuperscript{th}, 90$^\circ$", "5th, 5th, 90°"),
    (r"$\frac{1}{2}$, $\sqrt{n}$, $a$$b$, $$c$$", "1/2, √n, ab, c"),
    (r"95\% $\pm$ 2, $\geq 3$, 10\,000 at 5\,ms", "95% ± 2, ≥3, 10000 at 5 ms"),
    (r"weights $\{-1, 0, 1\}$ or {-1, 0, 1}", "weights {-1, 0, 1} or {-1, 0, 1}"),
    ("$5 million and $3", "$5 million and $3"),
    ("US$5-$10, $3.50 ($4/user) or $x$", "US$5-$10, $3.50 ($4/user) or x"),
    ("$3 on a_set or US$4, $5 \\emph{per} A$", "$3 on a_set or US$4, $5 per A$"),
    (r"$n$-gram $ k $ and $P(x \mid \text{no y})$", "n-gram k and P(x | no y)"),
    # quotes, dashes, ties, breaks
    ("the ``target model'' and `free' use", "the “target model” and ‘free' use"),
    ("a --- b, pages 3--5, run --fast, x-->y", "a — b, pages 3–5, run --fast, x-->y"),
    ("Task~8, Fig.~3, our~\\cite{x} ~100ms, (~5), 2~3", "Task 8, Fig. 3, our ~100ms, (~5), 2~3"),
    (r"Few-shot \\ Learning\\[2pt]with \newline Breaks", "Few-shot Learning with Breaks"),
    (r"Ger\-man, CLRS\nobreakdash-30, x\/y", "German, CLRS-30, xy"),
    # what prints nothing
    (r"a \vspace{-0.3cm} b \label{x}, c", "a b, c"),
    (r"as BERT~\cite{a,b}, and \citep[p.~3]{c} too", "as BERT, and too"),
    ("\\begin{abstract} We do.\\end{abstract}", "We do."),
    (r"foo\xspace bar \mbox{} baz", "foo bar baz"),
    (r"\baselineskip=9pt Text \hskip 2pt here", "Text here"),
    ("x{%\ny}\n% a remark\nz", "x\ny\nz"),
    (r"X.\footnote{See \url{http://a.org}.} We", "X. (See http://a.org.) We"),
    (r"(\eg BERT), \ie, GPT \etc.", "(e.g. BERT), i.e., GPT etc."),
    # authors' macros stand for names; with an argument they mark it
    (r"\our is {\our} and \sysname{}, \method-7B", r"\our is \our and \sysname, \method-7B"),
    (r"\name{s} are \rev{much better}", r"\names are much better"),
    (r"\gemini and \star", r"\gemini and \star"),
    # the backslash is gone
    ("sim3x: (sim100B parameters) by sim5%", "~3x: (~100B parameters) by ~5%"),
    ("sim 10^3, sim2real, sim4rec", "~10^3, sim2real, sim4rec"),
    ("2.5times faster, 3 times", "2.5× faster, 3 times"),
    ("in mathcal{O}(n), mathcal O, 1.5pm0.2 at 5pm", "in O(n), O, 1.5±0.2 at 5pm"),
    ("alpha matting, text {a}, similar, optimal", "alpha matting, text a, similar, optimal"),
    ("see hrefhttps://a.org/b{our page}", "see our page"),
    # HTML
    ("p &lt; 0.05 &amp; q &amp;gt; 1, R&D; &nosuch;", "p < 0.05 & q > 1, R&D; &nosuch;"),
    ("<i>mini</i>ImageNet, H<sub>2</sub>O, 10<sup>3</sup>, <10% [->]", "miniImageNet, H2O, 10^3, <10% [->]"),
    # unbalanced
    ("a } b { c \\", "a } b { c \\"),
    (r"\emph{a", "{a"),
    (r"\frac12 $", r"\frac12 $"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "expected"), CASES)
def test_prints_as_latex_does(original: str, expected: str) -> None:
    assert clean(original).text == expected


@pytest.mark.parametrize(
    ("original", "name", "expected"),
    [
        (r"up to $2.5\times$ faster", "2.5×", r"2.5\times"),
        (r"T\"ULU 3", "Ü", r"\"U"),
        (r"T\"ULU 3", "TÜLU 3", r"T\"ULU 3"),
        (r"at 54.1\% on", "54.1%", r"54.1\%"),
        (r"{\em labeled} data", "labeled", "labeled"),
        (r"{\em labeled} data", "labeled data", r"{\em labeled} data"),
        (r"$k$-NN", "k-NN", "$k$-NN"),
        (r"in $R^2$ score", "R^2", "R^2"),
        (r"in $R^2$ score", "R^2 score", "$R^2$ score"),
        (r"S$^{2}$FT", "S^2FT", "S$^{2}$FT"),
        (r"the F$_{1}$.", "F1", "F$_{1}$"),
        (r"{\bf S}liced {\bf T}ree", "Sliced Tree", r"{\bf S}liced {\bf T}ree"),
        (r"\textcolor{red}{\texttt{Mo}}\texttt{Co}", "MoCo", r"\textcolor{red}{\texttt{Mo}}\texttt{Co}"),
        (r"COCO \textit{test-dev}", "COCO test-dev", r"COCO \textit{test-dev}"),
        (r"\textit{COCO test-dev}", "test-dev", "test-dev"),
        (r"{\em big model} zoo", "model zoo", "model} zoo"),  # widening would take `big` along
        (r"{\our} and \sysname{}", r"\our", r"\our"),
        (r"{\our} and \sysname{}", r"\sysname", r"\sysname{}"),
        (r"Task~8", "Task 8", "Task~8"),
        (r"by sim3x", "~3x", "sim3x"),
        (r"$\frac{a}{b}$", "a/b", r"\frac{a}{b}"),
        (r"Few-shot \\ Learning", "Few-shot Learning", r"Few-shot \\ Learning"),
    ],
)
def test_a_name_maps_to_what_one_would_mark(original: str, name: str, expected: str) -> None:
    cleaned = clean(original)
    start = cleaned.text.index(name)
    span = cleaned.original_span(start, start + len(name))
    assert original[slice(*span)] == expected
    assert cleaned.clean_span(*span) == (start, start + len(name))


def test_nothing_is_left_of_markup() -> None:
    cleaned = clean(r"a \vspace{1cm}b")
    assert cleaned.text == "a b"
    assert cleaned.clean_span(2, 13) is None
    assert cleaned.clean_span(1, 1) is None


def test_an_empty_span_is_a_point() -> None:
    cleaned = clean(r"\emph{a}")
    assert cleaned.original_span(0, 0) == (6, 6)
    assert cleaned.original_span(1, 1) == (8, 8)


@pytest.mark.parametrize("span", [(-1, 0), (1, 0), (0, 4)])
def test_spans_outside_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside a text of 3 characters"):
        clean("abc").original_span(*span)
    with pytest.raises(ValueError, match="outside a text of 3 characters"):
        clean("abc").clean_span(*span)


def test_the_braces_after_a_macro_are_printed_with_it() -> None:
    text = r"\ours{} beats \theirs and {\it it}"
    cleaned = clean(text)
    for name, printed in ((r"\ours", r"\ours{}"), (r"\theirs", r"\theirs"), ("beats", "beats")):
        start = cleaned.text.index(name)
        first, last = cleaned.printed_span(start, start + len(name))
        assert text[first:last] == printed


def test_every_macro_has_one_template() -> None:
    assert len(TEMPLATES) == sum(len(names.split()) for names in _TEMPLATES.values())


def test_rare_symbols_count_in_math_alone() -> None:
    assert symbol("star", in_math=True) == "⋆"
    assert symbol("star", in_math=False) is None
    assert symbol("alpha", in_math=False) == "α"


FRAGMENTS = [case for case, _ in CASES] + [
    *"\\{}$^_~`'-&%<>[]()/*1a",
    *[r"\\", r"\%", r"\{", r"\}", r"\$", r"\(", r"\)", r"\[", r"\]", r"\"", r"\'", r"\^", r"\,", r"\-"],
    *[r"\emph", r"\emph{", r"\frac{", "}{", r"{\em", r"\cite{x}", r"\our", r"\our{}", r"\footnote{"],
    *["$$", "``", "''", "--", "---", "&amp;", "&lt;", "https://a.b", "hrefhttps://a{", "sim3", "2times"],
    *["mathcal{", "^{2}", "_{1}", r"\textcolor{red}{", "<sup>", "</sup>"],
    " ", "\n", "  ", "%\n", "\n%", "word", "GPT-4o", "95.3%",
]  # fmt: skip
latex = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)
texts = st.one_of(st.text(), latex, st.lists(st.one_of(latex, st.text(max_size=3)), max_size=5).map("".join))


def check_map(cleaned: CleanText) -> None:
    previous = (0, 0)
    for i in range(len(cleaned.text)):
        start, end = cleaned.original_span(i, i + 1)
        assert 0 <= start < end <= len(cleaned.original)
        assert start >= previous[0]
        assert end >= previous[1]
        previous = start, end


@given(texts)
@example("$ \\emph[$]{x}")
@example("{\\em \n% } \n}")
def test_the_map_is_monotonic_and_within_bounds(original: str) -> None:
    cleaned = clean(original)
    assert cleaned.original == original
    check_map(cleaned)


@given(texts)
def test_pieces_tile_the_clean_text(original: str) -> None:
    cleaned = clean(original)
    assert sum(piece.clean_end - piece.clean_start for piece in cleaned.pieces) == len(cleaned.text)
    for piece in cleaned.pieces:
        assert piece.start < piece.end
        assert piece.clean_start < piece.clean_end
    for first, second in pairwise(cleaned.pieces):
        assert first.end <= second.start
        assert first.clean_end == second.clean_start


@given(texts)
def test_groups_are_nested(original: str) -> None:
    groups = clean(original).groups
    for group in groups:
        assert group.start < group.content <= group.closing < group.end
        if group.parent >= 0:
            assert groups[group.parent].start <= group.start
            assert group.end <= groups[group.parent].end
    for first, second in pairwise(groups):
        assert first.end <= second.start or second.end <= first.end or first.closing <= second.start


RUINS = re.compile(r"sim|times|pm\d|approx\d|leq|geq|neq|infty|ldots|rightarrow|math")
PLAIN = st.text(alphabet=st.characters(exclude_characters="\\{}$^_~`'-&%<:"))


@given(PLAIN.filter(lambda text: not RUINS.search(text)))
def test_text_without_markup_is_unchanged(original: str) -> None:
    cleaned = clean(original)
    assert cleaned.text == original
    for start, end in ((0, len(original)), (len(original) // 3, len(original) // 2)):
        assert cleaned.original_span(start, end) == (start, end)


def test_prose_is_unchanged() -> None:
    prose = (
        "GPT-4o 95.3% (+2.4) on CIFAR-100 costs $5 vs $10; R&D_team's {1, 2}-layer net, x < y > z, it's 5%\n"
        "C++/C#, an e-mail to a.b@c.de, “quotes”, 'single' ones – dashes — at 5pm, three times similar; 10^3."
    )
    assert clean(prose).text == prose


@given(st.text(alphabet="abcXYZ 019.,;:()[]/+-*#@!?\n"), texts)
def test_text_before_markup_keeps_its_place(words: str, markup: str) -> None:
    cleaned = clean(f"{words}.\n\n{markup}")
    if not RUINS.search(words) and "--" not in words:
        assert cleaned.text.startswith(f"{words}.\n\n")
        assert cleaned.original_span(0, len(words) + 1) == (0, len(words) + 1)


@given(texts)
def test_stretches_that_are_kept_are_equal(original: str) -> None:
    cleaned = clean(original)
    for piece in cleaned.pieces:
        if piece.is_copy and piece.end - piece.start > 2:
            assert cleaned.text[piece.clean_start : piece.clean_end] == original[piece.start : piece.end]


@given(texts, st.data())
def test_there_and_back_covers_the_span(original: str, data: st.DataObject) -> None:
    cleaned = clean(original)
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, len(original)))
    span = cleaned.clean_span(start, end)
    if span is None:
        return
    assert 0 <= span[0] < span[1] <= len(cleaned.text)
    back = cleaned.original_span(*span)
    assert cleaned.clean_span(*back) == span


@given(latex, st.data())
def test_a_clean_span_is_found_again(original: str, data: st.DataObject) -> None:
    cleaned = clean(original)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    span = cleaned.clean_span(*cleaned.original_span(start, end))
    if start < end:
        assert span is not None
        assert span[0] <= start
        assert span[1] >= end


# Escapes print what is markup itself, as does a brace that has lost its partner.
PRINTS_MARKUP = re.compile(r"\\[{$]|&|\\emph\{a$|[{}] [bc]")


PRINTS_NO_MARKUP = [case for case, _ in CASES if not PRINTS_MARKUP.search(case)]


@given(st.lists(st.sampled_from(PRINTS_NO_MARKUP), max_size=5).map("\n".join))
def test_cleaning_twice_is_cleaning_once(original: str) -> None:
    once = clean(original).text
    assert clean(once).text == once


@pytest.mark.parametrize(
    "unit",
    ["{", "$ ", "$x$", "\\", r"\emph{", r"\a{", r"\frac{", "&amp;", "`a", "<b ", "hrefhttp://a", "^{",
     r"\a[x]", "\n%", r"\'   ", r"\\[1", "{a,", r"\(x", "~ ", "amp;", "sim", r"\footnote{a", "plain words "],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    clean(text + "}" * text.count("{"))
    assert time.process_time() - started < 10


def test_annotated_names_survive(shared: Path) -> None:
    """Names marked in raw abstracts map to clean text and back to the same characters."""
    papers = json.loads((shared / "gold" / "train.json").read_text(encoding="utf-8"))
    total = kept = 0
    for paper in papers:
        text = f"{paper['title']}\n{paper['abstract']}"
        cleaned = clean(text)
        for start, end in whole_words(text, {name for e in paper["entities"] for name in e["mentions"]}):
            span = cleaned.clean_span(start, end)
            total += 1
            kept += span is not None and cleaned.original_span(*span) == (start, end)
    assert kept > 0.995 * total


def whole_words(text: str, names: set[str]) -> list[tuple[int, int]]:
    """Occurrences of names, the longest first, without overlap."""
    found: list[tuple[int, int]] = []
    taken = bytearray(len(text))
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end))
    return found
