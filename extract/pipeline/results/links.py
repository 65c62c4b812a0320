"""How a metric or dataset is linked to a number by the words between them."""

from __future__ import annotations

import re
from typing import Literal

from extract.pipeline.results.candidates import Candidate

Link = Literal["aligned", "beside", "linked", "near"]

_BESIDE_RIGHT = re.compile(
    r"\s*(?:points?\s+)?(?:\(?\s*(?:absolute|relative|average|averaged|mean|overall|better|higher|lower"
    r"|more|fewer|less|top|absolute\s+points?)\s+)*"
    r"(?:(?:in\s+terms\s+of|in|on|of|for)\s+(?:the\s+|average\s+|both\s+|overall\s+)*)?\(?\s*",
    re.I,
)
_GAIN_IN = re.compile(
    r"\s*(?:points?\s+)?(?:\w+\s+){0,2}?(?:improvements?|gains?|increases?|boosts?|reductions?|drops?"
    r"|decreases?|higher|lower|better)\s+"
    r"(?:in\s+terms\s+of|in|on|of|for)\s+(?:the\s+|average\s+|mean\s+|overall\s+)*",
    re.I,
)
_BESIDE_LEFT = re.compile(
    r"\s*(?:\([^()]{1,25}\)\s*)?(?:scores?|values?|rates?|results?|performance|accuracy)?\s*[(\[]?\s*"
    r"(?:(?:of|is|was|are|by|to|at|from|with|up|as|high|low|reach\w*|over|about|around|an?|the|average|only"
    r"|just|nearly|more|than|further|respectively)\b\s*|[:=~+<>,])*\s*",
    re.I,
)
LINK_RIGHT = re.compile(
    r"(?:[^,;]*?)\b(?:on|in|for|over|across|at|to|from|of|against|using|under|and)\s+(?:(?:the|both|all|a"
    r"|challenging|large-scale|popular|standard"
    r"|several|two|three|four|five|six|\d+|public|benchmark|benchmarks?|datasets?|like|such|as|namely"
    r"|including|e\.g\.,?|i\.e\.,?|our|new|validation|test|tasks?|sets?|of|widely|used"
    r"|real-world)[\s,:(]*)*",
    re.I,
)
_BRACKET_RIGHT = re.compile(r"[^();.]{0,40}\(\s*(?:on\s+|for\s+)?")
_BESIDE_DATASET_LEFT = re.compile(
    r"[’']?s?\s*(?:datasets?|benchmarks?|test(?:-?\s?sets?)?|val(?:idation)?|sets?|leaderboard|accuracy"
    r"|score|performance|corpus|top-1)?\s*"
    r"(?:[(\[:,=]|\bby\b|\bto\b|\bfrom\b|\bis\b|\bwith\b|\bat\b|\bof\b)*\s*(?:by\s+|up\s+to\s+|about\s+)*\+?",
    re.I,
)


def metric_link(candidate: Candidate) -> Link:
    """`beside` (`88.7 mIoU`, `accuracy of 93`), `linked` (`gain of 2 points in BLEU`), or only `near`."""
    if candidate.aligned:
        return "aligned"
    if candidate.side < 0:
        return "beside" if _BESIDE_LEFT.fullmatch(candidate.gap) else "near"
    if _BESIDE_RIGHT.fullmatch(candidate.gap) and "," not in candidate.gap:
        return "beside"
    return "linked" if _GAIN_IN.fullmatch(candidate.gap) else "near"


def dataset_link(candidate: Candidate) -> Link:
    """`beside` (`GSM8K +5%`, `on GSM8K (81%)`), `linked` by a preposition or bracket, or only `near`."""
    if candidate.aligned:
        return "aligned"
    if candidate.side < 0:
        return "beside" if _BESIDE_DATASET_LEFT.fullmatch(candidate.gap) else "near"
    if candidate.numbers or candidate.clauses:
        return "near"
    linked = LINK_RIGHT.fullmatch(candidate.gap) or _BRACKET_RIGHT.fullmatch(candidate.gap)
    return "linked" if linked else "near"
