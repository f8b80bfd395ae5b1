"""The same lists as `browsing`, over incidents that are held in memory.

For a record with rows that may not leave the desk: what then goes out is fused anew without them, and the
kept view does not hold that. Slower, and asked for only where there are such rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from tocsin.errors import InputError
from tocsin.model import Incident
from tocsin.record.browsing import Order, Page, Point, Wanted
from tocsin.record.shelving import words
from tocsin.resolve import point

_Key = Callable[[Incident], float]


def wanted_of(found: Iterable[Incident], wanted: Wanted) -> list[Incident]:
    """Return the incidents that `wanted` asks for, in the order given."""
    return [incident for incident in found if _meets(incident, wanted)]


def page(found: Sequence[Incident], limit: int, after: str | None, order: Order) -> Page:
    """Return one page of `found`, incidents by the arrival of their first report. See `Record.browse`."""
    if order not in _ORDERS:
        raise InputError(f"no order {order!r}: choose one of {', '.join(_ORDERS)}")
    if limit < 1:
        raise InputError(f"a page has at least one incident, not {limit}")
    key, falling = _ORDERS[order]
    places = sorted(range(len(found)), key=lambda at: (key(found[at]), at), reverse=falling)
    ids = [found[at].id for at in places]
    if after is not None and after not in ids:
        raise InputError(f"no page ended at {after!r}: begin again without it")
    start = 0 if after is None else ids.index(after) + 1
    listed = places[start : start + limit]
    more = start + limit < len(places)
    return Page(
        tuple(found[at] for at in listed), len(found), found[listed[-1]].id if more and listed else None
    )


def points(found: Iterable[Incident]) -> list[Point]:
    """Return the points of those that have one."""
    return [
        Point(i.id, i.place.lat, i.place.lon, i.place.radius_km, i.place.precision, i.date.start, i.date.end,
              i.attack_types, i.killed, i.title)
        for i in found if i.place.lat is not None and i.place.lon is not None
    ]  # fmt: skip


def days(found: Iterable[Incident]) -> dict[date | None, int]:
    """Return how many there are by their first day, under None those without one."""
    return dict(Counter(i.date.start or i.date.end for i in found))


def _meets(i: Incident, wanted: Wanted) -> bool:
    deaths = point(i.killed) if i.killed else None
    text = words(f"{i.title} {i.place.name or ''}")
    outlets = {e.source for e in i.evidence}
    chosen = (
        (wanted.countries, {i.place.country}), (wanted.outcomes, {i.outcome}),
        (wanted.attack_types, set(i.attack_types)), (wanted.weapon_types, set(i.weapon_types)),
        (wanted.target_types, set(i.target_types)), (wanted.groups, {g.name for g in i.groups}),
        (wanted.sources, outlets),
    )  # fmt: skip
    return (
        _in_window(i, wanted.since, wanted.until)
        and all(not asked or not asked.isdisjoint(held) for asked, held in chosen)
        and (wanted.killed_at_least is None or (deaths is not None and deaths >= wanted.killed_at_least))
        and (wanted.box is None or _in_box(i, wanted.box))
        and all(word in text for word in words(wanted.text or "").split())
        and (wanted.definition is None or wanted.definition.test(i) != "no")
    )


def _in_window(i: Incident, since: date | None, until: date | None) -> bool:
    first, last = i.date.start or i.date.end, i.date.end or i.date.start
    return (since is None or last is None or last >= since) and (
        until is None or first is None or first <= until
    )


def _in_box(i: Incident, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    lat, lon = i.place.lat, i.place.lon
    if lat is None or lon is None or not south <= lat <= north:
        return False
    return west <= lon <= east if west <= east else lon >= west or lon <= east


def _first_day(i: Incident) -> float:
    first = i.date.start or i.date.end
    return first.toordinal() if first else 0


def _deaths(i: Incident) -> float:
    deaths = point(i.killed) if i.killed else None
    return -1 if deaths is None else deaths


def _revised(i: Incident) -> float:
    return i.last_changed.timestamp() if i.last_changed else float("-inf")


_ORDERS: Final[dict[str, tuple[_Key, bool]]] = {
    "newest": (_first_day, True),
    "oldest": (_first_day, False),
    "deadliest": (_deaths, True),
    "changed": (_revised, True),
}
