"""What a subscriber has not been told yet: new, changed, withdrawn. Pure.

What was told is kept with each message. A correction reaches whoever was told, also where the incident is no
longer what was asked for; what no longer stands, or may no longer be told, is named by its id alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, Literal

from tocsin.brief import words
from tocsin.brief.gather import PLOTS, severity
from tocsin.brief.listing import facts
from tocsin.brief.nouns import figure
from tocsin.model import Incident
from tocsin.record import Message
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.subscription import Chosen

Kind = Literal["new", "changed", "outside", "withdrawn"]
Told = Mapping[str, Any]
"""By incident: its title, the facts as they were worded, and the number of dead by which it was weighed."""
REACH: Final = timedelta(days=7)
"""How long ago an attack may have been reported first that is new when it comes late."""
BEFORE: Final = timedelta(days=1)
"""A new subscriber is told of what was reported in the day before."""
QUOTES: Final = 3


@dataclass(frozen=True, slots=True)
class Item:
    """What is said of one incident. `was` gives each changed fact as it was told before.

    `incident` is None where it was withdrawn; `other` is then the incident that it is now a part of, "" for
    none. `quotes` are sentences with who said them.
    """

    kind: Kind
    id: str
    title: str = ""
    facts: Mapping[str, str] | None = None
    was: Mapping[str, str] | None = None
    quotes: tuple[tuple[str, str], ...] = ()
    incident: Incident | None = None
    other: str = ""

    @property
    def killed(self) -> int:
        """The dead by which it is weighed."""
        return 0 if self.incident is None else figure(self.incident, "killed")

    @property
    def told(self) -> dict[str, Any] | None:
        """Return what the next message goes by; None where the subscriber is told no more of it."""
        if self.incident is None or self.kind == "outside":
            return None
        return snapshot(self.incident)


def snapshot(incident: Incident) -> dict[str, Any]:
    """Return an incident as it is told: whatever changes this is worth another message."""
    rows = {name: value for name, value in facts(incident) if name != "basis"}
    return {"title": incident.title, "facts": rows, "killed": figure(incident, "killed")}


def told_by(messages: Iterable[Message]) -> dict[str, Any]:
    """Return what the messages of a subscriber, sent or on their way, have told it last of each incident."""
    told: dict[str, Any] = {}
    for message in messages:
        for identity, what in message.told.items():
            if what is None or what.get("last"):
                told.pop(identity, None)
            else:
                told[identity] = what
    return told


def horizon(at: datetime, added: datetime) -> datetime:
    """Return from when on an attack must have been reported first to be new at `at` to one `added` then."""
    return max(at - REACH, added - BEFORE)


def news(
    seen: Sequence[Incident], told: Told, choice: Chosen, since: datetime, became: Callable[[str], str | None]
) -> list[Item]:
    """Return what is to be said, gravest first, then changes, then what is withdrawn.

    `seen` are the incidents that the subscriber may see, as it may see them; `since` the horizon; `became`
    gives the id that an incident goes under now, None where there is none of it.
    """
    here = {incident.id for incident in seen}
    gone = {identity: became(identity) or "" for identity in sorted(told) if identity not in here}
    heirs = set(gone.values())
    found: list[Item] = []
    for incident in sorted(seen, key=severity):
        known, asked = told.get(incident.id), choice.holds(incident)
        if known is None:
            if asked and (incident.id in heirs or _fresh(incident, since)):
                found.append(_item("new", incident))
        elif not asked:
            found.append(_item("outside", incident, known))
        elif _differs(known, incident):
            found.append(_item("changed", incident, known))
    order: list[Kind] = ["new", "changed", "outside"]
    found.sort(key=lambda item: order.index(item.kind))
    return found + [Item("withdrawn", i, other=o if o in here else "") for i, o in gone.items()]


def hurried(items: Iterable[Item], told: Told, schedule: Schedule) -> list[Item]:
    """Return those of `items` that do not wait for the daily message.

    A new attack with as many dead as the subscriber named, or one told of that has so many now. Where there
    is no daily message, corrections do not wait either.
    """
    limit = schedule.at_once
    if limit is None:
        return []
    if schedule.daily is None:
        return [i for i in items if i.kind != "new" or _major(i, limit)]
    return [
        i for i in items
        if i.kind in ("new", "changed") and _major(i, limit)
        and (i.kind == "new" or told[i.id].get("killed", 0) < limit)
    ]  # fmt: skip


def _differs(known: Mapping[str, Any], incident: Incident) -> bool:
    """Tell whether a value is otherwise than it was told; other grounds for the same values are no news."""
    return any(known.get(name) != value for name, value in snapshot(incident).items())


def _major(item: Item, limit: int) -> bool:
    if limit == 0:
        return True
    carried_out = item.incident is not None and item.incident.outcome not in PLOTS
    return carried_out and item.killed >= limit


def _fresh(incident: Incident, since: datetime) -> bool:
    first = incident.first_reported
    if first is None and incident.date.start is not None:
        first = datetime.combine(incident.date.start, time(), tzinfo=UTC)
    return first is not None and first >= since


def _item(kind: Kind, incident: Incident, known: Mapping[str, Any] | None = None) -> Item:
    now = snapshot(incident)["facts"]
    before = {} if known is None else known.get("facts", {})
    was = {name: before[name] for name, value in now.items() if before.get(name, value) != value}
    told: dict[str, str] = {}
    for evidence in incident.evidence:
        quote = evidence.statement.quote
        if quote and len(told) < QUOTES:
            told.setdefault(quote, words.said(evidence))
    shown = now | {"basis": words.support(incident)}
    return Item(kind, incident.id, incident.title, shown, was, tuple(told.items()), incident)
