"""A thin reading of the record for the pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

from tocsin.definitions import Definition
from tocsin.model import Count, Incident
from tocsin.record import Record


@dataclass(frozen=True, slots=True)
class Wanted:
    since: date | None = None
    until: date | None = None
    countries: frozenset[str] = frozenset()
    attack_types: frozenset[str] = frozenset()
    weapon_types: frozenset[str] = frozenset()
    target_types: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    killed_at_least: int | None = None
    box: tuple[float, float, float, float] | None = None
    text: str | None = None
    definition: Definition | None = None


@dataclass(frozen=True, slots=True)
class Page:
    incidents: tuple[Incident, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class Point:
    id: str
    lat: float
    lon: float
    radius_km: float
    precision: str
    start: date | None
    end: date | None
    attack_types: tuple[str, ...]
    killed: Count | None
    title: str


_lock = threading.Lock()
_held: dict[int, tuple[int, list[Incident]]] = {}


def watermark(record: Record) -> int:
    from sqlalchemy import func, select

    from tocsin.record.schema import log

    with record._store.reading() as connection:
        return int(connection.execute(select(func.max(log.c.seq))).scalar() or 0)


def _every(record: Record) -> list[Incident]:
    mark = watermark(record)
    with _lock:
        held = _held.get(id(record))
        if held is None or held[0] != mark:
            _held.clear()
            held = _held[id(record)] = (mark, record.incidents())
        return held[1]


def _fits(i: Incident, w: Wanted) -> bool:
    d, p = i.date, i.place
    killed = None if i.killed is None else i.killed.best if i.killed.best is not None else i.killed.low
    sets = (
        (w.attack_types, set(i.attack_types)), (w.weapon_types, set(i.weapon_types)),
        (w.target_types, set(i.target_types)), (w.outcomes, {i.outcome}), (w.countries, {p.country}),
        (w.groups, {g.name for g in i.groups}), (w.sources, {e.source for e in i.evidence}),
    )  # fmt: skip
    if any(wanted and not wanted & has for wanted, has in sets):
        return False
    if w.since and (d.end or d.start or date.max) < w.since:
        return False
    if w.until and (d.start is None or d.start > w.until):
        return False
    if w.killed_at_least is not None and (killed or 0) < w.killed_at_least:
        return False
    if w.box:
        west, south, east, north = w.box
        if p.lat is None or p.lon is None or not south <= p.lat <= north:
            return False
        inside = west <= p.lon <= east if west <= east else p.lon >= west or p.lon <= east
        if not inside:
            return False
    if w.text and w.text.casefold() not in " ".join([i.title, *(g.name for g in i.groups)]).casefold():
        return False
    return w.definition is None or w.definition.test(i) != "no"


def found(record: Record, wanted: Wanted) -> list[Incident]:
    return [i for i in _every(record) if _fits(i, wanted)]


_ORDERS = {
    "newest": lambda i: (-(i.date.start or date.min).toordinal(), i.id),
    "oldest": lambda i: ((i.date.start or date.max).toordinal(), i.id),
    "deadliest": lambda i: (-((i.killed.best or i.killed.low or 0) if i.killed else 0), i.id),
    "changed": lambda i: (-(i.last_changed.timestamp() if i.last_changed else 0), i.id),
}


def browse(
    record: Record, wanted: Wanted, limit: int, after: str | None = None, order: str = "newest"
) -> Page:
    rows = sorted(found(record, wanted), key=_ORDERS[order])
    start = 0
    if after:
        start = next((n + 1 for n, i in enumerate(rows) if i.id == after), len(rows))
    part = rows[start : start + limit]
    more = start + limit < len(rows)
    return Page(tuple(part), len(rows), part[-1].id if more and part else None)


def count(record: Record, wanted: Wanted) -> int:
    return len(found(record, wanted))


def points(record: Record, wanted: Wanted) -> list[Point]:
    out = []
    for i in found(record, wanted):
        p = i.place
        if p.lat is not None and p.lon is not None:
            out.append(
                Point(i.id, p.lat, p.lon, p.radius_km or 0.0, p.precision or "country", i.date.start,
                      i.date.end, i.attack_types, i.killed, i.title)
            )  # fmt: skip
    return out
