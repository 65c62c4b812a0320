"""Papers to records: cleans the text, runs the pipeline and writes down what it found."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import cached_property
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path

import spacy
from spacy.language import Language

from extract.markup import clean
from extract.paper import Paper
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.record import Record
from extract.recording import record_of
from extract.workers import workers

BATCH_SIZE = 64


def load_pipeline(path: str | Path | None = None) -> Language:
    """The packaged pipeline, or the one at `path`. Raises OSError where there is none."""
    return spacy.load(path or PACKAGED_MODEL)


class Extractor:
    """Makes the record of a paper. Deterministic: the record depends on the paper and on `version` alone."""

    def __init__(self, model: str | Path | None = None) -> None:
        self.model = Path(model) if model else PACKAGED_MODEL
        self.pipeline = load_pipeline(self.model)

    @cached_property
    def version(self) -> str:
        """Name and version of the distribution, and a fingerprint of what the pipeline does."""
        return f"claimgraph {version('claimgraph')} / rules {_fingerprint(self.pipeline, self.model)}"

    def extract(self, paper: Paper) -> Record:
        """What one paper says, with offsets into `paper.text`."""
        return self.extract_batch([paper])[0]

    def extract_batch(self, papers: Sequence[Paper]) -> list[Record]:
        """What each of a few papers says. What they are read with makes no difference to any of them."""
        cleaned = [clean(paper.text) for paper in papers]
        # The zone frees the words that only these papers hold, which spaCy would keep for ever.
        with self.pipeline.memory_zone():
            docs = self.pipeline.pipe((text.text for text in cleaned), batch_size=len(papers))
            return [
                record_of(paper, doc, text, self.version)
                for paper, doc, text in zip(papers, docs, cleaned, strict=True)
            ]

    def extract_many(
        self, papers: Iterable[Paper], *, processes: int = 1, batch_size: int = BATCH_SIZE
    ) -> Iterator[Record]:
        """Records of the papers in their order; only a few batches are held at a time.

        With `processes` above 1 as many workers load the pipeline once each and share the batches. Raises
        concurrent.futures.process.BrokenProcessPool where a worker cannot start or dies.
        """
        if processes <= 1:
            for batch in _batches(papers, batch_size):
                yield from self.extract_batch(batch)
            return
        with workers(processes, _start_worker, str(self.model)) as pool:
            waiting: deque[Future[list[Record]]] = deque()
            for batch in _batches(papers, batch_size):
                waiting.append(pool.submit(_extract_batch, batch))
                if len(waiting) > 2 * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


_worker: Extractor | None = None


def _start_worker(model: str) -> None:
    global _worker
    _worker = Extractor(model)


def _extract_batch(papers: list[Paper]) -> list[Record]:
    if _worker is None:
        raise RuntimeError("the worker was not started by Extractor.extract_many")
    return _worker.extract_batch(papers)


def _batches(papers: Iterable[Paper], size: int) -> Iterator[list[Paper]]:
    iterator = iter(papers)
    while batch := list(islice(iterator, size)):
        yield batch


_TEXT = (".py", ".tsv", ".toml", ".json", ".cfg")


def _fingerprint(nlp: Language, model: Path) -> str:
    """Eight hexadecimal digits over the configuration, the weights, and the code of the rules."""
    digest = hashlib.sha256(json.dumps(nlp.config, sort_keys=True, default=str).encode())
    for file in sorted(path for path in model.rglob("*") if path.is_file()):
        digest.update(file.read_bytes())
    root = Path(__file__).parent
    folders = (sorted((root / folder).rglob("*")) for folder in ("pipeline", "vocabulary", "markup"))
    for file in (*chain.from_iterable(folders), root / "recording.py"):
        if file.suffix in _TEXT:
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]
