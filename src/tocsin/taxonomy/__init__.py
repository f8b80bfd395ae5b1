"""Code lists for attacks, weapons, targets and outcomes, and crosswalks to the lists of others.

A code says what was reported, not judgement. The base class is the neutral violent attack; whether one is
"terrorism" is what a definition says.
"""

from tocsin.taxonomy.codes import (
    ATTACK_TYPES,
    LISTS,
    PROTECTED,
    TARGET_TYPES,
    WEAPON_TYPES,
    Code,
    check_code,
    label,
)
from tocsin.taxonomy.crosswalk import OURS, RELATIONS, SCHEMES, Crossing, crosswalk, to_ours, to_theirs
from tocsin.taxonomy.hubs import ACTORS, EVENTS, IN

__all__ = [
    "ACTORS", "ATTACK_TYPES", "EVENTS", "IN", "LISTS", "OURS", "PROTECTED", "RELATIONS", "SCHEMES",
    "TARGET_TYPES", "WEAPON_TYPES", "Code", "Crossing", "check_code", "crosswalk", "label", "to_ours",
    "to_theirs",
]  # fmt: skip
