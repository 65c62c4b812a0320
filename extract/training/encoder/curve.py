"""How well the encoder alone reads papers that it does not know, by how many annotated ones it has seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.language import Language

from extract.evaluation.gold import GoldPaper
from extract.evaluation.learning_curve import CurvePoint
from extract.evaluation.measures import Accuracy, PrecisionRecall
from extract.markup import clean
from extract.pipeline.encoder.component import Network
from extract.pipeline.encoder.inputs import Integers
from extract.pipeline.encoder.labels import LABELS
from extract.pipeline.encoder.reading import Reading
from extract.pipeline.mentions.decoding import decode
from extract.training.encoder.targets import NO_ANSWER, Targets, targets_of
from extract.training.introductions import run_until


def point(network: Network, seen: int, held_out: Sequence[GoldPaper], nlp: Language) -> CurvePoint:
    """What a network that has seen so many papers gets right of papers that it has not seen."""
    mentions, numbers = PrecisionRecall(), PrecisionRecall()
    roles, answers = Accuracy(), Accuracy()
    for paper in held_out:
        doc = run_until(nlp, clean(paper.text).text, "claimgraph_encoder")
        targets, reading = targets_of(paper, doc), network.read(doc)
        certain = np.eye(len(LABELS), dtype=np.float32)[targets.labels]
        wanted, found = set(decode([certain])[0]), set(decode([reading.labels])[0])
        mentions.add(len(wanted & found), len(found), len(wanted))
        kinds = reading.numbers.argmax(axis=1)
        right = int(((kinds == targets.numbers) & (kinds > 0)).sum())
        numbers.add(right, int((kinds > 0).sum()), int((targets.numbers > 0).sum()))
        _count_roles(roles, reading.roles.argmax(axis=1), targets.roles)
        _count_answers(answers, reading, targets)
    figures = (mentions.f1, numbers.f1, roles.percent, answers.percent)
    return CurvePoint(seen, *(round(figure, 2) for figure in figures))


def _count_roles(roles: Accuracy, read: Integers, wanted: Integers) -> None:
    asked = wanted > 0
    roles.right += int((read[asked] == wanted[asked]).sum())
    roles.total += int(asked.sum())


def _count_answers(answers: Accuracy, reading: Reading, targets: Targets) -> None:
    names = list(targets.names)
    for token, slot, right in targets.questions:
        if not {*right} <= {NO_ANSWER, *names}:
            continue  # a phrase, which not all networks were asked for
        best = int(reading.answers(slot, token, names).argmax())
        answers.right += (NO_ANSWER if best == 0 else names[best - 1]) in right
        answers.total += 1
