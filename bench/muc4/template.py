"""One MUC-4 template: its numbered slots and their fills, in keys and in responses alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

SLOTS: Final = (
    "MESSAGE: ID",
    "MESSAGE: TEMPLATE",
    "INCIDENT: DATE",
    "INCIDENT: LOCATION",
    "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT",
    "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
)
"""The names of the slots, by number (template-doc-part1, section 2)."""

DATE, LOCATION, TYPE, STAGE = 2, 3, 4, 5
INSTRUMENT, INSTRUMENT_TYPE = 6, 7
CATEGORY, PERPETRATOR, ORGANIZATION, CONFIDENCE = 8, 9, 10, 11
TARGET, TARGET_TYPE, TARGET_NUMBER, TARGET_NATION, TARGET_EFFECT, TARGET_TOTAL = range(12, 18)
NAME, DESCRIPTION, HUMAN_TYPE, HUMAN_NUMBER, HUMAN_NATION, HUMAN_EFFECT, HUMAN_TOTAL = range(18, 25)

STRING_SLOTS: Final = frozenset({INSTRUMENT, PERPETRATOR, ORGANIZATION, TARGET, NAME, DESCRIPTION})
"""Slots whose fills are strings of the text."""

NUMBER_SLOTS: Final = frozenset({TARGET_NUMBER, TARGET_TOTAL, HUMAN_NUMBER, HUMAN_TOTAL})
"""Slots whose fills are numbers, ranges or PLURAL."""

SET_SLOTS: Final = frozenset(range(2, 25)) - STRING_SLOTS - NUMBER_SLOTS - {DATE, LOCATION}
"""Slots whose fills come from a set list. LOCATION is not one of them (scoring-guidelines, 3.1.2, note)."""

NULL: Final = "-"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to give a fill.

    `text` is the set fill, number, date, location or string, without quotes. `references` are the strings
    of the cross-reference, which are alternatives of one another; `("-",)` is the dummy reference.
    `quoted` tells a string of the text from a set fill.
    """

    text: str
    references: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler of a slot. `optional` is the question mark of the keys: leaving it out is right too."""

    alternatives: tuple[Alternative, ...]
    optional: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What each alternative says, without its cross-reference."""
        return tuple(alternative.text for alternative in self.alternatives)

    @property
    def references(self) -> tuple[str, ...]:
        """The strings of the cross-reference, which all alternatives have in common."""
        return self.alternatives[0].references


@dataclass(frozen=True, slots=True)
class Template:
    """One incident of a document, or of the keys' and responses' way to say that there is none.

    `slots` holds the fills by slot number; a slot that is null (-) or does not apply (*) is not in it, and
    `inapplicable` names the latter. `number` is 0 where slot 1 gives none.
    """

    document: str
    number: int = 0
    optional: bool = False
    slots: dict[int, tuple[Fill, ...]] = field(default_factory=dict)
    inapplicable: frozenset[int] = frozenset()

    def fills(self, slot: int) -> tuple[Fill, ...]:
        """Return the fills of a slot, none where it is null or does not apply."""
        return self.slots.get(slot, ())

    def strings(self, slot: int) -> list[list[str]]:
        """Return the fills of a slot as lists of alternative strings, optional fills like others."""
        return [list(dict.fromkeys(fill.texts)) for fill in self.fills(slot)]

    @property
    def types(self) -> tuple[str, ...]:
        """The incident types that slot 4 allows."""
        return tuple(dict.fromkeys(text for fill in self.fills(TYPE) for text in fill.texts))

    @property
    def type(self) -> str:
        """The incident type, the first where slot 4 allows several, "" where it says none."""
        return self.types[0] if self.types else ""
