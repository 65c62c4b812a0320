"""`claimgraph train`: rebuild the trained pipeline."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.commands.options import Processes
from claimgraph.console import note, warn
from extract.paper import Paper
from extract.pipeline.build import write_pipeline
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.readers import read_papers
from extract.training.material import gather
from extract.training.recipe import train as run_recipe

EXAMPLE = "Example: claimgraph train --papers abstracts.jsonl.gz --bodies latex.tar.xz --work training"


def register(app: typer.Typer) -> None:
    app.command(epilog=EXAMPLE)(train)


def train(
    papers: Annotated[
        list[str],
        typer.Option(metavar="FILE", help="The texts of the annotated papers, and of others."),
    ],
    bodies: Annotated[
        Path, typer.Option(metavar="ARCHIVE", help="LaTeX sources: a tar archive with a folder a paper.")
    ],
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Keeps what takes long, so that it is not done again.")
    ],
    annotation: Annotated[Path, typer.Option(metavar="FILE", help="The annotation to learn from.")] = Path(
        "annotation/train.jsonl.gz"
    ),
    held_out: Annotated[
        Path, typer.Option(metavar="FILE", help="Annotation to measure with; its papers teach nothing.")
    ] = Path("annotation/dev.jsonl.gz"),
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the pipeline goes.")
    ] = PACKAGED_MODEL,
    processes: Processes = 1,
) -> None:
    """Rebuild the trained pipeline from the annotation, the texts that it is about, and LaTeX sources."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    texts = []
    for item in read_papers(papers):
        if isinstance(item, Paper):
            texts.append(item)
        else:
            warn(str(item))
    material, attached = gather(texts, annotation, held_out, bodies)
    lacking = len(attached.missing) + len(attached.altered)
    if lacking:
        warn(f"{lacking} annotated papers came without their text")
    note(f"{len(material.annotated)} annotated papers, {len(material.unlabelled)} others")
    write_pipeline(run_recipe(material, work, processes), output)
    note(f"the pipeline is in {output}")
