"""Papers to records: cleans the text, runs the pipeline and points every mention back into the paper."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cached_property
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.markup import CleanText, clean
from extract.paper import Paper
from extract.pipeline.annotations import (
    ComparisonAnnotation,
    EntityAnnotation,
    Offsets,
    ResultAnnotation,
)
from extract.pipeline.packaged import PACKAGED_MODEL
from extract.record import Comparison, Entity, Record, Result, TextSpan

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
                _record(paper, doc, text, self.version)
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
        pool = ProcessPoolExecutor(
            processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(str(self.model),),
        )
        with pool:
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
    for folder in ("pipeline", "vocabulary", "markup"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in _TEXT:
                digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


def _record(paper: Paper, doc: Doc, cleaned: CleanText, version: str) -> Record:
    text = paper.text

    def span(offsets: Offsets) -> TextSpan:
        start, end = cleaned.original_span(*offsets)
        if text.startswith("\\", start) and text.startswith("{}", end):
            end += 2  # a macro that stands for a name, as printed: `\ours{}`
        return TextSpan(start, end, text[start:end])

    def entity(found: EntityAnnotation) -> Entity:
        return Entity(
            type=found["type"],
            name=found["name"],
            role=found["role"],
            confidence=found["confidence"],
            mentions=tuple(sorted({span(mention) for mention in found["mentions"]})),
            evidence=span(found["evidence"]) if found["evidence"] else None,
        )

    def result(found: ResultAnnotation) -> Result:
        return Result(
            method=found["method"],
            dataset=found["dataset"],
            metric=found["metric"],
            task=found["task"],
            kind=found["kind"],
            value=found["value"],
            unit=found["unit"],
            direction=found["direction"],
            qualifier=found["qualifier"],
            baseline=found["baseline"],
            confidence=found["confidence"],
            evidence=span(found["evidence"]),
        )

    def comparison(found: ComparisonAnnotation) -> Comparison:
        return Comparison(
            subject=found["subject"],
            relation=found["relation"],
            object=found["object"],
            dataset=found["dataset"],
            task=found["task"],
            confidence=found["confidence"],
            evidence=span(found["evidence"]),
        )

    return Record(
        **{field: getattr(paper, field) for field in _PAPER_FIELDS},
        entities=tuple(map(entity, doc._.entities)),
        results=tuple(map(result, doc._.results)),
        comparisons=tuple(map(comparison, doc._.comparisons)),
        extractor=version,
    )


_PAPER_FIELDS = tuple(field.name for field in msgspec.structs.fields(Paper))
