"""The whole recipe: word vectors, teachers, student, choice of strings, and the package that holds them.

What takes long is kept in a working folder and not done again when the recipe is run again there.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.evaluation.gold import GoldPaper
from extract.paper import Paper
from extract.pipeline.build import blank_pipeline
from extract.pipeline.tagger import Tagger
from extract.pipeline.tagger_model import Probabilities
from extract.training.choice import train_choice
from extract.training.examples import Example, GoldExample, gold_examples, read_with_rules
from extract.training.material import Material
from extract.training.tagger import TaggerSettings, mean, train_tagger
from extract.training.vectors import read_floret, train_vectors

TEACHERS = 3
STUDENT = TaggerSettings(epochs=4, seed=TEACHERS)
GOLD_SHARE = 2
"""How often the student sees an annotated paper for each time it sees another."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Teaching:
    """What one teacher says: of the papers left out of its training, by index, and of unlabelled ones."""

    left_out: list[int]
    of_left_out: list[Probabilities]
    of_unlabelled: list[Probabilities] = field(default_factory=list)


def train(material: Material, work: Path, processes: int = 1) -> Language:
    """The trained pipeline. `work` is a folder for what takes long; `processes` train teachers at once."""
    work.mkdir(parents=True, exist_ok=True)
    _vectors(material, work)
    teachings = _teach(material, work, processes)
    nlp = pipeline_with_vectors(work)
    tagger = tagger_of(nlp)
    gold = gold_examples(material.annotated, nlp)
    _log.info("%d spans of the annotation end within a token", sum(example.unaligned for example in gold))
    examples: list[Example] = [*gold] * GOLD_SHARE
    docs = list(read_with_rules(material.unlabelled, nlp))
    targets = mean([teaching.of_unlabelled for teaching in teachings])
    examples += [Example(doc, target) for doc, target in zip(docs, targets, strict=True)]
    _log.info("training the student on %d documents", len(examples))
    train_tagger(tagger, examples, STUDENT)
    tagger.choice = train_choice(tagger, *_readings(gold, teachings))
    return nlp


def pipeline_with_vectors(work: Path) -> Language:
    """A new pipeline with the vectors of the working folder."""
    nlp = blank_pipeline()
    nlp.vocab.vectors = read_floret(work / "vectors.floret", nlp.vocab.strings)
    return nlp


def tagger_of(nlp: Language) -> Tagger:
    """The tagger of a pipeline."""
    tagger = nlp.get_pipe("claimgraph_tagger")
    assert isinstance(tagger, Tagger)
    return tagger


def _vectors(material: Material, work: Path) -> None:
    path = work / "vectors.floret"
    if not path.exists():
        _log.info("training word vectors")
        train_vectors(material.running_text(), path)


def _teach(material: Material, work: Path, processes: int) -> list[Teaching]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        waiting = [
            pool.submit(teach, material.annotated, material.unlabelled, work, i) for i in range(TEACHERS)
        ]
        return [future.result() for future in waiting]


def teach(annotated: Sequence[GoldPaper], unlabelled: Sequence[Paper], work: Path, number: int) -> Teaching:
    """Train one teacher, which leaves out the papers whose index modulo TEACHERS is its number."""
    path = work / f"teacher-{number}.msgpack"
    left_out = [index for index in range(len(annotated)) if index % TEACHERS == number]
    nlp = pipeline_with_vectors(work)
    tagger = tagger_of(nlp)
    if not path.exists():
        gold = gold_examples(annotated, nlp)
        train_tagger(
            tagger, [e for i, e in enumerate(gold) if i % TEACHERS != number], TaggerSettings(seed=number)
        )
        path.write_bytes(tagger.model.to_bytes())
    else:
        tagger.initialize()
        tagger.model.from_bytes(path.read_bytes())
    return Teaching(
        left_out,
        _predict(tagger, read_with_rules([annotated[index] for index in left_out], nlp)),
        _predict(tagger, read_with_rules(unlabelled, nlp)),
    )


def _predict(tagger: Tagger, docs: Iterable[Doc]) -> list[Probabilities]:
    return [reading for doc in docs for reading in tagger.predict([doc])]


def _readings(
    gold: Sequence[GoldExample], teachings: Sequence[Teaching]
) -> tuple[list[GoldExample], list[Probabilities]]:
    by_index = {
        index: reading
        for teaching in teachings
        for index, reading in zip(teaching.left_out, teaching.of_left_out, strict=True)
    }
    return list(gold), [by_index[index] for index in range(len(gold))]
