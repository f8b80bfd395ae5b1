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
from tocsin.language import ENGLISH, SOURCE, speaking, spoken
from tocsin.model import Incident
from tocsin.record import Message
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.subscription import Chosen

Kind = Literal["new", "changed", "outside", "withdrawn"]
Told = Mapping[str, Any]
"""By incident: its title, the facts as they were worded, and the number of dead by which it was weighed."""
PLACE: Final = frozenset({"where", "title"})
"""What says where: coarsened while an attack goes on, and told exactly a day later."""
REACH: Final = timedelta(days=7)
"""How long ago an attack may have been reported first that is new when it comes late."""
BEFORE: Final = timedelta(days=1)
"""A new subscriber is told of what was reported in the day before."""
QUOTES: Final = 3


@dataclass(frozen=True, slots=True)
class Item:
    """What is said of one incident, in the language of its reader.

    `was` gives each changed fact as it was told before. Facts go by their English names; `tocsin.language._`
    has what a reader calls them.

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
    """Return an incident as it is told: whatever changes this is worth another message.

    In English, whatever is spoken, so that a text mended in a catalogue is no news; where another language is
    spoken, "said" has the facts in it, for the next message to say what was told before.
    """
    with speaking(ENGLISH):
        rows = worded(incident)
    made = {"title": incident.title, "facts": rows, "killed": figure(incident, "killed")}
    return made if spoken().locale == SOURCE else made | {"said": worded(incident)}


def worded(incident: Incident) -> dict[str, str]:
    """Return the facts in the language spoken now, by their English names."""
    with speaking(ENGLISH):
        names = [name for name, _ in facts(incident)]
    rows = zip(names, (value for _, value in facts(incident)), strict=True)
    return {name: value for name, value in rows if name != "basis"}


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
    seen: Sequence[Incident],
    told: Told,
    choice: Chosen,
    since: datetime,
    became: Callable[[str], str | None],
    then: Callable[[str], Incident | None] = lambda _: None,
) -> list[Item]:
    """Return what is to be said, gravest first, then changes, then what is withdrawn.

    `seen` are the incidents that the subscriber may see, as it may see them; `since` the horizon; `became`
    gives the id that an incident goes under now, None where there is none of it; `then` the incident as it is
    known now, but as it would have been shown when the subscriber was told of it.
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
            found.append(_item("outside", incident, known, changes(known, incident, then)))
        elif changed := changes(known, incident, then):
            found.append(_item("changed", incident, known, changed))
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


def changes(
    known: Mapping[str, Any], incident: Incident, then: Callable[[str], Incident | None]
) -> frozenset[str]:
    """Return what is otherwise than it was told: names of facts, "title", "killed"; none: there is no news.

    Other grounds for the same values are no news, and neither is a place that is only shown more exactly
    because time has passed: as it was to be shown when it was told, it still is what was told.
    """
    now = snapshot(incident)
    before = known.get("facts", {})
    names = {name for name, value in now["facts"].items() if before.get(name) != value}
    names |= {name for name in ("title", "killed") if known.get(name) != now[name]}
    if names & PLACE and (shown := then(incident.id)) is not None:
        as_told = snapshot(shown)["facts"]["where"] == before.get("where")
        names -= PLACE if as_told else frozenset()
    return frozenset(names)


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


def _item(
    kind: Kind,
    incident: Incident,
    known: Mapping[str, Any] | None = None,
    changed: frozenset[str] = frozenset(),
) -> Item:
    now, before = worded(incident), _before(known or {})
    was = {name: before[name] for name in now if name in changed and before.get(name, now[name]) != now[name]}
    told: dict[str, str] = {}
    for evidence in incident.evidence:
        quote = evidence.statement.quote
        if quote and len(told) < QUOTES:
            told.setdefault(quote, words.said(evidence))
    shown = now | {"basis": words.support(incident)}
    return Item(kind, incident.id, words.title(incident), shown, was, tuple(told.items()), incident)


def _before(known: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the facts as they were told, in the language spoken now where they were told in it."""
    told: Mapping[str, str] = known.get("said" if spoken().locale != SOURCE else "facts", {})
    return told or known.get("facts", {})
