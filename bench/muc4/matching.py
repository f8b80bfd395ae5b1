"""One fill of a response against one fill of a key, by the rules of the guidelines' section 3.2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bench.muc4 import values
from bench.muc4.phrases import Verdict
from bench.muc4.phrases import verdict as string_verdict
from bench.muc4.template import (
    CATEGORY,
    CONFIDENCE,
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_NATION,
    HUMAN_NUMBER,
    HUMAN_TYPE,
    INSTRUMENT,
    INSTRUMENT_TYPE,
    LOCATION,
    NAME,
    NULL,
    NUMBER_SLOTS,
    ORGANIZATION,
    STRING_SLOTS,
    TARGET,
    TARGET_EFFECT,
    TARGET_NATION,
    TARGET_NUMBER,
    TARGET_TYPE,
    TYPE,
    Alternative,
    Fill,
    Template,
)  # fmt: skip

_BROADER: Final = {
    "MACHINE GUN": "GUN", "MORTAR": "GUN", "HANDGUN": "GUN", "RIFLE": "GUN",
    "BOMB": "EXPLOSIVE", "GRENADE": "EXPLOSIVE", "MOLOTOV COCKTAIL": "EXPLOSIVE",
    "VEHICLE BOMB": "BOMB", "DYNAMITE": "BOMB", "MINE": "BOMB", "AERIAL BOMB": "BOMB",
    "MISSILE": "PROJECTILE", "ROCKET": "PROJECTILE",
}  # fmt: skip
"""The hierarchy of instrument types (template-doc-part1, 7.8)."""

_PARTIAL: Final = frozenset(
    {
        (CONFIDENCE, "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        (TARGET_TYPE, "POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE"),
        (TARGET_EFFECT, "DESTROYED", "SOME DAMAGE"),
        (HUMAN_TYPE, "GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"),
        (HUMAN_TYPE, "ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
        (HUMAN_TYPE, "POLITICAL FIGURE", "GOVERNMENT OFFICIAL"),
        (HUMAN_EFFECT, "NO INJURY", "NO INJURY OR DEATH"),
        (HUMAN_EFFECT, "NO DEATH", "NO INJURY OR DEATH"),
    }
)
"""Slot, response and key of the set fills that are partially correct (3.2.11, 13, 16, 20, 23)."""

_REFERENT: Final = {
    INSTRUMENT_TYPE: (INSTRUMENT,), CONFIDENCE: (ORGANIZATION,), TARGET_TYPE: (TARGET,),
    TARGET_NUMBER: (TARGET,), TARGET_NATION: (TARGET,), TARGET_EFFECT: (TARGET,), DESCRIPTION: (NAME,),
    HUMAN_TYPE: (NAME, DESCRIPTION), HUMAN_NUMBER: (NAME, DESCRIPTION), HUMAN_NATION: (NAME, DESCRIPTION),
    HUMAN_EFFECT: (NAME, DESCRIPTION),
}  # fmt: skip
"""The slots whose strings the cross-references of a slot are."""

_TYPE_OF: Final = {
    INSTRUMENT: INSTRUMENT_TYPE,
    TARGET: TARGET_TYPE,
    NAME: HUMAN_TYPE,
    DESCRIPTION: HUMAN_TYPE,
}
"""The slot that says of what type the strings of a slot are."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A response template held against a key template: what a single fill needs to know of its neighbours."""

    response: Template
    key: Template

    def verdict(self, slot: int, response: Fill, key: Fill) -> Verdict:
        """Return how a fill of the response does against the best alternative of a fill of the key.

        Of a response only the first alternative counts: systems may not offer several (4.1).
        """
        ours = response.alternatives[0]
        return max(self._alternative(slot, ours, theirs, key) for theirs in key.alternatives)

    def _alternative(self, slot: int, ours: Alternative, theirs: Alternative, key: Fill) -> Verdict:
        if slot == DATE:
            return values.date_verdict(ours.text, theirs.text)
        if slot == LOCATION:
            return values.location_verdict(ours.text, theirs.text)
        if slot == DESCRIPTION:
            return self._description(ours, theirs, key)
        if slot in STRING_SLOTS:
            return self._string(slot, ours.text, theirs.text, key)
        number = slot in NUMBER_SLOTS
        found = values.number_verdict(ours.text, theirs.text) if number else set_verdict(slot, ours, theirs)
        if found is Verdict.CORRECT and not tag_is_right(slot, ours, theirs):
            return Verdict.PARTIAL
        return found

    def _string(self, slot: int, ours: str, theirs: str, key: Fill) -> Verdict:
        state = any("STATE-SPONSORED VIOLENCE" in fill.texts for fill in self.key.fills(CATEGORY))
        right = self._type_is_right(slot, ours, key)
        return string_verdict(ours, theirs, slot, type_is_right=right, state_sponsored=state)

    def _description(self, ours: Alternative, theirs: Alternative, key: Fill) -> Verdict:
        """Score a description and its tag together (3.2.19).

        A correct description with a wrong or missing tag is partially correct. A partially correct one stays
        so only where the tag at least resembles the key's: that it was meant of the right person cannot be
        seen from the templates. A title that takes in the name is partially correct.
        """
        found = self._string(DESCRIPTION, ours.text, theirs.text, key)
        with_name = (f"{theirs.text} {name}" for name in theirs.references)
        joined = any(_words(ours.text) == _words(text) for text in with_name)
        if found is not Verdict.CORRECT and joined:
            return Verdict.PARTIAL
        tag = _tag(DESCRIPTION, ours.references, theirs.references)
        if found is Verdict.CORRECT:
            return Verdict.CORRECT if tag is Verdict.CORRECT else Verdict.PARTIAL
        if found is Verdict.PARTIAL and tag is Verdict.INCORRECT:
            return Verdict.INCORRECT
        return found

    def _type_is_right(self, slot: int, string: str, key: Fill) -> bool:
        """Tell whether the response gives its string the type that the key gives to the string of `key`."""
        kinds = _TYPE_OF.get(slot)
        if kinds is None:
            return False
        named = {" ".join(_words(text)) for text in (*key.texts, *key.references)}
        wanted = {
            text
            for fill in self.key.fills(kinds)
            if named & {" ".join(_words(reference)) for reference in fill.references}
            for text in fill.texts
        }
        given = (fill.alternatives[0] for fill in self.response.fills(kinds))
        return any(kind.text in wanted for kind in given if _words(string) in map(_words, kind.references))


def set_verdict(slot: int, ours: Alternative, theirs: Alternative) -> Verdict:
    """Return how a set fill does without regard to its cross-reference."""
    response, key = " ".join(ours.text.upper().split()), " ".join(theirs.text.upper().split())
    if response == key:
        return Verdict.CORRECT
    if slot == TYPE and response == "ATTACK":
        return Verdict.PARTIAL
    broader = slot == INSTRUMENT_TYPE and response in _broader(key)
    return Verdict.PARTIAL if broader or (slot, response, key) in _PARTIAL else Verdict.INCORRECT


def tag_is_right(slot: int, ours: Alternative, theirs: Alternative) -> bool:
    """Tell whether a set fill or number refers to what the key's refers to.

    A key without cross-reference asks for none, and the dummy reference is met by itself or by none.
    """
    if not theirs.references or slot not in _REFERENT:
        return True
    return _tag(slot, ours.references, theirs.references) is Verdict.CORRECT


def _tag(slot: int, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Verdict:
    given = [text for text in ours if text != NULL]
    wanted = [text for text in theirs if text != NULL]
    if not given or not wanted:
        return Verdict.CORRECT if not given and not wanted else Verdict.INCORRECT
    return max(
        string_verdict(response, key, referent)
        for response in given[:1]
        for key in wanted
        for referent in _REFERENT[slot]
    )


def _broader(kind: str) -> Iterable[str]:
    while kind in _BROADER:
        kind = _BROADER[kind]
        yield kind


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.upper().replace(".", "").replace('"', "").split())
