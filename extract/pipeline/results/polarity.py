"""Which metrics measure cost and which are better when lower, and so which way an improvement moves them."""

from __future__ import annotations

import re

from extract.pipeline.quantities.reading import Quantity
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
