"""Choosing the metric, dataset, task, method and baseline of a number among the candidates.

Each candidate gets a score from how it stands to the number; the best one above a floor is taken. The scores are
plain sums of the weights below, so that a trained ranker can replace `metric_score`, `dataset_score` and
`task_score` one by one.
"""

from __future__ import annotations

import re

from extract.pipeline.annotations import Offsets
from extract.pipeline.claim_context import ClaimContext, Mention
from extract.pipeline.claim_orderings import Ordering, Phrase, orderings
from extract.pipeline.quantity_reading import Quantity
from extract.pipeline.results_candidates import Candidate, SentenceClaims
from extract.record import Direction

# Metrics of cost and speed, in one class apart from metrics of quality.
RESOURCE = re.compile(
    r"time|latenc|speed|throughput|fps|frames?\s+per\s+second|flops?|mac(?:c)?s?\b|memory|cost|param|energy"
    r"|storage|runtime|bandwidth|comput"
    r"|size|footprint|rtf|real-time factor|convergence|wall-clock|vram|budget|overhead|power|compression",
    re.I,
)
LOWER_IS_BETTER = re.compile(
    r"error|loss|\bfid\b|fréchet|perplexity|\bppl\b|\bwer\b|\bcer\b|\bder\b|\beer\b|word error|latenc|time"
    r"|cost|\bmae\b|\brmse\b|\bmse\b|\bade\b"
    r"|\bfde\b|distance|flops?|\bmacs?\b|param|memory|runtime|\bbpd\b|\bbpc\b|\bbpp\b|bits per|lpips"
    r"|\bkid\b|\bfvd\b|\bnll\b|likelihood loss|energy"
    r"|miss rate|mpjpe|\bmce\b|regret|halluc|forgetting|\bepe\b|end-point|chamfer|\bnme\b|\bate\b|abs ?rel"
    r"|log-?rank|rank error|deviation|\btre\b"
    r"|collision|toxicity|false positive|\bfpr|\bece\b|calibration error|overhead|footprint|bias|complexity"
    r"|drop|\bmcd\b|\bhter\b|\bacer\b|\bsmape\b|mape",
    re.I,
)
_TIME_UNITS = re.compile(
    r"^(?:ms|s|sec|seconds?|minutes?|mins?|hours?|hrs?|days?|milliseconds?|[GTC]PU)", re.I
)

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
_LINK_RIGHT = re.compile(
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


def best(candidates: list[Candidate], scores: list[float], floor: float) -> Candidate | None:
    """The candidate of the highest score (the first of equals), or None where none reaches the floor."""
    if not candidates:
        return None
    top = max(range(len(candidates)), key=lambda i: (scores[i], -i))
    return candidates[top] if scores[top] >= floor else None


def metric_of(sentence: SentenceClaims, quantity: Quantity) -> Candidate | None:
    """The metric a number is a value of."""
    candidates = sentence.candidates(quantity, "Metric")
    return best(candidates, [metric_score(quantity, c) for c in candidates], floor=-5.0)


def metric_score(quantity: Quantity, candidate: Candidate) -> float:
    """Higher for metrics that stand beside the number and can be measured in its unit."""
    score = -len(candidate.gap) / 50 - 0.9 * candidate.numbers - 0.7 * candidate.clauses
    if candidate.side > 0:
        beside = _BESIDE_RIGHT.fullmatch(candidate.gap)
        score += (
            6.0 if beside and "," not in candidate.gap else 4.5 if _GAIN_IN.fullmatch(candidate.gap) else 1.0
        )
    else:
        score += 5.0 if _BESIDE_LEFT.fullmatch(candidate.gap) else 1.5
    if candidate.aligned:
        score += 5.0
    return score - _unlike_unit(quantity, candidate.mention)


def _unlike_unit(quantity: Quantity, metric: Mention) -> float:
    resource = bool(RESOURCE.search(metric.name))
    if quantity["unit_class"] == "measure":
        physical = (
            quantity["unit"] in ("dB", "mm", "cm", "pixels", "px")
            or "bit" in quantity["unit"]
            or "bp" in quantity["unit"]
        )
        return 0.0 if resource != physical else 8.0
    if quantity["kind"] == "factor":
        return 0.0 if resource else 5.0
    if quantity["kind"] == "score" and resource:
        return 4.0
    return 1.5 if resource and quantity["trend"] not in ("down", "up") else 0.0


def dataset_of(sentence: SentenceClaims, quantity: Quantity) -> Candidate | None:
    """The dataset a number was measured on."""
    candidates = sentence.candidates(quantity, "Dataset")
    return best(candidates, [dataset_score(c) for c in candidates], floor=-5.0)


def said_of_all(sentence: SentenceClaims, quantity: Quantity, dataset: Candidate) -> bool:
    """Is a number said of every dataset of a list, as in `by 5% on A and B`?"""
    if dataset.aligned or len(sentence.list_of(quantity)) > 1:
        return False
    if len(sentence.quantities) == 1:
        return True
    return dataset.side > 0 and not dataset.numbers and bool(_LINK_RIGHT.fullmatch(dataset.gap))


def dataset_score(candidate: Candidate) -> float:
    """Higher for datasets that `on`, `in` or a bracket links to the number, or that open the sentence."""
    score = (
        -len(candidate.gap) / 60 - 1.5 * candidate.numbers - 0.8 * candidate.clauses - 0.5 * candidate.rivals
    )
    if candidate.side > 0:
        linked = not candidate.numbers and (
            _LINK_RIGHT.fullmatch(candidate.gap) or _BRACKET_RIGHT.fullmatch(candidate.gap)
        )
        score += 5.0 if linked and not candidate.clauses else 2.5
    else:
        score += 5.0 if _BESIDE_DATASET_LEFT.fullmatch(candidate.gap) else 2.5
    if candidate.aligned:
        score += 6.0
    if candidate.mention.role == "trained":
        score -= 1.5
    return score


def task_of(sentence: SentenceClaims, quantity: Quantity) -> Candidate | None:
    """The task a number is about, where a word links it."""
    candidates = sentence.candidates(quantity, "Task")
    return best(candidates, [task_score(c) for c in candidates], floor=2.0)


def task_score(candidate: Candidate) -> float:
    """Like a dataset's, but a task is taken only where it is linked."""
    score = dataset_score(candidate)
    linked = candidate.aligned or (candidate.side > 0 and _LINK_RIGHT.fullmatch(candidate.gap))
    return score if linked or not candidate.numbers else score - 2.0


def baseline_of(orderings: list[Ordering], quantity: Quantity, sentence: SentenceClaims) -> Phrase | None:
    """What a change or factor is measured against: the nearest ordering of the same clause."""
    chosen: Phrase | None = None
    nearest = 10_000.0
    for ordering in orderings:
        after = ordering.start >= quantity["end"]
        low, high = (quantity["end"], ordering.start) if after else (ordering.start, quantity["start"])
        between = sum(low <= q["start"] < high for q in sentence.quantities)
        cost = (high - low) / 40 + 0.7 * between + (0.0 if after else 0.3)
        if cost < nearest and ordering.cue != "boost":
            nearest, chosen = cost, _aligned_object(ordering, quantity, sentence)
    return chosen


_BEST_SO_FAR = re.compile(
    r"(?:(?:previous|prior|current|existing|recent|published)\s+)*(?:state[\s-]of[\s-](?:the[\s-])?art"
    r"|SOTA)(?:\s+(?:results?|methods?|models?|performance|approach(?:es)?))?",
    re.I,
)


def baseline_named(context: ClaimContext, span: Offsets) -> Phrase | None:
    """Without an ordering in the sentence: a competitor it names, or what the sentence before was set against."""
    rivals = [m for m in context.mentions_in(*span, "Method") if m.role == "compared"]
    if rivals:
        return Phrase(rivals[0].start, rivals[0].end, rivals[0].name, rivals[0])
    index = context.sentence_index(span[0])
    if index > 1:
        earlier = [
            o
            for o in orderings(context, context.sentences[index - 1])
            if o.cue not in ("over", "from", "against")
        ]
        if earlier:
            return earlier[-1].objects[0]
    return None


def _aligned_object(ordering: Ordering, quantity: Quantity, sentence: SentenceClaims) -> Phrase:
    members = sentence.list_of(quantity)
    if len(ordering.objects) == len(members) > 1:
        return ordering.objects[next(i for i, q in enumerate(members) if q is quantity)]
    return ordering.objects[0]


_BASELINE_CUE = re.compile(
    r"\b(?:than|over|versus|vs\.?|against|compared?\s+(?:with|to)|relative\s+to|outperform\w*|surpass\w*"
    r"|exceed\w*|beat\w*|upon|from|prior|previous"
    r"|based\s+on|such\s+as|including|like|with|using|of|on|improv\w+|boost\w*|to|by)\s+(?:[\w'-]+\s+){0,3}$",
    re.I,
)
_OURS = re.compile(
    r"\b(?:we|our|ours|the\s+proposed|this\s+(?:paper|work|method|approach|model|framework)|proposed|it)\b",
    re.I,
)


def method_of(context: ClaimContext, sentence: SentenceClaims, quantity: Quantity) -> str | None:
    """The method that achieved a number: the subject before it, or what the paper proposes."""
    candidates = [c for c in sentence.candidates(quantity, "Method") if _can_achieve(context, c)]
    aligned = next((c for c in candidates if c.aligned), None)
    if aligned:
        return aligned.mention.name
    subject = subject_before(context, sentence.span[0], quantity["start"])
    return subject.name if subject else context.proposed


def _can_achieve(context: ClaimContext, candidate: Candidate) -> bool:
    return candidate.mention.role != "compared" and candidate.side < 0


def subject_before(context: ClaimContext, start: int, end: int) -> Mention | None:
    """The method named as subject between two offsets: an introduced one first, or one that opens the sentence."""
    text = context.text
    subjects = [
        m
        for m in context.mentions_in(start, end, "Method")
        if not _BASELINE_CUE.search(text[max(start, m.start - 40) : m.start])
    ]
    introduced = [m for m in subjects if m.role == "introduced"]
    if introduced:
        return introduced[-1]
    if _OURS.search(text, start, end):
        return None
    return next((m for m in subjects if m.role in ("used", None) and m.start - start < 60), None)


def direction_of(quantity: Quantity, metric: str | None) -> Direction | None:
    """`up` or `down` for changes and factors; what is `better` depends on the metric."""
    if quantity["kind"] == "score":
        return None
    trend = quantity["trend"]
    if trend in ("up", "down"):
        lowered = trend == "up" and quantity["sign"] == "-"
        return "down" if lowered else trend
    lower = bool(metric and LOWER_IS_BETTER.search(metric))
    return "down" if lower != (trend == "worse") else "up"
