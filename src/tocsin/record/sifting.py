"""The same lists as `browsing`, over incidents that are held in memory.

For a record with rows that may not leave the desk: what then goes out is fused anew without them, and the
kept view does not hold that. Slower, and asked for only where there are such rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from tocsin.errors import InputError
from tocsin.model import Incident
from tocsin.record.browsing import Order, Page, Point, Wanted, order_of
from tocsin.record.columns import Values
from tocsin.record.shelving import narrowed, words


def wanted_of(found: Iterable[Incident], wanted: Wanted) -> list[Incident]:
    """Return the incidents that `wanted` asks for, in the order given."""
    return [incident for incident in found if _meets(incident, narrowed(incident), wanted)]


def page(found: Sequence[Incident], limit: int, after: str | None, order: Order) -> Page:
    """Return one page of `found`, incidents by the arrival of their first report. See `Record.browse`."""
    name, falling = order_of(order, limit)
    keys = [narrowed(incident)[name] for incident in found]
    places = sorted(range(len(found)), key=lambda at: (keys[at], at), reverse=falling)
    ids = [found[at].id for at in places]
    if after is not None and after not in ids:
        raise InputError(f"no page ended at {after!r}: begin again without it")
    start = 0 if after is None else ids.index(after) + 1
    end = start + limit
    more = end < len(places)
    return Page(tuple(found[at] for at in places[start:end]), len(found), ids[end - 1] if more else None)


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


def _meets(i: Incident, held: Values, wanted: Wanted) -> bool:
    chosen = (
        (wanted.countries, {i.place.country}), (wanted.outcomes, {i.outcome}),
        (wanted.attack_types, i.attack_types), (wanted.weapon_types, i.weapon_types),
        (wanted.target_types, i.target_types), (wanted.groups, {g.name for g in i.groups}),
        (wanted.sources, {e.source for e in i.evidence}),
    )  # fmt: skip
    return (
        (wanted.since is None or held["last_day"] >= wanted.since.toordinal())
        and (wanted.until is None or held["first_day"] <= wanted.until.toordinal())
        and all(not asked or not asked.isdisjoint(codes) for asked, codes in chosen)
        and (wanted.killed_at_least is None or held["deaths"] >= wanted.killed_at_least)
        and (wanted.box is None or _in_box(i, wanted.box))
        and all(word in held["words"] for word in words(wanted.text or "").split())
        and (wanted.definition is None or wanted.definition.test(i) != "no")
    )


def _in_box(i: Incident, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    lat, lon = i.place.lat, i.place.lon
    if lat is None or lon is None or not south <= lat <= north:
        return False
    return west <= lon <= east if west <= east else lon >= west or lon <= east
