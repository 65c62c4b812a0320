"""Words and patterns that tell the role of what a sentence names."""

from __future__ import annotations

import re

from extract.pipeline.words import GENERIC_MODIFIERS, word_set

LIST_GLUE = re.compile(
    r"\s*(?:\([^()]{0,24}\))?\s*(?:,|and|or|, and|, or|/|&|as well as|, as well as)\s+(?:the\s+)?|/"
)
OURS = re.compile(r"\b(?:we|our|this (?:paper|work|study|article|report)|us)\b", re.IGNORECASE)

# Words of a sentence that say what is done with the things it names.
TELLING = word_set(
    "pretraining pretrain finetune finetuned finetuning "
    "propose proposes proposed proposing introduce introduces introduced introducing present presents "
    "presented presenting develop develops developed design designs designed devise call called named "
    "dubbed termed namely release released create created construct constructed collect collected build "
    "built builds extend extends extending extended based apply applied applies applying use uses used "
    "using utilize utilizes utilizing employ employs employing adopt adopts leverage leverages leveraging "
    "incorporate incorporates incorporating combine combines combining integrate integrates train trained "
    "trains training pre-trained pretrained fine-tune fine-tuned fine-tuning fine-tunes evaluate "
    "evaluated evaluating evaluation experiments results test tested benchmark benchmarks datasets "
    "outperform outperforms outperforming outperformed surpass surpasses surpassing exceeds exceeding "
    "beats beat compared comparing compare comparison than over versus vs against baselines baseline "
    "competitive comparable superior improves improve improving improvement achieves achieve achieved "
    "achieving attains obtain obtains reaches yields reduces reduce existing previous prior recent "
    "recently traditional conventional popular such like including unlike however although while despite "
    "whereas show shows demonstrate demonstrated consists comprises contains via with have has is are was "
    "were become been widely commonly inspired analyze study investigate explore explored replace "
    "replacing suffer suffers require requires struggle rely relies introduction help our we first "
    "studied implement implemented"
)
# What stands between a telling word and the name.
PASSED_OVER = GENERIC_MODIFIERS | word_set(
    "the a an both our its their these those and , : ( ` `` \" “ ' models model methods baselines approaches "
    "like as including e.g. current other"
)
