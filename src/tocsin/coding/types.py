"""Attack and weapon types of one event, each with the sentence that says so."""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.events import Mention, Telling
from tocsin.coding.lexicon import NAMES
from tocsin.coding.patterns import either
from tocsin.model import Span
from tocsin.taxonomy.codes import ATTACK_TYPES, WEAPON_TYPES


@dataclass(frozen=True, slots=True)
class Finding:
    """One code and the sentence and words that ground it."""

    code: str
    span: Span
    telling: Telling
    confidence: float


_WEAPONS: Final = {
    "vehicle_bomb": r"""
        <VEHICLE>[- ]bomb\w*|vehicle-?borne
        (?:explosives?|bomb)[- ](?:packed|laden|rigged|filled) (?:\w+ )?<VEHICLE>
        <VEHICLE> (?:\w+ ){0,2}?(?:packed|laden|loaded|filled|rigged) with (?:\w+ )?explosives
    """,
    "suicide_vest": r"""
        (?:explosives?|suicide|bomb)[- ](?:\w+ )?(?:vest|belt|jacket)s?
        explosives strapped to
    """,
    "grenade": r"""
        grenades?\b|rpgs?\b
    """,
    "rocket_mortar": r"""
        rockets?\b(?!-propelled)|mortars?\b|missiles?\b|artillery|katyusha
    """,
    "firearm": r"""
        guns?\b|rifles?\b|pistols?|handguns?|shotguns?|ak-?47s?|kalashnikovs?|automatic weapons?
        machine[- ]?guns?|firearms?|assault weapons?|revolver|gunfire|bullets?|opened fire|shot dead
        gunm[ae]n|gunned down
    """,
    "blade": r"""
        kni(?:fe|ves)|machetes?|axes?\b|swords?|daggers?|cleavers?|hatchets?|stabb(?:ed|ing)|beheaded
        scissors|screwdriver
    """,
    "incendiary": r"""
        petrol|gasoline|molotovs?|fire-?bomb\w*
        (?<!blast )(?<!explosion )(?<!bomb )(?<!blasts )set (?:(?:\w+ ){0,6}?(?:on fire|ablaze|alight)|fire to)
        torched|arson|incendiary
    """,
    "drone": r"""
        drones?\b|quadcopters?|unmanned aerial|unmanned aircraft
    """,
    "chemical": r"""
        acid\b|sarin|chlorine|nerve agent|novichok|poison(?:ed|ous)?(?: gas)?|mustard gas
        toxic (?:gas|substance)|ricin|anthrax
    """,
    "blunt": r"""
        iron bars?|metal bars?|iron rods?|clubs\b|batons?\b(?! rouge)|baseball bats?|bricks?|clubbed|hammers?|sticks
        beaten to death|fists\b
    """,
    "vehicle": r"""
        ramm(?:ed|ing) (?:\w+ ){0,5}?(?:into|through)|vehicle[- ]ramming|mow(?:ed|ing|n)\b|ran over
        (?:drove|ploughed|plowed|driven|driving|ploughing|plowing) (?:\w+ ){0,5}?(?:into|through|at|over|onto)
    """,
    "explosive": r"""
        bomb(?:s|ings?)?\b|explosives?\b|explosive devices?|ieds?\b|landmines?|dynamite|detonat\w+
        blasts?\b|explosions?\b
    """,
}
_PATTERNS: Final = {code: re.compile(either(block, NAMES)) for code, block in _WEAPONS.items()}
_FAKE: Final = re.compile(r"\b(?:fake|pretend|imitation|replica|toy|dummy)\b")
_IMPLIED: Final = (("gunmen", "shooting"), ("shooting", "shooting"), ("killed by agent", "armed_assault"))
_NOISE: Final = frozenset(
    {"explosion", "blast that struck", "blew up", "detonated", "bomb mention", "grenade mention", "bombed"}
)
_NOISY: Final = frozenset({"shelling", "drone_attack", "sabotage"})
_GENERIC: Final = frozenset({"agent attacked", "ambush", "raid", "massacre", "siege"})
_INERT: Final = frozenset({"device found", "bomb mention", "grenade mention"})
"""Triggers of weapons that were seen and did not go off."""
_IMPLYING_WEAPONS: Final = frozenset({"firearm", "blade"})
"""Weapons that a word of attack implies though none is named: who was shot was shot with a firearm."""
_BY_FORCES: Final = re.compile(
    r"\b(?:police|officers|troops|soldiers|commandos|forces|engineers|sappers) (?:\w+ ){0,2}?(?:used|sent|set off"
    r"|detonated|deployed|fired|carried out)\b[^.;]{0,60}$"
)
_ELSEWHERE: Final = frozenset({"background", "threat", "statistics", "court", "anniversary"})
_LATER: Final = 6


def attack_types(tellings: Sequence[Telling]) -> list[Finding]:
    """Return the attack types told, the earliest first; a broader type yields to a narrower one.

    Weak words ("gunfire") are asked only where no firm one gives a type.
    """
    told = [(telling, mention) for telling in trusted(tellings) for mention in telling.live]
    found = _first([(t, m) for t, m in told if m.trigger.strength > 1]) or _first(told)
    if not found or _all_generic(found, told):
        found = _implied(told) or found
    names = {code: {m.trigger.name for _, m in told if code in m.trigger.attack} for code in found}
    kept = [f for code, f in found.items() if _beside_damage(f, names) or not _yields(code, names)]
    return kept or list(found.values())


def _beside_damage(finding: Finding, names: Mapping[str, set[str]]) -> bool:
    """Whether an assault on people stands beside damage to things, which does not explain it."""
    others = set(names) - {"armed_assault"}
    return finding.code == "armed_assault" and others <= {"arson", "sabotage"} and finding.telling.casualties


def _all_generic(found: Mapping[str, Finding], told: Sequence[tuple[Telling, Mention]]) -> bool:
    names = {m.trigger.name for _, m in told if "armed_assault" in m.trigger.attack}
    return set(found) == {"armed_assault"} and names <= _GENERIC - {"ambush", "raid"}


def _implied(told: Sequence[tuple[Telling, Mention]]) -> dict[str, Finding]:
    """What agents and weak words imply where no firm word names the type."""
    for name, code in (
        ("gunmen", "shooting"),
        ("shooting", "shooting"),
        ("killed by agent", "armed_assault"),
        ("attack left dead", "armed_assault"),
    ):
        for telling, mention in told:
            if mention.trigger.name == name:
                code = "bombing" if "bomber" in telling.folded else code
                return {code: Finding(code, mention.span, telling, 0.55)}
    return {}


def _first(told: Sequence[tuple[Telling, Mention]]) -> dict[str, Finding]:
    """The first mention of each type that a trigger gives, or a much firmer one after it."""
    found: dict[str, Finding] = {}
    for telling, mention in told:
        if mention.trigger.name == "massacre" and telling.definite:
            continue
        if mention.trigger.name in _INERT and telling is not told[0][0]:
            continue
        for code in _by_agent(telling, mention):
            confidence = 0.5 + 0.13 * mention.trigger.strength
            if code not in found or confidence > found[code].confidence + 0.2:
                found[code] = Finding(code, mention.span, telling, confidence)
    return found


def _by_agent(telling: Telling, mention: Mention) -> tuple[str, ...]:
    """What a trigger gives; bombers who strike give a bombing, not an assault."""
    base = telling.span.start
    words = telling.folded[mention.span.start - base : mention.span.end - base]
    return (
        ("bombing",)
        if mention.trigger.name == "agent attacked" and "bomber" in words
        else mention.trigger.attack
    )


def _yields(code: str, names: Mapping[str, set[str]]) -> bool:
    """Whether `code` rests on words that the other types found explain as well."""
    others = set(names) - {code}
    if any(ATTACK_TYPES[other].broader == code for other in others) and code == "bombing":
        return True
    if code == "vehicle_ramming":
        return any("car bomb" in triggers for triggers in names.values())
    if code == "bombing":
        return (bool(others & _NOISY) and names[code] <= _NOISE) or (bool(others) and names[code] <= _INERT)
    return code == "armed_assault" and bool(others) and names[code] <= _GENERIC


def weapon_types(tellings: Sequence[Telling]) -> list[Finding]:
    """Return the weapons told in the trusted sentences; "explosive" yields to a narrower one."""
    found: dict[str, Finding] = {}
    for telling in trusted(tellings):
        if _FAKE.search(telling.folded) or (telling is not tellings[0] and _only_lay(telling)):
            continue
        for code, pattern in _PATTERNS.items():
            span = None if code in found else _borne(pattern, telling)
            if span is not None:
                found[code] = Finding(code, span, telling, 0.8)
    for telling in trusted(tellings):
        for mention in telling.live:
            for code in _IMPLYING_WEAPONS.intersection(mention.trigger.weapon) - set(found):
                if mention.trigger.strength > 1:
                    found[code] = Finding(code, mention.span, telling, 0.6)
    narrower = {WEAPON_TYPES[code].broader for code in found}
    if "vehicle_bomb" in found:
        narrower.add("vehicle")
    return [finding for code, finding in found.items() if code not in narrower]


def _only_lay(telling: Telling) -> bool:
    """Whether the weapons of a sentence were found or spoken of, not used."""
    return bool(telling.live) and {m.trigger.name for m in telling.live} <= _INERT


def _borne(pattern: re.Pattern[str], telling: Telling) -> Span | None:
    """Where a weapon is named that attackers bore: not in words of another event, nor in the hands of forces."""
    base = telling.span.start
    for match in pattern.finditer(telling.folded):
        span = Span(base + match.start(), base + match.end())
        elsewhere = any(m.span.start < span.end and span.start < m.span.end for m in telling.left)
        if not elsewhere and not _BY_FORCES.search(telling.folded[: match.start()]):
            return span
    return None


def trusted(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the anchor and the sentences after it that surely tell the same event."""
    later = [t for t in tellings[1:] if t.recency.age != "old" and not t.cues & _ELSEWHERE]
    return [tellings[0], *later[:_LATER]]
