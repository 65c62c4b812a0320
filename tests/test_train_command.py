"""`claimgraph train` from end to end, on a handful of papers and ready-made vectors."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
import spacy

from extract.evaluation.gold import GoldEntity, GoldPaper
from extract.evaluation.standoff import write_standoff

NAMES = ("QuarkNet", "GluonNet", "BosonNet", "MesonNet", "HadronNet", "LeptonNet")


def annotated(name: str) -> GoldPaper:
    return GoldPaper(
        id=name.casefold(),
        title=f"{name}: Image Classification by Parts",
        abstract=f"We propose {name} for image classification. {name} reaches 81.0% accuracy on ImageNet.",
        entities=(
            GoldEntity(type="Method", name=name, mentions=(name,), role="introduced"),
            GoldEntity(type="Dataset", name="ImageNet", mentions=("ImageNet",), role="evaluated"),
            GoldEntity(type="Metric", name="accuracy", mentions=("accuracy",)),
            GoldEntity(
                type="Task",
                name="image classification",
                mentions=("image classification", "Image Classification"),
            ),
        ),
        results=(),
        comparisons=(),
    )


def write_vectors(path: Path, rows: int = 200, width: int = 16) -> None:
    """A table in floret's form, so that no vectors have to be trained."""
    values = np.random.default_rng(0).normal(size=(rows, width))
    lines = [f"{rows} {width} 3 4 2 2166136261 < >"]
    lines += [f"{index} {' '.join(f'{value:.4f}' for value in row)}" for index, row in enumerate(values)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def train(folder: Path, work: Path) -> subprocess.CompletedProcess[str]:
    files = {
        "--papers": folder / "papers.jsonl",
        "--bodies": folder / "latex.tar",
        "--annotation": folder / "train.jsonl",
        "--held-out": folder / "dev.jsonl",
        "--work": work,
        "--output": folder / "model",
    }
    options = [str(part) for pair in files.items() for part in pair]
    command = [sys.executable, "-m", "claimgraph.cli", "train", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def write_material(folder: Path) -> None:
    papers = [annotated(name) for name in NAMES]
    others = [{"id": f"o{i}", "title": f"Note {i}", "abstract": f"We study part {i}."} for i in range(4)]
    texts = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p in papers]
    lines = [json.dumps(text) + "\n" for text in (*texts, *others)]
    (folder / "papers.jsonl").write_text("".join(lines), encoding="utf-8")
    write_standoff(folder / "train.jsonl", papers[:5])
    write_standoff(folder / "dev.jsonl", papers[5:])
    with tarfile.open(folder / "latex.tar", "w") as tar:
        member = tarfile.TarInfo("o1/o1.tex")
        member.size = 4
        tar.addfile(member, io.BytesIO(b"text"))


def test_train_writes_a_pipeline_that_spacy_loads(tmp_path: Path) -> None:
    write_material(tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    write_vectors(work / "vectors.floret")
    finished = train(tmp_path, work)
    assert finished.returncode == 0, finished.stderr
    assert "5 annotated papers, 2 others" in finished.stderr
    nlp = spacy.load(tmp_path / "model")
    assert nlp.vocab.vectors.shape == (200, 16)
    assert nlp("A Title\nWe propose QuarkNet.")._.entities


def test_what_train_lacks_is_said_in_one_line(tmp_path: Path) -> None:
    write_material(tmp_path)
    (tmp_path / "latex.tar").write_bytes(b"no archive")
    finished = train(tmp_path, tmp_path / "work")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith("error: ")
    assert "Traceback" not in finished.stderr
