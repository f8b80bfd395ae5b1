"""Incidents and views made up for the tests of claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tocsin.claims import View
from tocsin.model import Count, DateRange, Evidence, Group, Incident, Place, Statement

TOWNS = {
    "Lyon": ("FR", 45.75, 4.85), "Lille": ("FR", 50.63, 3.07), "Berlin": ("DE", 52.52, 13.41),
    "Ankara": ("TR", 39.93, 32.86), "Baghdad": ("IQ", 33.31, 44.36), "Lagos": ("NG", 6.45, 3.39),
}  # fmt: skip


def incident(number: int, day: date, town: str = "Lyon", *, killed: int | None = 1, **more: Any) -> Incident:
    """Return incident `number` on a day in a town."""
    country, lat, lon = TOWNS[town]
    identity = f"{number:010x}"
    statement = Statement("r", "killed", {"low": killed}, "d", 0, 5, "Words", "police")
    fields: dict[str, Any] = {
        "id": identity, "title": f"Attack {number} in {town}", "date": DateRange(day, day),
        "place": Place(town, None, country, lat, lon, 5.0, "city"), "attack_types": ("bombing",),
        "weapon_types": (), "target_types": ("civilians",), "outcome": "completed",
        "killed": None if killed is None else Count(killed, killed, killed), "injured": None,
        "perpetrators_killed": None, "groups": (), "scope": "unknown", "probability": 0.95,
        "reports": (f"r{number}",), "sources": 2, "documents": (f"https://paper.example/{number}",),
        "first_reported": datetime.combine(day, datetime.min.time(), UTC), "last_changed": None,
        "as_of": None,
        "evidence": (Evidence(statement, f"https://paper.example/{number}", "paper"),),
    }  # fmt: skip
    return Incident(**{**fields, **more})


def spread_over(n: int, since: date, days: int, town: str = "Lyon", first: int = 0) -> list[Incident]:
    """Return n incidents spread evenly over some days."""
    return [incident(first + k, since + timedelta(days=(k * days) // n), town) for k in range(n)]


def by(name: str, relation: Any = "claimed") -> tuple[Group, ...]:
    """Return one group with its relation."""
    return (Group(name, relation, "the group"),)


def view(
    incidents: Iterable[Incident] = (), since: date = date(2015, 1, 1), until: date = date(2016, 7, 31),
    a_day: int = 30, sources: Sequence[str] = ("a", "b", "c", "d"),
) -> View:  # fmt: skip
    """Return a view of a desk that read `a_day` documents each day from its sources."""
    days = (until - since).days + 1
    share = max(a_day // len(sources), 1)
    read = {since + timedelta(days=k): dict.fromkeys(sources, share) for k in range(days)}
    return View(tuple(incidents), read)
