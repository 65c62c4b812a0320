"""The component that decides what a paper names: a trained tagger and the rules, weighed string by string."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from extract.pipeline.annotations import register_extensions
from extract.pipeline.string_choice import (
    ChoiceWeights,
    StringEvidence,
    choose,
    features,
    gather,
    keys_of,
)
from extract.pipeline.tagger_decoding import decode
from extract.pipeline.tagger_model import Probabilities, tagger_model
from extract.pipeline.tokens import tokens_of

MODEL_FILE, CHOICE_FILE = "model", "choice.json"


class Tagger:
    """Replaces the rules' `doc._.mentions` by mentions of its own choice. Without weights, before training,
    it leaves them as they are."""

    def __init__(self, vocab: Vocab, width: int, depth: int, threshold: float) -> None:
        self.vocab = vocab
        self.threshold = threshold
        self.model: Model[Any, Any] = tagger_model(width, depth)
        self.choice: ChoiceWeights | None = None

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Many documents, in batches, since reading labels as spans is quicker so."""
        remaining = iter(stream)
        while docs := list(islice(remaining, batch_size)):
            if self.choice is not None:
                for doc, (text, candidates) in zip(
                    docs, self.candidates(docs, self.predict(docs)), strict=True
                ):
                    self._mark(doc, text, candidates, self.choice)
            yield from docs

    def predict(self, docs: Sequence[Doc]) -> list[Probabilities]:
        """An array (tokens, labels) for each document.

        One document at a time: in a larger product of matrices the last bits of a number depend on what else
        is in it, and a record must depend on its paper alone.
        """
        return [np.asarray(self.model.predict([doc])[0], dtype=np.float32) for doc in docs]

    def candidates(
        self, docs: Sequence[Doc], probabilities: Sequence[Probabilities]
    ) -> Iterator[tuple[str, list[StringEvidence]]]:
        """The text and the candidate strings of each document."""
        for doc, labels, spans in zip(docs, probabilities, decode(probabilities), strict=True):
            text = tokens_of(doc).source
            yield text, gather(doc, text, labels, spans)

    def _mark(self, doc: Doc, text: str, candidates: list[StringEvidence], choice: ChoiceWeights) -> None:
        title_end = tokens_of(doc).title_end
        shares = choice.probabilities([features(candidate, title_end) for candidate in candidates])
        keys = keys_of(text, doc._.mentions, doc._.abbreviations)
        doc._.mentions = choose(candidates, shares, keys, self.threshold)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the network and the weights of the choice, where there are any."""
        if self.choice is None:
            return
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MODEL_FILE).write_bytes(self.model.to_bytes())
        self.choice.write(folder / CHOICE_FILE)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Tagger:
        """Reads what `to_disk` wrote; the pipeline's vectors have to be read before."""
        folder = Path(path)
        if (folder / MODEL_FILE).exists():
            self.initialize()
            self.model.from_bytes((folder / MODEL_FILE).read_bytes())
            self.choice = ChoiceWeights.read(folder / CHOICE_FILE)
        return self

    def initialize(self) -> None:
        """Give the network its shape; its vectors are those of the vocabulary."""
        doc = Doc(self.vocab, words=["a"])
        self.model.initialize([doc])


@Language.factory(
    "claimgraph_tagger",
    default_config={"width": 128, "depth": 4, "threshold": 0.5},
)
def make_tagger(nlp: Language, name: str, width: int, depth: int, threshold: float) -> Tagger:
    """Settings: the network's `width` and `depth`; `threshold`, how probable a name has to be."""
    return Tagger(nlp.vocab, width, depth, threshold)


register_extensions()
