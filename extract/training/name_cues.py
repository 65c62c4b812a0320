"""Counting the weights of the cues of names (`extract.pipeline.mentions.name_cues`) over annotated papers.

    python -m extract.training.name_cues annotation/train.jsonl.gz TEXTS...

writes `extract/pipeline/mentions/name_weights.py`. Nothing in it is random.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy

from extract.evaluation.gold import GoldPaper
from extract.evaluation.standoff import attach
from extract.markup import clean
from extract.paper import Paper
from extract.pipeline.mentions.name_cues import cues_at, shape_cues
from extract.pipeline.mentions.names import find_names
from extract.pipeline.tokens import tokens_of
from extract.readers import read_papers
from extract.record import ENTITY_TYPES

DAMPING = 0.7
"""Cues are not independent: their log odds are added at this share."""
RARE = 12
"""A cue seen less often has no weight."""
NO_NAME = "none"
CLASSES = (*ENTITY_TYPES, NO_NAME)

Weights = dict[str, tuple[float, ...]]


def count_weights(papers: Iterable[GoldPaper]) -> tuple[dict[str, float], Weights]:
    """Prior log odds by type, and by cue the log odds of each type, against words that are no name."""
    seen: Counter[str] = Counter()
    by_cue: dict[str, Counter[str]] = defaultdict(Counter)
    for cues, type_ in _names(papers):
        seen[type_] += 1
        for cue in cues:
            by_cue[cue][type_] += 1
    total = sum(seen.values())
    priors: dict[str, float] = {
        type_: round(math.log(seen[type_] / seen[NO_NAME]), 1) for type_ in ENTITY_TYPES
    }
    weights = {}
    for cue, counts in sorted(by_cue.items()):
        occurrences = sum(counts.values())
        if occurrences < RARE:
            continue
        share = {c: (counts[c] + 2 * occurrences / total) / (seen[c] + 2) for c in CLASSES}
        weights[cue] = tuple(
            round(DAMPING * math.log(share[type_] / share[NO_NAME]), 1) for type_ in ENTITY_TYPES
        )
    return priors, weights


def _names(papers: Iterable[GoldPaper]) -> Iterator[tuple[set[str], str]]:
    """The cues and the type of every capitalised string of every paper."""
    tokenizer = {"@tokenizers": "claimgraph.Tokenizer.v1"}
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("claimgraph_sentences")
    for paper in papers:
        types = {
            clean(mention).text.strip(): entity.type
            for entity in paper.entities
            for mention in entity.mentions
        }
        tokens = tokens_of(nlp(clean(paper.text).text))
        found = defaultdict(list)
        for name in find_names(tokens):
            found[tokens.source[tokens.start[name.first] : tokens.end[name.last]]].append(name)
        for string, names in found.items():
            cues = set(shape_cues(string, len(names)))
            for name in names:
                cues |= set(cues_at(tokens, name.first, name.last))
            type_ = types.get(string) or types.get(string.removesuffix("s")) or types.get(f"{string}s")
            yield cues, type_ or NO_NAME


def write(path: Path, priors: dict[str, float], weights: Weights) -> None:
    """The module that `name_cues` reads."""
    lines = [
        '"""Weights of the cues of names, in the order Method, Dataset, Metric, Task (see `name_cues`).',
        "",
        "Written by `python -m extract.training.name_cues`.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        f"PRIORS: dict[str, float] = {json.dumps(priors)}",
        "",
        "WEIGHTS: dict[str, tuple[float, float, float, float]] = {",
        *(f"    {json.dumps(cue)}: {values}," for cue, values in weights.items()),
        "}",
        "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    annotation, *texts = sys.argv[1:]
    papers = [item for item in read_papers(texts) if isinstance(item, Paper)]
    target = Path(__file__).resolve().parents[1] / "pipeline" / "name_weights.py"
    write(target, *count_weights(attach(Path(annotation), papers).papers))
