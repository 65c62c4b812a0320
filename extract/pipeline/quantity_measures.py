"""Does a number measure a method, and is it a score, a change or a factor?

Numbers with a percent sign, a multiple or points nearly always measure something in an abstract, bare numbers
seldom do unless a metric stands beside them. Settings are told by the words after them (`1% labels`, `0.5 IoU
threshold`, `7x larger`). The words on both sides decide the kind and which way the quantity moves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pipeline.claim_context import ClaimContext
from extract.pipeline.quantity_reading import Quantity, Trend, qualifier_of
from extract.record import ResultKind

BEFORE = 80
AFTER = 60

RISE = r"increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|growth|gr[eo]w(?:s|n|ing)?"
FALL = (
    r"reduc(?:e|es|ed|ing|tions?)|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|lower(?:s|ed|ing)"
    r"|sav(?:e|es|ed|ing|ings)|cut(?:s|ting)?|shrink(?:s|ing)?|shrunk|redund\w+|saving|compress\w*|minimi[sz]\w+"
    r"|fell|falls?|falling|prun(?:e|es|ed|ing)|eliminat\w+|discard\w*|loss(?=\s+of)|compression"
)
BETTER = (
    r"improv(?:e|es|ed|ing|ements?|ment)|gain(?:s|ed|ing)?|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing|ements?)"
    r"|advanc(?:e|es|ed|ing|ements?)|advantages?|lift(?:s|ed|ing)?|uplift|jump(?:s|ed)?|margins?|leads?"
    r"|outperform(?:s|ed|ing|ance)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|outscor\w+|push(?:es|ed|ing)?"
    r"|superior(?:ity)?|increments?|outdo\w*|leap|accelerat\w+|speed(?:s|ed|ing)?[\s-]?ups?|win(?:s|ning)?"
)
WORSE = (
    r"degrad(?:e|es|ed|ing|ations?)|wors(?:en|ens|ened|ening)|underperform(?:s|ed|ing)?|deteriorat\w+|lag(?:s|ging)?"
    r"|hurt(?:s)?|behind|sacrific\w+|penalty|loss(?:es)?|gaps?|difference"
)
NOUN = (
    r"improvements?|improvment|gains?|increases?|boosts?|enhancements?|reductions?|drops?|decreases?|declines?"
    r"|margins?|lifts?|uplift|jumps?|advantages?|gaps?|savings?|speed-?ups?|degradations?|loss(?:es)?|rise|increments?"
    r"|differences?|leap|growth|acceleration|deterioration|compression|advance"
)
COMPARATIVE = (
    r"higher|lower|better|worse|more|fewer|less|faster|slower|smaller|larger|cheaper|greater|longer|shorter|stronger"
    r"|lighter|above|below|over|ahead|behind|absolute(?:ly)?|relative(?:ly)?|increased|reduced|improved|short|quicker"
)

_TRENDS: tuple[tuple[Trend, re.Pattern[str]], ...] = (
    ("up", re.compile(rf"\b(?:{RISE})\b", re.I)),
    ("down", re.compile(rf"\b(?:{FALL})\b", re.I)),
    ("better", re.compile(rf"\b(?:{BETTER})\b", re.I)),
    ("worse", re.compile(rf"\b(?:{WORSE})\b", re.I)),
)
_TREND_AFTER: tuple[tuple[Trend, re.Pattern[str]], ...] = (
    (
        "up",
        re.compile(
            r"\b(?:higher|more|greater|longer|larger|bigger|faster|quicker|above|increased|stronger)\b"
        ),
    ),
    ("down", re.compile(r"\b(?:lower|fewer|less|smaller|shorter|cheaper|reduced|below|lighter|slower)\b")),
    ("better", re.compile(r"\b(?:better|improved|over|ahead)\b")),
    ("worse", re.compile(r"\b(?:worse|behind|short)\b")),
)

_FILLER = r"(?:(?:absolute|relative|average|mean|overall|significant|substantial|large|further|additional|the|a|an|about|around|approximately|roughly|nearly|almost|over|at|least|more|than|up[\s-]?to|as|much|most|only|just|some|another|notable|considerable|remarkable|on|impressive|maximum|of|~)[\s~]+)*"
_SAVED = re.compile(rf"\b(?:{FALL})\s+{_FILLER}$", re.I)
_BY = re.compile(
    rf"\b(?:by|by\s+(?:a\s+|an\s+)?(?:[\w-]+\s+){{0,3}}margins?,?\s*(?:of|\(|i\.e\.,?)?)\s*\(?{_FILLER}\+?$",
    re.I,
)
_NOUN_BEFORE = re.compile(
    rf"\b(?P<noun>{NOUN})(?:\s+(?:rates?|scores?|ratios?|factors?|results?)|\s*\(|\s+(?:in|on|for|at|over|from|against)\s+[^,;:()]{{1,60}}?)?"
    rf"\s*(?:of|is|was|are|by|:|=|which\s+is|equal\s+to|ranging\s+from|between|about|around)\s*(?:[\w-]+\s+)?{_FILLER}\+?$",
    re.I,
)
_NOUN_OR_VERB_BESIDE = re.compile(rf"\b(?:{NOUN}|{RISE}|{FALL}|{BETTER}|{WORSE})\s+{_FILLER}\+?$", re.I)
_ORDERING_VERB = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat(?:s|ing)?|outscor\w+|underperform\w*)\s(?P<between>[^;:.()]*)$",
    re.I,
)
_SCORE_VERB = re.compile(
    r"\b(?:achiev\w*|obtain\w*|reach\w*|attain\w*|yield\w*|with|of|at|to|report\w*|scor\w*|is|are|gets?|get)\b",
    re.I,
)
_JUST_PASSED = re.compile(r"\b(?:surpass|exceed)(?:es|ed|ing)?\s+(?:the\s+)?$", re.I)
_WORDS = r"(?:(?!(?:that|but|after|over|of|in|on|and|with|to|for|at|by|from|while|using|versus|vs|than|when|which|is|as|or|the|compared)\b)[\w@.+/'-]+\s+)"
_NOUN_AFTER = re.compile(rf"\s*(?:\)\s*)?{_WORDS}{{0,5}}?(?P<cue>(?:{NOUN})\b)(?!\s+(?:than|of\s+\d))", re.I)
_OF_NOUN_AFTER = re.compile(rf"\s*(?:of|in)\s+(?:[\w@-]+\s+){{0,3}}?(?P<cue>{NOUN})\b", re.I)
_COMPARATIVE_AFTER = re.compile(
    rf"\s*{_WORDS}{{0,3}}?(?P<cue>(?:{COMPARATIVE})\b)(?!\s+(?:than\s+)?(?:\d|all|both|two|three|four|five|six|seven|multiple))",
    re.I,
)
_RELATIVE = re.compile(r"\s*\(?\s*(?:absolute|relative)\b", re.I)

_RESOURCE = (
    r"time|costs?|parameters?|params?|#params?|memory|comput\w+|flops|macs?|budget|latency|runtime|size|resources?|steps?"
    r"|energy|storage|epochs?|iterations?|tokens?|model\s+size|capacity|vram|bandwidth|operations|training|inference"
    r"|weights|overhead|gpu\w*|hours|price|consumption|complexity|footprint|data|labels?|samples?|examples|annotations?|dataset"
)
_SHARE_BEFORE = re.compile(
    r"\b(?:only|just|merely|with|using|uses?|requires?|requiring|need(?:s|ing)?|consum\w+|less\s+than|to|mere|costs?|tak(?:es|ing)"
    r"|at|in|train(?:s|ed|ing)?|updat\w+|tun\w+|introduc\w+|add(?:s|ing)?|about|around|than|roughly|approximately|under|and|or|fewer|as\s+little\s+as)\s*[~(]?(?:an?\s+)?$",
    re.I,
)
_SHARE_AFTER = re.compile(
    rf"\s*(?:(?:as\s+(?:many|much))\s+(?:[\w-]+\s+)?(?:{_RESOURCE})|of\s+(?:the\s+|its\s+|their\s+|all\s+)?(?:[\w'’-]+\s+){{0,4}}?(?:{_RESOURCE})\b"
    rf"|(?:the\s+)?(?:(?:training|inference|model|trainable|computational|computation|additional|extra|tunable|total|compute|search)\s+)*(?:{_RESOURCE})\b|that\s+of\b|the\s+size\b)",
    re.I,
)
_SHARE_OF_OTHER = re.compile(
    rf"\b(?:{_RESOURCE})\s+(?:is|are|was|were)\s+(?:only|just|about|less\s+than|approximately)\s*$", re.I
)
_ONLY = re.compile(
    r"\b(?:only|just|merely|mere|less\s+than|as\s+little\s+as)\s+(?:about\s+|around\s+)?$", re.I
)
_AS_GOOD = re.compile(
    r"\b(?:comparabl[ey]|competitive|match(?:es|ing)?|outperform\w*|exceed\w*|superior|state[- ]of[- ]the[- ]art|SOTA|similar|surpass\w*"
    r"|requir\w+|on\s+par|better\s+than|effectiveness|efficient)\b",
    re.I,
)
_DATA_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:the\s+|all\s+|its\s+)?(?:(?!(?:with|on|for|using|at|by|in|from|to|and|when|under|after)\b)[\w'’-]+\s+){0,4}?(?:labels?|labell?ed|data|dataset|samples?|examples?|annotations?|annotated|images?"
    r"|tables|procedural|population|groups?|time|masking|masked|missing|noise|noisy|sparsity|sparse|training\s+set|supervision|corpus|rule|test"
    r"|threshold|confidence|pruning|dropout|area|traffic|agreement|unlabell?ed|users|papers|tokens|errors|outliers|classes)\b",
    re.I,
)
_SETTING_BEFORE = re.compile(
    r"\b(?:using|with|only|on|under|when|at|given|use|just|for|than|or|and|by|to|from|of|even|mere|merely|where|which|has|have)\s+"
    r"(?:as\s+(?:few|little)\s+as\s+|(?:only|just|less|fewer|more|over|about|a|an|the|than|merely|mere|even|up|to|around|roughly|~|at|least)\s*)*$",
    re.I,
)
_IOU_THRESHOLD = re.compile(r"(?:\bIoU\s*[=>≥@]\s*|\bthresholds?\s+(?:of\s+)?|@\s?)$")
_THRESHOLD_BEFORE = re.compile(
    r"(?:@\s?|@\[|\b(?:P|IoU|threshold|thresholds|chance|rates?|k|K|n|p|epsilon|alpha|beta|lambda|ε|α|β|λ|τ|σ)\s*(?:[=>≥<@]|level)\s*"
    r"|\bthreshold(?:s)?\s+(?:of\s+)?|\bversion\s+|\\(?:[vh]space|[vh]skip|includegraphics|scalebox|resizebox|fontsize|setcounter\{\w+\}|font\w*)\*?\s*[\[{=]?\s*-?|(?:width|height|scale)\s*=\s*|\b(?:chance(?:\s+level)?|Figure|Table|Section|Track|Task|Level|Phase|GPT|CUDA|Python)\s+(?:of\s+)?)$"
)
_THRESHOLD_AFTER = re.compile(
    r"\s*(?:IoU\s+threshold|threshold|[x×]\s?\d|million|billion|trillion|thousand|[KMBkT]\b|in\b\s*\\|em\b|pt\b)"
)
_NO_NUMBER_AFTER = re.compile(r"[A-Za-z°/^]|-[A-Za-z]|:\d|\.\d|,\d|\)\s*[A-Z][a-z]+\s")
_SIZE_AFTER = re.compile(
    r"\s*(?:larger|bigger|wider|deeper|upscaling|super-?\s?resolution|upsampling|downsampling|zoom|magnification|parameters\b"
    r"|longer\s+(?:than\s+the\s+)?(?:training|context|sequences?)|more\s+(?:\w+\s+)?(?:nodes|edges|data|parameters|samples|images|classes|tokens|annotations)|SR\b|scale\b|scaling)",
    re.I,
)
_MULTIPLE_AFTER = re.compile(
    rf"\s*(?:{COMPARATIVE}|{NOUN}|as|the|that|its|\w+er)\b|\s+(?:[\w-]+\s+){{0,3}}(?:{NOUN}|{COMPARATIVE}|throughput)\b",
    re.I,
)
_MULTIPLE_BEFORE = re.compile(
    rf"\b(?:by|of|up\s+to|{NOUN}|{FALL}|{RISE}|faster|slower|smaller|fewer|less|more)\s+(?:[\w-]+\s+){{0,2}}~?$",
    re.I,
)
_FACTOR_BEFORE = re.compile(
    r"\bfactors?\s+(?:of|between)\s+(?:up\s+to\s+|about\s+|over\s+|more\s+than\s+|~)?$", re.I
)
# A multiplication sign may be lost with its markup: `5 faster`, `13 speedup`.
_LOST_TIMES_AFTER = re.compile(
    r"\s+(?:times\s+)?(?:faster|slower|cheaper|smaller|more\s+efficient|(?:[a-z]+\s+)?speed-?\s?ups?|acceleration|reductions?|fewer\s+(?:flops|computations?)|less\s+(?:memory|time|computation))\b",
    re.I,
)
_RESOLUTION_BEFORE = re.compile(r"\d\s?[x×]\s?$")
_MEASURE_AFTER = re.compile(
    r"\s*(?:of\s+(?:\w+\s+)?(?:speech|audio|video|videos|data|recordings?|training\s+data|footage|music|text)\b"
    r"|[\s-]*(?:parameters|window|clips?|segments?|horizon|long\b|videos?|GPUs?|GPU\s+memory|cards?|spatial|recordings?|speech|audio|subset|resolution|sampling))",
    re.I,
)
_MEASURE_BEFORE = re.compile(
    r"\b(?:in|within|takes?|taking|took|only|under|than|at|of|runs?|running|by|just|about|around|reach\w*|achiev\w*|with|requir\w+|and|to|over|from|latency|speed|time|cost|costs|costing|up\s+to|down\s+to|less|up|approximately|nearly)\s*(?:an?\s+|the\s+|over\s+|about\s+|~\s?|>\s?|<\s?)*\(?$",
    re.I,
)
_STRICT_MEASURES = re.compile(
    r"^(?:[KMGT]i?B|hours?|hrs?|days?|minutes?|mins?|mm|cm|pixels?|px|s|kHz|Hz|MHz|GHz|seconds?|sec|ms|milliseconds?)$"
)
_CLAIM_VERB = re.compile(
    r"\b(?:achiev\w*|obtain\w*|reach\w*|attain\w*|yield\w*|scor(?:e|es|ed|ing)|outperform\w*|surpass\w*|improv\w*|accuracy|performance"
    r"|results?|state[- ]of[- ]the[- ]art|SOTA|report\w*|reduc\w*|decreas\w*|gets?)\b",
    re.I,
)
_METRIC_LEFT_GAP = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:scores?|values?|rates?|ratio|results?|accuracy|performance|error)?\s*(?:\(\s*)?(?:(?:of|is|was|are|to|at|by|from|with|up|as|high|low|reach\w*|achiev\w*|over|about|around|above|below|exceed\w*|approximately|than|only|just|nearly|ranging|between|respectively|equals?|roughly|more|less|a|an)\b\s*|[:=~><≈]\s*|\bof~)*$",
    re.I,
)
_METRIC_RIGHT_GAP = re.compile(
    r"\s*(?:(?:points?|absolute|relative|average|averaged|mean|overall|in|on|of|the|top|for|test|in\s+terms\s+of|higher|lower|better|more|fewer|less)\b[\s-]*){0,4}\(?$",
    re.I,
)
_GROUP_GAP = re.compile(
    r"\s*(?:,|/|;|and|or|&|to|,\s*and|,\s*or|vs\.?|versus|compared\s+to|\(|\)|,\s*respectively,?)*\s*(?:on\s+average\s*)?\+?$"
)


def judge(context: ClaimContext, quantities: Sequence[Quantity]) -> None:
    """Set `measures`, `rule`, `kind`, `trend` and `qualifier` of the quantities, in place."""
    before: Quantity | None = None
    for position, quantity in enumerate(quantities):
        following = quantities[position + 1] if position + 1 < len(quantities) else None
        window = _Window(context, quantity, before, following)
        _judge_one(window)
        before = quantity
    _spread_in_lists(context, quantities)
    _spread_in_parallels(context, quantities)


class _Window:
    """A number with the words on its two sides, within its sentence."""

    def __init__(
        self, context: ClaimContext, quantity: Quantity, before: Quantity | None, following: Quantity | None
    ) -> None:
        self.context, self.quantity = context, quantity
        self.sentence_start, self.sentence_end = context.sentence(quantity["start"])
        start, end = quantity["start"], quantity["end"]
        self.left = context.text[max(self.sentence_start, start - BEFORE) : start]
        self.right = context.text[end : min(self.sentence_end, end + AFTER)]
        low = before["end"] if before else 0
        high = following["start"] if following else len(context.text)
        self.left_own = context.text[max(self.sentence_start, low, start - BEFORE) : start]
        self.right_own = context.text[end : max(end, min(self.sentence_end, high, end + AFTER))]

    def metric_beside(self) -> bool:
        """Is a metric named right before or after the number?"""
        text, quantity = self.context.text, self.quantity
        for mention in self.context.mentions_in(
            quantity["start"] - BEFORE, quantity["end"] + AFTER, "Metric"
        ):
            if mention.end <= quantity["start"] and _METRIC_LEFT_GAP.fullmatch(
                text[mention.end : quantity["start"]]
            ):
                return True
            if mention.start >= quantity["end"] and _METRIC_RIGHT_GAP.fullmatch(
                text[quantity["end"] : mention.start]
            ):
                return True
        return False


def _judge_one(window: _Window) -> None:
    quantity = window.quantity
    quantity["qualifier"] = qualifier_of(window.context.text, quantity)
    kind, trend, kind_rule = _kind(window)
    measures, rule = _measures(window, kind, kind_rule)
    quantity["kind"], quantity["trend"], quantity["measures"] = kind, trend, measures
    quantity["rule"] = f"{rule}/{kind_rule}" if measures else rule


def _measures(window: _Window, kind: ResultKind, kind_rule: str) -> tuple[bool, str]:
    quantity, left, right = window.quantity, window.left, window.right
    if window.sentence_start == 0 and quantity["unit_class"] in ("none", "measure"):
        return False, "title"
    if _IOU_THRESHOLD.search(left):
        return False, "threshold"
    if _THRESHOLD_BEFORE.search(left) and not (quantity["unit_class"] == "none" and window.metric_beside()):
        return False, "threshold"
    if _THRESHOLD_AFTER.match(right):
        return False, "size"
    if quantity["unit_class"] == "percent":
        return _percent_measures(window, kind, kind_rule)
    if quantity["unit_class"] == "times":
        return _times_measures(window)
    if quantity["unit_class"] == "points":
        weak = kind_rule == "points" and not quantity["decimal"]
        return (False, "points") if weak else (True, "points")
    if quantity["unit_class"] == "measure":
        return _measure_measures(window, kind)
    return _bare_measures(window, kind, kind_rule)


def _times_measures(window: _Window) -> tuple[bool, str]:
    quantity, left, right = window.quantity, window.left, window.right
    if _SIZE_AFTER.match(right) or _RESOLUTION_BEFORE.search(left) or re.match(r"[\s-]*(?:cross|\d)", right):
        return False, "size"
    printed = window.context.text[quantity["start"] : quantity["end"]]
    enumerates = re.search(r"\b(?:is|are|was|were)\s+$", left) and re.match(r"\s*[.:,;(]", right)
    if enumerates:
        return False, "enumeration"
    if re.search(r"times$|fold$", printed) and not (
        _MULTIPLE_AFTER.match(right) or _MULTIPLE_BEFORE.search(left)
    ):
        return False, "repetition"
    return True, "times"


def _percent_measures(window: _Window, kind: ResultKind, kind_rule: str) -> tuple[bool, str]:
    if kind != "score" or window.quantity["sign"] == "+":
        return True, "percent"
    if _DATA_AFTER.match(window.right_own) and not window.metric_beside():
        setting = _SETTING_BEFORE.search(window.left) or re.search(r"[(>]\s*$", window.left)
        return (False, "setting") if setting else (True, "percent-share")
    return True, "percent"


def _measure_measures(window: _Window, kind: ResultKind) -> tuple[bool, str]:
    if _NO_NUMBER_AFTER.match(window.right) or _MEASURE_AFTER.match(window.right):
        return False, "extent"
    if not _STRICT_MEASURES.match(window.quantity["unit"]) or kind != "score" or window.metric_beside():
        return True, "measure"
    return (True, "measure-cue") if _MEASURE_BEFORE.search(window.left) else (False, "extent")


def _bare_measures(window: _Window, kind: ResultKind, kind_rule: str) -> tuple[bool, str]:
    quantity, text = window.quantity, window.context.text
    if "/" in quantity["value"]:
        return (kind == "factor" or bool(_SHARE_AFTER.match(window.right))), "fraction"
    if kind == "factor":
        return True, "factor"
    near_metric = window.metric_beside()
    if _NO_NUMBER_AFTER.match(window.right) and not near_metric:
        return False, "part of a word"
    if near_metric:
        return True, "metric"
    if quantity["sign"] == "+" and not re.match(r"\s*[A-Za-z]", window.right):
        return True, "plus"
    metric = bool(window.context.mentions_in(window.sentence_start, window.sentence_end, "Metric"))
    if quantity["pair"]:
        return metric or quantity["decimal"], "pair"
    if not quantity["decimal"]:
        return False, "count"
    if kind == "change" and not kind_rule.startswith("weak"):
        return True, "decimal change"
    sentence = text[window.sentence_start : window.sentence_end]
    return metric or bool(_CLAIM_VERB.search(sentence)), "decimal"


def _kind(window: _Window) -> tuple[ResultKind, Trend | None, str]:
    """The kind, the way the quantity moves and the name of the rule."""
    quantity, left, right = window.quantity, window.left_own, window.right_own
    if quantity["unit_class"] == "times":
        return "factor", _factor_trend(window), "multiple"
    if quantity["unit_class"] == "none" and _is_multiple_without_sign(window):
        return "factor", _factor_trend(window), "bare multiple"
    if quantity["pair"]:
        return "score", None, "pair"
    if quantity["sign"] == "+":
        return "change", "up", "plus"
    if not (_SAVED.search(left) and quantity["unit_class"] == "percent") and _is_share(window):
        return "factor", "down", "share"
    after = _change_after(right)
    if after:
        return "change", after, "noun after"
    if _BY.search(left):
        return "change", _trend_before(left) or "better", "by"
    noun = _NOUN_BEFORE.search(left)
    if noun:
        return "change", _trend_before(left) or "better", "noun before"
    if not _JUST_PASSED.search(left) and _NOUN_OR_VERB_BESIDE.search(left):
        return "change", _trend_before(left), "beside"
    if quantity["unit_class"] == "points":
        scored = re.search(r"\b(?:achiev|obtain|reach|attain|yield|scor)\w*\s+(?:an?\s+|\w+\s+of\s+)?$", left)
        return (
            ("score", None, "score")
            if scored
            else ("change", _trend_before(window.left) or "better", "points")
        )
    if _RELATIVE.match(right):
        return "change", _trend_before(window.left) or "better", "relative"
    verb = _ORDERING_VERB.search(left)
    if verb and verb["between"].strip() and not _SCORE_VERB.search(verb["between"]):
        return "change", _trend_before(left) or "better", "weak verb"
    return "score", None, "score"


def _is_multiple_without_sign(window: _Window) -> bool:
    if window.quantity["sign"] or "/" in window.quantity["value"]:
        return False
    return bool(_FACTOR_BEFORE.search(window.left) or _LOST_TIMES_AFTER.match(window.right))


def _is_share(window: _Window) -> bool:
    quantity = window.quantity
    if quantity["unit_class"] != "percent" and "/" not in quantity["value"]:
        return False
    if _SHARE_OF_OTHER.search(window.left) and re.match(r"\s*of\s+(?!the\s+time|cases)", window.right_own):
        return True
    if _saves_data(window):
        return True
    if (
        not _SHARE_AFTER.match(window.right_own)
        or (window.metric_beside()
        and not _SHARE_BEFORE.search(window.left))
    ):
        return False
    if "/" in quantity["value"]:
        return True
    data = _DATA_AFTER.match(window.right_own)
    return bool(_SHARE_BEFORE.search(window.left)) and not (
        data and not re.search(r"\btime\b|as\s+(?:many|much)", data.group())
    )


def _saves_data(window: _Window) -> bool:
    """`matches the baseline with only 10% of the labels`: less data for as good an outcome is a saving."""
    if not (_ONLY.search(window.left) and _DATA_AFTER.match(window.right_own)):
        return False
    return bool(_AS_GOOD.search(window.context.text, window.sentence_start, window.sentence_end))


def _change_after(right: str) -> Trend | None:
    noun = _NOUN_AFTER.match(right) or _OF_NOUN_AFTER.match(right)
    if noun:
        return _trend(noun["cue"], _TRENDS) or "better"
    comparative = _COMPARATIVE_AFTER.match(right)
    if comparative:
        cue = comparative["cue"].lower()
        if cue.startswith(("absolute", "relative")):
            return None
        return _trend(cue, _TREND_AFTER)
    return None


def _trend(cue: str, table: tuple[tuple[Trend, re.Pattern[str]], ...]) -> Trend | None:
    return next((trend for trend, pattern in table if pattern.search(cue)), None)


def _trend_before(left: str) -> Trend | None:
    """By the last word before the number that says which way it went."""
    best: tuple[int, Trend] | None = None
    for trend, pattern in _TRENDS:
        for match in pattern.finditer(left):
            if best is None or match.start() > best[0]:
                best = (match.start(), trend)
    return best[1] if best else None


def _factor_trend(window: _Window) -> Trend | None:
    right = _trend(window.right_own[:40], _TREND_AFTER) or _trend(window.right_own[:40], _TRENDS)
    if right and right != "worse":
        return right
    return _trend_before(window.left) or "up"


def _spread_in_lists(context: ClaimContext, quantities: Sequence[Quantity]) -> None:
    """The members of a list of numbers (`3.1 and 2.4 points`, `by 3.7% and 3.6%`) are of one kind."""
    run: list[Quantity] = []
    for quantity in quantities:
        if run and not _continues(context, run[-1], quantity):
            _settle(run)
            run = []
        run.append(quantity)
    _settle(run)


def _continues(context: ClaimContext, last: Quantity, quantity: Quantity) -> bool:
    gap = context.text[last["end"] : quantity["start"]]
    if (
        last["pair"]
        or quantity["pair"]
        or (quantity["sign"] and not last["sign"])
        or "(" in gap
        or ")" in gap
    ):
        return False
    same = last["unit_class"] == quantity["unit_class"] or last["unit_class"] == "none"
    return same and bool(_GROUP_GAP.fullmatch(gap))


# `18% on KITTI and 7% on Sintel`, `CIFAR-100 (17%), ImageNet-100 (5%)`: the second is what the first is.
_PARALLEL_GAP = re.compile(
    r"(?!.*\b(?:achiev|obtain|reach|attain|yield|result|with|to|from|while|whereas|is|are|of|at|than)\w*\b)[^;:.]{1,90}?(?:,|\band|,\s*and|\bor|\()\s*"
    r"(?:an?\s+)?(?:by\s+|over\s+|about\s+|up\s+to\s+)*\+?$",
    re.I,
)


def _spread_in_parallels(context: ClaimContext, quantities: Sequence[Quantity]) -> None:
    for last, quantity in zip(quantities, quantities[1:], strict=False):
        gap = context.text[last["end"] : quantity["start"]]
        if not (
            last["measures"]
            and quantity["measures"]
            and last["kind"] == "change"
            and quantity["kind"] == "score"
        ):
            continue
        if last["unit_class"] != quantity["unit_class"] or quantity["pair"] or "\n" in gap:
            continue
        bracketed = gap.rstrip().endswith("(")
        if bracketed != gap.lstrip().startswith(")"):
            continue
        if context.sentence(last["start"]) == context.sentence(quantity["start"]) and _PARALLEL_GAP.fullmatch(
            gap
        ):
            quantity["kind"], quantity["trend"] = "change", last["trend"]
            quantity["rule"] = quantity["rule"].split("/")[0] + "/parallel"


def _settle(run: list[Quantity]) -> None:
    if len(run) < 2:
        return
    changed = next((q for q in run if q["kind"] == "change"), None)
    if run[-1]["unit_class"] != "none":
        for quantity in run:
            if quantity["unit_class"] == "none":
                quantity["unit"], quantity["unit_class"] = run[-1]["unit"], run[-1]["unit_class"]
    if changed:
        for quantity in run:
            if quantity["kind"] == "score":
                quantity["kind"], quantity["trend"] = "change", changed["trend"]
    if any(q["measures"] for q in run):
        for quantity in run:
            if (
                not quantity["measures"]
                and (quantity["decimal"] or quantity["unit"] or run[0]["measures"])
                and quantity["rule"] not in ("threshold", "size", "part of a word", "title")
            ):
                quantity["measures"], quantity["rule"] = (
                    True,
                    f"list/{next(q['rule'] for q in run if q['measures'])}",
                )
