"""The command as a user meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimgraph import Graph
from graph.directory import GraphDirectory

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "examples" / "landmark-papers.txt"
PAPERS = [
    {
        "id": "p1",
        "title": "FooNet: A Network for Images",
        "abstract": "We propose FooNet. FooNet reaches 81.0% accuracy on ImageNet and outperforms ResNet-50.",
        "published": "2024-03-19",
    },
    {
        "id": "p2",
        "title": "BarNet: Another Network",
        "abstract": "We propose BarNet. BarNet achieves 83.5% accuracy on ImageNet, outperforming FooNet.",
        "arxiv_id": "2404.00001",
    },
]


def run(*arguments: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimgraph.cli", *map(str, arguments)]
    finished = subprocess.run(command, capture_output=True, input=stdin, timeout=300)
    return subprocess.CompletedProcess(
        command, finished.returncode, finished.stdout.decode(), finished.stderr.decode()
    )


def write_lines(path: Path, *papers: object) -> Path:
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def table_bytes(folder: Path) -> dict[str, bytes]:
    with GraphDirectory(folder).snapshot() as snapshot:
        root = snapshot.path / "tables"
        return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.parquet"))}


def test_build_ask_update_and_remove(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    first, second = (write_lines(tmp_path / f"{paper['id']}.jsonl", paper) for paper in PAPERS)
    assert "1 papers" in run("build", first, "--graph", graph).stderr
    before = table_bytes(graph)
    again = run("build", first, "--graph", graph)
    assert "1 of them known already" in again.stderr
    assert "Nothing changed" in again.stderr
    assert "2 papers" in run("build", second, "--graph", graph).stderr
    for language in ("cypher", "sparql"):
        question = ("leaderboard", "--graph", graph, "--param", "dataset=imagenet", "--lang", language)
        rows = json.loads(run("query", *question, "--format", "json").stdout)
        assert [(row["method"], row["value"]) for row in rows] == [("BarNet", 83.5), ("FooNet", 81)]
    assert run("remove", "2404.00001", "--graph", graph).returncode == 0
    assert table_bytes(graph) == before


def test_any_order_and_any_split_give_the_same_bytes(tmp_path: Path) -> None:
    entries = PAGE.read_text(encoding="utf-8").splitlines(keepends=True)
    half = next(i for i, line in enumerate(entries) if line.startswith("·") and i > len(entries) // 2) + 3
    (tmp_path / "a.txt").write_text("".join(entries[:half]), encoding="utf-8")
    (tmp_path / "b.txt").write_text("".join(entries[half:]), encoding="utf-8")
    graphs = [Graph(tmp_path / name) for name in ("one", "two", "three")]
    parts = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    graphs[0].build(parts)
    graphs[1].build(parts[::-1], processes=2)
    for part in (parts[1], parts[0], parts[1]):
        graphs[2].build([part])
    assert len({str(sorted(table_bytes(graph.directory.path).items())) for graph in graphs}) == 1


def test_bad_input_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps(PAPERS[0]) + '\n["no object"]\n{"id": "x", "abstract": "no title"}\n')
    finished = run("extract", path, "-o", tmp_path / "records.jsonl")
    assert finished.returncode == 0
    assert f"{path}:2" in finished.stderr
    assert f"{path}:3" in finished.stderr
    assert "1 records written, 2 problems" in finished.stderr
    assert len((tmp_path / "records.jsonl").read_text().splitlines()) == 1
    assert run("extract", path, "-o", tmp_path / "records.jsonl", "--strict").returncode == 1


def test_standard_input_and_output() -> None:
    finished = run("extract", "-", stdin=json.dumps(PAPERS[0]).encode())
    record = json.loads(finished.stdout)
    assert (record["id"], record["source"]) == ("p1", {"path": "-", "line": 1})
    text = f"{record['title']}\n{record['abstract']}"
    spans = [mention for entity in record["entities"] for mention in entity["mentions"]]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "leaderboard", "--param", "metrik=F1", "--graph", "{graph}"), "metrik"),
        (("query", "leaderbord", "--graph", "{graph}"), "did you mean leaderboard"),
        (("query", "MATCH (n RETURN n", "--graph", "{graph}"), "the query cannot be answered"),
        (("query", "MATCH (n:Paper) DELETE n", "--graph", "{graph}"), "can only be read"),
        (("stats", "--graph", "{empty}"), "no graph yet"),
        (("build", "x.txt", "--graph", "{file}"), "is a file"),
        (("evaluate", "{file}"), "not a list of annotated papers"),
        (("evaluate", "{empty}/none.json"), "none.json"),
    ],
)
def test_errors_are_one_line(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    places = {"empty": tmp_path / "empty", "graph": tmp_path / "graph", "file": tmp_path / "file"}
    places["file"].write_text("not a graph")
    if any("{graph}" in argument for argument in arguments):
        Graph(places["graph"]).build([write_lines(tmp_path / "p.jsonl", PAPERS[0])])
    finished = run(*(argument.format(**places) for argument in arguments))
    assert finished.returncode == 1
    assert finished.stderr.startswith("error: ")
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr


def test_remove_says_what_it_does_not_know(tmp_path: Path) -> None:
    Graph(tmp_path / "graph").build([write_lines(tmp_path / "p.jsonl", PAPERS[0])])
    finished = run("remove", "p9", "--graph", tmp_path / "graph")
    assert finished.returncode == 1
    assert "p9 is not in the graph" in finished.stderr


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "p.jsonl", PAPERS[0])
    with GraphDirectory(tmp_path / "graph").writing():
        finished = run("build", path, "--graph", tmp_path / "graph")
    assert finished.returncode == 1
    assert f"is being written by process {os.getpid()}" in finished.stderr


def test_a_killed_build_is_repaired_by_the_next(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    Graph(graph).build([write_lines(tmp_path / "p.jsonl", PAPERS[0])])
    before = table_bytes(graph)
    command = [sys.executable, "-m", "claimgraph.cli", "build", str(PAGE), "--graph", str(graph)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while len(list((graph / "generations").iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    assert table_bytes(graph) == before
    assert "61 papers" in run("build", PAGE, "--graph", graph).stderr
    assert len(list((graph / "generations").iterdir())) == 1


def test_the_four_pages(shared: Path, tmp_path: Path) -> None:
    pages = shared / "pages"
    counts = {}
    for page in sorted(pages.glob("*.txt")):
        finished = run("extract", page, "-o", tmp_path / "records.jsonl", "--strict")
        assert finished.returncode == 0
        counts[page.stem] = len((tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines())
    assert counts == {"listing-dated-a": 37, "listing-dated-b": 35, "listing-flat": 202, "listing-spaced": 70}
    report = Graph(tmp_path / "graph").build([pages])
    assert report.extraction.entries == 344
    assert report.update.papers + report.update.merged_records == 344
    assert report.update.merged_records > 0
    assert Graph(tmp_path / "graph").validate().conforms
