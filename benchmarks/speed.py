"""How fast extraction is: the whole pipeline beside what finds names alone, and beside a bare tokenizer.

python benchmarks/speed.py PAPERS... [--limit N] [--memory]

One run, one core unless it says otherwise; each part is timed three times and the best counts. Memory is the
peak of the process after each tenth of the papers: it has to stay flat. `--memory` measures nothing else.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Sequence

import spacy

from extract.extractor import Extractor
from extract.markup import clean
from extract.paper import Paper
from extract.pipeline.tokenizer import create_tokenizer
from extract.readers import read_papers

ROUNDS = 3


def seconds(work: Callable[[], Iterable[object]]) -> float:
    """How long it takes to run through everything that `work` gives."""
    start = time.perf_counter()
    for _ in work():
        pass
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description="How fast extraction is.")
    arguments.add_argument("papers", nargs="+")
    arguments.add_argument("--limit", type=int, default=600)
    arguments.add_argument("--memory", action="store_true")
    given = arguments.parse_args()
    papers = [item for item in read_papers(given.papers) if isinstance(item, Paper)][: given.limit]
    extractor = Extractor()
    print(f"{len(papers)} abstracts")
    if not given.memory:
        measure_speed(extractor, papers)
    measure_memory(extractor, papers)


def measure_speed(extractor: Extractor, papers: Sequence[Paper]) -> None:
    """Print how many abstracts a second each part reads, and its time beside that of names alone."""
    nlp = extractor.pipeline
    texts = [clean(paper.text).text for paper in papers]
    blank = spacy.blank("en")
    blank.tokenizer = create_tokenizer(blank)

    def names_alone() -> Iterable[object]:
        with nlp.select_pipes(enable=["claimgraph_sentences", "claimgraph_encoder", "claimgraph_tagger"]):
            yield from nlp.pipe(texts)

    parts: dict[str, Callable[[], Iterable[object]]] = {
        "tokenizer": lambda: blank.pipe(texts),
        "names alone": names_alone,
        "whole": lambda: extractor.extract_many(papers),
    }
    best = {name: min(seconds(work) for _ in range(ROUNDS)) for name, work in parts.items()}
    two = seconds(lambda: extractor.extract_many(papers, processes=2))
    print("\n| part | abstracts a second | time, names alone = 1 |\n|---|---:|---:|")
    for name, duration in (*best.items(), ("whole, two processes", two)):
        print(f"| {name} | {len(papers) / duration:.0f} | {duration / best['names alone']:.2f} |")


def measure_memory(extractor: Extractor, papers: Sequence[Paper]) -> None:
    """Print the peak of the process after each tenth of the papers."""
    tenth = max(1, -(-len(papers) // 10))
    print("\n| abstracts | peak memory, MiB |\n|---:|---:|")
    for start in range(0, len(papers), tenth):
        seconds(lambda: extractor.extract_many(papers[start : start + tenth]))  # noqa: B023
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {min(start + tenth, len(papers))} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
