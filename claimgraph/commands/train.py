"""`claimgraph train`: rebuild the trained pipeline."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import Processes
from claimgraph.console import note, warn
from extract.evaluation.gold import GoldPaper
from extract.evaluation.learning_curve import write_curve
from extract.evaluation.standoff import attach
from extract.paper import Paper
from extract.pipeline.build import write_pipeline
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.readers import read_papers
from extract.training.recipe import learning_curve
from extract.training.recipe import train as run_recipe

ANNOTATION = ("annotation/train.jsonl.gz", "annotation/machine.jsonl.gz")
"""In this order, by which it goes what papers a network leaves out."""
COMPOSED = ("annotation/composed.jsonl.gz",)
LAST = ("annotation/train.jsonl.gz", "annotation/gains.jsonl.gz")

EXAMPLE = "Example: claimgraph train --papers abstracts.jsonl.gz --work training"


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLE)(train)


def train(
    papers: Annotated[
        list[str],
        typer.Option(metavar="FILE", help="The texts of the annotated papers; may be repeated."),
    ],
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Keeps what takes long, so that it is not done again.")
    ],
    annotation: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help=f"The annotation to learn from; may be repeated (default: {' and '.join(ANNOTATION)}).",
            show_default=False,
        ),
    ] = None,
    composed: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Annotation of texts written to show claims, which say nothing of how often abstracts make"
            f" them; may be repeated (default: {' and '.join(COMPOSED)}, or none with --annotation).",
            show_default=False,
        ),
    ] = None,
    last: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Annotation that the encoder reads once at the end; may be repeated"
            f" (default: {' and '.join(LAST)}, or none with --annotation).",
            show_default=False,
        ),
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Annotation to measure the learning curve with, by two smaller networks too.",
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the pipeline goes.")
    ] = PACKAGED_MODEL,
    processes: Processes = 1,
) -> None:
    """Rebuild the trained pipeline from the annotation and the texts that it is about."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    texts = []
    for item in read_papers(papers):
        if isinstance(item, Paper):
            texts.append(item)
        else:
            warn(str(item))
    own = bool(annotation)
    annotated = _attached(annotation or map(Path, ANNOTATION), texts)
    more = _attached(composed or map(Path, () if own else COMPOSED), texts)
    at_the_end = _attached(last or map(Path, () if own else LAST), texts)
    note(
        f"{len(annotated)} annotated papers, {len(more)} composed texts, {len(at_the_end)} for the last pass"
    )
    nlp = run_recipe(annotated, more, work, processes, at_the_end)
    write_pipeline(nlp, output)
    if held_out:
        known = [*annotated, *more]
        curve = learning_curve(known, _attached([held_out], texts), nlp, work, processes, at_the_end)
        write_curve(curve, output)
    note(f"the pipeline is in {output}")


def _attached(files: Iterable[Path], texts: Sequence[Paper]) -> list[GoldPaper]:
    """The annotated papers of all files that came with their text; of the others it is said how many."""
    papers = []
    for file in files:
        found = attach(file, texts)
        lacking = len(found.missing) + len(found.altered)
        if lacking:
            warn(f"{file}: {lacking} annotated papers came without their text")
        papers += found.papers
    return papers
