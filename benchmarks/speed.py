"""How fast extraction is: the whole pipeline beside what finds names alone, and beside a bare tokenizer.

python benchmarks/speed.py PAPERS... [--limit N]

One run, one core unless it says otherwise; each part is timed three times and the best counts. Memory is the
peak of the process after each quarter of the papers: it has to stay flat.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable

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
    arguments = sys.argv[1:]
    limit = int(arguments.pop(arguments.index("--limit") + 1)) if "--limit" in arguments else 600
    inputs = [argument for argument in arguments if argument != "--limit"]
    papers = [item for item in read_papers(inputs) if isinstance(item, Paper)][:limit]
    extractor = Extractor()
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
    print(
        f"{len(papers)} abstracts\n\n| part | abstracts a second | time, names alone = 1 |\n|---|---:|---:|"
    )
    for name, duration in (*best.items(), ("whole, two processes", two)):
        print(f"| {name} | {len(papers) / duration:.0f} | {duration / best['names alone']:.2f} |")
    quarter = max(1, len(papers) // 4)
    print("\n| abstracts | peak memory, MiB |\n|---:|---:|")
    for start in range(0, len(papers), quarter):
        seconds(lambda: extractor.extract_many(papers[start : start + quarter]))  # noqa: B023
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {min(start + quarter, len(papers))} | {peak:.0f} |")


if __name__ == "__main__":
    main()
