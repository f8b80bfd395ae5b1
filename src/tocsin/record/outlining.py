"""Where and when each shown report places its event: so that a new one meets only those that are near.

The rows are of `view_outlines`, a derived table. What is near is what `resolve.Catalogue` calls so; the
indexes narrow the rest to some days and one country.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    or_,
    select,
    true,
)

from tocsin.model import PLACE_PRECISIONS, Place
from tocsin.record.columns import Values
from tocsin.record.derived import view_outlines
from tocsin.record.inserting import replace
from tocsin.record.schema import documents, reports
from tocsin.record.surroundings import rows_in
from tocsin.resolve import (
    FAR_KM,
    KM_PER_DEGREE,
    LOOSE_GAP,
    MOST,
    SLACKS_KM,
    UNPLACED_GAP,
    WIDTHS,
    Catalogue,
    Mention,
    Outline,
    located,
    outline,
)
from tocsin.resolve.account import When, place_rank

_o = view_outlines.c
_OUTLINES: Final = (
    select(view_outlines, reports.c.id, documents.c.id.label("document"))
    .join(reports, reports.c.seq == _o.report)
    .join(documents, documents.c.seq == reports.c.document)
)


CROWD: Final = 4 * MOST
"""So many that are nearest in days are looked at; `nearest` takes `MOST` of them."""
_SCATTERED: Final = cast(_o.report, BigInteger) * 40_503 % 65_536
"""Of a crowd on one day neither the first nor the last to come are taken, but some of all."""


def keep(connection: Connection, told: Mapping[int, Mention]) -> None:
    """Write down the outlines of reports, or bring them up to date."""
    rows = [_values(seq, outline(mention, mention.id)) for seq, mention in told.items()]
    replace(connection, view_outlines, _o.report, rows)


def forget(connection: Connection, seqs: Collection[int]) -> None:
    """Take out the outlines of reports that are not shown any more."""
    if seqs:
        one = delete(view_outlines).where(_o.report == bindparam("gone"))
        connection.execute(one, [{"gone": seq} for seq in sorted(seqs)])


def near(connection: Connection, new: Iterable[Mention]) -> list[str]:
    """Return the ids of the shown reports that could tell of the same event as one of `new`."""
    found: set[str] = set()
    for mention in new:
        seen = outline(mention, mention.id)
        others = {each.id: each for each in _around(connection, seen) if each.id != seen.id}
        near = Catalogue([seen, *others.values()]).near(0)
        names = list(others)
        found.update(names[position - 1] for position in near)
    return sorted(found)


def _values(seq: int, seen: Outline) -> Values:
    place = seen.place
    width = seen.when.last - seen.when.first
    return {
        "report": seq,
        "band": next(band for band, limit in enumerate(WIDTHS) if width <= limit),
        "country": _country(seen) or "",
        "first_day": seen.when.first,
        "last_day": seen.when.last,
        "when_precision": seen.when.precision,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "precision": place.precision if place else None,
        "several": bool(place and place.alternatives),
    }


def _country(seen: Outline) -> str | None:
    """The country that rules others out; none where the name is ambiguous."""
    country = None if seen.place is None or seen.place.alternatives else seen.place.country
    return country if country and len(country) == 2 else None


def _around(connection: Connection, seen: Outline) -> list[Outline]:
    query = _OUTLINES.where(_within(seen), _beside(seen)).order_by(_days_from(seen), _SCATTERED)
    rows = {row.report: row for row in connection.execute(query.limit(CROWD))}
    own = rows_in(connection, _OUTLINES, documents.c.id, {seen.document})
    rows |= {row.report: row for row in own}
    return [_outline(rows[seq]) for seq in sorted(rows)]


def _within(seen: Outline) -> ColumnElement[bool]:
    """By the indexes: days of each width, and the country."""
    bands = []
    country = _country(seen)
    gap = UNPLACED_GAP if math.isnan(located(seen)[0]) else LOOSE_GAP
    for band, width in enumerate(WIDTHS):
        first = max(0, seen.when.first - width - gap)
        days = and_(_o.band == band, _o.first_day >= first, _o.first_day <= seen.when.last + gap)
        bands.append(days if country is None else and_(_o.country.in_(["", country]), days))
    return or_(*bands)


def _beside(seen: Outline) -> ColumnElement[bool]:
    """By the point, or by days where one has none: no more is left out than `Catalogue` leaves out."""
    lat, lon, reach = located(seen)
    if math.isnan(lat):
        return true()
    days = and_(_o.last_day >= seen.when.first - UNPLACED_GAP, _o.first_day <= seen.when.last + UNPLACED_GAP)
    far = reach + func.coalesce(_o.radius_km, 0.0) + max(SLACKS_KM) + FAR_KM
    north, east = func.abs(_o.lat - lat), func.abs(_o.lon - lon)
    narrow = KM_PER_DEGREE * math.cos(math.radians(lat))
    near = and_(north * KM_PER_DEGREE <= far, or_(east * narrow <= far, (360.0 - east) * narrow <= far))
    return or_(and_(_UNPLACED, days), near)


_UNPLACED: Final = or_(
    _o.lat.is_(None), _o.lon.is_(None), _o.several, _o.precision.is_(None),
    _o.precision.in_(PLACE_PRECISIONS[place_rank("country") :]),
)  # fmt: skip
"""What `located` gives no point."""


def _days_from(seen: Outline) -> ColumnElement[int]:
    before, after = seen.when.first - _o.last_day, _o.first_day - seen.when.last
    return case((before > 0, before), (after > 0, after), else_=0)


def _outline(row: Any) -> Outline:
    placed = row.lat is not None or row.country
    # Another reading is all that is asked of an ambiguous place.
    several: tuple[Any, ...] = ({},) if row.several else ()
    place = Place(
        None, None, row.country or None, row.lat, row.lon, row.radius_km, row.precision, several
    )  # fmt: skip
    when = When(row.first_day, row.last_day, row.when_precision)
    return Outline(row.id, row.document, when, place if placed else None)
