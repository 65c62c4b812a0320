"""The trained pipeline that comes with the distribution: a folder for each component, as spaCy writes it."""

from __future__ import annotations

from pathlib import Path

PACKAGED_MODEL = Path(__file__).resolve().parents[1] / "model"


def packaged_text(component: str, file: str) -> str:
    """A text file of a component. Raises OSError where it is missing."""
    return (PACKAGED_MODEL / component / file).read_text(encoding="utf-8")


def write_text(folder: str | Path, file: str, text: str) -> None:
    """Write a file of a component, the same bytes on every system."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / file).write_text(text, encoding="utf-8", newline="\n")
