"""One claim put to one record: the side, the window and the definitions, and what they select."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tocsin.claims.checked import About, Counted, Row
from tocsin.claims.scope import window_of
from tocsin.claims.selecting import Selected, events_of, other_readings, select, twins, within
from tocsin.claims.view import Coverage, View
from tocsin.definitions import Definition
from tocsin.measure import Estimate, Events, Window
from tocsin.model import Claim, Incident, Side


@dataclass(frozen=True, slots=True)
class Asked:
    """A side of a claim with its definition and window: one reading of it.

    `doubtful` counts those of which the reading is unsure as well; `merged` counts what may be one attack
    told twice as one.
    """

    about: About
    label: str
    side: Side
    window: Window
    definition: Definition
    doubtful: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What one kind of check found; `because` are its sentences on the stated reading."""

    rows: tuple[Row, ...] = ()
    because: tuple[str, ...] = ()
    incidents: tuple[Counted, ...] = ()
    price: Estimate | None = None
    price_note: str = ""
    spread: str = ""
    cautions: tuple[str, ...] = ()
    coverage: Coverage | None = None
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A claim, a view of a record, and the definitions to try, the stated one first."""

    claim: Claim
    view: View
    definitions: Mapping[str, Definition]

    @property
    def stated(self) -> Definition:
        """Return the definition that the claim is checked under."""
        return next(iter(self.definitions.values()))

    def window(self, side: Side) -> Window | None:
        """Return the days of a side; None where neither the claim nor the record names any."""
        return window_of(side.period, self.view.span, self.claim.said_on)

    def selected(self, asked: Asked) -> Selected:
        """Return what a reading counts."""
        return within(self.everywhen(asked), asked.window)

    def everywhen(self, asked: Asked) -> Selected:
        """Return what a reading counts, of whatever time."""
        return select(self.view.incidents, asked.side.subject, asked.side.area, asked.definition)

    def counted(self, asked: Asked, *, of_all_time: bool = False) -> tuple[Incident, ...]:
        """Return the incidents that a reading counts."""
        found = self.everywhen(asked) if of_all_time else self.selected(asked)
        chosen = found.either if asked.doubtful else found.yes
        if not asked.merged:
            return chosen
        lesser = {pair[1].id for pair in twins(chosen)}
        return tuple(incident for incident in chosen if incident.id not in lesser)

    def events(self, asked: Asked, *, of_all_time: bool = False) -> Events:
        """Return what a reading counts as a frame of events."""
        return events_of(self.counted(asked, of_all_time=of_all_time), asked.definition)

    def readings(self, side: Side, window: Window) -> Iterator[Asked]:
        """Yield the claim as stated, then each other reading with one thing changed."""
        first = Asked("stated", "as the claim states it", side, window, self.stated)
        yield first
        for definition in list(self.definitions.values())[1:]:
            yield replace(
                first, about="definition", label=f"definition {definition.name}", definition=definition
            )
        for area in other_readings(side.area):
            yield replace(first, about="region", label=f"region {area.name}", side=replace(side, area=area))
        found = self.selected(first)
        if pairs := twins(found.yes):
            label = f"if {len(pairs)} that may be told twice are told once"
            yield replace(first, about="doubtful", label=label, merged=True)
        if found.doubtful:
            yield replace(first, about="doubtful", label="with the doubtful ones", doubtful=True)

    def behind(self, asked: Asked) -> tuple[Counted, ...]:
        """Return the incidents behind a reading, the doubtful ones last."""
        found = self.selected(asked)
        return (*(Counted(i) for i in found.yes), *(Counted(i, doubtful=True) for i in found.doubtful))
