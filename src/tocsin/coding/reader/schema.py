"""What the reader's network puts out, head by head, in the order of its numbers.

Weights and code must agree on this; the weights file carries `DIGEST` and is refused where it differs.
"""

from __future__ import annotations

import hashlib
from typing import Final

DEPTH: Final = 24
"""Dimensions of the start and the end vector of one role; one more holds the score of the border alone."""
WIDEST: Final = 24
"""Word pieces of the longest span."""

FILLERS: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "Described")
"""Fillers of the MUC-4 slots 9, 10, 12, 18, 6 and 19 (victims by name and by description)."""
SLOTS: Final = {"PerpInd": 9, "PerpOrg": 10, "Target": 12, "Victim": 18, "Weapon": 6, "Described": 19}
MENTIONS: Final = (
    "killed", "injured", "killed.part", "injured.part", "killed.old", "injured.old", "killed.none",
    "injured.none", "casualties", "attackers", "attackers.other", "killed.other", "injured.other",
    "group.claimed", "group.attributed", "group.suspected", "group.directed", "group.inspired",
    "group.denied", "group.other", "perp", "target", "weapon", "place", "date",
)  # fmt: skip
"""Mentions of present-day dispatches; `.other` are those of other violence than the reported incidents."""
ROLES: Final = FILLERS + MENTIONS
TAGS: Final = ("none", *MENTIONS)
"""What a single token may be part of: softer than a span, and sure sooner, since it settles no border."""

INCIDENT_TYPES: Final = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
_SET_FILLS: Final[dict[int, tuple[str, ...]]] = {
    4: INCIDENT_TYPES,
    5: ("ACCOMPLISHED", "THREATENED", "ATTEMPTED"),
    7: ("BOMB", "GUN", "EXPLOSIVE", "DYNAMITE", "MACHINE GUN", "VEHICLE BOMB", "RIFLE", "MORTAR", "GRENADE",
        "AERIAL BOMB", "TORTURE", "CUTTING DEVICE", "MOLOTOV COCKTAIL", "ROCKET", "FIRE", "MINE"),
    8: ("TERRORIST ACT", "STATE-SPONSORED VIOLENCE"),
    11: ("REPORTED AS FACT", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES",
         "CLAIMED OR ADMITTED", "POSSIBLE"),
    13: ("OTHER", "COMMERCIAL", "TRANSPORT VEHICLE", "ENERGY", "GOVERNMENT OFFICE OR RESIDENCE",
         "ORGANIZATION OFFICE", "COMMUNICATIONS", "CIVILIAN RESIDENCE", "FINANCIAL",
         "DIPLOMAT OFFICE OR RESIDENCE", "TRANSPORTATION ROUTE", "POLITICAL FIGURE OFFICE OR RESIDENCE",
         "LAW ENFORCEMENT FACILITY", "WATER"),
    16: ("SOME DAMAGE", "DESTROYED", "NO DAMAGE", "PROPERTY TAKEN FROM TARGET", "MONEY TAKEN FROM TARGET"),
    20: ("CIVILIAN", "POLITICAL FIGURE", "GOVERNMENT OFFICIAL", "LAW ENFORCEMENT", "LEGAL OR JUDICIAL",
         "ACTIVE MILITARY", "SECURITY GUARD", "FORMER GOVERNMENT OFFICIAL", "FORMER ACTIVE MILITARY",
         "DIPLOMAT"),
    23: ("DEATH", "INJURY", "NO INJURY OR DEATH", "NO INJURY", "REGAINED FREEDOM", "NO DEATH"),
}  # fmt: skip
ATTRIBUTES: Final = tuple((slot, value) for slot, values in _SET_FILLS.items() for value in values)
"""What the network says of a filler, by slot of its template (4, 5, 8) or of its own (the others)."""
SAME: Final = 32
"""Dimensions of the vector by which two fillers are told to belong to one incident."""

TELLS: Final = ("incident", "other", "neither", "opens")
"""A sentence tells of a new incident, of other violence or of neither; `opens`: of another one than
before."""
TYPES: Final = (
    *(("attack_type", code) for code in (
        "bombing", "suicide_bombing", "armed_assault", "shooting", "stabbing", "vehicle_ramming",
        "unarmed_assault", "arson", "hostage_taking", "kidnapping", "assassination", "hijacking", "shelling",
        "drone_attack", "sabotage", "chemical_attack")),
    *(("weapon_type", code) for code in (
        "explosive", "vehicle_bomb", "suicide_vest", "grenade", "rocket_mortar", "firearm", "blade",
        "vehicle",
        "incendiary", "drone", "chemical", "blunt")),
    *(("target_type", code) for code in (
        "worship", "health", "education", "aid", "media", "children", "transport", "public_gathering",
        "hospitality", "commerce", "civilians", "government", "police", "military", "diplomatic", "political",
        "judiciary", "infrastructure")),
    *(("outcome", code) for code in ("completed", "failed", "foiled", "threatened")),
    *(("scope", code) for code in ("domestic", "transnational", "unknown")),
)  # fmt: skip
"""What the sentences of an incident say of it."""
SENTENCES: Final = len(TELLS) + len(TYPES)

DOCUMENT: Final = ("muc", *INCIDENT_TYPES, "several", "incident", "incidents")
"""Of a whole text: relevant in the sense of MUC-4, its incident types, more than one template; reports a new
incident, reports more than one."""

SIGNS: Final = 2
"""Edition of the signs that the numbers beside the network weigh; one more whenever they change."""
DIGEST: Final = hashlib.sha256(
    repr((DEPTH, WIDEST, ROLES, TAGS, ATTRIBUTES, SAME, TELLS, TYPES, DOCUMENT, SIGNS)).encode()
).hexdigest()[:16]
