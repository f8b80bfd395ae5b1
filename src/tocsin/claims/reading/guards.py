"""What tocsin does not check: sentences about people by faith, origin or descent, questions, places of pressure.

The record holds incidents, who was hit and which groups claimed or were blamed. It has no field for a
person's religion, origin or descent (docs/rights.md), so a claim about those has nothing to be checked
against, whoever makes it.
"""

from __future__ import annotations

import re
from typing import Final

_FOLK: Final = (
    r"muslims?|christians?|jews?|jewish people|hindus?|sikhs?|buddhists?|refugees?|migrants?|immigrants?"
    r"|asylum[- ]seekers?|foreigners?|arabs?|blacks?|whites?|roma|gypsies"
)
_DOERS: Final = re.compile(
    rf"\b(?:attackers?|terrorists?|perpetrators?|killers?|bombers?|suspects?|gunmen) (?:\w+ ){{0,3}}?"
    rf"(?:are|is|were|was|have been) (?:\w+ ){{0,2}}?(?:{_FOLK})\b"
    rf"|\b(?:by|from|among) (?:\w+ )?(?:{_FOLK})\b"
    rf"|\b(?:{_FOLK}) (?:\w+ ){{0,2}}?(?:commit\w*|carr\w+ out|are behind|were behind|cause\w*|perpetrat\w+|kill\w*|attack\w*)\b",
    re.IGNORECASE,
)
_HIT: Final = re.compile(rf"\b(?:attacks?|violence|assaults?) (?:on|against) (?:{_FOLK})\b", re.IGNORECASE)
_ABOUT: Final = (
    "something other than people's faith, origin or descent: the record holds incidents, what was hit and which "
    "groups claimed or were blamed, and no such field about people"
)


def refusal(sentence: str) -> str | None:
    """Return what a sentence lacks that cannot be checked at all; None where it may be."""
    if _DOERS.search(sentence):
        return _ABOUT
    if _HIT.search(sentence):
        return _ABOUT + "; write the targets (attacks on mosques, churches, synagogues)"
    if re.match(
        r"(?:how|what|when|where|who|why|is|are|were|was|did|does|do)\b.*\?$", sentence, re.IGNORECASE
    ):
        return "a number: this is a question; write the claim that you want to check"
    return None
