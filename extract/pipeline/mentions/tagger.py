"""The component that decides what a paper names: the encoder and the rules, weighed string by string."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline.annotations import Mention, register_extensions
from extract.pipeline.calibration import CERTAIN, Steps, at_steps
from extract.pipeline.encoder.reading import reading_of
from extract.pipeline.mentions.decoding import decode
from extract.pipeline.mentions.string_choice import (
    ChoiceWeights,
    StringEvidence,
    choose,
    features,
    gather,
    keys_of,
)
from extract.pipeline.packaged import write_text
from extract.pipeline.tokens import tokens_of

CHOICE_FILE, CALIBRATION_FILE = "choice.json", "calibration.json"


@Language.factory(
    "claimgraph_tagger",
    default_config={"threshold": 0.5},
    requires=["doc._.reading"],
)
class Tagger:
    """Replaces the rules' `doc._.mentions` by mentions of its own choice. Without weights, before training,
    it leaves them as they are. `threshold`: how probable a name has to be."""

    def __init__(self, nlp: Language, name: str, threshold: float) -> None:
        register_extensions()
        self.name = name
        self.threshold = threshold
        self.choice: ChoiceWeights | None = None
        self.calibration: Steps = CERTAIN

    def __call__(self, doc: Doc) -> Doc:
        if self.choice is not None and reading_of(doc) is not None:
            candidates = candidates_of(doc)
            title_end = tokens_of(doc).title_end
            shares = self.choice.probabilities([features(candidate, title_end) for candidate in candidates])
            keys = keys_of(tokens_of(doc).source, doc._.mentions, doc._.abbreviations)
            chosen = choose(candidates, shares, keys, self.threshold)
            doc._.mentions = [self._calibrated(mention) for mention in chosen]
        return doc

    def _calibrated(self, mention: Mention) -> Mention:
        return mention._replace(confidence=at_steps(self.calibration, mention.confidence))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights of the choice, where there are any."""
        if self.choice is None:
            return
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        self.choice.write(folder / CHOICE_FILE)
        write_text(folder, CALIBRATION_FILE, json.dumps(self.calibration) + "\n")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Tagger:
        """Reads what `to_disk` wrote."""
        if (Path(path) / CHOICE_FILE).exists():
            self.choice = ChoiceWeights.read(Path(path) / CHOICE_FILE)
            self.calibration = json.loads((Path(path) / CALIBRATION_FILE).read_text(encoding="utf-8"))
        return self


def candidates_of(doc: Doc) -> list[StringEvidence]:
    """The strings of a Doc that may be names. Raises ValueError for one that the encoder has not read."""
    reading = reading_of(doc)
    if reading is None:
        raise ValueError("no encoder has read this Doc")
    return gather(doc, tokens_of(doc).source, reading.labels, decode([reading.labels])[0])
