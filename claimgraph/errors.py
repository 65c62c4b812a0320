"""What can be expected to go wrong, and is told in one line instead of a traceback."""

from extract.evaluation import GoldError
from graph.errors import GraphError
from queries.errors import QueryError

EXPECTED_ERRORS = (GoldError, GraphError, QueryError, OSError)
