"""The words around a mention that tell its role. `..._BEFORE` end where the mention starts, `..._AFTER` start
where it ends; both look at text in lower case."""

from __future__ import annotations

import re


def _verbose(pattern: str) -> re.Pattern[str]:
    """A pattern in which white space does not count; `_` stands for one blank."""
    return re.compile(pattern.replace("_", "[ ]"), re.VERBOSE)


_FILLER = r"""(?:(?:the|both|a|an|our|existing|previous|prior|standard|vanilla|popular|strong|recent|original
    |current|other|state-of-the-art|sota|even|its|larger|full|well-known|widely-used|such_as|like|including
    |e\.g\.,?|methods|models|baselines|baseline|approaches|competitors|that_of|those_of|conventional
    |traditional|supervised|,|:|\()\s*)*$"""
_ABBREVIATION = r"(?:\([^()]{1,20}\)\s*)?"
_QUOTES = r"\s*[\"'“`(]*$"
_MAKING = "introduc|present|propos|releas|construct|creat|collect|build|built|curat|develop"

COMPARED_BEFORE = _verbose(
    r"""(?:\bthan|\bover|outperform\w*|surpass\w*|exceed\w*|\bbeat(?:s|ing)?
    |compar(?:ed|ing|ison|isons|able|e)\s+(?:to|with|against)|\bagainst|\bversus|\bvs\.?|\bpar_with
    |superior_to|competitive_(?:to|with)|baselines?|rival\w*|match(?:es|ing)|unlike|improv\w+_(?:up)?on
    |relative_to|alternatives?_to|replac\w+|behind|counterparts?|competitors?)\s+"""
    + _FILLER
)
COMPARED_AFTER = _verbose(r"^\s*(?:baselines?|counterparts?|by_(?:up_to_|over_|more_than_|about_|a_|\d))")

OWN_NAME_BEFORE = _verbose(r"\bour(?:_\w+)?" + _QUOTES)
OWN_BEFORE = _verbose(
    r"""(?:(?<!previously_)(?<!recently_)(?<!originally_)\bproposed
    |\bour_(?:new|novel|method|model|approach|framework|algorithm|technique),?
    |\ban?_(?:\w+,?_(?:and_|yet_|but_)?){0,3}(?:novel|new)(?:_(?:and_)?[\w-]+)?
    |\bthis_(?:new|novel))"""
    + _QUOTES
)
OWN_AFTER = _verbose(r"^\s*(?:\(ours\)|,_(?:our|a_novel|a_new|the_first|an?_\w+_new))")
OWN_PASSIVE_AFTER = _verbose(
    r"^\s*"
    + _ABBREVIATION
    + r"""(?:(?:module|method|approach|strategy|mechanism|network|framework|loss|block|scheme|algorithm
    |technique|layer|model|term|unit|operation)s?\s+)?"""
    + _ABBREVIATION
    + r"""(?:is|are)_(?:\w+ly_|further_|then_|also_|first_)?
    (?:introduced|proposed|presented|designed|developed|devised)"""
)
PART_AFTER = _verbose(
    r"^\s*"
    + _ABBREVIATION
    + r"(?:module|mechanism|block|strategy|strategies|loss|layer|component|scheme|unit|branch|head)s?\b"
)
BORROWED_BEFORE = _verbose(
    r"""(?:\bus(?:e|es|ed|ing)|leverag\w+|adopt\w*|employ\w*|utili[sz]\w+|appl(?:y|ies|ied|ying)|based_on
    |such_as|like|called|build\w*_(?:up)?on|extend\w*|exploit\w*|exploring|mirrors?|inspired_by
    |equipp\w+_\S+_with|existing|recent|the_well-known|popular|of|and|in_particular|combin\w+|revisit\w*
    |train(?:ing|ed)?)\s+(?:(?:the|a|an|recent|popular|standard|two|\w+ly)\s+)*$"""
)

TRAINED_BEFORE = _verbose(
    r"""(?:\b(?:pre-?|fine-?)?train(?:ed|ing)?\s+(?:\w+\s+){0,4}?(?:on|with|using|from)
    |\bpre-?train(?:ed|ing)\s+(?:on|with)|learned_from
    |\btraining_(?:data|set|corpus|sets|corpora)\s*(?:of|from|:)?)\s+"""
    + _FILLER
)
TRAINED_AFTER = _verbose(r"^[\s-]*(?:pre-?train(?:ed|ing)|for_(?:pre-?)?training)")
DATA_MADE_BEFORE = _verbose(
    rf"""(?:\b(?:we|paper|work)\b[^.;]{{0,40}}\b(?:{_MAKING}|contribut)\w*[^.;]{{0,50}}
    (?:dataset|benchmark|corpus|collection|testbed|suite|leaderboard|database|:|,|called|named|dubbed)\W+
    (?:called|named|dubbed|termed|namely)?\W*
    |\b(?:we|paper|work)\b[^.;]{{0,30}}\b(?:{_MAKING})(?:e|es|s|ed|ing)?\s+
    (?:(?:the|a|an|new|novel|large-scale|first)\s+)*)$"""
)

LIST_GLUE = _verbose(
    r"\s*(?:\([^()]{0,24}\))?\s*(?:,|and|or|,_and|,_or|/|&|as_well_as|,_as_well_as)\s+(?:the\s+)?|/"
)
OURS = re.compile(r"\b(?:we|our|this (?:paper|work|study|article|report)|us)\b", re.IGNORECASE)
