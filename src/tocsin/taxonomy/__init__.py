"""Code lists: what an attack, a weapon, a target can be. Data, not judgement.

The base class is the neutral violent attack; whether one is "terrorism" is what a definition says.
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

__all__ = [
    "ATTACK_TYPES", "LISTS", "PROTECTED", "TARGET_TYPES", "WEAPON_TYPES", "Code", "check_code", "label",
]  # fmt: skip
