"""What a reader asks of the list of incidents: pages, points for a map, counts. All from the kept view."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from tocsin.errors import InputError
from tocsin.model import Count, Incident
from tocsin.record.bodies import to_count, to_incident
from tocsin.record.derived import NEVER, view_bodies, view_codes, view_incidents, view_state
from tocsin.record.shelving import words
from tocsin.record.surroundings import rows_in

if TYPE_CHECKING:
    from tocsin.definitions import Definition

Order = Literal["newest", "oldest", "deadliest", "changed"]
REMEMBERED: Final = 16
"""For so many definitions it is remembered which incidents they include."""
_v = view_incidents.c
_ORDERS: Final[dict[str, tuple[Any, bool]]] = {
    "newest": (_v.first_day, True),
    "oldest": (_v.first_day, False),
    "deadliest": (_v.deaths, True),
    "changed": (_v.revised, True),
}
_KINDS: Final = {
    "attack_types": "attack_type", "weapon_types": "weapon_type", "target_types": "target_type",
    "groups": "group", "sources": "source",
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


@dataclass(slots=True)
class Answers:
    """Which incidents definitions include or doubt, remembered while the incidents stay as they are."""

    _kept: OrderedDict[Definition, tuple[int, set[int]]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def included(self, connection: Connection, definition: Definition) -> set[int]:
        """Return the founders of the incidents that `definition` includes or doubts.

        Only what changed since it was last asked is tested. The set may hold founders of incidents that are
        gone. It is not to be changed.
        """
        now = watermark(connection)
        with self._lock:
            seen, held = self._kept.pop(definition, (-1, set()))
        if seen > now:
            # A reader whose state of the record is older than what is remembered.
            return _tested(connection, definition, -1, set())
        if seen < now:
            held = _tested(connection, definition, seen, held)
        with self._lock:
            self._kept[definition] = now, held
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return held


def _tested(connection: Connection, definition: Definition, since: int, held: set[int]) -> set[int]:
    included = set(held)
    query = select(_v.founder, _v.id, view_bodies.c.body)
    query = query.join(view_bodies, view_bodies.c.founder == _v.founder).where(_v.changed > since)
    for founder, identity, body in connection.execute(query):
        if definition.test(to_incident(identity, body, None)) == "no":
            included.discard(founder)
        else:
            included.add(founder)
    return included


def browse(
    connection: Connection, answers: Answers, wanted: Wanted, limit: int, after: str | None, order: Order
) -> Page:
    """Return one page. See `Record.browse`."""
    if order not in get_args(Order):
        raise InputError(f"no order {order!r}: choose one of {', '.join(get_args(Order))}")
    if limit < 1:
        raise InputError(f"a page has at least one incident, not {limit}")
    key, falling = _ORDERS[order]
    query = _narrowed(select(_v.founder, key.label("key")), wanted)
    turned = (key.desc(), _v.founder.desc()) if falling else (key, _v.founder)
    place = _beyond(key, falling, after) if after is not None else None
    if wanted.definition is None:
        total = count(connection, answers, wanted)
        narrowed = query if place is None else query.where(place)
        rows = connection.execute(narrowed.order_by(*turned).limit(limit + 1)).all()
    else:
        included = answers.included(connection, wanted.definition)
        whole = [row for row in connection.execute(query.order_by(*turned)) if row.founder in included]
        total = len(whole)
        rows = whole[_start(whole, after, falling) :][: limit + 1]
    more = len(rows) > limit
    rows = rows[:limit]
    found = _whole(connection, [row.founder for row in rows])
    return Page(tuple(found), total, f"{rows[-1].key}.{rows[-1].founder}" if more else None)


def points(connection: Connection, answers: Answers, wanted: Wanted) -> list[Point]:
    """Return what has a point. See `Record.points`."""
    query = select(
        _v.founder, _v.id, _v.lat, _v.lon, _v.radius_km, _v.precision, _v.first_day, _v.last_day,
        _v.attack_types, _v.killed, _v.title,
    ).where(_v.lat.is_not(None), _v.lon.is_not(None))  # fmt: skip
    rows = _kept(connection, answers, _narrowed(query, wanted).order_by(_v.founder), wanted)
    return [_point(row) for row in rows]


def count(connection: Connection, answers: Answers, wanted: Wanted) -> int:
    """Return how many are wanted."""
    if wanted.definition is None:
        query = _narrowed(select(func.count()).select_from(view_incidents), wanted)
        return int(connection.execute(query).scalar_one())
    return sum(1 for _ in _kept(connection, answers, _narrowed(select(_v.founder), wanted), wanted))


def days(connection: Connection, answers: Answers, wanted: Wanted) -> dict[date | None, int]:
    """Return how many are wanted by their first day. See `Record.days`."""
    counts: Counter[date | None] = Counter()
    if wanted.definition is None:
        query = _narrowed(select(_v.first_day, func.count()), wanted).group_by(_v.first_day)
        for first, number in connection.execute(query):
            counts[_day(first)] += number
    else:
        query = _narrowed(select(_v.founder, _v.first_day), wanted)
        counts.update(_day(row.first_day) for row in _kept(connection, answers, query, wanted))
    return counts


def watermark(connection: Connection) -> int:
    """Return a number that grows with each change of the view."""
    return int(connection.execute(select(view_state.c.version)).scalar_one())


def _kept(connection: Connection, answers: Answers, query: Select[Any], wanted: Wanted) -> Iterator[Row[Any]]:
    """Run `query`, whose first column is the founder, and keep what the definition includes."""
    if wanted.definition is None:
        yield from connection.execute(query)
        return
    included = answers.included(connection, wanted.definition)
    yield from (row for row in connection.execute(query) if row[0] in included)


def _whole(connection: Connection, founders: list[int]) -> Iterator[Incident]:
    query = select(_v.founder, _v.id, view_bodies.c.body, view_bodies.c.grounds)
    query = query.join(view_bodies, view_bodies.c.founder == _v.founder)
    rows = {row.founder: row for row in rows_in(connection, query, _v.founder, founders)}
    for founder in founders:
        yield to_incident(rows[founder].id, rows[founder].body, rows[founder].grounds)


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    return query.where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield _v.last_day >= wanted.since.toordinal()
    if wanted.until is not None:
        yield _v.first_day <= wanted.until.toordinal()
    if wanted.countries:
        yield _v.country.in_(sorted(wanted.countries))
    if wanted.outcomes:
        yield _v.outcome.in_(sorted(wanted.outcomes))
    if wanted.killed_at_least is not None:
        yield _v.deaths >= wanted.killed_at_least
    for name, kind in _KINDS.items():
        if codes := getattr(wanted, name):
            yield _v.founder.in_(_having(kind, codes))
    if wanted.box is not None:
        yield _inside(*wanted.box)
    for word in words(wanted.text or "").split():
        yield _v.words.contains(word, autoescape=True)


def _having(kind: str, codes: Collection[str]) -> Select[Any]:
    c = view_codes.c
    return select(c.founder).where(c.kind == kind, c.code.in_(sorted(codes)))


def _inside(west: float, south: float, east: float, north: float) -> ColumnElement[bool]:
    across = and_(_v.lon >= west, _v.lon <= east) if west <= east else or_(_v.lon >= west, _v.lon <= east)
    return and_(_v.lat >= south, _v.lat <= north, across)


def _beyond(key: Any, falling: bool, after: str) -> ColumnElement[bool]:
    last, founder = _place(after)
    further = key < last if falling else key > last
    later = _v.founder < founder if falling else _v.founder > founder
    bound = key <= last if falling else key >= last
    return and_(bound, or_(further, later))


def _start(rows: list[Row[Any]], after: str | None, falling: bool) -> int:
    """Return where the rows begin that come after a place, which itself may be gone."""
    if after is None:
        return 0
    last = _place(after)
    places = [(row.key, row.founder) for row in rows]
    return sum(1 for place in places if (place >= last if falling else place <= last))


def _place(after: str) -> tuple[int, int]:
    last, _, founder = after.partition(".")
    try:
        return int(last), int(founder)
    except ValueError:
        raise InputError(f"no page ended at {after!r}: begin again without it") from None


def _point(row: Row[Any]) -> Point:
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


def _killed(text: str | None) -> Count | None:
    return to_count(json.loads(text)) if text else None
