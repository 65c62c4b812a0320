"""The texts of annotated passages, cut out of the LaTeX of their papers.

    python -m extract.evaluation.passages ANNOTATION.jsonl.gz LATEX.tar.xz ABSTRACTS.jsonl.gz OUT.jsonl

The identifier of a passage says where it stands: `tex-1811.04533v3-10234-11200` is what lies between the
characters 10,234 and 11,200 of `1811.04533v3.tex`. Its title is that of the paper.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from extract.evaluation.standoff import read_standoff
from extract.paper import Paper
from extract.readers import read_papers

_PLACE = re.compile(r"tex-(?P<paper>.+)-(?P<start>\d+)-(?P<end>\d+)")


def passages(identifiers: Iterable[str], bodies: Path, papers: Iterable[Paper]) -> Iterator[Paper]:
    """Each passage as a paper of its own, in the order of the archive `bodies` of LaTeX sources. Those whose
    paper is not in the archive, or has no title among `papers`, do not come.

    Raises OSError, tarfile.TarError."""
    wanted: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for identifier in identifiers:
        if place := _PLACE.fullmatch(identifier):
            wanted[place["paper"]].append((identifier, int(place["start"]), int(place["end"])))
    titles = {paper.id.removeprefix("ax-"): paper.title for paper in papers}
    with tarfile.open(bodies) as archive:
        for member in archive:
            path = Path(member.name)
            name = path.stem
            if path.suffix != ".tex" or name not in wanted or name not in titles:
                continue
            file = archive.extractfile(member)
            if file is None:  # a folder or a link
                continue
            source = io.TextIOWrapper(file, encoding="utf-8", errors="replace").read()
            for identifier, start, end in wanted[name]:
                yield Paper(id=identifier, title=titles[name], abstract=source[start:end])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("annotation", "bodies", "abstracts", "output"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    papers = (item for item in read_papers([str(given.abstracts)]) if isinstance(item, Paper))
    rows = [row.id for row in read_standoff(given.annotation)]
    found = list(passages(rows, given.bodies, papers))
    lines = (
        msgspec.json.encode({"id": p.id, "title": p.title, "abstract": p.abstract}) + b"\n" for p in found
    )
    given.output.write_bytes(b"".join(lines))
    print(f"{len(found)} of {len(rows)} passages", file=sys.stderr)


if __name__ == "__main__":
    main()
