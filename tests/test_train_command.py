"""`claimgraph train` from end to end, on a handful of papers and ready-made networks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import spacy
from msgspec.structs import replace

from extract.evaluation.gold import GoldEntity, GoldPaper, GoldResult
from extract.evaluation.learning_curve import read_curve
from extract.evaluation.standoff import write_standoff
from extract.pipeline.encoder.component import NETWORK_FILE
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.training.encoder.files import FITTED_TO, UNFINISHED_FILE
from extract.training.encoders import ENCODER, LAST
from extract.training.folds import FOLDS
from extract.training.recipe import SHARES

NAMES = ("QuarkNet", "GluonNet", "BosonNet", "MesonNet", "HadronNet", "LeptonNet", "BaryonNet")


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


MEASURED = GoldResult(value="81.0", kind="score", method="TauonNet", dataset="ImageNet", metric="accuracy")


def lay_out_networks(work: Path) -> None:
    """The packaged network in place of those that would be fitted for an hour."""
    for name in (ENCODER, LAST):
        for ending in ("", *(f"-{fold}" for fold in range(FOLDS))):
            shutil.copytree(PACKAGED_MODEL / "claimgraph_encoder", work / f"{name}{ending}")


def train(
    folder: Path, work: Path, *more: str, last: str = "first.jsonl"
) -> subprocess.CompletedProcess[str]:
    files = (
        ("--papers", folder / "papers.jsonl"),
        ("--annotation", folder / "first.jsonl"),
        ("--annotation", folder / "second.jsonl"),
        ("--composed", folder / "composed.jsonl"),
        ("--last", folder / last),
        ("--work", work),
        ("--output", folder / "model"),
    )
    options = [str(part) for pair in files for part in pair]
    command = [sys.executable, "-m", "claimgraph.cli", "train", *options, *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def write_material(folder: Path) -> None:
    papers = [annotated(name) for name in NAMES]
    further = replace(annotated("TauonNet"), results=(MEASURED,))
    texts = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p in (*papers, further)]
    (folder / "papers.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    write_standoff(folder / "first.jsonl", papers[:4])
    write_standoff(folder / "second.jsonl", papers[4:-1])
    write_standoff(folder / "composed.jsonl", papers[-1:])
    write_standoff(folder / "further.jsonl", [*papers[:4], further])


def test_train_writes_a_pipeline_that_spacy_loads(tmp_path: Path) -> None:
    write_material(tmp_path)
    lay_out_networks(tmp_path / "work")
    finished = train(tmp_path, tmp_path / "work")
    assert finished.returncode == 0, finished.stderr
    assert "6 annotated papers, 1 composed texts, 4 for the last pass" in finished.stderr
    doc = spacy.load(tmp_path / "model")("A Title\nWe propose QuarkNet.")
    assert [entity["name"] for entity in doc._.entities] == ["QuarkNet"]


def test_claims_alone_learn_from_what_only_the_last_pass_reads(tmp_path: Path) -> None:
    write_material(tmp_path)
    lay_out_networks(tmp_path / "work")
    learned = []
    for last in ("first.jsonl", "further.jsonl"):
        finished = train(tmp_path, tmp_path / "work", last=last)
        assert finished.returncode == 0, finished.stderr
        model = tmp_path / "model"
        files = [file for file in model.rglob("*") if file.is_file()]
        learned.append({file.relative_to(model): file.read_bytes() for file in files})
    without, with_further = learned
    assert without.keys() == with_further.keys()
    changed = {file.parts[0] for file in without if without[file] != with_further[file]}
    assert changed == {"claimgraph_quantities"}


def test_the_learning_curve_goes_up_to_the_last_pass(tmp_path: Path) -> None:
    write_material(tmp_path)
    lay_out_networks(tmp_path / "work")
    for share in SHARES:
        shutil.copytree(PACKAGED_MODEL / "claimgraph_encoder", tmp_path / "work" / f"share-{share}")
    finished = train(tmp_path, tmp_path / "work", "--held-out", str(tmp_path / "second.jsonl"))
    assert finished.returncode == 0, finished.stderr
    assert [point.papers for point in read_curve(tmp_path / "model")] == [1, 2, 3, 7, 7]


@pytest.mark.parametrize("file", [NETWORK_FILE, UNFINISHED_FILE])
def test_networks_of_other_papers_are_refused(tmp_path: Path, file: str) -> None:
    write_material(tmp_path)
    lay_out_networks(tmp_path / "work")
    (tmp_path / "work" / "encoder-0" / NETWORK_FILE).rename(tmp_path / "work" / "encoder-0" / file)
    (tmp_path / "work" / "encoder-0" / FITTED_TO).write_text("0" * 64 + "\n", encoding="ascii")
    finished = train(tmp_path, tmp_path / "work")
    assert finished.returncode == 1
    assert "encoder-0 holds a network of other papers" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_last_pass_over_other_papers_is_not_taken_for_this_one(tmp_path: Path) -> None:
    write_material(tmp_path)
    lay_out_networks(tmp_path / "work")
    (tmp_path / "work" / LAST / FITTED_TO).write_text("0" * 64 + "\n", encoding="ascii")
    finished = train(tmp_path, tmp_path / "work")
    assert finished.returncode == 1
    assert f"{LAST} holds a network of other papers" in finished.stderr


def test_a_last_pass_in_another_order_is_refused(tmp_path: Path) -> None:
    write_material(tmp_path)
    lay_out_networks(tmp_path / "work")
    finished = train(tmp_path, tmp_path / "work", "--last", str(tmp_path / "second.jsonl"))
    assert finished.returncode == 0, finished.stderr  # first and second, as they are learned from
    only_second = train(tmp_path, tmp_path / "work", last="second.jsonl")
    assert only_second.returncode == 1
    assert "has to come first" in only_second.stderr


@pytest.mark.skipif(find_spec("torch") is not None, reason="the train extra is installed, so nothing lacks")
def test_what_train_lacks_is_said_in_one_line(tmp_path: Path) -> None:
    write_material(tmp_path)
    finished = train(tmp_path, tmp_path / "work")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith("error: ")
    assert "claimgraph[train]" in finished.stderr
    assert "Traceback" not in finished.stderr
