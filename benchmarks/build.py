"""How long a build takes, where the time goes, and how much memory it needs.

python benchmarks/build.py INPUT...

The build runs in a process of its own, into a fresh folder, so that the peak of memory is its own. Shares are
of the same run; `reading` is timed by reading the input once more, and taken off the stage in which a build
reads and extracts together.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MEBIBYTE = 1024  # ru_maxrss is in KiB on Linux


def measure(inputs: list[str], folder: str) -> dict[str, object]:
    """Build once; seconds by stage, counts, and the peak of resident memory in MiB."""
    start = time.perf_counter()
    import claimgraph
    from extract.readers import Problem, read_papers

    loaded = time.perf_counter()
    entries: dict[str, int] = {}
    for item in read_papers(inputs):
        if not isinstance(item, Problem) and item.source:
            entries[item.source.path] = entries.get(item.source.path, 0) + 1
    read = time.perf_counter()
    report = claimgraph.Graph(folder).build(inputs)
    end = time.perf_counter()

    seconds = dict(report.update.seconds)
    reading = read - loaded
    return {
        "entries": entries,
        "papers": report.update.papers,
        "seconds": {
            "importing": loaded - start,
            "reading": reading,
            "extraction": seconds.pop("input", 0.0) - reading,
            **seconds,
        },
        "build": end - read,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE,
    }


def main() -> None:
    if sys.argv[1] == "--measure":
        print(json.dumps(measure(sys.argv[3:], sys.argv[2])))
        return
    inputs = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--measure", f"{folder}/graph", *inputs]
        figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    for path, count in figures["entries"].items():
        print(f"{count:6} entries  {Path(path).name}")
    print(f"{figures['papers']:6} papers")
    print(f"{figures['build']:6.1f} s build, {figures['memory']:.0f} MiB at the peak\n")
    print("| stage | seconds | share of the build |\n|---|---:|---:|")
    for stage, seconds in figures["seconds"].items():
        share = "" if stage == "importing" else f"{100 * seconds / figures['build']:.0f} %"
        print(f"| {stage} | {seconds:.2f} | {share} |")


if __name__ == "__main__":
    main()
