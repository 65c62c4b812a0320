"""How good extraction is: precision, recall and F1 of records against annotated papers."""

from extract.evaluation.gold import GoldError, GoldPaper, read_gold
from extract.evaluation.measures import Accuracy, PrecisionRecall, Scores, score, score_matches
from extract.evaluation.standoff import Attachment, attach

__all__ = [
    "Accuracy",
    "Attachment",
    "GoldError",
    "GoldPaper",
    "PrecisionRecall",
    "Scores",
    "attach",
    "read_gold",
    "score",
    "score_matches",
]
