"""The words that order methods: which relation each cue states, and what turns it round."""

from __future__ import annotations

import re

from extract.pipeline.words import word_set

# Verbs that take the worse method as their object.
BEATS = re.compile(
    r"\b(?:out-?perform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing|en)?"
    r"|outscor(?:es|ed|ing)"
    r"|overtak(?:es|en|ing)|outclass(?:es|ed|ing)?|outrank(?:s|ed|ing)?|outstrip(?:s|ped|ping)?|outdo(?:es"
    r"|ing)?"
    r"|outshin(?:es|ing)|trump(?:s|ed)?|dominat(?:es|ed|ing))\s+",
    re.I,
)
BEATS_STEMS = word_set(
    "perform surpass exceed beat outscor overtak outclass outrank outstrip outdo outshin trump dominat"
)
PASSIVE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|been|be|being|gets?|remains?)\s+(?:\w+ly\s+|still\s+|often\s+)*$", re.I
)
BY = re.compile(
    r"by\s+(?=(?:[a-z-]+\s+)*?[A-Za-z])(?!\s*(?:a\s+|up\s+to|more\s+than|about|over\s+\d|\+?\d))", re.I
)
NEGATED_BEFORE = re.compile(
    r"\b(?:not|cannot|can't|n't|fail(?:s|ed|ing)?\s+to|unable\s+to|never|hardly|rarely|struggl\w+\s+to"
    r"|without|nor)\s+(?!only\b|just\b|merely\b)(?:\w+ly\s+|always\s+|yet\s+|been\s+able\s+to\s+"
    r"|necessarily\s+|be\s+able\s+to\s+)*$",
    re.I,
)

TRAILS = re.compile(
    r"\b(?:underperform(?:s|ed|ing)?|lag(?:s|ged|ging)?\s+(?:far\s+|well\s+)?behind|trail(?:s|ed"
    r"|ing)?(?:\s+behind)?|fall(?:s|ing)?\s+(?:far\s+|well\s+)?"
    r"(?:short\s+of|behind)|fell\s+short\s+of|(?:is|are|was|were)\s+(?:\w+ly\s+)?inferior\s+to|perform(?:s"
    r"|ed|ing)?\s+(?:\w+ly\s+)?worse\s+than"
    r"|(?:far|significantly|much|still|remains?)\s+(?:worse\s+than|below|behind))\s+",
    re.I,
)
TRAILS_STEMS = word_set("perform lag trail fall fell inferior worse below behind")
EQUALS = re.compile(
    r"\b(?:(?:on[\s-]?(?:a\s+)?par|at\s+par|parity|comparabl[ey]|competitive(?:ly)?|similar(?:ly)?"
    r"|equivalent(?:ly)?|close|closely|identical|parallel|favou?rabl[ey]|equal|near"
    r"|commensurate|as\s+well)\b(?!\s+as\s+(?:the|other|our|its))[^,;.()]{0,60}?\s(?:to|with|as|against|than)"
    r"|(?:match(?:es|ed|ing)?|rival(?:s|ed|ing|ling)?|approach(?:es|ed|ing)?(?=\s+(?:the\s+)?(?:performance"
    r"|accuracy|quality|results?|human|state))|equal(?:s|l?ed|l?ing)?"
    r"|retain(?:s|ing)?(?=\s+(?:the\s+)?(?:\w+\s+)?(?:performance|accuracy|quality)\s+of))"
    r"(?:\s+(?:or\s+(?:even\s+)?\w+\s+)?(?:the\s+)?(?:[\w-]+\s+)?(?:performance|accuracy|results?|quality"
    r"|effectiveness)\s+of)?)\s+",
    re.I,
)
EQUALS_STEMS = word_set(
    "par compar compet similar equivalent close identical favo equal near commensurate well match rival"
    " approach retain"
)
NOT_EQUAL = re.compile(
    r"\b(?:compared|match(?:es|ed|ing)?)\s+(?:images?|pairs?|points?|features?|keypoints?)|similarity\b"
    r"|similar\s+(?:images|tasks)",
    re.I,
)

# `than`, `over`, `compared to`: the words before them in the clause tell which way the ordering goes.
SET_AGAINST = re.compile(
    r"\b(?P<cue>than|over|versus|vs\.?|against|relative\s+to|(?:when\s+|as\s+)?compared\s+(?:with|to"
    r"|against)|(?:in|by)\s+comparison\s+(?:with|to)"
    r"|comparing\s+(?:with|to)|compare\s+(?:with|to)|(?:im|ad)prov\w*\s+(?:up)?on|superior(?:ity)?\s+to"
    r"|advantage\s+(?:over|to))\s+",
    re.I,
)
AGAINST_STEMS = word_set("than over vers vs against relative compar prov superior advantage")
BETTER_WORDS = re.compile(
    r"\b(?:better|superior(?:ity)?|improv\w+|gains?|boost\w*|outperform\w*|higher|highest|increas\w+"
    r"|advantages?|leads?|stronger|effective\w*|favou?rabl\w+|benefits?|best"
    r"|more\s+(?:accura\w+|robust\w*|efficient\w*|effective\w*|stable|reliable|diverse|general\w*"
    r"|precise\w*|faithful|consistent\w*|realistic|natural)|reduc\w+|lower|fewer|less|smaller|enhanc\w+"
    r"|faster|speed-?ups?|surpass\w*|prefer\w*|margins?|state-of-the-art|significant|greater|excel\w*|wins?"
    r"|win\s+rate|promising|performance|cheaper|decreas\w+|accelerat\w+|great|good)\b",
    re.I,
)
QUALITY_WORDS = re.compile(
    r"\b(?:better|superior|improv\w+|outperform\w*|higher|highest|advantage|stronger|best|accura\w+"
    r"|performance|gains?|boost\w*|error\w*|lower|increase\w*|robust\w*|enhanc\w+|prefer\w*|effective\w*"
    r"|quality)\b",
    re.I,
)
EQUAL_WORDS = re.compile(
    r"\b(?:comparabl\w+|competitive\w*|on[\s-]par|similar\w*|equivalent\w*|same|match\w*|parity"
    r"|without\s+(?:sacrific|los|degrad)\w+|maintain\w*|preserv\w+)\b",
    re.I,
)
WORSE_WORDS = re.compile(
    r"\b(?:worse|inferior|degrad\w+|drops?|behind|underperform\w*|poorer|declin\w+|lagg?\w*|suboptimal"
    r"|weaker|lower\s+(?:accuracy|performance|quality|scores?))\b",
    re.I,
)

# `improves the performance of X`, `X benefits when combined with it`.
STRENGTHENS = re.compile(
    r"\b(?:improv(?:e|es|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?"
    r"|accelerat(?:e|es|ed|ing)|speed(?:s|ing)?\s+up|advanc(?:e|es|ed|ing)|promot(?:e|es|ed|ing)"
    r"|rais(?:e|es|ed|ing)|benefit(?:s|ed|ing)?|help(?:s|ed|ing)?|elevat(?:e|es|ed|ing)|upgrad(?:e|es|ed"
    r"|ing)|lift(?:s|ed|ing)?)\s+"
    r"(?:(?:the|both|various|all|existing|its|their|a|an|many|several|different|overall)\s+)*"
    r"(?:(?:[\w-]+\s+){0,4}?(?:performances?|accurac(?:y|ies)|quality|robustness|efficiency"
    r"|generali[sz]ation|results?|capabilit(?:y|ies)|abilit(?:y|ies)|mAP|AP|mIoU|scores?|speed|training"
    r"|inference|reasoning)"
    r"(?:\s+(?:and|or)\s+[\w-]+)?\s+(?:of|for|on|in|across)\s+)?(?:(?:the|both|various|all|several"
    r"|different|many|a|an|any|other|most)\s+)*",
    re.I,
)
STRENGTHENS_STEMS = word_set(
    "improv boost enhanc strengthen accelerat speed advanc promot rais benefit help elevat upgrad lift"
)
METHOD_NOUN = re.compile(
    r"\b(?:methods?|models?|baselines?|networks?|detectors?|approach(?:es)?|algorithms?|architectures?"
    r"|backbones?|LLMs?|VLMs?|LMs?|MLLMs?|LVLMs?|transformers?|CNNs?|GANs?|ViTs?|systems?|frameworks?"
    r"|classifiers?|learners?|agents?|policies|policy|encoders?|decoders?|pipelines?|counterparts?"
    r"|generators?|estimators?|trackers?|segmentors?|parsers?|techniques?|GNNs?|pretraining|pre-training"
    r"|fine-tuning)\s*$"
)
SOTA_OBJECT = re.compile(
    r"\b(?:state[\s-]+of[\s-]+(?:the[\s-]+)?arts?|so-?ta|prior\s+arts?|(?:previous|prior|current"
    r"|existing)\s+(?:best|records?|results?)|best\s+(?:published|reported|previous|existing|known)|leading"
    r"|previous\s+work)\b",
    re.I,
)

SOTA = r"(?:state[\s-]+of[\s-]+(?:the[\s-]+)?arts?|so-?ta\b)"
SETS_SOTA = (
    re.compile(
        r"\b(?:achiev\w*|obtain\w*|attain\w*|reach\w*|set(?:s|ting)?|establish\w*|yield\w*|deliver\w*"
        r"|report\w*|show\w*|demonstrat\w*|produc\w*|provid\w*|giv\w+|exhibit\w*|get(?:s|ting)?|gain\w*"
        r"|defin\w*"
        r"|creat\w*|mark\w*|present\w*|lead\w*\s+to|result\w*\s+in|maintain\w*|push\w*|advanc\w*|rank\w*"
        r"|offer\w*|with|retain\w*|enabl\w*|has|have|improv\w+|extend\w*|hold\w*|realiz\w*|performs?|are"
        r"|is|becom\w+|claim\w*|secur\w*|emerg\w*\s+as|to|accomplish\w*)\s+"
        rf"(?P<between>(?:[\w'’*-]+\s+|[\w'’*-]+,\s+){{0,7}}?)(?:\W{{0,2}})?{SOTA}"
        rf"(?!\s*(?:\([^()]*\)\s*)?(?:[\w-]+\s+){{0,3}}?(?:methods?|approach\w*|models?|baselines?"
        r"|techniques?|algorithms?|competitors?|systems?|networks?|counterparts?|solutions?|works?"
        r"|frameworks?|detectors?|LLMs?|backbones?|architectures?|ones|such\s+as|transformers?"
        r"|classifiers?|parsers?|trackers?)\b)",
        re.I,
    ),
    re.compile(
        r"\b(?:achiev\w*|obtain\w*|attain\w*|reach\w*|set(?:s|ting)?|establish\w*|yield\w*|report\w*"
        r"|rank\w*|show\w*|w[io]n(?:s|ning)?|secur\w*|plac\w+|takes?|took|top(?:s|ped|ping)?|claim\w*"
        r"|hold\w*)\s+"
        r"(?:[\w-]+\s+){0,4}?(?:(?:the\s+)?(?:best|highest|top|lowest)\s+(?:[\w-]+\s+){0,3}?(?:performance"
        r"|results?|accurac(?:y|ies)|scores?|records?|error)"
        r"|(?:a\s+)?new\s+(?:records?|benchmark\s+results?|best|high)|(?:the\s+)?(?:1st|first"
        r"|top)\s+(?:place|rank|position|prize)|(?:the\s+)?(?:1st|first)\b(?=\s+(?:on|in|among))"
        r"|(?:the\s+)?(?:best|top)\s+(?:published|reported|known|among))",
        re.I,
    ),
    re.compile(rf"\b(?:new|novel)\s+(?:[\w-]+\s+){{0,2}}?{SOTA}(?!\s+(?:methods?|models?|approaches))", re.I),
    re.compile(
        rf"\b(?:is|are|remains?|becomes?)\s+(?:the\s+|a\s+|new\s+|current\s+)*{SOTA}\s*(?:on|in|for|across"
        r"|among|,|\.)",
        re.I,
    ),
)
# A quick look for any of the words by which a new best is claimed.
HAS_BEST = re.compile(
    r"state[\s-]+of|so-?ta\b|\b(?:best|highest|lowest|records?|1st|first|top|rank\w*|win(?:s|ning)?|won|leading"
    r"|new\s+(?:high|standard))\b",
    re.I,
)
BEST = re.compile(
    rf"{SOTA}|\b(?:best|highest|lowest)\s+(?:[\w-]+\s+){{0,3}}?(?:performance|results?|accurac(?:y|ies)|scores?"
    r"|error|reported|published|known)\b|\b(?:new|performance)\s+records?\b|\bnew\s+(?:high|standard|best)\b"
    r"|\b(?:1st|first|top)\s+(?:place|rank|position)\b|\brank(?:s|ed|ing)?\s+(?:the\s+)?(?:1st|first|top|no)\b"
    r"|\bleading\s+(?:performance|results|accuracy)\b|\bwinning\b",
    re.I,
)
# Sentences in which none of these occurs order nothing (plain strings are found faster than a pattern).
ORDERING_STEMS = word_set(
    "perform surpass exce beat outscor overtak out-perform outrank outstrip outdo outsh trump dominat lag"
    " trail inferior superior worse better best behind below parity compar compet similar equivalent close"
    " match rival equal retain against relative improv advanc boost enhanc strengthen accelerat speed promot"
    " rais benefit help elevat upgrad lift gain higher lower advantage fall fell short prefer favo without"
    " complement effective faster doubl reduc increas achiev drop weaker stronger state sota record rank"
    " first 1st leading"
) | {
    " than ",
    " over ",
    " vs",
    "versus",
    " par ",
    " win",
    " won ",
    " top",
    " more ",
    " less ",
    " pass",
    " same ",
}

NOT_SOTA_BETWEEN = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|than|over|compar\w+|competitive|comparable|similar"
    r"|close|near|match\w*|par|against|approach\w*|existing|previous|prior|other|several|current|recent"
    r"|various|many|most|with|to|near-|non|not"
    r"|building|applied|based|using|improve\w*|of\s+the|than|from|by)\b",
    re.I,
)
COMPARABLE_AFTER = re.compile(r"\s*-?\s*(?:comparable|competitive|level\b)", re.I)

PEER = re.compile(
    r"\b(?:human|supervised|state[- ]of|SOTA|performance|results?|those|full|standard|counterparts?"
    r"|baselines?|training|larger|commercial|proprietary|published|previous|existing|other|best|experts?"
    r"|works?|ones|trained|learning|search)\b",
    re.I,
)
OWN = re.compile(r"(?:our|the\s+proposed|proposed|ours)\b", re.I)
NOT_SURPASSED = re.compile(r"\b(?:not|never|n't)\b", re.I)
EQUAL_OR_BEFORE = re.compile(
    r"\b(?:match\w*|on\s+par|comparabl\w+|competitive)\W+(?:with\s+|to\s+)?or\s+(?:even\s+)?(?:\w+ly\s+)?$",
    re.I,
)
# The words right before a verb that name its subject.
SUBJECT_BEFORE = re.compile(
    r"(?P<subject>(?:[\w'’/+.-]+\s+){0,7}?(?:methods?|models?|baselines?|networks?|approach(?:es)?"
    r"|algorithms?|systems?|LLMs?|techniques?|works?|ones|learning|training|tuning|pretraining))\s+"
    r"(?:that\s+|which\s+)?(?:(?:do|does|did|is|are|was|were|has|have|been|still|can|could|may|often"
    r"|largely|generally|surprisingly|currently|fail\w*|to|not|\w+ly)\s+)*$",
    re.I,
)

# `2x faster than X` is a number, no ordering.
_FACTOR = (
    r"(?:\d\s?(?:[x×]|times|-?fold)|twice\s+as|an?\s+order\s+of\s+magnitude)\s+"
    r"(?:faster|slower|fast|cheaper|smaller)\s+"
)
FACTOR_BEFORE = re.compile(rf"{_FACTOR}$", re.I)
FACTOR_THAN = re.compile(rf"{_FACTOR}(?:than|as)\s+(?:the\s+)?$", re.I)

# A sentence about the paper's own work, not about the field.
OWN_WORK = re.compile(
    r"\b(?:we|our|ours|it|its|they|proposed|experiments?|experimental(?:ly)?|results?|evaluat\w+"
    r"|empirical(?:ly)?|this\s+(?:paper|work|method|approach|model|framework|study)|show(?:s|n|ing)?"
    r"|demonstrat\w+|analys[ei]s|compared\s+(?:to|with)|ablation\w*|benchmarks?|datasets?)\b",
    re.I,
)
BACKGROUND = re.compile(
    r"\s*(?:(?:more\s+)?recent(?:ly)?\b|in\s+recent\s+years|however,\s+(?:most|existing|these|current"
    r"|previous|such|they)|existing\b|most\s+(?:existing|of)|while\s+(?:recent|existing|previous|these)"
    r"|although\b|previous(?:ly)?\b|prior\s|traditional|current(?:ly)?\b"
    r"|despite\s+(?:the|their|its|recent)\s+(?:recent\s+)?(?:success|progress|advance|popular|impress"
    r"|remark|great|signific))",
    re.I,
)

# `to improve X`, `aims at improving X` say what is wanted, `is shown to improve X` what is.
PURPOSE_BEFORE = re.compile(
    r"(?<!shown\s)(?<!able\s)(?<!found\s)(?<!proven\s)(?<!demonstrated\s)\b(?:to|for|of|towards?|could"
    r"|would|may|might|how|potential|at|in|on|that\s+helps?|will|should)\s+(?:\w+ly\s+|further\s+|better\s+"
    r"|help\s+)*$",
    re.I,
)
