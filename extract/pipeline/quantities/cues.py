"""The words around a number that say what it is: a change, factor, share, setting, size or threshold."""

from __future__ import annotations

import re

from extract.pipeline.quantities.reading import Trend

RISE = r"increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|growth|gr[eo]w(?:s|n|ing)?"
FALL = (
    r"reduc(?:e|es|ed|ing|tions?)|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    r"|lower(?:s|ed|ing)"
    r"|sav(?:e|es|ed|ing|ings)|cut(?:s|ting)?|shrink(?:s|ing)?|shrunk|redund\w+|saving|compress\w*"
    r"|minimi[sz]\w+"
    r"|fell|falls?|falling|prun(?:e|es|ed|ing)|eliminat\w+|discard\w*|loss(?=\s+of)|compression"
)
BETTER = (
    r"improv(?:e|es|ed|ing|ements?|ment)|gain(?:s|ed|ing)?|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing|ements?)"
    r"|advanc(?:e|es|ed|ing|ements?)|advantages?|lift(?:s|ed|ing)?|uplift|jump(?:s|ed)?|margins?|leads?"
    r"|outperform(?:s|ed|ing|ance)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|outscor\w+"
    r"|push(?:es|ed|ing)?"
    r"|superior(?:ity)?|increments?|outdo\w*|leap|accelerat\w+|speed(?:s|ed|ing)?[\s-]?ups?|win(?:s|ning)?"
)
WORSE = (
    r"degrad(?:e|es|ed|ing|ations?)|wors(?:en|ens|ened|ening)|underperform(?:s|ed|ing)?|deteriorat\w+"
    r"|lag(?:s|ging)?"
    r"|hurt(?:s)?|behind|sacrific\w+|penalty|loss(?:es)?|gaps?|difference"
)
NOUN = (
    r"improvements?|improvment|gains?|increases?|boosts?|enhancements?|reductions?|drops?|decreases?"
    r"|declines?"
    r"|margins?|lifts?|uplift|jumps?|advantages?|gaps?|savings?|speed-?ups?|degradations?|loss(?:es)?|rise"
    r"|increments?"
    r"|differences?|leap|growth|acceleration|deterioration|compression|advance"
)
COMPARATIVE = (
    r"higher|lower|better|worse|more|fewer|less|faster|slower|smaller|larger|cheaper|greater|longer|shorter"
    r"|stronger"
    r"|lighter|above|below|over|ahead|behind|absolute(?:ly)?|relative(?:ly)?|increased|reduced|improved"
    r"|short|quicker"
)

TRENDS: tuple[tuple[Trend, re.Pattern[str]], ...] = (
    ("up", re.compile(rf"\b(?:{RISE})\b", re.I)),
    ("down", re.compile(rf"\b(?:{FALL})\b", re.I)),
    ("better", re.compile(rf"\b(?:{BETTER})\b", re.I)),
    ("worse", re.compile(rf"\b(?:{WORSE})\b", re.I)),
)
TREND_AFTER: tuple[tuple[Trend, re.Pattern[str]], ...] = (
    (
        "up",
        re.compile(
            r"\b(?:higher|more|greater|longer|larger|bigger|faster|quicker|above|increased|stronger)\b"
        ),
    ),
    ("down", re.compile(r"\b(?:lower|fewer|less|smaller|shorter|cheaper|reduced|below|lighter|slower)\b")),
    ("better", re.compile(r"\b(?:better|improved|over|ahead)\b")),
    ("worse", re.compile(r"\b(?:worse|behind|short)\b")),
)

FILLER = (
    r"(?:(?:absolute|relative|average|mean|overall|significant|substantial|large|further|additional|the|a"
    r"|an|about|around|approximately|roughly|nearly|almost|over|at|least|more|than|up[\s-]?to|as|much|most"
    r"|only|just|some|another|notable|considerable|remarkable|on|impressive|maximum|of|~)[\s~]+)*"
)
SAVED = re.compile(rf"\b(?:{FALL})\s+{FILLER}$", re.I)
BY = re.compile(
    rf"\b(?:by|by\s+(?:a\s+|an\s+)?(?:[\w-]+\s+){{0,3}}margins?,?\s*(?:of|\(|i\.e\.,?)?)\s*\(?{FILLER}\+?$",
    re.I,
)
NOUN_BEFORE = re.compile(
    rf"\b(?P<noun>{NOUN})(?:\s+(?:rates?|scores?|ratios?|factors?|results?)|\s*\(|\s+(?:in|on|for|at|over"
    rf"|from|against)\s+[^,;:()]{{1,60}}?)?"
    r"\s*(?:of|is|was|are|by|:|=|which\s+is|equal\s+to|ranging\s+from|between|about"
    rf"|around)\s*(?:[\w-]+\s+)?{FILLER}\+?$",
    re.I,
)
NOUN_OR_VERB_BESIDE = re.compile(rf"\b(?:{NOUN}|{RISE}|{FALL}|{BETTER}|{WORSE})\s+{FILLER}\+?$", re.I)
ORDERING_VERB = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat(?:s|ing)?|outscor\w+"
    r"|underperform\w*)\s(?P<between>[^;:.()]*)$",
    re.I,
)
SCORE_VERB = re.compile(
    r"\b(?:achiev\w*|obtain\w*|reach\w*|attain\w*|yield\w*|with|of|at|to|report\w*|scor\w*|is|are|gets?"
    r"|get)\b",
    re.I,
)
JUST_PASSED = re.compile(r"\b(?:surpass|exceed)(?:es|ed|ing)?\s+(?:the\s+)?$", re.I)
WORDS = (
    r"(?:(?!(?:that|but|after|over|of|in|on|and|with|to|for|at|by|from|while|using|versus|vs|than|when"
    r"|which|is|as|or|the|compared)\b)[\w@.+/'-]+\s+)"
)
NOUN_AFTER = re.compile(rf"\s*(?:\)\s*)?{WORDS}{{0,5}}?(?P<cue>(?:{NOUN})\b)(?!\s+(?:than|of\s+\d))", re.I)
OF_NOUN_AFTER = re.compile(rf"\s*(?:of|in)\s+(?:[\w@-]+\s+){{0,3}}?(?P<cue>{NOUN})\b", re.I)
COMPARATIVE_AFTER = re.compile(
    rf"\s*{WORDS}{{0,3}}?(?P<cue>(?:{COMPARATIVE})\b)(?!\s+(?:than\s+)?(?:\d|all|both|two|three|four|five"
    r"|six|seven|multiple))",
    re.I,
)
RELATIVE = re.compile(r"\s*\(?\s*(?:absolute|relative)\b", re.I)

RESOURCE = (
    r"time|costs?|parameters?|params?|#params?|memory|comput\w+|flops|macs?|budget|latency|runtime|size"
    r"|resources?|steps?"
    r"|energy|storage|epochs?|iterations?|tokens?|model\s+size|capacity|vram|bandwidth|operations|training"
    r"|inference"
    r"|weights|overhead|gpu\w*|hours|price|consumption|complexity|footprint|data|labels?|samples?|examples"
    r"|annotations?|dataset"
)
SHARE_BEFORE = re.compile(
    r"\b(?:only|just|merely|with|using|uses?|requires?|requiring|need(?:s|ing)?|consum\w+|less\s+than|to"
    r"|mere|costs?|tak(?:es|ing)"
    r"|at|in|train(?:s|ed|ing)?|updat\w+|tun\w+|introduc\w+|add(?:s|ing)?|about|around|than|roughly"
    r"|approximately|under|and|or|fewer|as\s+little\s+as)\s*[~(]?(?:an?\s+)?$",
    re.I,
)
SHARE_AFTER = re.compile(
    rf"\s*(?:(?:as\s+(?:many|much))\s+(?:[\w-]+\s+)?(?:{RESOURCE})|of\s+(?:the\s+|its\s+|their\s+"
    rf"|all\s+)?(?:[\w'’-]+\s+){{0,4}}?(?:{RESOURCE})\b"
    r"|(?:the\s+)?(?:(?:training|inference|model|trainable|computational|computation|additional|extra"
    rf"|tunable|total|compute|search)\s+)*(?:{RESOURCE})\b|that\s+of\b|the\s+size\b)",
    re.I,
)
SHARE_OF_OTHER = re.compile(
    rf"\b(?:{RESOURCE})\s+(?:is|are|was|were)\s+(?:only|just|about|less\s+than|approximately)\s*$", re.I
)
ONLY = re.compile(
    r"\b(?:only|just|merely|mere|less\s+than|as\s+little\s+as)\s+(?:about\s+|around\s+)?$", re.I
)
AS_GOOD = re.compile(
    r"\b(?:comparabl[ey]|competitive|match(?:es|ing)?|outperform\w*|exceed\w*|superior"
    r"|state[- ]of[- ]the[- ]art|SOTA|similar|surpass\w*"
    r"|requir\w+|on\s+par|better\s+than|effectiveness|efficient)\b",
    re.I,
)
DATA_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:the\s+|all\s+|its\s+)?(?:(?!(?:with|on|for|using|at|by|in|from|to|and|when|under"
    r"|after)\b)[\w'’-]+\s+){0,4}?(?:labels?|labell?ed|data|dataset|samples?|examples?|annotations?"
    r"|annotated|images?"
    r"|tables|procedural|population|groups?|time|masking|masked|missing|noise|noisy|sparsity|sparse"
    r"|training\s+set|supervision|corpus|rule|test"
    r"|threshold|confidence|pruning|dropout|area|traffic|agreement|unlabell?ed|users|papers|tokens|errors"
    r"|outliers|classes)\b",
    re.I,
)
SETTING_BEFORE = re.compile(
    r"\b(?:using|with|only|on|under|when|at|given|use|just|for|than|or|and|by|to|from|of|even|mere|merely"
    r"|where|which|has|have)\s+"
    r"(?:as\s+(?:few|little)\s+as\s+|(?:only|just|less|fewer|more|over|about|a|an|the|than|merely|mere|even"
    r"|up|to|around|roughly|~|at|least)\s*)*$",
    re.I,
)
HYPER_PARAMETER_BEFORE = re.compile(
    r"\b(?:learning\s+rates?|weight\s+decay|momentum|dropout(?:\s+rates?)?|(?:mini-?)?batch\s+sizes?"
    r"|(?:softmax\s+)?temperatures?|random\s+seeds?)\s+(?:(?:of|is|at|to|=)\s+)?$",
    re.I,
)
IOU_THRESHOLD = re.compile(r"(?:\bIoU\s*[=>≥@]\s*|\bthresholds?\s+(?:of\s+)?|@\s?)$")
THRESHOLD_BEFORE = re.compile(
    r"(?:@\s?|@\[|\b(?:P|IoU|threshold|thresholds|chance|rates?|k|K|n|p|epsilon|alpha|beta|lambda|ε|α|β|λ|τ|σ)\s*(?:[=>≥<@]|level)\s*"
    r"|\bthreshold(?:s)?\s+(?:of\s+)?|\bversion\s+|\\(?:[vh]space|[vh]skip|includegraphics|scalebox"
    r"|resizebox|fontsize|setcounter\{\w+\}"
    r"|font\w*)\*?\s*[\[{=]?\s*-?|(?:width|height|scale)\s*=\s*|\b(?:chance(?:\s+level)?|Figure|Table|Section|Track|Task|Level|Phase|GPT|CUDA|Python)\s+(?:of\s+)?)$"
)
THRESHOLD_AFTER = re.compile(
    r"\s*(?:IoU\s+threshold|threshold|[x×]\s?\d|million|billion|trillion|thousand|[KMBkT]\b|in\b\s*\\|em\b"
    r"|pt\b)"
)
NO_NUMBER_AFTER = re.compile(r"[A-Za-z°/^]|-[A-Za-z]|:\d|\.\d|,\d|\)\s*[A-Z][a-z]+\s")
SIZE_AFTER = re.compile(
    r"\s*(?:larger|bigger|wider|deeper|upscaling|super-?\s?resolution|upsampling|downsampling|zoom"
    r"|magnification|parameters\b"
    r"|longer\s+(?:than\s+the\s+)?(?:training|context|sequences?)|more\s+(?:\w+\s+)?(?:nodes|edges|data"
    r"|parameters|samples|images|classes|tokens|annotations)|SR\b|scale\b|scaling)",
    re.I,
)
MULTIPLE_AFTER = re.compile(
    rf"\s*(?:{COMPARATIVE}|{NOUN}|as|the|that|its|\w+er)\b|\s+(?:[\w-]+\s+){{0,3}}(?:{NOUN}|{COMPARATIVE}"
    r"|throughput)\b",
    re.I,
)
MULTIPLE_BEFORE = re.compile(
    rf"\b(?:by|of|up\s+to|{NOUN}|{FALL}|{RISE}|faster|slower|smaller|fewer|less"
    rf"|more)\s+(?:[\w-]+\s+){{0,2}}~?$",
    re.I,
)
# Verbs that are a number and a way to go: `cuts memory by 40% and doubles the throughput`.
MULTIPLIES = re.compile(r"doubl(?:es|ed|ing)|tripl(?:es|ed|ing)|quadrupl", re.I)
HALVES = re.compile(r"halv(?:es?|ed|ing)\b", re.I)
FACTOR_BEFORE = re.compile(
    r"\bfactors?\s+(?:of|between)\s+(?:up\s+to\s+|about\s+|over\s+|more\s+than\s+|~)?$", re.I
)
# A multiplication sign may be lost with its markup: `5 faster`, `13 speedup`.
LOST_TIMES_AFTER = re.compile(
    r"\s+(?:times\s+)?(?:faster|slower|cheaper|smaller|more\s+efficient|(?:[a-z]+\s+)?speed-?\s?ups?"
    r"|acceleration|reductions?|fewer\s+(?:flops|computations?)|less\s+(?:memory|time|computation))\b",
    re.I,
)
RESOLUTION_BEFORE = re.compile(r"\d\s?[x×]\s?$")
MEASURE_AFTER = re.compile(
    r"\s*(?:of\s+(?:\w+\s+)?(?:speech|audio|video|videos|data|recordings?|training\s+data|footage|music"
    r"|text)\b"
    r"|[\s-]*(?:parameters|window|clips?|segments?|horizon|long\b|videos?|GPUs?|GPU\s+memory|cards?|spatial"
    r"|recordings?|speech|audio|subset|resolution|sampling))",
    re.I,
)
MEASURE_BEFORE = re.compile(
    r"\b(?:in|within|takes?|taking|took|only|under|than|at|of|runs?|running|by|just|about|around|reach\w*"
    r"|achiev\w*|with|requir\w+|and|to|over|from|latency|speed|time|cost|costs|costing|up\s+to|down\s+to"
    r"|less|up|approximately|nearly)\s*(?:an?\s+|the\s+|over\s+|about\s+|~\s?|>\s?|<\s?)*\(?$",
    re.I,
)
STRICT_MEASURES = re.compile(
    r"^(?:[KMGT]i?B|hours?|hrs?|days?|minutes?|mins?|mm|cm|pixels?|px|s|kHz|Hz|MHz|GHz|seconds?|sec|ms"
    r"|milliseconds?)$"
)
CLAIM_VERB = re.compile(
    r"\b(?:achiev\w*|obtain\w*|reach\w*|attain\w*|yield\w*|scor(?:e|es|ed|ing)|outperform\w*|surpass\w*"
    r"|improv\w*|accuracy|performance"
    r"|results?|state[- ]of[- ]the[- ]art|SOTA|report\w*|reduc\w*|decreas\w*|gets?)\b",
    re.I,
)
METRIC_LEFT_GAP = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:scores?|values?|rates?|ratio|results?|accuracy|performance"
    r"|error)?\s*(?:\(\s*)?(?:(?:of|is|was|are|to|at|by|from|with|up|as|high|low|reach\w*|achiev\w*|over"
    r"|about|around|above|below|exceed\w*|approximately|than|only|just|nearly|ranging|between|respectively"
    r"|equals?|roughly|more|less|a|an)\b\s*|[:=~><≈]\s*|\bof~)*$",
    re.I,
)
METRIC_RIGHT_GAP = re.compile(
    r"\s*(?:(?:points?|absolute|relative|average|averaged|mean|overall|in|on|of|the|top|for|test"
    r"|in\s+terms\s+of|higher|lower|better|more|fewer|less)\b[\s-]*){0,4}\(?$",
    re.I,
)
