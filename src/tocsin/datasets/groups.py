"""Whether a cell names an organisation. A person, a people, a faith is no perpetrator of ours (rights 1, 2).

A name that is neither known nor formed like an organisation's is withheld where the dataset does not promise
that its column holds organisations: better a group too few than a neighbour's name or a whole people.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from tocsin.coding.group_names import named_groups
from tocsin.coding.tokens import tokenize
from tocsin.model import Span
from tocsin.places.curated import words

NAMES: Final = 50_000
"""So many answers are remembered."""
Verdict = Literal["group", "nobody", "person", "community", "not_known"]
_NOBODY: Final = re.compile(
    r"unknown|unidentified|unaffiliated|individual|other|none|sole perpetrator|civilians|"
    r"not (?:known|given|stated)|no group", re.IGNORECASE,
)  # fmt: skip
_ORGANISED: Final = re.compile(
    r"\b(?:government|arm(?:y|ies)|forces?|police|military|militia\w*|front|movement|party|brigades?|group|"
    r"organi[sz]ation|liberation|resistance|union|council|command\w*|state of|islamic state|guerrillas?|"
    r"cells?|gangs?|cartel|faction|battalions?|rebels|militants|insurgents|fighters|separatists|extremists|"
    r"jihadi\w*|federation|coalition|alliance|congress|network|corps|guards?|vanguard|legion|committee|"
    r"avengers|confraternity|ejército|frente|fuerzas|partido|movimiento|brigate|front de)\b", re.IGNORECASE,
)  # fmt: skip
_COMMUNITY: Final = re.compile(
    r"^(?:christians?|muslims?|hindus?|jews|sikhs?|buddhists?|shi'?(?:a|ites?)|sunnis?|alawites?|druze|copts?|"
    r"catholics?|protestants?|yazidis?|ahmadis?|hazaras?|rohingyas?|tribes\w*|villagers|students|farmers|herders)"
    r"\b(?!.*\b(?:army|front|militia|party|movement|brigades?|group|force)\b)", re.IGNORECASE,
)  # fmt: skip
_CAPITALS: Final = re.compile(r"(?:[A-Z]{2,}[\w-]*)(?:[ -][A-Z]{2,}[\w-]*)*")
_NAME: Final = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){1,3}")


@lru_cache(maxsize=NAMES)
def verdict(name: str, *, promised: bool) -> Verdict:
    """Return what a cell names; `promised`: the codebook says that the column holds organisations."""
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
    if not bare or _NOBODY.match(bare):
        return "nobody"
    if _COMMUNITY.match(bare):
        return "community"
    if _ORGANISED.search(bare) or named_groups(tokenize(bare, Span(0, len(bare)))):
        return "group"
    if _NAME.fullmatch(bare) and re.split(r"[\s,]", bare)[0].casefold() in words("given"):
        return "person"
    return "group" if promised or _CAPITALS.fullmatch(bare) else "not_known"
