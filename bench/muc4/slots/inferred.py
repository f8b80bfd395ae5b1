"""Fills that refer to no string of the text: what was used, and that nobody was hurt."""

from __future__ import annotations

import re
from typing import Final

from bench.muc4.slots.nearby import Nearby
from tocsin.model import Span

_BOMB: Final = re.compile(r"\bBOMB")
_EXPLOSION: Final = re.compile(r"\bEXPLO")
_MACHINE_GUN: Final = re.compile(r"\bMACHINE-?GUNN?(?:ED|ING)\b")
_SHOT: Final = re.compile(
    r"\b(?:SHOT|SHOTS|SHOOT|SHOOTING|GUNNED|GUNFIRE|FIRED|BULLETS?|GUNMEN|RIDDLED|MACHINE-?GUN\w*)\b"
)
_NEAR: Final = 0.12
_NOBODY: Final = re.compile(
    r"\b(?:NO (?:ONE|BODY|PERSONS?|PEOPLE) (?:WAS|WERE|HAS BEEN|HAVE BEEN) (?:HURT|INJURED|WOUNDED|KILLED)"
    r"|NO (?:REPORTS? OF )?(?:ANY )?"
    r"(?P<what>CASUALTIES|VICTIMS|INJURIES|INJURED|DEATHS|DEAD|FATALITIES|WOUNDED)"
    r"|(?:DID NOT|WITHOUT) CAUS(?:E|ING) (?:ANY )?(?:CASUALTIES|VICTIMS))\b"
)
_EFFECT: Final = {
    "INJURIES": "NO INJURY",
    "INJURED": "NO INJURY",
    "WOUNDED": "NO INJURY",
    "DEATHS": "NO DEATH",
    "DEAD": "NO DEATH",
    "FATALITIES": "NO DEATH",
}
_DUMMY: Final = '"-"'


def weapon(text: str, kind: str, nearby: Nearby) -> list[str]:
    """Return the instrument type that verbs alone give away (template-doc-part1, 7.8, note 7)."""
    if kind == "BOMBING":
        bomb = _nearest(text, _BOMB, nearby) >= _nearest(text, _EXPLOSION, nearby)
        return [f"{'BOMB' if bomb else 'EXPLOSIVE'}: {_DUMMY}"]
    if kind != "ATTACK" or _nearest(text, _SHOT, nearby) < _NEAR:
        return []
    machine = _nearest(text, _MACHINE_GUN, nearby) >= _NEAR
    return [f"{'MACHINE GUN' if machine else 'GUN'}: {_DUMMY}"]


def unharmed(text: str, nearby: Nearby) -> list[str]:
    """Return the effect on people where the text only says that there were no victims (7.24)."""
    found = [(nearby.weight(Span(*m.span())), m) for m in _NOBODY.finditer(text)]
    weight, match = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if match is None or weight < _NEAR:
        return []
    return [f"{_EFFECT.get(match['what'] or '', 'NO INJURY OR DEATH')}: {_DUMMY}"]


def _nearest(text: str, words: re.Pattern[str], nearby: Nearby) -> float:
    return max((nearby.weight(Span(*m.span())) for m in words.finditer(text)), default=0.0)
