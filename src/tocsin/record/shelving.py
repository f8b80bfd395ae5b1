"""Writing an incident into the kept view: what lists are narrowed by, the body, and the codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from tocsin.model import Incident, canonical
from tocsin.record.bodies import body, grounds
from tocsin.record.columns import Values
from tocsin.record.derived import NEVER, view_bodies, view_codes, view_incidents
from tocsin.record.identity import Told
from tocsin.record.inserting import insert
from tocsin.resolve import incident_id, point

NO_TIME: Final = -(1 << 62)
"""Stands for the time of what has none: before all others."""

Shelved = tuple[Told, Incident, Iterable[str]]
"""The founder of an incident, the incident, and the ids of its documents' sources."""


def shelve(connection: Connection, given: Iterable[Shelved], version: int) -> None:
    """Add incidents that the view does not hold; each is called by its founder's full id until named."""
    items = list(given)
    insert(connection, view_incidents, [_narrowing(founder, i, version) for founder, i, _ in items])
    bodies = [{"founder": f.seq, "body": body(i), "grounds": grounds(i)} for f, i, _ in items]
    insert(connection, view_bodies, bodies)
    insert(connection, view_codes, [row for item in items for row in _codes(*item)])


def _narrowing(founder: Told, i: Incident, version: int) -> Values:
    return narrowed(i) | {
        "founder": founder.seq,
        "id": founder.id,
        "short": incident_id(founder.id),
        "changed": version,
        "radius_km": i.place.radius_km,
        "precision": i.place.precision,
        "killed": canonical([i.killed.low, i.killed.best, i.killed.high]) if i.killed else None,
        "attack_types": canonical(list(i.attack_types)),
        "title": i.title,
    }


def narrowed(i: Incident) -> Values:
    """Return what lists are narrowed and ordered by; unknown days are before and after all, an unknown toll
    is -1."""
    first, last = i.date.start or i.date.end, i.date.end or i.date.start
    deaths = point(i.killed) if i.killed else None
    return {
        "first_day": first.toordinal() if first else 0,
        "last_day": last.toordinal() if last else NEVER,
        "country": i.place.country,
        "lat": i.place.lat,
        "lon": i.place.lon,
        "outcome": i.outcome,
        "deaths": -1 if deaths is None else deaths,
        "words": words(f"{i.title} {i.place.name or ''}"),
        "revised": _microseconds(i.last_changed),
    }


def words(text: str) -> str:
    """Return a text in the form in which words are looked up."""
    return " ".join(text.casefold().split())


def _codes(founder: Told, i: Incident, outlets: Iterable[str]) -> list[Values]:
    kinds: dict[str, Iterable[str]] = {
        "attack_type": i.attack_types,
        "weapon_type": i.weapon_types,
        "target_type": i.target_types,
        "group": [group.name for group in i.groups],
        "source": outlets,
    }
    return [
        {"kind": kind, "code": code, "founder": founder.seq}
        for kind, codes in kinds.items()
        for code in dict.fromkeys(codes)
    ]


def _microseconds(moment: datetime | None) -> int:
    if moment is None:
        return NO_TIME
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000)
