"""Reading a text with markup once, from left to right, and writing what it prints."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from extract.markup import macros, patterns
from extract.markup.alignment import Aligner, CleanText, Piece
from extract.markup.structure import Span, find_structure


class _Closing(NamedTuple):
    """What follows the content of a group: [here, resume) prints `text`, and may open the next group."""

    resume: int
    text: str
    following: Span | None


class _Cleaner:
    """One reading of one text. Every handler takes a token and returns where reading goes on."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out = Aligner(source)
        self.braces, self.math, self.visible = find_structure(source)
        self.closing: dict[int, _Closing] = {}
        self.inside: Span | None = None  # the math that is being read

    def run(self, match: re.Match[str] | None) -> CleanText:
        position = 0
        while match is not None:
            self.out.copy(position, match.start())
            position = _HANDLERS.get(self.source[match.start()], _Cleaner._word)(self, match)
            match = patterns.TOKEN.search(self.source, position)
        self.out.copy(position, len(self.source))
        return self.out.finish()

    # Tokens

    def _backslash(self, match: re.Match[str]) -> int:
        start, character = match.start(), match.group()[1]
        if character.isascii() and character.isalpha():
            return self._named(match.group()[1:], start, match.end())
        if character in "()[]":
            return self._delimiter(start, match.end())
        line_break = patterns.LINE_BREAK.match(self.source, start)
        if line_break:
            return self._blank(start, line_break.end())
        if character in macros.ESCAPES:
            return self._print(start, match.end(), character)
        if character in macros.SPACES:
            thousands = character == "," and self.out.last.isdigit() and self._next(match.end()).isdigit()
            return match.end() if thousands else self._blank(start, match.end())
        if character in macros.NOTHING:
            return match.end()
        return self._accent(character, start, match.end()) or self._escaped_quote(start, character)

    def _escaped_quote(self, start: int, character: str) -> int:
        if character in "'\"`":
            return self._print(start, start + 2, character)
        if character in "~^" and self.source.startswith("{}", start + 2):
            return self._print(start, start + 4, character)
        return self._print(start, start + 1, "\\")

    def _open(self, match: re.Match[str]) -> int:
        start = match.start()
        if start not in self.braces or start in self.visible:
            return self._print(start, start + 1, "{")
        close = self.braces[start]
        return self._enter(Span(start, start + 1, close, close + 1))

    def _paired(self, match: re.Match[str]) -> int:
        return self._delimiter(*match.span())

    def _script(self, match: re.Match[str]) -> int:
        start, sign = match.span()[0], match.group()
        braced = start + 1 in self.braces
        if not braced and self.inside is None:
            index = sign == "_" and start and patterns.INDEX.match(self.source, start - 1)
            return start + 1 if index else self._print(start, start + 1, sign)
        degrees = patterns.DEGREES.match(self.source, start)
        if degrees:
            return self._print(start, degrees.end(), "°")
        content = start + 2 if braced else start + 1
        close = self.braces[start + 1] if braced else start + 2
        return self._print(start, start + 1, self._script_sign(sign, content, close))

    def _tie(self, match: re.Match[str]) -> int:
        before, after = self.out.last, self._next(match.end())
        stands_apart = not before.strip() or not after.strip()
        between_digits = before.isdigit() and after.isdigit()
        if (stands_apart and after != "\\") or between_digits or before in patterns.OPENING:
            return self._print(*match.span(), match.group())
        return self._blank(*match.span())

    def _quote(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if self.inside is not None:
            return self._print(start, end, match.group())
        opens = (not self.out.last.strip() or self.out.last in patterns.OPENING) and self._next(end).strip()
        closing = "“" if opens else "”"
        return self._print(start, end, {"``": "“", "`": "‘", "''": closing}[match.group()])

    def _dash(self, match: re.Match[str]) -> int:
        start, end = match.span()
        arrow = self.out.last == "<" or self._next(end) == ">"
        option = end - start == 2 and not self.out.last.strip() and self._next(end).isalpha()
        kept = arrow or option or self.inside is not None
        return self._print(
            start, end, match.group() if kept else {2: "–", 3: "—"}.get(end - start, match.group())
        )

    def _entity(self, match: re.Match[str]) -> int:
        name = re.sub(r"^&(?:amp;)*(?=[^;]+;)", "&", match.group())
        text = html.unescape(name).replace("\u00a0", " ")
        printable = 0 < len(text) <= 2 and text.isprintable() and text != "\N{REPLACEMENT CHARACTER}"
        return self._print(*match.span(), text if printable else match.group())

    def _comment(self, match: re.Match[str]) -> int:
        return match.end()

    def _tag(self, match: re.Match[str]) -> int:
        start, end = match.span()
        element = re.sub(r"</?(?:jats:)?([a-z]+).*", r"\1", match.group(), flags=re.DOTALL)
        if element in ("p", "br"):
            return self._blank(start, end)
        sign = {"sup": "^", "sub": "_"}.get(element, "")
        if not sign or self.source[start + 1] == "/":
            return end
        content_end = self.source.find("<", end, end + 20)
        return self._print(start, end, self._script_sign(sign, end, content_end if content_end > 0 else end))

    def _word(self, match: re.Match[str]) -> int:
        """An address, or a macro that has lost its backslash, where it can be nothing else."""
        (start, end), name = match.span(), match.group()
        link = patterns.HREF.match(self.source, start)
        if link and link.end() in self.braces:
            close = self.braces[link.end()]
            return self._enter(Span(start, link.end() + 1, close, close + 1))
        before = self.source[start - 1 : start]
        if name == "times":
            ruin = before.isdigit()
        elif name == "pm":
            ruin = re.search(r"\.\d+$", self.source[max(0, start - 6) : start]) is not None
        elif name == "sim":
            inside_word = before.isalnum() or before in ("_", "-")
            ruin = not inside_word and patterns.ABOUT.match(self.source, end) is not None
        elif name.startswith(("http", "href")):
            ruin = False
        else:
            ruin = not before.isalpha() and (self._next(end) != "{" or end in self.braces)
        if not ruin:
            return self._print(start, end, name)
        return self._named(name, start, end, takes_blanks=name == "sim")

    # What macros print

    def _named(self, name: str, start: int, end: int, takes_blanks: bool = False) -> int:
        if name in macros.ACCENTS and (position := self._accent(name, start, end)):
            return position
        length = patterns.LENGTH.match(self.source, end) if name in macros.LENGTHS else None
        if length:
            return self._nothing(start, length.end())
        template = macros.template(name)
        if template is not None:
            return self._template(template, start, end)
        symbol = macros.symbol(name, self.inside is not None)
        if symbol is not None:
            position = self._symbol(name, symbol, start, end)
            return self._after_blanks(position) if takes_blanks else position
        return self._name(start, end)

    def _accent(self, accent: str, start: int, end: int) -> int | None:
        match = patterns.ACCENTED.match(self.source, end) if accent in macros.ACCENTS else None
        if match is None or (match[2] and accent.isalpha() == self.source[end].isalpha()):
            return None  # without braces a letter stands right after \', but apart from \c
        base = (match[1] or match[2]).lstrip("\\")
        if match[2] and accent.isalpha() and len(accent) > 1 and self.inside is None:
            return None
        text = macros.accented(accent, base)
        return self._print(start, match.end(), text) if len(text) == 1 else None

    def _symbol(self, name: str, text: str, start: int, end: int) -> int:
        if name == "sim":
            before = self.out.last
            about = (
                not before.strip()
                or before in patterns.OPENING
                or (before.isdigit() and self._next(end).isdigit())
            )
            text = "~" if about else "∼"
        leads = self.inside is not None and not self.source[self.inside.content : start].strip(" {")
        tight = name == "times" and self.inside is not None
        if tight:
            self.out.drop_trailing_blanks()
        self._print(start, end, text)
        letter = self.inside is None and text.isalpha() and len(name) <= 2
        return self._after_blanks(end) if letter or tight or (leads and not text.isalpha()) else end

    def _name(self, start: int, end: int) -> int:
        """An author's macro: a name as written, unless it has an argument, which it most likely marks."""
        name, close = self.source[start:end], self.braces.get(end)
        if close is None:
            return self._print(start, end, name)
        if patterns.BLANK_ARGUMENT.match(self.source, end):
            return self._print(start, close + 1, name)
        if close < end + 40 and patterns.SUFFIX.fullmatch(self.source, end + 1, close):
            return self._print(start, end, name)
        return self._enter(Span(start, end + 1, close, close + 1))

    def _template(self, template: str, start: int, end: int) -> int:
        parts = re.split(r"([+-])", template)
        slots, texts = parts[1::2], parts[0::2]
        if not slots:
            return self._shorthand(template, start, end)
        places = self._arguments(end, len(slots))
        if places is None:
            if any(text.strip() for text in texts):
                return self._print(start, end, self.source[start:end])
            return self._nothing(start, end, takes_blanks=True)
        finish = self.braces[places[-1]] + 1
        kept = [(text, place) for text, slot, place in zip(texts, slots, places, strict=False) if slot == "+"]
        if all(patterns.BLANK_ARGUMENT.match(self.source, place) for _, place in kept):
            return self._nothing(start, finish)
        return self._fill(kept, texts[-1], start, finish)

    def _fill(self, kept: list[tuple[str, int]], tail: str, start: int, finish: int) -> int:
        """Enter the first of the arguments that are printed and lay out what stands between them."""
        spans = []
        for index, (_, place) in enumerate(kept):
            close = self.braces[place]
            last = index == len(kept) - 1
            spans.append(Span(place if index else start, place + 1, close, finish if last else close + 1))
        for (text, _), span, following in zip(kept[1:], spans, spans[1:], strict=False):
            self.closing[span.closing] = _Closing(following.content, text, following)
        self.closing[spans[-1].closing] = _Closing(finish, tail, None)
        text, first = kept[0][0], spans[0]
        if text in ("^", "_"):
            text = self._script_sign(text, first.content, first.closing)
        if not self.out.last.strip():
            text = text.lstrip()
        return self._enter(first, text)

    def _shorthand(self, text: str, start: int, end: int) -> int:
        if not text:
            return self._nothing(start, end)
        if text == " ":
            return self._blank(start, end)
        if text.endswith(".") and self._next(end) == ".":
            text = text[:-1]
        return self._print(start, end, text)

    def _arguments(self, position: int, count: int) -> list[int] | None:
        """Where the next `count` arguments open, None if there are fewer."""
        places = []
        for _ in range(count):
            options = patterns.OPTIONS.match(self.source, position)
            place = options.end() if options else position
            if place not in self.braces:
                return None
            places.append(place)
            position = self.braces[place] + 1
        return places

    # Writing

    def _print(self, start: int, end: int, text: str) -> int:
        self.out.replace(start, end, text)
        return end

    def _nothing(self, start: int, end: int, takes_blanks: bool = False) -> int:
        """Leave out [start, end) and the space that would then stand twice."""
        if self._next(end) in patterns.ENDING:
            self.out.drop_trailing_blanks()
        in_front = self.source[start - 1 : start] == "{" or self.out.last in "([“‘"
        return self._after_blanks(end) if takes_blanks or in_front or not self.out.last.strip() else end

    def _blank(self, start: int, end: int) -> int:
        """One space, unless there is one already."""
        if not self.out.last.strip():
            return self._after_blanks(end)
        return self._print(start, end, " " if self._next(end).strip() else "")

    def _script_sign(self, sign: str, start: int, end: int) -> str:
        """`R^2` keeps its sign, while `F_1` is printed F1 and `5^{th}` 5th."""
        content = self.source[start : min(end, start + 40)].strip()
        if sign == "^":
            return "" if not content or patterns.ORDINAL.fullmatch(content) else sign
        return "" if not content or (content.isdigit() and self.out.last.isalpha()) else sign

    def _enter(self, span: Span, text: str = "") -> int:
        self.out.replace(span.start, span.content, text)
        self.out.open_group(*span)
        self.closing.setdefault(span.closing, _Closing(span.end, "", None))
        return span.content

    def _delimiter(self, start: int, end: int) -> int:
        """Open or close a group at [start, end); a delimiter without a partner prints itself."""
        if start in self.math:
            self.inside = self.math[start]
            content = self._enter(self.inside)
            return self._after_blanks(content) if not self.out.last.strip() else content
        closing = self.closing.get(start)
        if closing is None:
            return self._print(start, end, self.source[start:end])
        if self.inside is not None and self.inside.closing == start:
            self.inside = None
        self.out.replace(start, closing.resume, closing.text)
        self.out.close_group()
        if closing.following is not None:
            self.out.open_group(*closing.following)
        return closing.resume if self.out.last.strip() else self._after_blanks(closing.resume)

    def _next(self, position: int) -> str:
        return self.source[position : position + 1]

    def _after_blanks(self, position: int) -> int:
        match = patterns.BLANKS.match(self.source, position)
        return match.end() if match else position


_HANDLERS: dict[str, Callable[[_Cleaner, re.Match[str]], int]] = {
    "\\": _Cleaner._backslash,
    "{": _Cleaner._open,
    "}": _Cleaner._paired,
    "$": _Cleaner._paired,
    "^": _Cleaner._script,
    "_": _Cleaner._script,
    "~": _Cleaner._tie,
    "`": _Cleaner._quote,
    "'": _Cleaner._quote,
    "-": _Cleaner._dash,
    "&": _Cleaner._entity,
    "%": _Cleaner._comment,
    "<": _Cleaner._tag,
}  # what else begins a token is a word


def clean(original: str) -> CleanText:
    """What `original` prints, without LaTeX, its ruins and HTML entities. Takes any text, in linear time.

    Text without markup comes out as it is. Cleaning twice is cleaning once, but for escapes that print what
    is markup itself (`\\$`, `\\{`, `\\textbackslash`) and for markup that parts other markup (`-{}-`).
    """
    match = patterns.TOKEN.search(original)
    if match is None:
        return CleanText(original, original, _whole(original))
    return _Cleaner(original).run(match)


def _whole(original: str) -> tuple[Piece, ...]:
    return (Piece(0, len(original), 0, len(original), True),) if original else ()
