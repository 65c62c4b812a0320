"""The grammar of quantities in abstracts: digits, number words, units, and the words around them."""

from __future__ import annotations

import re

from extract.pipeline.words import word_set
from extract.record import Qualifier

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"

SMALL_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30,
    "fifty": 50, "hundred": 100, "thousand": 1000,
}  # fmt: skip
NUMBER_WORD = rf"(?:{'|'.join(SMALL_NUMBERS)})"

PARTS = {
    "half": 2, "third": 3, "fourth": 4, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "fifteenth": 15, "twentieth": 20, "hundredth": 100,
}  # fmt: skip

PERCENT = r"%|percent\b|per\s?cent\b"
POINTS = r"(?:absolute\s+|percentage\s+|percent\s+|%\s*)?(?:points?|pts?)\b|p\.?p\.?(?![\w])|percentages\b"
TIMES = r"[x×X](?![\w×])|times\b|-?fold\b"

# Units of time, speed, storage, energy and signal quality, by the way they are printed.
MEASURES = (
    r"frames?\s+per\s+second|frames?/s(?:ec)?|images?/s(?:ec)?|samples?/s(?:ec)?|FPS|fps|"
    r"tokens?(?:/s(?:ec)?|\s+per\s+second)|it/s|"
    r"GPU[- ]?(?:hours?|days?|minutes?)|TPU[- ]?(?:hours?|days?)|CPU[- ]?hours?|"
    r"milliseconds?|microseconds?|seconds?|minutes?|hours?|hrs?|days?|ms|µs|μs|sec|mins?|"
    r"[KMGT]i?B|kHz|MHz|GHz|Hz|dB|mm|cm|"
    r"[KMGT]?(?:FLOPs?|FLOPS|MACs?)|[GT]OPS|"
    r"bits?/(?:char|dim|byte|pixel)|bits?\s+per\s+(?:char(?:acter)?|dim(?:ension)?|byte|pixel)|bpd|bpp|bpc|"
    r"mJ|kWh|mW|pixels?|px|s"
)
UNIT = re.compile(
    rf"(?P<percent>\s?(?:{PERCENT}))|(?P<points>[\s-]?(?:{POINTS}))|(?P<times>[\s-]?(?:{TIMES}))"
    rf"|(?P<measure>[\s-]?(?:{MEASURES})(?![\w-]))"
)
POINTS_AFTER_PERCENT = re.compile(r"[\s-]?(?:absolute\s+)?(?:percentage\s+)?points?\b")

# A number is taken where no letter, digit or decimal part touches it: `GPT-4`, `F1`, `v1.2` are names.
NUMBER = re.compile(
    r"(?:(?<![\w.,'’^_])(?<![A-WYZa-wyz]-)|(?<=\bsim))(?P<sign>\+\s?|±"
    rf"|(?<![\w)%])[-−–](?=\S))?(?P<number>{DIGITS})(?!\d)"
)
NUMBER_IN_WORDS = re.compile(
    rf"\b(?P<number>{NUMBER_WORD})(?P<unit>\s+(?:percent(?:age)?(?:\s+points?)?|points?|times|"
    r"GPU[- ]?(?:hours?|days?)|fps|FPS|milliseconds|seconds|minutes|hours|days)|-?fold)\b",
    re.I,
)

MAGNITUDES = re.compile(
    rf"(?P<low>\d+|{NUMBER_WORD}|several|an|a)(?:\s*(?:-|–|to|or)\s*(?P<high>\d+|{NUMBER_WORD}))?"
    r"[\s-]+orders?[\s-]+(?:of[\s-]+)?magnitudes?",
    re.I,
)
_ROUGHLY = r"(?:(?:about|around|roughly|nearly|almost|over|more\s+than|up\s+to)\s+)?"
_BECAME = rf"(?:is|are|was|were|been)\s+{_ROUGHLY}"
FACTOR_IN_WORDS = re.compile(rf"\bfactors?\s+of\s+{_ROUGHLY}(?P<number>{NUMBER_WORD})\b", re.I)
TWICE = re.compile(
    r"\b(?:twice(?=\s+(?:as|the|that|more|fewer|less|faster|better|its)\b)|(?:two-?fold|twofold)(?=\s+[a-z])"
    r"|doubl(?:es|ed|ing)(?=\s+(?:the(?!\s+size)|its|their|our|(?:[\w-]+\s+)?(?:speed|throughput|performance"
    r"|accuracy))\b)"
    rf"|{_BECAME}(?P<passive>doubled)\b"
    r"|double(?=\s+(?:the|that|of|as|its)\b)"
    r"|(?P<three>thrice|tripl(?:es|ed|ing)(?=\s+(?:the|its|their)\b)|triple(?=\s+(?:the|that)\b))"
    r"|(?P<four>quadrupl(?:es|ed|ing)(?=\s+(?:the|its|their)\b)))",
    re.I,
)
HALVING = re.compile(
    r"\b(?:halv(?:es|ed|ing)(?=\s+\w)|halve(?=\s+(?:the|its|their)\b)"
    rf"|{_BECAME}(?P<passive>halved)\b"
    r"|(?:by|cut\w*\s[^.;,]{0,40}\sin)\s+(?:about\s+|nearly\s+)?(?P<half>half)\b)",
    re.I,
)
_PART = (
    r"(?P<part>thirds?|fourths?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|fifteenths?"
    r"|twentieths?|hundredths?{half})"
)
FRACTION = re.compile(
    rf"\b(?:(?P<count>a|one|two|three|1|2|3)[\s-]+)?{_PART.format(half='|half')}(?=\s+(?:of|as|that|the)\b)",
    re.I,
)
# `cuts the error by two thirds`, `a third fewer`.
FRACTION_LESS = re.compile(
    rf"\b(?:(?<=by )|(?<=than )|(?<=almost )|(?<=about )|(?<=nearly )|(?<=roughly )"
    rf"|(?=\S+\s\S+\s(?:lower|higher|less|fewer|more|faster|smaller)\b))"
    rf"(?P<count>a|one|two|three)[\s-]+{_PART.format(half='')}(?!\s+(?:of|as|that|the)\b)",
    re.I,
)
SLASH_FRACTION = re.compile(
    r"(?<![\w/.])(?P<value>1/\d{1,4}(?:th|rd)?)(?=\s+(?:of\s|the\s|as\s|(?:training|inference|model)\s))"
)

# A text without any of these has no number in words (plain strings are found much faster than a pattern).
WORD_STEMS = word_set(
    "twice doubl tripl thrice quadrupl fold half halv third fourth quarter fifth sixth seventh eighth ninth"
    " tenth fifteenth twentieth hundredth magnitude factor 1/"
)
UNIT_STEMS = (
    " percent",
    " point",
    " times",
    "-fold",
    "fold ",
    "pu-",
    "pu ",
    "fps",
    "seconds",
    "minutes",
    "hours",
    "days",
)
RANGE_DASH = re.compile(r"\s?(?:-{1,3}|–|—|−|~|∼)\s?$")
RANGE_TO = re.compile(r"\s*(?:to|up\s+to)\s+(?:about\s+|over\s+)?$")
BETWEEN = re.compile(r"\bbetween\s+$", re.I)
FROM = re.compile(
    r"\bfrom\s+(?:a\s+|an\s+|the\s+|about\s+|around\s+|roughly\s+|approximately\s+|only\s+|just\s+"
    r"|nearly\s+|~\s?)*$",
    re.I,
)
# `gains from 2% to 5%` are between the two; `increases from 46.2 to 51.0`, and `an increase from`, say both.
RANGING = re.compile(r"\b(?:rang\w+|var\w+|improvements|gains|reductions)(?:\s+of)?\s+from\s+\S*\s*$", re.I)
# `from 71.2 on MMLU to 74.9`: words may stand between, but no other clause.
FROM_TO_GAP = re.compile(
    r"(?:\s+[\w@.+/-]+){0,5}?\s*(?:\([^()]*\))?,?\s+(?:up\s+|down\s+)?to\s+(?:[a-z~]+\s+){0,3}?~?$"
)

QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "max",
        re.compile(
            r"(?:\bup\s?to|\bas\s+(?:much|high|low|large|many|few|little)\s+as|\bat\s+most"
            r"|\ba\s+maximum\s+(?:of|\w+\s+of)"
            r"|\bwithin|\bless\s+than|\bunder|\bbelow|\bfewer\s+than|\bno\s+more\s+than|<)\s*"
            r"(?:an?\s+|the\s+|\+|~|(?:absolute|relative)\s+)*$",
            re.I,
        ),
    ),
    (
        "min",
        re.compile(
            r"(?:\bat\s+least|\bover|\bmore\s+than|\bgreater\s+than|\bhigher\s+than|\babove|\bexceed(?:s|ing)"
            r"|\bsurpass(?:es|ing)|\bbeyond|\bno\s+less\s+than|\bwell\s+over|[>≥])\s*(?:an?\s+|\+|~)*$",
            re.I,
        ),
    ),
    (
        "approx",
        re.compile(
            r"(?:\babout|\baround|\bapproximately|\broughly|\bnearly|\balmost|\bsome|\bclose\s+to|\bcirca"
            r"|\bsimilar\s+to|~|≈|∼|\bsim)\s*(?:an?\s+|\+)*$",
            re.I,
        ),
    ),
    (
        "avg",
        re.compile(
            r"\b(?:on\s+average,?|in\s+average,?|averag(?:e|es|ed|ing)|an\s+average\s+of|mean)"
            r"(?:\s+(?:absolute|relative|accuracy|performance|score|[\w@-]*\s?(?:improvements?|gains?"
            r"|increases?"
            r"|reductions?|boosts?|margins?|speed-?ups?)))?(?:\s+(?:of|by|is|around"
            r"|about))?\s*(?:an?\s+)?\+?$",
            re.I,
        ),
    ),
)
AVERAGE_AFTER = re.compile(
    r"\s*(?:(?:absolute|relative|[\w@-]+)\s+)?(?:on\s+average|in\s+average|average\b|averaged\b|avg\b)", re.I
)


def count_of(word: str) -> int:
    """The number that a small number word or digits stand for.

    >>> count_of("ten"), count_of("7"), count_of("an")
    (10, 7, 1)
    """
    folded = word.lower()
    if folded.isdigit():
        return int(folded)
    return SMALL_NUMBERS.get(folded, 1)
