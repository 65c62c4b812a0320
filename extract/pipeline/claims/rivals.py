"""Words that stand for other methods without naming them: `the previous best model`, `strong baselines`."""

from __future__ import annotations

import re

from extract.pipeline.annotations import Offsets
from extract.pipeline.claims.context import ClaimContext
from extract.pipeline.claims.orderings import Phrase

_STATE_OF_THE_ART = r"state[\s-]+of[\s-]+(?:the[\s-]+)?arts?|SOTAs?|SoTA|prior\s+arts?"
_DESCRIBED = (
    rf"(?:{_STATE_OF_THE_ART}|previous(?:ly)?|prior|existing|other|current|recent|competing|alternative|strong"
    r"|baseline|conventional|traditional|standard|vanilla|original|base|best|leading|larger|supervised"
    r"|fully[\s-]supervised|unsupervised|closest|competitive|popular|classical|comparable|published|reported"
    r"|latest|naive|proprietary|commercial|open-source|full|dense|pre-?trained|several|many|most|all|both"
    r"|various|different|single|teacher|backbone|heavier|stronger|advanced|representative|related|former)"
)
_HEAD = (
    r"(?:methods?|models?|baselines?|networks?|detectors?|approach(?:es)?|algorithms?|architectures?"
    r"|backbones?|LLMs?|VLMs?|LMs?|MLLMs?|transformers?|CNNs?|GANs?|ViTs?|systems?|frameworks?|classifiers?"
    r"|learners?|agents?|polic(?:y|ies)|encoders?|decoders?|pipelines?|counterparts?|generators?|trackers?"
    r"|parsers?|techniques?|GNNs?|fine-?tuning|training|works?|results?|records?|ones|competitors?"
    r"|solutions?|entr(?:y|ies)|schemes?|strateg(?:y|ies)|performance|variants?|versions?|implementations?"
    r"|samplers?|optimizers?|losses|loss|learning|supervision|attention|decoding|inference|search|experts)"
)
_RIVAL = re.compile(
    rf"\b(?:{_DESCRIBED}[\s,-]+(?:[\w/+-]+\s+){{0,4}}?{_HEAD}\b|{_STATE_OF_THE_ART}\b|baselines?\b|prior\s+work"
    r"|human(?:s|\s+(?:performance|experts?|annotators?|level))?\b|(?:our|the|strong)\s+baselines?)",
    re.I,
)
_OWN = re.compile(r"\b(?:our|proposed)\s+(?:\w+\s+){0,3}$", re.I)


def rival_phrases(context: ClaimContext, sentence: Offsets) -> list[Phrase]:
    """The phrases of a sentence that may stand for other methods, in order."""
    if sentence not in context.rivals:
        context.rivals[sentence] = [
            (match.start(), match.end())
            for match in _RIVAL.finditer(context.text, *sentence)
            if not _OWN.search(context.text, max(sentence[0], match.start() - 40), match.start())
        ]
    return [Phrase(start, end, context.text[start:end]) for start, end in context.rivals[sentence]]
