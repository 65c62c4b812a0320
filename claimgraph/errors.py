"""What can be expected to go wrong, and is told in one line instead of a traceback."""

from concurrent.futures.process import BrokenProcessPool

from extract.evaluation import GoldError
from extract.training.errors import TrainingError
from graph.errors import GraphError
from queries.errors import QueryError

EXPECTED_ERRORS = (
    GoldError,
    GraphError,
    QueryError,
    TrainingError,
    BrokenProcessPool,
    OSError,
)
