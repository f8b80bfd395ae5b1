"""The codes of attack, weapon and target, each with its label and what it means.

Close to the GTD codebook (2021, sections on attack, weapon and target type), finer where news is finer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tocsin.model import OUTCOMES, SCOPES


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list. `broader` names the code of the same list that it is a kind of."""

    code: str
    label: str
    meaning: str
    broader: str | None = None


def table(*codes: Code) -> dict[str, Code]:
    """Return `codes` by their code."""
    return {code.code: code for code in codes}


ATTACK_TYPES: Final = table(
    Code("bombing", "bombing", "an explosive goes off, or was meant to"),
    Code("suicide_bombing", "suicide bombing", "the bearer of the explosive meant to die", "bombing"),
    Code("armed_assault", "armed assault", "attackers with weapons storm or raid a place or a group"),
    Code("shooting", "shooting", "guns fired at people", "armed_assault"),
    Code("stabbing", "stabbing", "blades used against people", "armed_assault"),
    Code("vehicle_ramming", "vehicle ramming", "a vehicle driven into people", "armed_assault"),
    Code("unarmed_assault", "beating", "people attacked without weapons or with blunt ones"),
    Code("arson", "arson", "fire set to people or property"),
    Code("hostage_taking", "hostage taking", "people held on the spot"),
    Code("kidnapping", "kidnapping", "people taken away"),
    Code("assassination", "assassination", "a chosen person of public office killed, or meant to be"),
    Code("hijacking", "hijacking", "an aircraft, ship, bus or train seized"),
    Code("shelling", "shelling", "rockets, mortars or missiles fired at people or property"),
    Code("drone_attack", "drone attack", "an unmanned aircraft carries or drops the weapon"),
    Code("sabotage", "sabotage", "things destroyed, not people: lines, pipes, masts, buildings"),
    Code("chemical_attack", "chemical attack", "a chemical or toxin spread among people"),
)
WEAPON_TYPES: Final = table(
    Code("explosive", "explosive", "a bomb, a device, a mine"),
    Code("vehicle_bomb", "vehicle bomb", "a car, lorry or motorcycle loaded with explosive", "explosive"),
    Code("suicide_vest", "suicide vest", "an explosive worn on the body", "explosive"),
    Code("grenade", "grenade", "thrown or launched", "explosive"),
    Code("rocket_mortar", "rocket or mortar", "a rocket, mortar, shell or missile", "explosive"),
    Code("firearm", "firearm", "a gun of any kind"),
    Code("blade", "blade", "a knife, axe, machete or sword"),
    Code("vehicle", "vehicle", "a vehicle used to run people over"),
    Code("incendiary", "incendiary", "petrol, a fire bomb, any means of arson"),
    Code("drone", "drone", "an unmanned aircraft"),
    Code("chemical", "chemical", "gas, acid, poison"),
    Code("blunt", "blunt object", "clubs, stones, fists"),
)
TARGET_TYPES: Final = table(
    Code("worship", "place of worship", "mosques, churches, temples, synagogues, clergy, pilgrims"),
    Code("health", "health care", "hospitals, clinics, ambulances, medical staff"),
    Code("education", "education", "schools, universities, teachers, students"),
    Code("aid", "humanitarian aid", "aid workers, convoys, camps of the displaced"),
    Code("media", "media", "journalists, newsrooms, broadcasters"),
    Code("children", "children", "children as those attacked"),
    Code("transport", "transport", "airports, stations, trains, buses, ferries"),
    Code("public_gathering", "public gathering", "festivals, demonstrations, crowds, weddings, sport"),
    Code("hospitality", "hospitality", "restaurants, cafés, hotels, nightclubs, beaches"),
    Code("commerce", "commerce", "markets, shops, malls, banks, companies"),
    Code("civilians", "civilians", "villagers, residents, passers-by"),
    Code("government", "government", "officials, ministries, administrations"),
    Code("police", "police", "police officers, stations, checkpoints of police"),
    Code("military", "military", "soldiers, bases, peacekeepers"),
    Code("diplomatic", "diplomatic", "embassies, consulates, diplomats"),
    Code("political", "political", "parties, candidates, members of parliament, rallies"),
    Code("judiciary", "judiciary", "courts, judges, prosecutors, lawyers"),
    Code("infrastructure", "infrastructure", "power, water, oil, telecommunications"),
)
PROTECTED: Final = ("worship", "health", "education", "aid", "media", "children", "transport")
"""Targets that the brief lists apart, in its order."""

LISTS: Final[dict[str, frozenset[str]]] = {
    "attack_type": frozenset(ATTACK_TYPES),
    "weapon_type": frozenset(WEAPON_TYPES),
    "target_type": frozenset(TARGET_TYPES),
    "outcome": frozenset(OUTCOMES),
    "scope": frozenset(SCOPES),
}
_LABELS: Final = {"attack_type": ATTACK_TYPES, "weapon_type": WEAPON_TYPES, "target_type": TARGET_TYPES}


def check_code(property_: str, code: str) -> None:
    """Raise ValueError where `code` is not in the list of `property_`; properties without a list pass."""
    codes = LISTS.get(property_)
    if codes is not None and code not in codes:
        raise ValueError(f"no such {property_}: {code!r}")


def label(property_: str, code: str) -> str:
    """Return what a person reads for `code`; the code itself where the list has no label for it."""
    entry = _LABELS.get(property_, {}).get(code)
    return entry.label if entry else code
