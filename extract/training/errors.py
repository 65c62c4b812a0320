"""What can keep training from starting."""

from __future__ import annotations


class TrainingError(Exception):
    """What training needs is missing or cannot be read; the message says what to do."""
