"""All slots of one incident as they stand in a response file.

A fill that may be wrong is given where it is likelier right than half the F that the slot reaches: from there
on it raises the score. So slots 17 and 24 (total numbers), which the keys rarely fill and by no rule that the
texts show, stay empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.muc4.fills import quote
from bench.muc4.responses import INAPPLICABLE
from bench.muc4.slots.dates import when
from bench.muc4.slots.inferred import unharmed, weapon
from bench.muc4.slots.locations import where
from bench.muc4.slots.nations import nation
from bench.muc4.slots.nearby import Nearby
from bench.muc4.slots.numbers import count
from bench.muc4.slots.people import Person, persons
from bench.muc4.slots.wording import TRUST, told
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
    ORGANIZATION,
    PERPETRATOR,
    STAGE,
    TARGET,
    TARGET_EFFECT,
    TARGET_NATION,
    TARGET_NUMBER,
    TARGET_TYPE,
    TYPE,
)
from tocsin.coding.reader.fillers import Filler
from tocsin.coding.reader.templates import Template
from tocsin.model import Span

Said = Callable[[Filler], Mapping[int, Mapping[str, float]]]
"""What the network says of a filler: by slot the logit of each set fill."""
Fills = dict[int, list[str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to draw the lines.

    `floors` are the logits from which a set fill is given in the slots that may have none for a target, or
    several.
    """

    floors: Mapping[int, float] = field(default_factory=lambda: {TARGET_EFFECT: 0.0, HUMAN_EFFECT: 0.0})


_STAGE: Final = "ACCOMPLISHED"
_CATEGORY: Final = "TERRORIST ACT"
"""What these slots say where nothing is known."""


def slots(text: str, template: Template, said: Said, settings: Settings | None = None) -> Fills:
    """Return the fills of slots 2 to 24 by slot, without those that are empty or do not apply to the type.

    `text` is the body in upper case with single spaces, and begins with the dateline.
    """
    return _Incident(text, template, said, settings or Settings()).fills()


class _Incident:
    """One incident while its slots are filled."""

    def __init__(self, text: str, template: Template, said: Said, settings: Settings) -> None:
        self.text, self.template, self.said, self.settings = text, template, said, settings
        told = [f for f in template.fillers if f.role != "PerpOrg"] or template.fillers
        self.nearby = Nearby(text, [_spans(f) for f in told])
        self.place = where(text, self.nearby)
        self.country = self.place.split(":")[0]

    def fills(self) -> Fills:
        """Return the fills of all slots."""
        found: Fills = {
            DATE: when(self.text, self.nearby),
            LOCATION: [self.place] if self.place else [],
            TYPE: [self.template.type],
            PERPETRATOR: [quote(f.text) for f in self.template.of("PerpInd")],
            STAGE: [self._overall(STAGE, _STAGE)],
            CATEGORY: self._category(),
            **self._organizations(),
            **self._instruments(),
            **self._targets(),
            **self._people(),
        }
        idle = INAPPLICABLE.get(self.template.type, frozenset())
        return {slot: fills for slot, fills in sorted(found.items()) if fills and slot not in idle}

    def _category(self) -> list[str]:
        """The category is of who did it: the later keys leave it empty where nobody is named or described."""
        done_by = self.template.of("PerpInd") or self.template.of("PerpOrg")
        return [self._overall(CATEGORY, _CATEGORY)] if done_by else []

    def _overall(self, slot: int, usual: str) -> str:
        """Return the set fill of the whole incident: the highest mean logit over the fillers."""
        summed: dict[str, float] = {}
        for filler in self.template.fillers:
            for value, logit in self.said(filler).get(slot, {}).items():
                summed[value] = summed.get(value, 0.0) + logit
        return max(summed, key=lambda value: summed[value], default=usual)

    def _values(self, filler: Filler, slot: int) -> dict[str, float]:
        """Return the logit of each set fill of a filler: by the network and by words."""
        by_words = told(self.text, _spans(filler), filler.role, slot)
        by_network = self.said(filler).get(slot, {})
        return {
            value: by_words.get(value, 0.0) + TRUST[slot] * by_network.get(value, 0.0)
            for value in sorted(by_words.keys() | by_network.keys())
        }

    def _best(self, filler: Filler, slot: int, usual: str) -> str:
        values = self._values(filler, slot)
        return _refer(max(values, key=lambda value: values[value], default=usual), filler)

    def _above(self, filler: Filler, slot: int) -> list[str]:
        values = sorted(self._values(filler, slot).items(), key=lambda pair: (-pair[1], pair[0]))
        return [_refer(value, filler) for value, logit in values if logit >= self.settings.floors[slot]]

    def _organizations(self) -> Fills:
        found = self.template.of("PerpOrg")
        return {
            ORGANIZATION: [quote(f.text) for f in found],
            CONFIDENCE: [self._best(f, CONFIDENCE, "REPORTED AS FACT") for f in found],
        }

    def _instruments(self) -> Fills:
        found = self.template.of("Weapon")
        kinds = [self._best(f, INSTRUMENT_TYPE, "BOMB") for f in found]
        return {
            INSTRUMENT: [quote(f.text) for f in found],
            INSTRUMENT_TYPE: kinds or weapon(self.text, self.template.type, self.nearby),
        }

    def _targets(self) -> Fills:
        found = self.template.of("Target")
        return {
            TARGET: [quote(f.text) for f in found],
            TARGET_TYPE: [self._best(f, TARGET_TYPE, "OTHER") for f in found],
            TARGET_NUMBER: [_refer(count(self.text, f.text, _spans(f)), f) for f in found],
            TARGET_NATION: [n for f in found for n in self._nation(f, _spans(f))],
            TARGET_EFFECT: [effect for f in found for effect in self._above(f, TARGET_EFFECT)],
        }

    def _people(self) -> Fills:
        people = persons(self.text, self.template.of("Victim"), self.template.of("Described"))
        effects = [effect for p in people for effect in self._above(p.referent, HUMAN_EFFECT)]
        return {
            NAME: [quote(p.name.text) for p in people if p.name],
            DESCRIPTION: [_described(p, d) for p in people for d in p.descriptions],
            HUMAN_TYPE: [self._best(p.referent, HUMAN_TYPE, "CIVILIAN") for p in people],
            HUMAN_NUMBER: [_refer(self._number(p), p.referent) for p in people],
            HUMAN_NATION: [n for p in people for n in self._nation(p.referent, _all_spans(p))],
            HUMAN_EFFECT: effects if people else unharmed(self.text, self.nearby),
        }

    def _number(self, person: Person) -> str:
        own = person.referent
        return "1" if person.name else count(self.text, own.text, _spans(own))

    def _nation(self, referent: Filler, spans: Sequence[Span]) -> list[str]:
        foreign = nation(self.text, spans, self.country, self.nearby)
        return [_refer(foreign, referent)] if foreign else []


def _described(person: Person, description: Filler) -> str:
    return _refer(quote(description.text), person.name) if person.name else quote(description.text)


def _refer(value: str, filler: Filler) -> str:
    return f"{value}: {quote(filler.text)}"


def _spans(filler: Filler) -> list[Span]:
    return [m.span for m in filler.mentions]


def _all_spans(person: Person) -> list[Span]:
    return [s for f in (person.name, *person.descriptions) if f for s in _spans(f)]
