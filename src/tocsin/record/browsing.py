"""What a reader asks of the list of incidents: pages, points for a map, counts. All from the kept view."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import Connection, select

from tocsin.errors import InputError
from tocsin.model import Count, Incident
from tocsin.record.bodies import to_count, to_incident
from tocsin.record.derived import KEPT, NEVER, view_incidents
from tocsin.record.narrowing import Narrow
from tocsin.record.shelving import words
from tocsin.record.surroundings import rows_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tocsin.definitions import Definition

Order = Literal["newest", "oldest", "deadliest", "changed"]
_v = view_incidents.c
_ORDERS: Final = {
    "newest": ("first_day", True),
    "oldest": ("first_day", False),
    "deadliest": ("deaths", True),
    "changed": ("revised", True),
}
_KINDS: Final = {
    "attack_types": "attack_type", "weapon_types": "weapon_type", "target_types": "target_type",
    "groups": "group", "sources": "source", "countries": "country", "outcomes": "outcome",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; None, or empty, filters nothing. All that is given must hold.

    An incident is in where its days meet [since, until], or are unknown: it may have happened then. Of each
    set one member is enough. `killed_at_least` goes by the best figure, else the low. `box` is west, south,
    east, north in degrees, west above east where it spans the date line. `text` are words, each in the title
    or the name of the place. `definition` keeps what it includes or doubts.
    """

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
    """Some incidents in order, how many there are in all, and where the next page begins (None: nowhere)."""

    incidents: tuple[Incident, ...]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """An incident on a map. `radius_km` says how sure the point is."""

    id: str
    lat: float
    lon: float
    radius_km: float | None
    precision: str | None
    start: date | None
    end: date | None
    attack_types: tuple[str, ...]
    killed: Count | None
    title: str


def browse(
    connection: Connection, narrow: Narrow, wanted: Wanted, limit: int, after: str | None, order: Order
) -> Page:
    """Return one page. See `Record.browse`."""
    name, falling = order_of(order, limit)
    place = None if after is None else _place(after)
    with narrow.lock:
        slots = _found(connection, narrow, wanted)
        keys, founders = narrow.column(name)[slots], narrow.column("founder")[slots]
    total = len(slots)
    if place is not None:
        keep = _beyond(keys, founders, place, falling)
        keys, founders = keys[keep], founders[keep]
    first = _first(keys, founders, limit + 1, falling)
    listed = [(int(keys[at]), int(founders[at])) for at in first]
    more, listed = len(listed) > limit, listed[:limit]
    found = _whole(connection, [founder for _, founder in listed])
    return Page(tuple(found), total, "{}.{}".format(*listed[-1]) if more else None)


def order_of(order: Order, limit: int) -> tuple[str, bool]:
    """Return what a page is ordered by, and whether falling. Raises InputError on what no page can be."""
    if order not in _ORDERS:
        raise InputError(f"no order {order!r}: choose one of {', '.join(_ORDERS)}")
    if limit < 1:
        raise InputError(f"a page has at least one incident, not {limit}")
    return _ORDERS[order]


def points(connection: Connection, narrow: Narrow, wanted: Wanted) -> list[Point]:
    """Return what has a point. See `Record.points`."""
    import numpy as np

    with narrow.lock:
        slots = _found(connection, narrow, wanted)
        slots = slots[~np.isnan(narrow.column("lat")[slots]) & ~np.isnan(narrow.column("lon")[slots])]
        founders = sorted(narrow.column("founder")[slots].tolist())
        every = len(founders) * 2 > narrow.size
    query = select(
        _v.founder, _v.id, _v.lat, _v.lon, _v.radius_km, _v.precision, _v.first_day, _v.last_day,
        _v.attack_types, _v.killed, _v.title,
    ).order_by(_v.founder)  # fmt: skip
    if not every:
        return [_point(row) for row in rows_in(connection, query, _v.founder, founders)]
    among = set(founders)
    return [_point(row) for row in connection.execute(query) if row[0] in among]


def count(connection: Connection, narrow: Narrow, wanted: Wanted) -> int:
    """Return how many are wanted."""
    with narrow.lock:
        return len(_found(connection, narrow, wanted))


def days(connection: Connection, narrow: Narrow, wanted: Wanted) -> dict[date | None, int]:
    """Return how many are wanted by their first day. See `Record.days`."""
    with narrow.lock:
        slots = _found(connection, narrow, wanted)
        return dict(Counter(_day(number) for number in narrow.column("first_day")[slots].tolist()))


def _found(connection: Connection, narrow: Narrow, wanted: Wanted) -> NDArray[np.int64]:
    """Return the slots of what is wanted, in no order."""
    import numpy as np

    narrow.refresh(connection)
    mask = narrow.alive[: narrow.size].copy()
    for condition in _conditions(narrow, wanted):
        mask &= condition
    if wanted.definition is not None:
        mask &= narrow.included(connection, wanted.definition)
    slots = np.flatnonzero(mask)
    if asked := words(wanted.text or "").split():
        held, left = narrow.words, slots.tolist()
        # The longest word first: it leaves the fewest for the others.
        for word in sorted(asked, key=len, reverse=True):
            left = [slot for slot in left if word in held[slot]]
        slots = np.array(left, dtype=np.int64)
    return slots


def _conditions(narrow: Narrow, wanted: Wanted) -> Iterator[NDArray[np.bool_]]:
    if wanted.since is not None:
        yield narrow.column("last_day") >= wanted.since.toordinal()
    if wanted.until is not None:
        yield narrow.column("first_day") <= wanted.until.toordinal()
    if wanted.killed_at_least is not None:
        yield narrow.column("deaths") >= wanted.killed_at_least
    for name, kind in _KINDS.items():
        if codes := getattr(wanted, name):
            yield narrow.having(kind, codes)
    if wanted.box is not None:
        west, south, east, north = wanted.box
        lat, lon = narrow.column("lat"), narrow.column("lon")
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        yield across & (lat >= south) & (lat <= north)


def _beyond(
    keys: NDArray[np.int64], founders: NDArray[np.int64], place: tuple[int, int], falling: bool
) -> NDArray[np.bool_]:
    """Tell what comes after a place, whose own incident may be gone by now."""
    last, founder = place
    further, later = (keys < last, founders < founder) if falling else (keys > last, founders > founder)
    beyond: NDArray[np.bool_] = further | ((keys == last) & later)
    return beyond


def _first(
    keys: NDArray[np.int64], founders: NDArray[np.int64], limit: int, falling: bool
) -> NDArray[np.int64]:
    """Return the positions of the first in order."""
    import numpy as np

    sign = -1 if falling else 1
    among = np.arange(len(keys))
    if limit < len(keys):
        edge = np.partition(sign * keys, limit)[limit]
        among = np.flatnonzero(sign * keys <= edge)
    return among[np.lexsort((sign * founders[among], sign * keys[among]))][:limit]


def _whole(connection: Connection, founders: list[int]) -> Iterator[Incident]:
    rows = {row.founder: row for row in rows_in(connection, KEPT, _v.founder, founders)}
    for founder in founders:
        yield to_incident(rows[founder].id, rows[founder].body, rows[founder].grounds)


def _place(after: str) -> tuple[int, int]:
    last, _, founder = after.partition(".")
    try:
        return int(last), int(founder)
    except ValueError:
        raise InputError(f"no page ended at {after!r}: begin again without it") from None


def _point(row: Any) -> Point:
    # By position: twenty thousand of them are asked for at once.
    _, id_, lat, lon, radius, precision, first, last, kinds, killed, title = tuple(row)
    days = _day(first), _day(last)
    return Point(id_, lat, lon, radius, precision, *days, _codes(kinds), _killed(killed), title)


@cache
def _day(number: int) -> date | None:
    return date.fromordinal(number) if 0 < number < NEVER else None


@cache
def _codes(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=4096)
def _killed(text: str | None) -> Count | None:
    return to_count(json.loads(text)) if text else None
