"""What a claim counts: attacks of a kind, on a kind of target, by a group; or the people hit in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from tocsin.coding.group_names import named_groups
from tocsin.coding.tokens import tokenize
from tocsin.model import Span, Subject
from tocsin.taxonomy import ATTACK_TYPES

HEAD: Final = (
    r"(?:attacks?|assaults?|bombings?|blasts?|explosions?|shootings?|stabbings?|knifings?|rammings?"
    r"|kidnappings?|abductions?|killings?|assassinations?|massacres?|atrocit(?:y|ies)|incidents?|arsons?"
    r"|hijackings?|raids?|plots?|terrorism)"
)
_TYPES: Final = (
    (r"suicide[- ](?:bomb\w*|attacks?|blasts?)", "suicide_bombing"),
    (
        r"(?<!suicide )(?<!suicide-)(?:bombings?|bomb (?:attacks?|blasts?)|blasts?|explosions?"
        r"|bombs? (?:ha[sv]e? )?(?:explode\w*|gone off|go(?:es)? off|went off|hits?|kills?|killed|struck"
        r"|strikes?|(?:rips?|tears?|tore|ripped) through)|(?:was|were|been|is|are|gets?|got) bombed)\b",
        "bombing",
    ),
    (r"shootings?|gun attacks?|shot", "shooting"),
    (r"stabbings?|knifings?|knife attacks?|axe attacks?", "stabbing"),
    (r"(?:vehicle|car|lorry|truck|van)[- ](?:rammings?|attacks?)|rammings?", "vehicle_ramming"),
    (r"kidnappings?|abductions?", "kidnapping"),
    (r"hostage[- ]takings?", "hostage_taking"),
    (r"assassinations?", "assassination"),
    (r"arsons?|arson attacks?|firebombings?", "arson"),
    (r"hijackings?", "hijacking"),
    (r"drone (?:attacks?|strikes?)", "drone_attack"),
    (r"(?:rocket|mortar) (?:attacks?|fire)|shellings?", "shelling"),
    (r"chemical attacks?", "chemical_attack"),
)
_TARGETS: Final = (
    (r"church(?:es)?|mosques?|synagogues?|temples?|shrines?|places? of worship|cathedrals?|clergy|priests?",
     "worship"),
    (r"hospitals?|clinics?|ambulances?|health (?:care|workers?)|doctors?", "health"),
    (r"schools?|universit(?:y|ies)|teachers?|students?|pupils", "education"),
    (r"aid (?:workers?|convoys?)|humanitarian workers?|humanitarians?", "aid"),
    (r"journalists?|reporters?|newsrooms?|the media|media", "media"),
    (r"children", "children"),
    (r"trains?|airports?|stations?|bus(?:es)?|metro|railways?|transport", "transport"),
    (r"festivals?|concerts?|gatherings?|demonstrations?|crowds?|weddings?", "public_gathering"),
    (r"hotels?|restaurants?|cafes?|cafés?|nightclubs?|beach(?:es)?", "hospitality"),
    (r"markets?|shops?|malls?|banks?", "commerce"),
    (r"police(?:men)?(?: stations?| officers?)?", "police"),
    (r"soldiers?|military|troops|army bases?|peacekeepers", "military"),
    (r"embass(?:y|ies)|diplomats?|consulates?", "diplomatic"),
    (r"courts?|judges?|lawyers?", "judiciary"),
)  # fmt: skip
_HIT: Final = r"(?:is|are|was|were|has been|have been|been|gets?|got) (?:attacked|hit|bombed|targeted|struck)"
_HARMED: Final = r"(?:was|were|has been|have been|been) (?:killed|shot|murdered|stabbed|kidnapped|abducted)"
_AIM: Final = r"(?:on|against|at|targeting|targeted|hit|hits|struck|attacked|attacking)"
_DETERMINED: Final = r"(?:the |a |an |any |some )?(?:⟪A\d+⟫ )?(?:\w+ )?"
PEOPLE: Final = (
    r"(?:people|persons|civilians?|others|victims|hostages|worshippers|policem[ae]n|officers|children"
    r"|journalists|soldiers)"
)
_KILLED: Final = re.compile(
    rf"⟪N\d+⟫ (?:\w+ )?{PEOPLE}? ?(?:(?:were|was|are|have been|had been|has been|lost|is) )?(?:reported )?"
    r"(?:killed|dead|died|slain|murdered|massacred|deaths?|fatalities|(?:their )?lives|dead)\b"
    r"|\b(?:killed|killing|kills|kill|claimed|claiming|cost|claims|murdered|left|leaving) "
    r"(?:the lives of )?⟪N\d+⟫"
    rf"(?! (?:\w+ )?(?:injured|wounded|hurt|{HEAD}))"
    rf"|\bkill(?:ed|s|ing)?\s+(?:\w+ )?{PEOPLE}\b"
    r"|\bdeath toll\b|\bdeaths\b|\bfatalities\b|people (?:\w+ )?killed|killed in|lives lost|\bdied\b",
    re.IGNORECASE,
)
_INJURED: Final = re.compile(
    rf"⟪N\d+⟫ (?:\w+ )?{PEOPLE}? ?(?:(?:were|was|are|have been|had been|has been) )?"
    r"(?:injured|wounded|hurt|injuries)\b"
    r"|\b(?:injured|injuring|wounded|wounding|hurt) ⟪N\d+⟫",
    re.IGNORECASE,
)
_DEADLY: Final = re.compile(r"\b(?:deadly|fatal|lethal) (?:\w+ )?" + HEAD, re.IGNORECASE)
_GROUP_NEAR: Final = re.compile(
    rf"{HEAD}|claimed|carried out|blamed|behind|struck|strikes?|kill(?:s|ed|ing)?|responsib|inspired"
    r"|directed",
    re.IGNORECASE,
)


TOLD: Final = re.compile(
    "|".join(words for words, _ in (*_TYPES, *_TARGETS)) + r"|suicide|knife|bombs?|terror\w*", re.IGNORECASE
)
"""Words that say what is counted."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A name for many groups: the words that mean it and the groups that are counted for it."""

    name: str
    title: str
    words: tuple[str, ...]
    groups: tuple[str, ...]


@cache
def movements() -> dict[str, Movement]:
    """Return the movements that claims name, by name."""
    text = (resources.files("tocsin.claims.data") / "movements.toml").read_text(encoding="utf-8")
    return {
        name: Movement(name, entry["title"], tuple(entry["words"]), tuple(entry["groups"]))
        for name, entry in tomllib.loads(text).items()
    }


def subject_of(text: str) -> Subject:
    """Return what a piece of a marked sentence says is counted."""
    movement = _movement(text)
    groups = () if movement else _groups(text)
    return Subject(
        counted="injured" if _INJURED.search(text) else "killed" if _KILLED.search(text) else "attacks",
        attack_types=_types(text), target_types=_targets(text),
        groups=movements()[movement].groups if movement else groups, movement=movement,
        outcome=_outcome(text), deadly=1 if _DEADLY.search(text) else 0,
    )  # fmt: skip


def counted_in(text: str) -> bool:
    """Say whether a piece of a marked sentence names anything that can be counted."""
    verb = re.search(
        rf"\b(?:{_HIT}|attacked|strikes?|struck|explode[sd]?|go(?:es)? off|went off)\b", text, re.IGNORECASE
    )
    head = re.search(rf"\b{HEAD}\b", text, re.IGNORECASE)
    return bool(head or verb or _KILLED.search(text) or _INJURED.search(text))


def _types(text: str) -> tuple[str, ...]:
    found = [code for words, code in _TYPES if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
    return tuple(c for c in found if not any(_broader(other) == c for other in found))


def _broader(code: str) -> str | None:
    return ATTACK_TYPES[code].broader


def _targets(text: str) -> tuple[str, ...]:
    found = []
    for words, code in _TARGETS:
        forms = (
            rf"\b{_AIM} {_DETERMINED}(?:{words})\b",
            rf"\b(?:{words})(?:'s?)? (?:{HEAD})\b",
            rf"\b(?:{words}) (?:{_HIT}|{_HARMED}|faced?|faces|suffer\w*|endured?)\b",
            rf"\b{_AIM} (?:\w+ )?(?:\w+ and |\w+, )(?:{words})\b",
        )
        if any(re.search(form, text, re.IGNORECASE) for form in forms):
            found.append(code)
    return tuple(found)


def _movement(text: str) -> str | None:
    low = f" {text.lower()} "
    for movement in movements().values():
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low) for word in movement.words):
            return movement.name
    return None


def _groups(text: str) -> tuple[str, ...]:
    if not _GROUP_NEAR.search(text):
        return ()
    named = named_groups(tokenize(text, Span(0, len(text))))
    return tuple(dict.fromkeys(group.name for group in named if group.known))


def _outcome(text: str) -> str | None:
    if re.search(
        r"\b(?:completed|carried out),? (?:\w+,? )*(?:or|and) (?:foiled|failed)", text, re.IGNORECASE
    ):
        return None
    if re.search(r"\bfoiled\b|\bthwarted\b|\bplots? (?:was|were) (?:stopped|foiled)", text, re.IGNORECASE):
        return "foiled"
    return "failed" if re.search(r"\bfailed (?:\w+ )?" + HEAD, text, re.IGNORECASE) else None
