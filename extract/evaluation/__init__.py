"""How good extraction is: precision, recall and F1 of records against annotated papers."""

from extract.evaluation.gold import GoldError, GoldPaper, read_gold
from extract.evaluation.measures import Accuracy, PrecisionRecall, Scores, score

__all__ = ["Accuracy", "GoldError", "GoldPaper", "PrecisionRecall", "Scores", "read_gold", "score"]
