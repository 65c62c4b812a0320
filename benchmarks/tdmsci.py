"""The recipe on TDMSci (Hou et al. 2021, arXiv:2101.10273): tasks, datasets and metrics in NLP sentences.

python benchmarks/tdmsci.py train_1500_v2.conll [FOLDS]

Cross-validated over the training part: the packaged tagger is trained on with the sentences of the other
folds, and exact spans are compared. The published tagger with SciBERT reaches F1 62.1 on the test part (Task
58.9, Dataset 54.5, Metric 76.8), which is not used here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from extract.extractor import load_pipeline
from extract.pipeline.tagger import Tagger
from extract.pipeline.tagger_decoding import TokenSpan, decode
from extract.record import EntityType
from extract.training.examples import GoldExample, one_hot
from extract.training.recipe import tagger_of
from extract.training.tagger import TaggerSettings, train_tagger

TYPES: dict[str, EntityType] = {"TASK": "Task", "DATASET": "Dataset", "METRIC": "Metric"}
SETTINGS = TaggerSettings(epochs=8, batch=1500, learn_rate=0.0007, warmup=50, seed=1)

Span = tuple[int, int, EntityType]


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


def read_examples(nlp: Language, sentences: list[tuple[str, list[Span]]]) -> list[GoldExample]:
    """What the tagger gets. A span that ends within a token teaches nothing, and counts as missed."""
    before = nlp.pipe_names[: nlp.pipe_names.index("claimgraph_tagger")]
    examples = []
    with nlp.select_pipes(enable=before):
        for text, spans in sentences:
            doc = nlp(text)
            found = [(doc.char_span(start, end), type_) for start, end, type_ in spans]
            tokens = tuple((span.start, span.end, type_) for span, type_ in found if span is not None)
            missed = sum(span is None for span, _ in found)
            examples.append(GoldExample(doc, one_hot(len(doc), tokens), tokens, missed))
    return examples


def spans_of(tagger: Tagger, example: GoldExample) -> set[TokenSpan]:
    """What a tagger reads, less methods, which TDMSci does not annotate."""
    found = decode(tagger.predict([example.doc]))[0]
    return {span for span in found if span[2] != "Method"}


def main() -> None:
    path, folds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    nlp = load_pipeline()
    tagger = tagger_of(nlp)
    packaged = tagger.model.to_bytes()
    examples = read_examples(nlp, list(read_sentences(path)))
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for fold in range(folds):
        taught = [example for index, example in enumerate(examples) if index % folds != fold]
        train_tagger(tagger, taught, SETTINGS, start=packaged)
        for example in examples[fold::folds]:
            found = spans_of(tagger, example)
            for counter, spans in ((right, found & {*example.spans}), (read, found), (gold, example.spans)):
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
