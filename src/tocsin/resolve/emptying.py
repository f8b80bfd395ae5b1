"""Where a person says that the right value is not known: a `not_known` takes away what was said of it.

It holds against whatever machines find, now and later; a person's later word on the property lifts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from tocsin.model import Incident, Statement, bears_on

NOT_KNOWN: Final = "not_known"
_VALUES: Final[Mapping[str, Callable[[Incident], Any]]] = {
    "date": lambda i: i.date.start or i.date.end,
    "place": lambda i: i.place.name or i.place.admin1 or i.place.country or i.place.lat is not None,
    "attack_type": lambda i: i.attack_types,
    "weapon_type": lambda i: i.weapon_types,
    "target_type": lambda i: i.target_types,
    "outcome": lambda i: i.outcome,
    "killed": lambda i: i.killed is not None,
    "injured": lambda i: i.injured is not None,
    "perpetrators_killed": lambda i: i.perpetrators_killed is not None,
    "group": lambda i: i.groups,
}


def known(statements: Iterable[Statement]) -> list[Statement]:
    """Return one report's statements without each `not_known` and without what it takes away."""
    told = list(statements)
    empty: dict[str, tuple[bool, datetime | None]] = {}
    for s in told:
        if s.property == NOT_KNOWN:
            empty[bears_on(s)] = max(_when(s), empty.get(bears_on(s), (False, None)))
    if not empty:
        return told
    return [s for s in told if s.property != NOT_KNOWN and (s.property not in empty or _lifts(s, empty))]


def _lifts(s: Statement, empty: Mapping[str, tuple[bool, datetime | None]]) -> bool:
    """Whether a person said a value no earlier than that none is known."""
    return s.origin == "human" and _when(s) >= empty[s.property]


def _when(s: Statement) -> tuple[bool, datetime | None]:
    """A key of order: what has no time comes before all that has one."""
    return s.said_at is not None, s.said_at


def emptied(incident: Incident) -> frozenset[str]:
    """Return the properties of `incident` that have no value because a person said that none is known."""
    said = {bears_on(e.statement) for e in incident.evidence if e.statement.property == NOT_KNOWN}
    return frozenset(name for name in said if not _VALUES[name](incident))
