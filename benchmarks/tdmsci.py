"""The recipe on TDMSci (Hou et al. 2021, arXiv:2101.10273): tasks, datasets and metrics in NLP sentences.

python benchmarks/tdmsci.py train_1500_v2.conll [FOLDS]

Cross-validated over the training part: the packaged encoder is trained on with the sentences of the other
folds, and exact spans are compared. The published tagger with SciBERT
reaches F1 62.1 on the test part (Task 58.9, Dataset 54.5, Metric 76.8), which is not used here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.extractor import load_pipeline
from extract.pipeline.encoder.component import Encoder, Network
from extract.pipeline.encoder.inputs import WordPieces, parts_of
from extract.pipeline.encoder.labels import LABEL_INDEX, places
from extract.pipeline.mentions.decoding import TokenSpan, decode
from extract.record import EntityType
from extract.training.encoder.examples import Example
from extract.training.encoder.export import exported
from extract.training.encoder.fit import fit
from extract.training.encoder.restored import restored
from extract.training.encoder.settings import FitSettings
from extract.training.encoder.targets import UNASKED, Targets

TYPES: dict[str, EntityType] = {"TASK": "Task", "DATASET": "Dataset", "METRIC": "Metric"}
SETTINGS = FitSettings(epochs=5, batch=32, base_rate=1e-4, rate=1e-3, seed=1)

Span = tuple[int, int, EntityType]


@dataclass(frozen=True)
class Sentence:
    """`spans` are those whose ends are ends of tokens; `unaligned` counts the others."""

    doc: Doc
    parts: list[Example]
    spans: frozenset[TokenSpan]
    unaligned: int


def read_sentences(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """A sentence after a line end (it is no title), and its spans by character."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield _sentence(rows)
            rows = []


def _sentence(rows: list[list[str]]) -> tuple[str, list[Span]]:
    base = int(rows[0][1])
    text = "\n"
    spans: list[Span] = []
    for word, offset, label in rows:
        text = text.ljust(1 + int(offset) - base)
        start = len(text)
        text += word
        place, _, kind = label.partition("-")
        if place == "B":
            spans.append((start, len(text), TYPES[kind]))
        elif place == "I" and spans:
            spans[-1] = (spans[-1][0], len(text), spans[-1][2])
    return text, spans


def read_examples(
    nlp: Language, sentences: list[tuple[str, list[Span]]], words: WordPieces
) -> list[Sentence]:
    """What the encoder gets. A span that ends within a token teaches nothing, and counts as missed."""
    before = nlp.pipe_names[: nlp.pipe_names.index("claimgraph_encoder")]
    examples = []
    with nlp.select_pipes(enable=before):
        for text, spans in sentences:
            doc = nlp(text)
            found = [(doc.char_span(start, end), type_) for start, end, type_ in spans]
            tokens = frozenset((span.start, span.end, type_) for span, type_ in found if span is not None)
            missed = sum(span is None for span, _ in found)
            targets = _targets(len(doc), tokens)
            parts = [Example(p, targets.within(p.start, p.end)) for p in parts_of(doc, words)]
            examples.append(Sentence(doc, parts, tokens, missed))
    return examples


def _targets(length: int, spans: Iterable[TokenSpan]) -> Targets:
    """TDMSci has no methods, and nothing of roles and claims: there the network is not taught."""
    labels = np.zeros(length, dtype=np.int64)
    for start, end, type_ in spans:
        labels[start:end] = [LABEL_INDEX[f"{place}-{type_}"] for place in places(end - start)]
    unasked = np.full(length, UNASKED, dtype=np.int64)
    return Targets(labels, unasked, unasked, unasked, (), ())


def spans_of(network: Network, sentence: Sentence) -> set[TokenSpan]:
    """What a network reads, less methods, which TDMSci does not annotate."""
    found = decode([network.read(sentence.doc).labels])[0]
    return {span for span in found if span[2] != "Method"}


def main() -> None:
    path = Path(sys.argv[1])
    folds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    nlp = load_pipeline()
    encoder = nlp.get_pipe("claimgraph_encoder")
    assert isinstance(encoder, Encoder)
    packaged = encoder.network
    start = restored(packaged)
    examples = read_examples(nlp, list(read_sentences(path)), packaged.words)
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for fold in range(folds):
        taught = [part for i, example in enumerate(examples) if i % folds != fold for part in example.parts]
        network = exported(fit(taught, start, SETTINGS), packaged.pieces, quantised=False)
        for example in examples[fold::folds]:
            found = spans_of(network, example)
            for counter, spans in ((right, found & example.spans), (read, found), (gold, example.spans)):
                counter.update(span[2] for span in spans)
            gold["unaligned"] += example.unaligned
    print(f"{len(examples)} sentences, {folds} folds, {gold['unaligned']} spans end within a token\n")
    print("| type | precision | recall | F1 |\n|---|---:|---:|---:|")
    for name, types in (("all", [*TYPES.values()]), *((type_, [type_]) for type_ in TYPES.values())):
        extra = ["unaligned"] if name == "all" else []
        counts = [sum(counter[t] for t in [*types, *extra]) for counter in (right, read, gold)]
        precision, recall = counts[0] / counts[1], counts[0] / counts[2]
        f1 = 2 * precision * recall / (precision + recall)
        print(f"| {name} | {100 * precision:.1f} | {100 * recall:.1f} | {100 * f1:.1f} |")


if __name__ == "__main__":
    main()
